import { type Finding, finding, omission } from './findings.ts';
import type { Item } from './items.ts';
import { parseLevel } from './level.ts';
import type { CodedText, Competency, Duty, Task } from './model.ts';
import { garbledMarks, saysNothing, tidy, trimNextBullet, trimSeparators } from './text.ts';

/** A task and the lines it came from. `group` is the cell: tasks of one cell share their outputs, indicators, K and S. */
export interface FoundTask extends Task {
  readonly line: number;
  readonly group: number;
  readonly duty: number;
}

export interface FoundDuty extends Omit<Duty, 'tasks'> {
  readonly line: number;
  readonly tasks: readonly FoundTask[];
}

export interface Table {
  readonly duties: readonly FoundDuty[];
  /** Where each code is printed. */
  readonly lines: ReadonlyMap<string, readonly number[]>;
  readonly findings: readonly Finding[];
}

/**
 * From the items of all columns to duties and tasks. A task owns what stands in its row and below, up to the next
 * task; a duty owns the tasks whose codes name it, and so its cell may stand anywhere beside them.
 */
export function dutiesOf(items: readonly Item[], rows: boolean): Table {
  const sorted = [...items].sort((a, b) => a.order - b.order || rank(a) - rank(b));
  const findings = items.flatMap(marksIn);
  const lines = linesOf(sorted);

  const groups = groupsOf(sorted, rows);
  const contents = contentsOf(sorted, groups, findings);
  const tasks = groups.flatMap((group, at) => tasksOf(group, at, contents[at]!, findings));
  const duties = joinContinued(attach(dutiesIn(sorted), tasks, findings), findings);
  return { duties, lines, findings };
}

function linesOf(items: readonly Item[]): Map<string, number[]> {
  const lines = new Map<string, number[]>();
  for (const { code, line } of items) {
    const known = lines.get(code);
    if (known === undefined) lines.set(code, [line]);
    else known.push(line);
  }
  return lines;
}

/** Within a row, what begins a task comes before what belongs to it. */
function rank(item: Item): number {
  return item.kind === 'duty' ? 0 : item.kind === 'task' ? 1 : 2;
}

function marksIn(item: Item): Finding[] {
  let line = item.line;
  let counted = 0;
  return garbledMarks(item.raw).map(({ offset, mark }) => {
    line += item.raw.slice(counted, offset).split('\n').length - 1;
    counted = offset;
    return omission('garbled-mark', line, mark, `a broken footnote mark in ${item.code} is left out`);
  });
}

/** Tasks of one cell: in one row, or one right after the other where columns follow one another. */
function groupsOf(items: readonly Item[], rows: boolean): Item[][] {
  const groups: Item[][] = [];
  let open = false;
  for (const item of items) {
    if (item.kind === 'task') {
      const last = groups.at(-1);
      if (last !== undefined && (rows ? last[0]!.order === item.order : open)) last.push(item);
      else groups.push([item]);
      open = true;
    } else open = false;
  }
  return groups;
}

interface Content {
  readonly outputs: Item[];
  readonly indicators: Item[];
  readonly knowledge: Item[];
  readonly skills: Item[];
  readonly levels: Item[];
}

function contentsOf(items: readonly Item[], groups: readonly Item[][], findings: Finding[]): Content[] {
  const contents: Content[] = groups.map(() => ({
    outputs: [],
    indicators: [],
    knowledge: [],
    skills: [],
    levels: [],
  }));
  let at = -1;
  for (const item of items) {
    if (item.kind === 'task') {
      if (groups[at + 1]?.[0] === item) at++;
      continue;
    }
    if (item.kind === 'duty' || item.kind === 'attitude') continue;
    const content = contents[at];
    if (content === undefined) {
      findings.push(
        omission('unplaced-text', item.line, `${item.code} ${item.raw}`, 'this stands before the first task'),
      );
    } else if (item.kind === 'output') content.outputs.push(item);
    else if (item.kind === 'indicator') content.indicators.push(item);
    else if (item.kind === 'knowledge') content.knowledge.push(item);
    else if (item.kind === 'skill') content.skills.push(item);
    else content.levels.push(item);
  }
  return contents;
}

function tasksOf(group: readonly Item[], at: number, content: Content, findings: Finding[]): FoundTask[] {
  const first = group[0]!;
  const codes = group.map(item => item.code);
  if (group.length > 1) {
    const message = `${codes.join(', ')} stand in one cell; each gets all its outputs, indicators, knowledge and skills`;
    findings.push(finding('several-tasks-in-cell', first.line, group.map(shown).join(' '), message));
  }
  for (const item of [...content.outputs, ...content.indicators]) {
    if (codes.some(code => item.code.startsWith(`${item.code[0]}${code.slice(1)}.`))) continue;
    findings.push(
      finding('wrong-prefix', item.line, shown(item), `${item.code} stands with ${codes.join(', ')}`),
    );
  }
  const level = levelOf(content.levels, first, findings);
  const shared = {
    level,
    outputs: content.outputs.filter(item => !saysNothing(textOf(item))).map(coded),
    indicators: content.indicators.map(coded),
    knowledge: competencies(content.knowledge, findings),
    skills: competencies(content.skills, findings),
    group: at,
    duty: first.order,
  };
  return group.map(item => ({ code: item.code, name: textOf(item), line: item.line, ...shared }));
}

/** A task may print its level once or, on the next page, again; anything else is no level. */
function levelOf(levels: readonly Item[], task: Item, findings: Finding[]): number | null {
  const printed = levels
    .flatMap(item => item.raw.split(/[\n\v]/).map(text => text.trim()))
    .filter(text => text !== '');
  const values = new Set(printed.map(parseLevel));
  const level = values.size === 1 ? [...values][0]! : null;
  if (level === null && printed.length > 0) {
    const message = `the level of ${task.code} is not one integer from 1 to 6`;
    findings.push(omission('level-out-of-range', levels[0]!.line, printed.join(' '), message));
  }
  return level;
}

function coded(item: Item): CodedText {
  return { code: item.code, text: textOf(item) };
}

/** The same code and name twice in one task says nothing new; another name is kept. */
function competencies(items: readonly Item[], findings: Finding[]): Competency[] {
  const kept: Competency[] = [];
  for (const item of items) {
    const name = textOf(item);
    if (kept.some(other => other.code === item.code && other.name === name)) {
      findings.push(
        omission(
          'duplicate-code',
          item.line,
          shown(item),
          `${item.code} comes twice in one task; it is kept once`,
        ),
      );
    } else kept.push({ code: item.code, name });
  }
  return kept;
}

export function textOf(item: Item): string {
  const raw = item.followed ? trimNextBullet(item.raw) : item.raw;
  const text = tidy(item.kind === 'indicator' ? raw.replace(/^[\s：:、]+/, '') : trimSeparators(raw));
  return item.kind === 'indicator' ? text : trimSeparators(text);
}

function shown(item: Item): string {
  return `${item.code} ${textOf(item)}`;
}

interface PrintedDuty {
  readonly code: string;
  readonly name: string;
  readonly line: number;
  readonly order: number;
}

/** The duties as printed; one that is printed again (on the next page, or in each row) is the same. */
function dutiesIn(items: readonly Item[]): PrintedDuty[] {
  const duties: PrintedDuty[] = [];
  for (const item of items) {
    if (item.kind !== 'duty') continue;
    const name = withoutContinued(textOf(item));
    const known = duties.findIndex(
      duty => duty.code === item.code && (sameName(duty.name, name) || name === '' || duty.name === ''),
    );
    if (known < 0) duties.push({ code: item.code, name, line: item.line, order: item.order });
    else if (duties[known]!.name === '') duties[known] = { ...duties[known]!, name };
  }
  return duties;
}

function attach(
  printed: readonly PrintedDuty[],
  tasks: readonly FoundTask[],
  findings: Finding[],
): FoundDuty[] {
  const found: { duty: PrintedDuty; tasks: FoundTask[] }[] = printed.map(duty => ({ duty, tasks: [] }));
  const byCode = Map.groupBy(found, entry => entry.duty.code);
  for (const task of tasks) {
    const code = `T${task.code.slice(1).split('.')[0]}`;
    const named = byCode.get(code);
    // A duty code that is printed twice with two names: the nearer one above.
    const above = named?.findLast(entry => entry.duty.order <= task.duty);
    let entry = above ?? named?.[0];
    if (entry === undefined) {
      findings.push(
        finding(
          'no-duty',
          task.line,
          `${task.code} ${task.name}`,
          `${code}, the duty of ${task.code}, is not printed`,
        ),
      );
      entry = { duty: { code, name: '', line: task.line, order: task.duty }, tasks: [] };
      found.push(entry);
      byCode.set(code, [entry]);
    }
    entry.tasks.push(task);
  }
  found.sort((a, b) => a.duty.order - b.duty.order);
  return found.map(({ duty, tasks: own }) => ({
    code: duty.code,
    name: duty.name,
    line: duty.line,
    tasks: own,
  }));
}

/** A task whose cell is printed again on the next page, with the rest of its row, is one task. */
function joinContinued(duties: readonly FoundDuty[], findings: Finding[]): FoundDuty[] {
  return duties.map(duty => {
    const tasks: FoundTask[] = [];
    for (const task of duty.tasks) {
      const last = tasks.at(-1);
      if (last !== undefined && continues(last, task)) {
        tasks[tasks.length - 1] = join(last, task);
        const message = `${task.code} is printed again with the rest of its row; it is one task`;
        findings.push(omission('continued-row', task.line, `${task.code} ${task.name}`, message));
      } else tasks.push({ ...task, name: withoutContinued(task.name) });
    }
    return { ...duty, tasks };
  });
}

function continues(task: FoundTask, next: FoundTask): boolean {
  if (task.code !== next.code || task.group === next.group) return false;
  if (
    !sameName(task.name, withoutContinued(next.name)) ||
    (next.level !== null && task.level !== null && next.level !== task.level)
  )
    return false;
  const codes = new Set([...task.outputs, ...task.indicators].map(item => item.code));
  return ![...next.outputs, ...next.indicators].some(item => codes.has(item.code));
}

function join(task: FoundTask, next: FoundTask): FoundTask {
  const more = (mine: readonly Competency[], others: readonly Competency[]) => [
    ...mine,
    ...others.filter(other => !mine.some(own => own.code === other.code && own.name === other.name)),
  ];
  return {
    ...task,
    level: task.level ?? next.level,
    outputs: [...task.outputs, ...next.outputs],
    indicators: [...task.indicators, ...next.indicators],
    knowledge: more(task.knowledge, next.knowledge),
    skills: more(task.skills, next.skills),
  };
}

function sameName(a: string, b: string): boolean {
  return a.replace(/\s/g, '') === b.replace(/\s/g, '');
}

function withoutContinued(name: string): string {
  return name.replace(/\s*[（(]\s*(?:續|續上頁|接上頁)\s*[)）]$/, '');
}
