import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { CellReader } from '../../../batch/shard.ts';

/** A quote inside a cell that has none around it is a character like others (`5" monitor`). */
const READING = {
  relax_column_count: true,
  relax_quotes: true,
  record_delimiter: ['\r\n', '\n'],
  skip_empty_lines: false,
};

/**
 * The records of a shard are read in one go, which is several times as fast as one by one. Should one of them be more or
 * less than a record to the library, each is read by itself, so that one row cannot spoil another.
 */
export const readCells: CellReader = records => {
  if (records.length === 0) return [];
  try {
    const rows = parse(records.map(withoutReturn).join('\n'), READING) as string[][];
    if (rows.length === records.length) return rows;
  } catch {
    // one of them is no CSV: find out which
  }
  return records.map(readRecord);
};

function readRecord(record: string): string[] | null {
  try {
    const rows = parse(withoutReturn(record), READING) as string[][];
    return rows.length === 1 ? rows[0]! : null;
  } catch {
    return null;
  }
}

function withoutReturn(record: string): string {
  return record.endsWith('\r') ? record.slice(0, -1) : record;
}

/**
 * Lines of CSV. For Excel a cell that it would take for a formula (it begins with =, +, -, @, a tab or a carriage return) gets
 * an apostrophe before it (OWASP, CSV injection).
 */
export function writeCells(rows: readonly (readonly (string | number)[])[], excel: boolean): string {
  return stringify(rows as (string | number)[][], { escape_formulas: excel });
}
