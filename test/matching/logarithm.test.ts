import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ln } from '../../src/matching/logarithm.ts';

describe('the logarithm that is the same on every engine', () => {
  it('is near the one of this engine, which is near the true one', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), x => {
        expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(4 * Number.EPSILON * Math.log(x));
      }),
      { numRuns: 20_000 },
    );
  });

  it('is nothing for one, and grows', () => {
    expect(ln(1)).toBe(0);
    for (let f = 2; f < 5_000; f++) expect(ln(f)).toBeGreaterThan(ln(f - 1));
  });

  it('has these bits for what is counted most', () => {
    const bits = (x: number): string => new BigUint64Array(Float64Array.of(x).buffer)[0]!.toString(16);
    expect([2, 3, 5, 7, 10, 100].map(f => bits(ln(f)))).toMatchInlineSnapshot(`
      [
        "3fe62e42fefa39ef",
        "3ff193ea7aad030a",
        "3ff9c041f7ed8d33",
        "3fff2272ae325a56",
        "40026bb1bbb55515",
        "40126bb1bbb55515",
      ]
    `);
  });
});
