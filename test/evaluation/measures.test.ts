import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstRank, hardNegativeAbove, ndcg } from '../../src/evaluation/measures.ts';

describe('nDCG@10', () => {
  it('is what one works out by hand', () => {
    // gains 3 (grade 2), 0, 7 (grade 3), 1 (grade 1); discounts log2 of 2, 3, 4, 5
    const grades = new Map([
      ['a', 2],
      ['b', 3],
      ['c', 1],
    ]);
    const found = 3 / 1 + 0 / 1.584962500721156 + 7 / 2 + 1 / 2.321928094887362;
    const ideal = 7 / 1 + 3 / 1.584962500721156 + 1 / 2;
    expect(ndcg(['a', 'x', 'b', 'c'], grades)).toBeCloseTo(found / ideal, 12);
  });

  it('is 1 for the best order, 0 without a graded answer or without a grade', () => {
    const grades = new Map([
      ['a', 1],
      ['b', 3],
    ]);
    expect(ndcg(['b', 'a', 'x'], grades)).toBe(1);
    expect(ndcg(['x', 'y'], grades)).toBe(0);
    expect(ndcg([], grades)).toBe(0);
    expect(ndcg(['x'], new Map())).toBe(0);
  });

  it('sees ten answers and no more', () => {
    const grades = new Map([['a', 3]]);
    const others = 'bcdefghijk'.split('');
    expect(ndcg([...others.slice(0, 9), 'a'], grades)).toBeCloseTo(1 / Math.log2(11), 12);
    expect(ndcg([...others, 'a'], grades)).toBe(0);
  });

  it('can reach 1 where more than ten standards are good', () => {
    const ids = Array.from({ length: 14 }, (_, i) => `s${i}`);
    expect(ndcg(ids, new Map(ids.map(id => [id, 2])))).toBe(1);
  });

  const rankings = fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnopqrst'), { maxLength: 20 });
  const grades = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...'abcdefghijklmnopqrst'), fc.integer({ min: 0, max: 3 })), {
      selector: ([id]) => id,
      maxLength: 15,
    })
    .map(entries => new Map(entries));

  it('lies in 0 to 1 and agrees with a naive version', () => {
    fc.assert(
      fc.property(rankings, grades, (ranked, graded) => {
        const value = ndcg(ranked, graded);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(value).toBeCloseTo(naiveNdcg(ranked, graded), 12);
      }),
    );
  });

  it('never falls when a better graded answer changes places with a worse one before it', () => {
    fc.assert(
      fc.property(rankings, grades, fc.nat(19), fc.nat(19), (ranked, graded, i, j) => {
        const [first, second] = [Math.min(i, j), Math.max(i, j)];
        if (second >= ranked.length) return;
        const better = [...ranked];
        const pair = [ranked[first]!, ranked[second]!].sort(
          (a, b) => (graded.get(b) ?? 0) - (graded.get(a) ?? 0),
        );
        [better[first], better[second]] = pair as [string, string];
        expect(ndcg(better, graded)).toBeGreaterThanOrEqual(ndcg(ranked, graded) - 1e-12);
      }),
    );
  });
});

/** Straight from the definition, with the ideal found by always taking the best grade that is left. */
function naiveNdcg(ranked: readonly string[], grades: ReadonlyMap<string, number>): number {
  const total = (list: number[]): number => {
    let sum = 0;
    for (let rank = 1; rank <= 10; rank++) {
      if (rank <= list.length) sum += (2 ** list[rank - 1]! - 1) / (Math.log(rank + 1) / Math.log(2));
    }
    return sum;
  };
  const left = [...grades.values()];
  const ideal: number[] = [];
  while (left.length > 0) ideal.push(...left.splice(left.indexOf(Math.max(...left)), 1));
  return total(ideal) === 0 ? 0 : total(ranked.map(id => grades.get(id) ?? 0)) / total(ideal);
}

describe('ranks', () => {
  it('count from 1, and are null where nothing was found', () => {
    expect(firstRank(['a', 'b', 'c'], id => id >= 'b')).toBe(2);
    expect(firstRank(['a'], id => id === 'z')).toBeNull();
  });

  it('a hard negative is above the first good answer only where it is ranked before it', () => {
    expect(hardNegativeAbove(['good', 'bad'], ['bad'], 1)).toBe(false);
    expect(hardNegativeAbove(['x', 'bad', 'good'], ['bad'], 3)).toBe(true);
    expect(hardNegativeAbove(['bad'], ['bad'], null)).toBe(true);
    expect(hardNegativeAbove(['x'], ['bad'], null)).toBe(false);
  });
});
