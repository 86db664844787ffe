import { z } from 'zod';
import { MAX_TEXT, MAX_TITLE, type TextKind, type Verdict } from '../matching/answer.ts';
import { ROW_PROBLEMS, type RowProblem } from './problems.ts';

/** A row that can be matched. */
export interface Row {
  readonly id: string;
  readonly text: string;
  readonly title?: string;
  readonly kind?: TextKind;
}

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
  }[];
  readonly tasks: readonly {
    readonly occupation: string;
    readonly code: string;
    readonly name: string;
    readonly score: number;
  }[];
}

export interface RejectedRow {
  readonly id: string;
  /** Of the input, from 1. */
  readonly line: number;
  readonly status: 'rejected';
  readonly error: { readonly code: RowProblem; readonly message: string };
}

/** `id` is the row's own where it could be read; otherwise the line number stands for it, as it does in every answer. */
export function rejectRow(code: RowProblem, line: number, id = String(line)): RejectedRow {
  return { id, line, status: 'rejected', error: { code, message: ROW_PROBLEMS[code] } };
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
  if (line.trim() === '') return rejectRow('empty-line', lineNumber);
  let value: unknown;
  try {
    value = JSON.parse(line.startsWith('\uFEFF') ? line.slice(1) : line);
  } catch {
    return rejectRow('invalid-json', lineNumber);
  }
  const { data, error } = ROW.safeParse(value);
  if (data === undefined) return rejectRow(error.issues[0]!.message as RowProblem, lineNumber, idOf(value));
  const { id = String(lineNumber), text, title, kind } = data;
  return { id, text, ...(title ? { title } : {}), ...(kind ? { kind } : {}) };
}

function idOf(value: unknown): string | undefined {
  return ROW.pick({ id: true }).safeParse(value).data?.id;
}

/** JSON numbers above 2^53 lose their last digits, and an id that came back changed would be worse than none. */
function isExact(id: number): boolean {
  return !Number.isInteger(id) || Number.isSafeInteger(id);
}
