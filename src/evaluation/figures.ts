import { type Figure, figureOf } from './bootstrap.ts';
import type { QueryResult } from './result.ts';

/** A figure that no query counts for is absent. */
export interface Figures {
  /** Over the queries that something fits. */
  readonly metrics: {
    /** Share with a good answer among the first 1, 3, 5. */
    readonly top1?: Figure;
    readonly top3?: Figure;
    readonly top5?: Figure;
    /** Mean of 1 / rank of the first good answer. */
    readonly mrr?: Figure;
    readonly ndcg10?: Figure;
    /** Share with no hard negative above the first good answer, of those that name hard negatives. */
    readonly hardNegatives?: Figure;
    /** Share with a right task among the first 1, 3, of those that name tasks. */
    readonly task1?: Figure;
    readonly task3?: Figure;
  };
  readonly none: {
    /** Share answered `none`, of the queries that nothing fits. */
    readonly recall?: Figure;
    /** Share answered `none`, of those that something fits. */
    readonly falseNone?: Figure;
  };
  readonly verdict: {
    /** Share answered `clear`, of the queries that something fits. */
    readonly clear?: Figure;
    /** Share whose first answer is good, of all that were answered `clear`: on a text that nothing fits, `clear` is wrong. */
    readonly clearRight?: Figure;
  };
}

export function figuresOf(results: readonly QueryResult[]): Figures {
  const fitted = results.filter(({ counts }) => counts === 'ranking');
  const unfitted = results.filter(({ counts }) => counts === 'none');
  const clear = [...fitted, ...unfitted].filter(({ verdict }) => verdict === 'clear');
  const withHardNegatives = fitted.filter(({ misranked }) => misranked !== undefined);
  const withTasks = fitted.filter(({ taskRank }) => taskRank !== undefined);
  return {
    metrics: present({
      top1: share(fitted, isGood),
      top3: share(fitted, ({ rank }) => within(rank, 3)),
      top5: share(fitted, ({ rank }) => within(rank, 5)),
      mrr: figureOf(fitted.map(({ rank }) => (rank === null ? 0 : 1 / rank))),
      ndcg10: figureOf(fitted.map(({ ndcg10 }) => ndcg10 ?? 0)),
      hardNegatives: share(withHardNegatives, ({ misranked }) => misranked === false),
      task1: share(withTasks, ({ taskRank }) => within(taskRank, 1)),
      task3: share(withTasks, ({ taskRank }) => within(taskRank, 3)),
    }),
    none: present({
      recall: share(unfitted, ({ verdict }) => verdict === 'none'),
      falseNone: share(fitted, ({ verdict }) => verdict === 'none'),
    }),
    verdict: present({
      clear: share(fitted, ({ verdict }) => verdict === 'clear'),
      clearRight: share(clear, result => result.counts === 'ranking' && isGood(result)),
    }),
  };
}

/** The first answer is good. */
export function isGood({ rank }: Pick<QueryResult, 'rank'>): boolean {
  return rank === 1;
}

function within(rank: number | null | undefined, depth: number): boolean {
  return typeof rank === 'number' && rank <= depth;
}

function share(results: readonly QueryResult[], holds: (result: QueryResult) => boolean): Figure | undefined {
  return figureOf(results.map(result => (holds(result) ? 1 : 0)));
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends Record<string, Figure | undefined>>(figures: T): Present<T> {
  return Object.fromEntries(
    Object.entries(figures).filter(([, figure]) => figure !== undefined),
  ) as Present<T>;
}
