import type { OccupationMatch } from '../matching/answer.ts';
import type { MisleadingTerm } from './result.ts';

/**
 * The terms whose contribution to a wrong answer exceeds that to the good one most: what misled the matcher. A good
 * answer that was not ranked counts 0 everywhere.
 */
export function misleadingTerms(
  wrong: OccupationMatch,
  good: OccupationMatch | undefined,
  most = 5,
): MisleadingTerm[] {
  const toGood = good === undefined ? new Map<string, Contribution>() : contributionsByTerm(good);
  return [...contributionsByTerm(wrong)]
    .map(([key, { contribution, ...term }]) => ({
      ...term,
      difference: contribution - (toGood.get(key)?.contribution ?? 0),
    }))
    .filter(({ difference }) => difference > 0)
    .sort((a, b) => b.difference - a.difference || (a.term < b.term ? -1 : 1))
    .slice(0, most);
}

type Contribution = Omit<MisleadingTerm, 'difference'> & { readonly contribution: number };

/** Competencies and remainder hold every point of the score once. */
function contributionsByTerm({
  competencies = [],
  remainder = [],
}: OccupationMatch): Map<string, Contribution> {
  const sums = new Map<string, Contribution>();
  for (const { term, as, contribution } of [...competencies, ...remainder].flatMap(
    ({ evidence }) => evidence,
  )) {
    const key = `${term}\n${as ?? ''}`;
    const sum = (sums.get(key)?.contribution ?? 0) + contribution;
    sums.set(key, { term, ...(as === undefined ? {} : { as }), contribution: sum });
  }
  return sums;
}
