import { leadingToken, type Token } from '../codes.ts';
import type { Row } from './rows.ts';

/** A row of the table, read as far as its own cells allow. */
export interface ReadRow {
  readonly row: Row;
  /** What its cells begin with. */
  readonly tokens: readonly Token[];
  readonly hasLevel: boolean;
  /** The first row below a repeated page header. */
  readonly first: boolean;
}

export function readRow(row: Row, hasLevel: boolean, first: boolean): ReadRow {
  const tokens = row.cells.map(leadingToken).filter(token => token !== null);
  return { row, tokens, hasLevel, first };
}

/**
 * The row where each task begins, by the row that prints its code. As a rule it is the same row. Where a row is no more
 * than a printed line (a scanned table), a cell goes over many rows, and two things can be otherwise:
 *
 *     T1.1 準備 │ P1.1.1 備妥 │ 3      the second code of a cell: the level        │ P1.1.1 備妥 │     cells are set in
 *     器材      │ 器材。      │        of both is printed once, beside     T1.1 準備 │ 器材。      │ 3   the middle: the task
 *     T1.2 清點 │ P1.2.1 清點 │        the first                           器材      │ P1.1.2 …    │     begins above its code
 */
export function taskRows(rows: readonly ReadRow[], mayBeLinewise = true): Map<Row, number> {
  const printed = rows.flatMap((row, at) => (taskOf(row) === undefined ? [] : [at]));
  const begins = new Map<Row, number>();
  const inner = rows.filter(row => taskOf(row) === undefined && !row.first).length;
  const linewise = mayBeLinewise && inner >= printed.length * INNER_ROWS;
  printed.forEach((at, index) => {
    const above = printed[index - 1];
    const next = printed[index + 1] ?? rows.length;
    let begin = at;
    // A page break may stand between the codes of a cell in any table.
    const may = linewise || (rows[at]!.first && !startsItems(rows[at]!));
    if (may && above !== undefined && sharesCell(rows, above, at, next))
      begin = begins.get(rows[above]!.row)!;
    else if (linewise) begin = firstOwnRow(rows, above ?? -1, at);
    begins.set(rows[at]!.row, begin);
  });
  return begins;
}

/** Rows without a task's code that are not due to a page break, per task, from which on a row is taken for a line. */
const INNER_ROWS = 0.5;

export function taskOf({ tokens }: ReadRow): Token | undefined {
  return tokens.findLast(token => token.kind === 'task');
}

function sharesCell(rows: readonly ReadRow[], above: number, at: number, next: number): boolean {
  if (rows[at]!.tokens.some(token => token.kind === 'duty')) return false;
  const levels = (from: number, to: number) => rows.slice(from, to).some(row => row.hasLevel);
  return levels(above, at) && !levels(at, next);
}

/** Whether the outputs and indicators in the row of a task's code begin with the task's first. */
function startsItems(row: ReadRow): boolean {
  const own = firstCodes(row);
  const items = row.tokens.filter(token => token.kind === 'output' || token.kind === 'indicator');
  return items.length > 0 && items.every(token => own.has(token.code));
}

/** The first row below the task above that holds the first output or indicator of the task; its own row at the latest. */
function firstOwnRow(rows: readonly ReadRow[], above: number, at: number): number {
  const own = firstCodes(rows[at]!);
  for (let row = above + 1; row < at; row++)
    if (rows[row]!.tokens.some(token => own.has(token.code))) return row;
  return at;
}

function firstCodes(row: ReadRow): Set<string> {
  const number = taskOf(row)!.code.slice(1);
  return new Set([`O${number}.1`, `P${number}.1`]);
}
