/**
 * The row contract of the batch job: one line in, one line out, no state between lines. What runs the lines (one
 * thread, a pool, a queue, Spark) is not known here.
 */
import { MATCH_DEFAULTS, type MatchRequest, type OccupationMatch } from '../matching/answer.ts';
import type { Matcher } from '../matching/matcher.ts';
import { isRejected, type MatchedRow, type Row, type RowAnswer, readRow } from './row.ts';

/**
 * `limit`: how many occupations and how many tasks, 1 to 100. `superseded`: rank superseded standards too. `only`: rank
 * nothing else. `explain`: each occupation with its competencies (without, unlike a match, nothing is explained).
 */
export type RowOptions = Pick<MatchRequest, 'limit' | 'superseded' | 'only' | 'explain'>;

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
  return isRejected(row) ? row : answerOf(row, matcher, options);
}

/** The answer for a row that can be matched. */
export function answerOf(
  { id, ...request }: Row,
  matcher: Pick<Matcher, 'match'>,
  options: RowOptions,
): MatchedRow {
  const { verdict, occupations, tasks } = matcher.match({
    ...request,
    limit: MATCH_DEFAULTS.limit,
    ...options,
    explain: options.explain ?? false,
  });
  return {
    id,
    status: 'ok',
    verdict,
    occupations: occupations.map(occupation => ({
      id: occupation.id,
      ...(occupation.code === undefined ? {} : { code: occupation.code }),
      name: occupation.name,
      score: occupation.score,
      ...explained(occupation),
    })),
    tasks: tasks.map(({ occupation, code, name, score }) => ({ occupation, code, name, score })),
  };
}

/** Evidence is left out: it is worked out only when read, and would be most of the bytes. */
function explained({ competencies, remainder }: OccupationMatch): Partial<MatchedRow['occupations'][number]> {
  if (competencies === undefined || remainder === undefined) return {};
  return {
    competencies: competencies.map(({ code, kind, name, contribution }) => ({
      code,
      kind,
      name,
      contribution,
    })),
    remainder: remainder.map(({ part, contribution }) => ({ part, contribution })),
  };
}
