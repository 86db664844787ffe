import { z } from 'zod';
import { type Figure, figureOf } from './bootstrap.ts';
import type { Evaluation } from './evaluate.ts';
import { isGood } from './figures.ts';
import type { QueryResult } from './result.ts';

/** Two runs over the same queries, query by query. Differences are this run less the earlier one. */
export interface Comparison {
  /** Digest of the earlier run's index. */
  readonly index: { readonly digest: string };
  /** Queries in both runs; the others are only counted. */
  readonly queries: number;
  readonly onlyNow: number;
  readonly onlyBefore: number;
  /** Queries whose first answer is good now and was not; the reverse; and the others that something fits. */
  readonly gains: number;
  readonly losses: number;
  readonly unchanged: number;
  readonly top1?: Figure;
  readonly ndcg10?: Figure;
  /** Queries whose first answer, rank or verdict is another, [before, now]. */
  readonly changed: readonly ChangedQuery[];
}

export interface ChangedQuery {
  readonly qid: string;
  readonly kind: QueryResult['kind'];
  readonly first: readonly [before: string | null, now: string | null];
  readonly rank: readonly [before: number | null, now: number | null];
  readonly verdict: readonly [before: string, now: string];
}

/** As much of an earlier `eval --json` as comparing needs. */
export type EarlierRun = z.infer<typeof EARLIER>;
type EarlierQuery = EarlierRun['perQuery'][number];

const EARLIER = z.object({
  index: z.object({ digest: z.string() }),
  perQuery: z.array(
    z.object({
      qid: z.string(),
      counts: z.enum(['ranking', 'none', 'nothing']),
      verdict: z.enum(['clear', 'unclear', 'none']),
      answers: z.array(z.object({ id: z.string() })),
      rank: z.number().nullable(),
      ndcg10: z.number().nullable(),
    }),
  ),
});

/** The earlier run in what `eval --json` printed, or null where it is something else. */
export function readEarlierRun(json: string): EarlierRun | null {
  try {
    return EARLIER.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

export function compareRuns(before: EarlierRun, now: Pick<Evaluation, 'perQuery'>): Comparison {
  const earlier = byQuery(before.perQuery);
  const pairs = [...byQuery(now.perQuery)].flatMap(([key, query]): Pair[] => {
    const was = earlier.get(key);
    return was === undefined ? [] : [{ was, is: query }];
  });
  const ranked = pairs.filter(({ was, is }) => was.counts === 'ranking' && is.counts === 'ranking');
  const difference = ranked.map(({ was, is }) => Number(isGood(is)) - Number(isGood(was)));
  const gains = difference.filter(d => d > 0).length;
  const losses = difference.filter(d => d < 0).length;
  const top1 = figureOf(difference);
  const ndcg10 = figureOf(ranked.map(({ was, is }) => (is.ndcg10 ?? 0) - (was.ndcg10 ?? 0)));
  return {
    index: { digest: before.index.digest },
    queries: pairs.length,
    onlyNow: now.perQuery.length - pairs.length,
    onlyBefore: before.perQuery.length - pairs.length,
    gains,
    losses,
    unchanged: ranked.length - gains - losses,
    ...(top1 === undefined ? {} : { top1 }),
    ...(ndcg10 === undefined ? {} : { ndcg10 }),
    changed: pairs.map(changeOf).filter(({ first, rank, verdict }) => [first, rank, verdict].some(differs)),
  };
}

interface Pair {
  readonly was: EarlierQuery;
  readonly is: QueryResult;
}

/** A qid that stands in several files is told apart by its turn. */
function byQuery<T extends { readonly qid: string }>(queries: readonly T[]): Map<string, T> {
  const turns = new Map<string, number>();
  return new Map(
    queries.map(query => {
      const turn = (turns.get(query.qid) ?? 0) + 1;
      turns.set(query.qid, turn);
      return [`${turn}/${query.qid}`, query];
    }),
  );
}

function changeOf({ was, is }: Pair): ChangedQuery {
  return {
    qid: is.qid,
    kind: is.kind,
    first: [was.answers[0]?.id ?? null, is.answers[0]?.id ?? null],
    rank: [was.rank, is.rank],
    verdict: [was.verdict, is.verdict],
  };
}

function differs([before, now]: readonly [unknown, unknown]): boolean {
  return before !== now;
}
