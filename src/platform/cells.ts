import type { CellReader } from '../batch/shard.ts';

/** A quote inside a cell that has none around it is a character like others (`5" monitor`). */
export const READING = {
  relax_column_count: true,
  relax_quotes: true,
  record_delimiter: ['\r\n', '\n'],
  skip_empty_lines: false,
};

/** csv-parse, which has one build for Node and one for everywhere else. */
export type ParseCsv = (text: string, options: typeof READING) => unknown;

/**
 * The records of a shard are read in one go, which is several times as fast as one by one. Should one of them be more or
 * less than a record to the library, each is read by itself, so that one row cannot spoil another.
 */
export function cellReader(parse: ParseCsv): CellReader {
  const readRecord = (record: string): string[] | null => {
    try {
      const rows = parse(withoutReturn(record), READING) as string[][];
      return rows.length === 1 ? rows[0]! : null;
    } catch {
      return null;
    }
  };
  return records => {
    if (records.length === 0) return [];
    try {
      const rows = parse(records.map(withoutReturn).join('\n'), READING) as string[][];
      if (rows.length === records.length) return rows;
    } catch {
      // one of them is no CSV: find out which
    }
    return records.map(readRecord);
  };
}

function withoutReturn(record: string): string {
  return record.endsWith('\r') ? record.slice(0, -1) : record;
}
