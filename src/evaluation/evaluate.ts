/**
 * Judged texts in, figures out: how often the matcher agrees with a person, how sure that is, and where it goes wrong.
 * Not for fitting: a text that was used to choose weights says nothing about the next text.
 *
 * ```
 * row ──labelsFor──▶ labels ─┐
 *  └──matcher.match──▶ ranking ─┴─measure──▶ QueryResult ──figuresOf──▶ Figures
 * ```
 */
import { type IndexSummary, MAX_LIMIT } from '../matching/answer.ts';
import type { Matcher } from '../matching/matcher.ts';
import { type Figures, figuresOf } from './figures.ts';
import type { JudgedRow, RejectedLine } from './judged.ts';
import { type KnownLabels, labelsFor } from './labels.ts';
import { misleadingTerms } from './misled.ts';
import { measure, type QueryResult } from './result.ts';

/** What `eval --json` prints. */
export interface Evaluation extends Figures {
  readonly index: IndexSummary;
  readonly queries: number;
  /** Only where there are both. */
  readonly byKind?: Readonly<Record<'ad' | 'cv', Figures & { readonly queries: number }>>;
  /** Labels that the index lacks, each once: ids of standards, or `ID CODE` of tasks. */
  readonly dropped: readonly string[];
  readonly rejected: readonly (RejectedLine & { readonly file: string })[];
  readonly perQuery: readonly QueryResult[];
}

export interface EvaluatedRow {
  readonly result: QueryResult;
  readonly dropped: readonly string[];
}

/** Asks one judged text and measures the answer. Good answers are looked for among the first 100. */
export function evaluateRow(row: JudgedRow, matcher: Matcher, known: KnownLabels): EvaluatedRow {
  const { labels, dropped } = labelsFor(row, known);
  const { text, title, kind } = row;
  const request = { text, title, kind };
  const result = measure(row, matcher.match({ ...request, limit: MAX_LIMIT, explain: false }), labels);
  if (result.counts !== 'ranking' || result.rank === 1) return { result, dropped };
  const explained = matcher.match({ ...request, limit: result.rank ?? 1 }).occupations;
  const [first] = explained;
  if (first === undefined) return { result, dropped };
  const good = result.rank === null ? undefined : explained[result.rank - 1];
  return { result: { ...result, misled: misleadingTerms(first, good) }, dropped };
}

export function summarize(
  index: IndexSummary,
  rows: readonly EvaluatedRow[],
  rejected: Evaluation['rejected'],
): Evaluation {
  const results = rows.map(({ result }) => result);
  const ofKind = (wanted: 'ad' | 'cv') => {
    const some = results.filter(({ kind }) => kind === wanted);
    return { queries: some.length, ...figuresOf(some) };
  };
  const [ad, cv] = [ofKind('ad'), ofKind('cv')];
  return {
    index,
    queries: results.length,
    ...figuresOf(results),
    ...(ad.queries > 0 && cv.queries > 0 ? { byKind: { ad, cv } } : {}),
    dropped: [...new Set(rows.flatMap(row => row.dropped))].sort(),
    rejected,
    perQuery: results,
  };
}
