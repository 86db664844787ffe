import type { Matcher } from '../matching/matcher.ts';
import { answerOf, type RowOptions } from './match-row.ts';
import type { RowProblem } from './problems.ts';
import {
  checkRow,
  isRejected,
  type Keep,
  keptOf,
  parseRow,
  type RejectedRow,
  type RowAnswer,
  rejectRow,
} from './row.ts';
import type { BatchSettings, Encoding } from './settings.ts';
import { type Outcome, outcomeOf } from './tally.ts';

/**
 * Some rows that are sent to a worker together, as they were cut. Rows of one shard and of another know nothing of each
 * other: shards can be answered anywhere and in any order, and what comes out is put in order again.
 */
export interface Shard {
  /** The rows' bytes without line feeds, one after the other. */
  readonly bytes: Uint8Array;
  /** Where each row ends in `bytes`. */
  readonly ends: Uint32Array;
  /** The line of the input on which each row begins. */
  readonly lines: Float64Array;
  /** Rows that could not be cut as such. */
  readonly problems: ReadonlyMap<number, RowProblem>;
}

/** What came out for a row, and what stands for its text when rows are compared. */
export interface ScoredRow {
  readonly answer: RowAnswer;
  /** Absent for a rejected row. */
  readonly same?: string;
}

/** CSV as text to cells, for the records that could be decoded: null for a record that is none. */
export type CellReader = (records: readonly string[]) => (readonly string[] | null)[];

export interface ShardParts {
  readonly matcher: Pick<Matcher, 'match'>;
  readonly settings: Pick<BatchSettings, 'encoding' | 'columns' | 'keep' | 'from' | 'unique'>;
  readonly options: RowOptions;
  /** The columns of CSV, and how its records are read. */
  readonly table?: { readonly header: readonly string[]; readonly readCells: CellReader };
}

/** Answers shards. Holds nothing of one when it has answered. */
export function createShardScorer({ matcher, settings, options, table }: ShardParts) {
  const { columns, encoding, keep, unique } = settings;
  const decode = decoderOf(encoding);

  const values = (shard: Shard): Parsed[] => {
    const parsed: Parsed[] = [];
    const records: string[] = [];
    const places: number[] = [];
    for (let i = 0; i < shard.ends.length; i++) {
      const text = textOf(shard, i, decode);
      if (typeof text !== 'string') parsed.push(text);
      else if (table === undefined) parsed.push(parseRow(text, shard.lines[i]!));
      else if (text.trim() === '') parsed.push(rejectRow('empty-line', shard.lines[i]!));
      else {
        records.push(text);
        places.push(i);
        parsed.push(NOTHING);
      }
    }
    if (table === undefined) return parsed;
    table.readCells(records).forEach((cells, record) => {
      const place = places[record]!;
      parsed[place] = fieldsOf(cells, table.header, shard.lines[place]!, columns);
    });
    return parsed;
  };

  const score = (parsed: Parsed, line: number): ScoredRow => {
    if (isRejected(parsed)) return { answer: parsed };
    const row = checkRow(parsed, line, columns);
    if (isRejected(row)) return { answer: withKept(row, parsed.value, keep, columns) };
    let answer: RowAnswer;
    try {
      answer = answerOf(row, matcher, options);
    } catch {
      answer = rejectRow('internal-error', line, row.id); // one row is not worth the night; nothing of it is told
    }
    return {
      answer: withKept(answer, parsed.value, keep, columns),
      ...(unique ? { same: JSON.stringify([row.kind ?? '', row.title ?? '', row.text]) } : {}),
    };
  };

  return {
    score(shard: Shard): ScoredRow[] {
      return values(shard).map((parsed, i) => score(parsed, shard.lines[i]!));
    },
    /** What stands for the text of each row that `score` would answer, without matching it. */
    texts(shard: Shard): (string | undefined)[] {
      return values(shard).map((parsed, i) => {
        if (isRejected(parsed)) return undefined;
        const row = checkRow(parsed, shard.lines[i]!, columns);
        return isRejected(row) ? undefined : JSON.stringify([row.kind ?? '', row.title ?? '', row.text]);
      });
    },
  };
}

/** The answer for a row whose text an earlier row had. */
export function duplicateOf({ id, kept }: RowAnswer, line: number): RejectedRow {
  return { ...rejectRow('duplicate-text', line, id), ...(kept === undefined ? {} : { kept }) };
}

export function outcomesOf(rows: readonly ScoredRow[]): Outcome[] {
  return rows.map(({ answer }) => outcomeOf(answer));
}

type Parsed = { readonly value: unknown } | RejectedRow;
const NOTHING: Parsed = { value: undefined };

function textOf(
  { bytes, ends, lines, problems }: Shard,
  row: number,
  decode: (bytes: Uint8Array) => string,
): string | RejectedRow {
  const problem = problems.get(row);
  if (problem !== undefined) return rejectRow(problem, lines[row]!);
  try {
    return decode(bytes.subarray(row === 0 ? 0 : ends[row - 1], ends[row]));
  } catch {
    return rejectRow('invalid-encoding', lines[row]!);
  }
}

/**
 * Throws for bytes that are not valid. Node reads Big5 as code page 950: with user-defined characters, which become
 * private ones of Unicode, and with the bytes 80 and FF, which are none and are taken for invalid as elsewhere.
 */
function decoderOf(encoding: Encoding): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  if (encoding !== 'big5') return bytes => decoder.decode(bytes);
  return bytes => {
    const text = decoder.decode(bytes);
    if (/[\u0080\uf8f8]/.test(text)) throw new TypeError('not valid in big5');
    return text;
  };
}

/** An empty cell is nothing, except where it was the text. */
function fieldsOf(
  cells: readonly string[] | null,
  header: readonly string[],
  line: number,
  columns: BatchSettings['columns'],
): Parsed {
  if (cells === null) return rejectRow('invalid-csv', line);
  if (cells.length !== header.length) return rejectRow('column-count', line);
  const optional = new Set([columns.id, columns.title, columns.kind]);
  return {
    value: Object.fromEntries(
      header.map((name, i) => [name, cells[i] === '' && optional.has(name) ? null : cells[i]] as const),
    ),
  };
}

function withKept(
  answer: RowAnswer,
  value: unknown,
  keep: Keep,
  columns: BatchSettings['columns'],
): RowAnswer {
  if (keep.length === 0) return answer;
  const kept = keptOf(value, keep, columns);
  return kept === undefined ? answer : { ...answer, kept };
}
