/**
 * The row contract of the batch job: one line in, one line out, no state between lines. What runs the lines (one
 * thread, a pool, a queue, Spark) is not known here.
 */
import { MATCH_DEFAULTS, type MatchRequest } from '../matching/answer.ts';
import type { Matcher } from '../matching/matcher.ts';
import { type MatchedRow, type Row, type RowAnswer, readRow } from './row.ts';

/** `limit`: how many occupations and how many tasks, 1 to 100. `superseded`: rank superseded standards too. */
export type RowOptions = Pick<MatchRequest, 'limit' | 'superseded'>;

/**
 * One line of NDJSON in, without or with its line break; one out, without. Every line gives a row, a blank one a
 * rejected row, so that lines in and rows out can be laid side by side; only what follows the last line break of a
 * file, when it is nothing at all, is no line. `lineNumber` counts from 1.
 */
export function matchRow(
  line: string,
  lineNumber: number,
  matcher: Pick<Matcher, 'match'>,
  options: RowOptions = {},
): string {
  return JSON.stringify(answerRow(line, lineNumber, matcher, options));
}

/** The same as values, for callers that count what comes out. */
export function answerRow(
  line: string,
  lineNumber: number,
  matcher: Pick<Matcher, 'match'>,
  options: RowOptions = {},
): RowAnswer {
  const row = readRow(line, lineNumber);
  return 'status' in row ? row : answer(row, matcher, options);
}

function answer({ id, ...request }: Row, matcher: Pick<Matcher, 'match'>, options: RowOptions): MatchedRow {
  const { limit, superseded } = { ...MATCH_DEFAULTS, ...options };
  const { verdict, occupations, tasks } = matcher.match({ ...request, limit, superseded, explain: false });
  return {
    id,
    status: 'ok',
    verdict,
    occupations: occupations.map(({ id, code, name, score }) => ({
      id,
      ...(code === undefined ? {} : { code }),
      name,
      score,
    })),
    tasks: tasks.map(({ occupation, code, name, score }) => ({ occupation, code, name, score })),
  };
}
