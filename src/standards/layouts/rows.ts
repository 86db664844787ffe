import { leadingToken } from '../codes.ts';
import type { Line } from '../lines.ts';

/** A row of the task table: its cells and where it begins. */
export interface Row {
  readonly line: number;
  readonly text: string;
  readonly cells: readonly string[];
}

export interface Rows {
  readonly rows: Row[];
  /** Lines that are no row. */
  readonly rest: Line[];
}

/**
 * The rows of a block. A line is a row; but a cell that holds a new line of its own breaks its row in two lines, which
 * have together as many tabs as a row has:
 *
 *     T1 客戶 → T1.1 維繫客          2 tabs ┐
 *     戶 → O1.1.1 紀錄 → P1.1.1 … → 3 → K01 → S01   5 tabs ┘ 6 = a row
 */
export function rowsOf(lines: readonly Line[], tabsOfRow: number): Rows {
  const groups: Line[][] = [];
  const rest: Line[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = endOfRow(lines, at, tabsOfRow);
    const line = lines[at]!;
    const above = groups.at(-1);
    if (tabs(line) > 0 || end > at + 1) groups.push(lines.slice(at, end));
    // A line without any tab: the last cell of the row above goes on.
    else if (above !== undefined && !line.gap && goesOn(line)) above.push(line);
    else if (leadingToken(line.text.trim()) !== null) groups.push([line]);
    else rest.push(line);
    at = end;
  }
  return { rows: groups.map(row), rest };
}

function row(lines: readonly Line[]): Row {
  const text = lines.map(line => line.text).join('\n');
  return { line: lines[0]!.number, text, cells: text.split('\t').map(cell => cell.trim()) };
}

export function tabs(line: Line): number {
  let count = 0;
  for (let at = line.text.indexOf('\t'); at >= 0; at = line.text.indexOf('\t', at + 1)) count++;
  return count;
}

const MAX_LINES = 40;

/** The end of the lines that make one full row from line `at`; `at + 1` when the line is a row by itself. */
function endOfRow(lines: readonly Line[], at: number, tabsOfRow: number): number {
  let count = tabs(lines[at]!);
  if (count >= tabsOfRow) return at + 1;
  for (let next = at + 1; next < Math.min(lines.length, at + MAX_LINES); next++) {
    const line = lines[next]!;
    const more = tabs(line);
    if (!goesOn(line) || more >= tabsOfRow || count + more > tabsOfRow) break;
    count += more;
    if (count === tabsOfRow) return next + 1;
  }
  return at + 1;
}

/** Whether a line can be the rest of a cell: it begins with text, and not with a new duty. */
function goesOn(line: Line): boolean {
  const first = line.text.slice(0, 40).split('\t', 1)[0]!.trim();
  return first !== '' && leadingToken(first)?.kind !== 'duty';
}
