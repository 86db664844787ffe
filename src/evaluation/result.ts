import type { TextKind, Verdict } from '../matching/answer.ts';
import type { JudgedTask } from './judged.ts';
import type { Labels } from './labels.ts';
import { firstRank, GOOD, hardNegativeAbove, ndcg } from './measures.ts';

/**
 * What a query counts for. `ranking`: something fits. `none`: nothing fits. `nothing`: the index lacks every standard
 * that was graded, so neither answer could be called right or wrong.
 */
export type Counts = 'ranking' | 'none' | 'nothing';

/** An answer as far as it is measured, so that other rankers can be measured the same way. */
export interface Ranking {
  readonly verdict: Verdict;
  readonly occupations: readonly { readonly id: string; readonly name: string }[];
  readonly tasks: readonly JudgedTask[];
}

/** A term that carried the wrong first answer. */
export interface MisleadingTerm {
  readonly term: string;
  /** What it stands for in the standard, when that is another term. */
  readonly as?: string;
  /** Its contribution to the first answer, less that to the best placed good one. */
  readonly difference: number;
}

/** One query, measured. Holds neither text nor title: judged texts are other people's. */
export interface QueryResult {
  readonly qid: string;
  readonly kind: TextKind;
  readonly counts: Counts;
  readonly verdict: Verdict;
  /** The first answers, with the grades that a person gave them. */
  readonly answers: readonly { readonly id: string; readonly name: string; readonly grade: number }[];
  /** The good ids, best first. */
  readonly expected: readonly string[];
  /** Place of the first good answer, from 1; null where none was ranked. */
  readonly rank: number | null;
  /** Null for a query that does not count for `ranking`. */
  readonly ndcg10: number | null;
  /** A hard negative ranks above the first good answer. Only where the row names hard negatives. */
  readonly misranked?: boolean;
  /** Place of the first right task, from 1. Only where the row names tasks. */
  readonly taskRank?: number | null;
  /** Only where the first answer is wrong. */
  readonly misled?: readonly MisleadingTerm[];
}

const ANSWERS_SHOWN = 5;

/** Holds a ranking against the labels. */
export function measure(
  query: { qid: string; kind: TextKind },
  ranking: Ranking,
  labels: Labels,
): QueryResult {
  const { grades, hardNegatives, tasks } = labels;
  const counts = labels.none ? 'none' : grades.size === 0 ? 'nothing' : 'ranking';
  const gradeOf = (id: string): number => grades.get(id) ?? 0;
  const ids = ranking.occupations.map(({ id }) => id);
  const rank = firstRank(ids, id => gradeOf(id) >= GOOD);
  const isRight = (task: JudgedTask): boolean =>
    tasks.some(({ occupation, code }) => occupation === task.occupation && code === task.code);
  return {
    qid: query.qid,
    kind: query.kind,
    counts,
    verdict: ranking.verdict,
    answers: ranking.occupations
      .slice(0, ANSWERS_SHOWN)
      .map(({ id, name }) => ({ id, name, grade: gradeOf(id) })),
    expected: goodIds(grades),
    rank,
    ndcg10: counts === 'ranking' ? ndcg(ids, grades) : null,
    ...(hardNegatives.length > 0 ? { misranked: hardNegativeAbove(ids, hardNegatives, rank) } : {}),
    ...(tasks.length > 0 ? { taskRank: firstRank(ranking.tasks, isRight) } : {}),
  };
}

function goodIds(grades: ReadonlyMap<string, number>): string[] {
  return [...grades]
    .filter(([, grade]) => grade >= GOOD)
    .sort(([a, gradeA], [b, gradeB]) => gradeB - gradeA || (a < b ? -1 : 1))
    .map(([id]) => id);
}
