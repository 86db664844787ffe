import { z } from 'zod';
import { MAX_TEXT, type TextKind } from '../matching/answer.ts';

/** A text with the judgement of a person: which standards it fits, and how well. Other fields of a row are ignored. */
export interface JudgedRow {
  readonly qid: string;
  readonly kind: TextKind;
  readonly title: string;
  readonly text: string;
  /** Standard id → 1 some overlap, 2 a good alternative, 3 this occupation. What is not graded counts 0. */
  readonly grades: Readonly<Record<string, number>>;
  /** Nothing fits. */
  readonly none: boolean;
  /** What the text describes, main content first. */
  readonly tasks?: readonly JudgedTask[] | undefined;
  /** Standards that look right and are not: none of them should rank above a good one. */
  readonly hardNegatives?: readonly string[] | undefined;
}

export interface JudgedTask {
  readonly occupation: string;
  readonly code: string;
}

/** `invalid-json`, `not-an-object`, or the field that is missing or of another form: `invalid-grades`. */
export type JudgedProblem = 'invalid-json' | 'not-an-object' | `invalid-${keyof JudgedRow}`;

export interface RejectedLine {
  /** From 1. */
  readonly line: number;
  readonly code: JudgedProblem;
}

const id = z.string().min(1);
const SCHEMA = z.object({
  qid: id,
  kind: z.enum(['ad', 'cv']),
  title: z.string(),
  text: z.string().min(1).max(MAX_TEXT),
  grades: z.record(id, z.int().min(0).max(3)),
  none: z.boolean(),
  tasks: z.array(z.object({ occupation: id, code: id })).optional(),
  hardNegatives: z.array(id).optional(),
});

/** Reads JSON Lines; a BOM and blank lines are passed over. A bad row is told with its line, and the rest go on. */
export function readJudged(jsonLines: string): { rows: JudgedRow[]; rejected: RejectedLine[] } {
  const rows: JudgedRow[] = [];
  const rejected: RejectedLine[] = [];
  jsonLines
    .replace(/^\uFEFF/, '')
    .split('\n')
    .forEach((line, index) => {
      if (line.trim() === '') return;
      const row = readRow(line);
      if (typeof row === 'string') rejected.push({ line: index + 1, code: row });
      else rows.push(row);
    });
  return { rows, rejected };
}

function readRow(line: string): JudgedRow | JudgedProblem {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'invalid-json';
  }
  const { data, error } = SCHEMA.safeParse(value);
  if (data !== undefined) return data;
  const [field] = error.issues[0]!.path;
  return field === undefined ? 'not-an-object' : `invalid-${field as keyof JudgedRow}`;
}
