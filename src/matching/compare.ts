import type { CompareItem, CompareTask } from './answer.ts';
import type { Holdings } from './gaps.ts';

/** What an ad asks beside what a CV shows: both held against the same occupation, row by row. */
export function sideBySide(
  ad: Holdings,
  cv: Holdings,
): { readonly items: readonly CompareItem[]; readonly tasks: readonly CompareTask[] } {
  return {
    items: ad.items.map(({ code, kind, name, status, evidence }, i) => {
      const shown = cv.items[i]!;
      return {
        code,
        kind,
        name,
        ad: status,
        cv: shown.status,
        evidence: { ad: evidence, cv: shown.evidence },
      };
    }),
    tasks: ad.tasks.map(({ code, name, status }, i) => ({ code, name, ad: status, cv: cv.tasks[i]!.status })),
  };
}

/**
 * The occupation that both texts fit best: the greatest product of the two scores. A product, since it is the same
 * whatever one text's scores are measured in, and nothing that only one of them is about can win by a high score of that
 * one alone. Where they share none, the one that either fits best; of equals the first. Undefined when none is allowed.
 */
export function bestForBoth(ad: Float64Array, cv: Float64Array, allowed: Uint8Array): number | undefined {
  const product = (o: number): number => ad[o]! * cv[o]!;
  const sum = (o: number): number => ad[o]! + cv[o]!;
  const better = (o: number, than: number): boolean =>
    product(o) > product(than) || (product(o) === product(than) && sum(o) > sum(than));
  let best: number | undefined;
  for (let o = 0; o < ad.length; o++) {
    if (allowed[o] === 1 && (best === undefined || better(o, best))) best = o;
  }
  return best;
}
