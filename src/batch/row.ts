import { z } from 'zod';
import {
  type CompetencyShare,
  MAX_TEXT,
  MAX_TITLE,
  type Remainder,
  type TextKind,
  type Verdict,
} from '../matching/answer.ts';
import { messageOf, type RowProblem } from './problems.ts';

/** A row that can be matched. */
export interface Row {
  readonly id: string;
  readonly text: string;
  readonly title?: string;
  readonly kind?: TextKind;
}

/** Which field of a row, or column of a CSV file, holds what. */
export interface Columns {
  readonly id: string;
  readonly text: string;
  readonly title: string;
  readonly kind: string;
}

export const COLUMNS: Columns = { id: 'id', text: 'text', title: 'title', kind: 'kind' };

/** Fields of a row that are handed through, by name; `all` are those that are not read. */
export type Keep = readonly string[] | 'all';

/** What comes out for a row, field for field as it is written. */
export type RowAnswer = MatchedRow | RejectedRow;

export interface MatchedRow {
  readonly id: string;
  readonly status: 'ok';
  readonly verdict: Verdict;
  readonly occupations: readonly {
    readonly id: string;
    readonly code?: string;
    readonly name: string;
    readonly score: number;
    readonly competencies?: readonly ExplainedShare[];
    readonly remainder?: readonly Pick<Remainder, 'part' | 'contribution'>[];
  }[];
  readonly tasks: readonly {
    readonly occupation: string;
    readonly code: string;
    readonly name: string;
    readonly score: number;
  }[];
  readonly kept?: Kept;
}

/** With `explain`: score = Σ competencies + Σ remainder. The words that carried them are `match`'s to show. */
export type ExplainedShare = Pick<CompetencyShare, 'code' | 'kind' | 'name' | 'contribution'>;

/** What the caller asked to have handed through, as it came. */
export type Kept = Readonly<Record<string, unknown>>;

export interface RejectedRow {
  readonly id: string;
  /** Of the input, from 1. */
  readonly line: number;
  readonly status: 'rejected';
  readonly error: { readonly code: RowProblem; readonly message: string };
  readonly kept?: Kept;
}

/** `id` is the row's own where it could be read; otherwise the line number stands for it, as it does in every answer. */
export function rejectRow(code: RowProblem, line: number, id = String(line)): RejectedRow {
  return { id, line, status: 'rejected', error: { code, message: messageOf(code) } };
}

/** zod carries our codes where it has its messages. A field that is null counts as absent: exports write it so. */
const problem = (code: RowProblem): RowProblem => code;
const ID = z
  .union([z.string(), z.number().refine(isExact, problem('invalid-id'))], problem('invalid-id'))
  .nullish()
  .transform(id => (id === null || id === undefined ? undefined : String(id)));
const ROW = z.object(
  {
    id: ID,
    text: z
      .string({
        error: ({ input }) =>
          problem(input === undefined || input === null ? 'missing-text' : 'invalid-text'),
      })
      .max(MAX_TEXT, problem('text-too-long'))
      .refine(text => text.trim() !== '', problem('empty-text')),
    title: z.string(problem('invalid-title')).max(MAX_TITLE, problem('title-too-long')).nullish(),
    kind: z.enum(['ad', 'cv'], problem('invalid-kind')).nullish(),
  },
  problem('not-an-object'),
);

/** Reads one line of NDJSON. A BOM before it and a carriage return after it do no harm; other fields are ignored. */
export function readRow(line: string, lineNumber: number): Row | RejectedRow {
  const value = parseRow(line, lineNumber);
  return isRejected(value) ? value : checkRow(value, lineNumber);
}

/** What a line of NDJSON says, not yet looked at; a line that says nothing is rejected. */
export function parseRow(line: string, lineNumber: number): { readonly value: unknown } | RejectedRow {
  if (line.trim() === '') return rejectRow('empty-line', lineNumber);
  try {
    return { value: JSON.parse(line.startsWith('\uFEFF') ? line.slice(1) : line) };
  } catch {
    return rejectRow('invalid-json', lineNumber);
  }
}

/** A row that can be matched, or why it cannot. */
export function checkRow(
  { value }: { readonly value: unknown },
  lineNumber: number,
  columns: Columns = COLUMNS,
): Row | RejectedRow {
  const named = isRecord(value) ? mapped(value, columns) : value;
  const { data, error } = ROW.safeParse(named);
  if (data === undefined) return rejectRow(error.issues[0]!.message as RowProblem, lineNumber, idOf(named));
  const { id = String(lineNumber), text, title, kind } = data;
  return { id, text, ...(title ? { title } : {}), ...(kind ? { kind } : {}) };
}

export function isRejected(row: object): row is RejectedRow {
  return 'status' in row;
}

/** Own fields only: a column may have any name, also one that every object knows. */
function mapped(value: Readonly<Record<string, unknown>>, columns: Columns): Record<keyof Columns, unknown> {
  const own = (name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);
  return { id: own(columns.id), text: own(columns.text), title: own(columns.title), kind: own(columns.kind) };
}

/** The fields to hand through that the row has, in the order asked for. */
export function keptOf(value: unknown, keep: Keep, columns: Columns): Kept | undefined {
  if (!isRecord(value)) return undefined;
  const read = new Set(Object.values(columns));
  const names = keep === 'all' ? Object.keys(value).filter(name => !read.has(name)) : keep;
  return Object.fromEntries(
    names.filter(name => Object.hasOwn(value, name)).map(name => [name, value[name]] as const),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function idOf(value: unknown): string | undefined {
  return ROW.pick({ id: true }).safeParse(value).data?.id;
}

/** JSON numbers above 2^53 lose their last digits, and an id that came back changed would be worse than none. */
function isExact(id: number): boolean {
  return !Number.isInteger(id) || Number.isSafeInteger(id);
}
