/** The formulas of ranking quality, for one query. */

/** Grades from here on are good answers; 1 is some overlap, and not good. */
export const GOOD = 2;

/** Place of the first wanted entry, from 1, or null. */
export function firstRank<T>(ranked: readonly T[], isWanted: (entry: T) => boolean): number | null {
  const at = ranked.findIndex(isWanted);
  return at < 0 ? null : at + 1;
}

/**
 * Normalised discounted cumulative gain (Järvelin & Kekäläinen 2002) with the exponential gain of Burges et al. 2005:
 *
 *     DCG = Σ over ranks r = 1 … depth:  (2^grade(r) − 1) / log2(r + 1)
 *     nDCG = DCG of the ranking / DCG of the row's own grades, best first
 *
 * 0 to 1; 0 where the row has no grade above 0.
 */
export function ndcg<Id>(ranked: readonly Id[], grades: ReadonlyMap<Id, number>, depth = 10): number {
  const ideal = dcg([...grades.values()].sort((a, b) => b - a).slice(0, depth));
  return ideal === 0 ? 0 : dcg(ranked.slice(0, depth).map(id => grades.get(id) ?? 0)) / ideal;
}

function dcg(grades: readonly number[]): number {
  return grades.reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);
}

/** Whether a hard negative stands before the first good answer. What is not ranked stands behind everything. */
export function hardNegativeAbove(
  ranked: readonly string[],
  hardNegatives: readonly string[],
  firstGood: number | null,
): boolean {
  const worst = firstRank(ranked, id => hardNegatives.includes(id));
  return worst !== null && (firstGood === null || worst < firstGood);
}
