import type { Standard, Task } from '../standards/model.ts';

/**
 * What the lexica say of the occupation's name: titles that mean the same, titles of neighbouring jobs and words of the
 * trade, each word by word and as whole phrases. They point at the name they stand for.
 */
export const LEXICON_KINDS = [
  'alias',
  'related',
  'jargon',
  'aliasPhrase',
  'relatedPhrase',
  'jargonPhrase',
] as const;
export type LexiconKind = (typeof LEXICON_KINDS)[number];

/**
 * Every printed piece of a standard that matching may point at, in one fixed order. The index of a source in the list of
 * `listSources` is what the artifact's segments refer to, so that list is part of the format: a change of its order is a
 * new format version.
 */
export const SOURCE_KINDS = [
  'name',
  'description',
  'classification',
  'duty',
  'task',
  'output',
  'indicator',
  'knowledge',
  'skill',
  'attitude',
  ...LEXICON_KINDS,
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export function isLexiconKind(kind: SourceKind): kind is LexiconKind {
  return (LEXICON_KINDS as readonly SourceKind[]).includes(kind);
}

/** What is said of the occupation as a whole is said of each of its tasks too: their context. */
export function isContext(kind: SourceKind): boolean {
  return kind === 'name' || kind === 'description' || kind === 'classification' || isLexiconKind(kind);
}

export interface Source {
  readonly kind: SourceKind;
  /** Where in the standard, as an answer names it: `K05`, `P2.1.1`, `O1.1.1`, `T2.1`, `T2`, `A01`, `name`, … */
  readonly code: string;
  readonly text: string;
  /** Indices of the tasks it belongs to (K and S: the tasks that require the code), in the standard's order. */
  readonly tasks: readonly number[];
}

/** Weights of kinds with those of the context alone. */
export function onlyContext(weights: Readonly<Record<SourceKind, number>>): Record<SourceKind, number> {
  return Object.fromEntries(SOURCE_KINDS.map(kind => [kind, isContext(kind) ? weights[kind] : 0])) as Record<
    SourceKind,
    number
  >;
}

/** The tasks of all duties, in printed order: a task's index in a standard is its place here. */
export function tasksOf(standard: Standard): Task[] {
  return standard.duties.flatMap(duty => duty.tasks);
}

export function listSources(standard: Standard): Source[] {
  const tasks = tasksOf(standard);
  const whole = (kind: SourceKind, code: string, text: string): Source => ({ kind, code, text, tasks: [] });
  const { category, occupation, industry } = standard.classification;
  return [
    whole('name', 'name', standard.name),
    whole('description', 'description', standard.description),
    ...[category, occupation, industry].map(entry =>
      whole('classification', 'classification', entry.name ?? ''),
    ),
    ...dutySources(standard),
    ...tasks.flatMap((task, index) => taskSources(task, index)),
    ...competencySources(tasks, 'knowledge'),
    ...competencySources(tasks, 'skill'),
    ...standard.attitudes.flatMap(({ code, name, definition }) => [
      whole('attitude', code, name),
      ...(definition === null ? [] : [whole('attitude', code, definition)]),
    ]),
    ...LEXICON_KINDS.map(kind => whole(kind, 'name', standard.name)),
  ];
}

function dutySources(standard: Standard): Source[] {
  let next = 0;
  return standard.duties.map(({ code, name, tasks }) => {
    const first = next;
    next += tasks.length;
    return { kind: 'duty', code, text: name, tasks: tasks.map((_, i) => first + i) };
  });
}

function taskSources(task: Task, index: number): Source[] {
  const own = (kind: SourceKind, code: string, text: string): Source => ({
    kind,
    code,
    text,
    tasks: [index],
  });
  return [
    own('task', task.code, task.name),
    ...task.outputs.map(({ code, text }) => own('output', code, text)),
    ...task.indicators.map(({ code, text }) => own('indicator', code, text)),
  ];
}

/** One source for each name of each code; all names of a code stand for the tasks that require the code. */
function competencySources(tasks: readonly Task[], kind: 'knowledge' | 'skill'): Source[] {
  const requiring = new Map<string, number[]>();
  const names = new Map<string, { code: string; name: string }>();
  tasks.forEach((task, index) => {
    for (const { code, name } of kind === 'knowledge' ? task.knowledge : task.skills) {
      const list = requiring.get(code) ?? [];
      if (list.at(-1) !== index) list.push(index);
      requiring.set(code, list);
      names.set(`${code}\n${name}`, { code, name });
    }
  });
  return [...names.values()].map(({ code, name }) => ({
    kind,
    code,
    text: name,
    tasks: requiring.get(code)!,
  }));
}
