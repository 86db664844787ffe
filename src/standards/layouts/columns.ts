import { leadingKind } from '../codes.ts';
import { compact } from '../fold.ts';
import { isLevelCell } from '../level.ts';
import type { Line } from '../lines.ts';

export type Column = 'duty' | 'task' | 'output' | 'indicator' | 'level' | 'knowledge' | 'skill';

export const COLUMNS: readonly Column[] = [
  'duty',
  'task',
  'output',
  'indicator',
  'level',
  'knowledge',
  'skill',
];

/** What the physical columns of a table hold. */
export type Roles = (column: number) => Column | undefined;

/**
 * The codes in a column say what it holds; where it has none, its heading, then what the column holds on other pages,
 * then the nearest column to the left (a heading that spans several). A garbled heading is no evidence.
 */
export function rolesOf(
  header: readonly Line[],
  rows: readonly (readonly string[])[],
  elsewhere: Roles,
): Roles {
  const byCodes = rolesByCodes(rows);
  const byHeader = rolesByHeader(header);
  const hasDuties = [...byHeader.values()].includes('duty');
  return column => {
    const codes = byCodes(column);
    const heading = byHeader.get(column);
    // `T1.` may be a duty, or the beginning of a task that is broken: here the heading knows more.
    if (beginsRow(codes) && hasDuties && beginsRow(heading)) return heading;
    if (beginsRow(codes) && beginsRow(elsewhere(column))) return elsewhere(column);
    // A lone digit may be the rest of a broken code as well.
    if (codes === 'level' && heading !== undefined && elsewhere(column) !== 'level') return heading;
    const own = codes ?? heading ?? elsewhere(column);
    if (own !== undefined) return own;
    for (let left = column - 1; left >= 0; left--) {
      const near = byHeader.get(left) ?? byCodes(left) ?? elsewhere(left);
      if (near !== undefined) return near;
    }
    return undefined;
  };
}

function beginsRow(role: Column | undefined): boolean {
  return role === 'duty' || role === 'task';
}

/** What most cells of a column begin with. */
export function rolesByCodes(rows: readonly (readonly string[])[]): Roles {
  const counts: Map<Column, number>[] = [];
  for (const cells of rows) {
    cells.forEach((cell, column) => {
      const role = roleOfCell(cell);
      if (role === undefined) return;
      counts[column] ??= new Map();
      counts[column].set(role, (counts[column].get(role) ?? 0) + 1);
    });
  }
  return column => {
    const found = [...(counts[column] ?? [])].sort((a, b) => b[1] - a[1]);
    // A lone digit may be the rest of a code that was broken (`P1.1.` over `1`): any code beside it says more.
    return (found.find(([role]) => role !== 'level') ?? found[0])?.[0];
  };
}

function roleOfCell(cell: string): Column | undefined {
  if (cell === '') return undefined;
  const kind = leadingKind(cell);
  if (kind === 'attitude') return undefined;
  return kind ?? (isLevelCell(cell) ? 'level' : undefined);
}

/** The headings of the columns. A line with two headings in one cell is garbled: its cells are not where they belong. */
function rolesByHeader(header: readonly Line[]): Map<number, Column> {
  const roles = new Map<number, Column>();
  for (const line of header) {
    if (!line.text.includes('\t')) continue;
    let competencies = 0;
    const headings = line.text.split('\t').map(compact);
    if (headings.some(heading => /(?:工作任務|工作活動|工作產出).*(?:工作產出|行為指標)/.test(heading)))
      continue;
    const duties = headings.some(heading => DUTY.test(heading));
    headings.forEach((heading, column) => {
      let role = HEADINGS.find(([form]) => form.test(heading))?.[1];
      if (/^職能內涵$/.test(heading)) role = competencies++ === 0 ? 'knowledge' : 'skill';
      if (role !== undefined) roles.set(column, role);
      // 工作任務 (依需要分層) over two columns: the left one holds the duties.
      if (role === 'task' && !duties && headings[column + 1] === '')
        roles.set(column, 'duty').set(column + 1, 'task');
      // 工作任務 beside 工作活動: T1 and T1.1 under other words.
      if (role === 'task' && roles.get(column - 1) === 'task') roles.set(column - 1, 'duty');
    });
  }
  return roles;
}

const DUTY = /^(?:主要)?(?:工作)?職責$/;

const HEADINGS: readonly (readonly [RegExp, Column])[] = [
  [DUTY, 'duty'],
  [/^工作(?:任務|活動|項目)(?:\(依需要分層\))?$/, 'task'],
  [/^工作產出$/, 'output'],
  [/^行為指標$/, 'indicator'],
  [/^(?:職能)?級別$|^職能$/, 'level'],
  [/knowledge|知識|\(k\)/, 'knowledge'],
  [/skills?|技能|\(s\)/, 'skill'],
];
