import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { cellReader } from '../../cells.ts';

export const readCells = cellReader(parse);

/**
 * Lines of CSV. For Excel a cell that it would take for a formula (it begins with =, +, -, @, a tab or a carriage return) gets
 * an apostrophe before it (OWASP, CSV injection).
 */
export function writeCells(rows: readonly (readonly (string | number)[])[], excel: boolean): string {
  return stringify(rows as (string | number)[][], { escape_formulas: excel });
}
