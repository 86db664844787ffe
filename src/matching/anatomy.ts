import type { Artifact } from '../artifact/read.ts';
import { isLexiconKind, listSources, type SourceKind, tasksOf } from '../artifact/sources.ts';
import type { CompetencyKind, RemainderPart, TaskShare } from './answer.ts';

/** What a standard is, as far as explanations hand out to it: worked out once per standard, and kept. */
export interface Anatomy {
  readonly name: string;
  /** As `listSources` has them. */
  readonly sources: readonly SourceParts[];
  readonly competencies: readonly CompetencyParts[];
  readonly tasks: readonly TaskParts[];
}

/** Where what a source says belongs: to a competency, to a task, or to one of the remainders. */
export interface SourceParts {
  readonly kind: SourceKind;
  readonly code: string;
  /** The competency that it is the name or definition of, or -1. */
  readonly competency: number;
  /** The task whose own text it is (name, output, indicator), or -1. */
  readonly task: number;
  /** Of a K or S: the tasks that require it. */
  readonly requiring: readonly number[];
  /** What it counts for when it is of no competency (by competency) or of no task (by task): an index in PARTS, or -1. */
  readonly part: number;
}

export interface CompetencyParts {
  readonly code: string;
  readonly kind: CompetencyKind;
  /** As printed, the first one first. */
  readonly names: readonly string[];
}

export interface TaskParts {
  readonly head: Omit<TaskShare, 'contribution'>;
  /** The K and S that it requires, each once. */
  readonly required: readonly number[];
}

export function anatomyOf(standard: ReturnType<Artifact['standard']>): Anatomy {
  const tasks = tasksOf(standard);
  const competencies = new CompetencyList();
  for (const { knowledge, skills } of tasks) {
    for (const { code, name } of knowledge) competencies.note('knowledge', code, name);
    for (const { code, name } of skills) competencies.note('skill', code, name);
  }
  for (const { code, name } of standard.attitudes) competencies.note('attitude', code, name);
  return {
    name: standard.name,
    sources: listSources(standard).map(({ kind, code, tasks: of }) => {
      const own = kind === 'task' || kind === 'output' || kind === 'indicator';
      const shared = kind === 'knowledge' || kind === 'skill';
      return {
        kind,
        code,
        competency: shared || kind === 'attitude' ? competencies.indexOf(code) : -1,
        task: own ? of[0]! : -1,
        requiring: shared ? of : [],
        part: own || shared ? -1 : PARTS.indexOf(isLexiconKind(kind) ? 'name' : kind),
      };
    }),
    competencies: competencies.list,
    tasks: tasks.map(task => ({
      head: headOf(task),
      required: [
        ...new Set([...task.knowledge, ...task.skills].map(({ code }) => competencies.indexOf(code))),
      ],
    })),
  };
}

/** What belongs to no competency or task. The lexica's words for a name count for the name. */
export const PARTS: readonly RemainderPart[] = [
  'name',
  'description',
  'duty',
  'task',
  'classification',
  'level',
  'attitude',
];
/** A task that requires no competency keeps what it says. */
export const TASK_PART = PARTS.indexOf('task');

class CompetencyList {
  readonly list: { code: string; kind: CompetencyKind; names: string[] }[] = [];
  readonly #index = new Map<string, number>();

  note(kind: CompetencyKind, code: string, name: string): void {
    const known = this.list[this.indexOf(code)];
    if (known === undefined) {
      this.#index.set(code, this.list.length);
      this.list.push({ code, kind, names: [name] });
    } else if (!known.names.includes(name)) known.names.push(name);
  }

  indexOf(code: string): number {
    return this.#index.get(code) ?? -1;
  }
}

function headOf({ code, name, level }: ReturnType<typeof tasksOf>[number]): TaskParts['head'] {
  return { code, name, ...(level === null ? {} : { level }) };
}
