import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureOf, mulberry32 } from '../../src/evaluation/bootstrap.ts';

describe('a figure', () => {
  it('is absent where there is no query', () => {
    expect(figureOf([])).toBeUndefined();
  });

  it('has no width where all queries agree', () => {
    expect(figureOf([1, 1, 1])).toEqual({ value: 1, low: 1, high: 1, n: 3 });
    expect(figureOf([0.5])).toEqual({ value: 0.5, low: 0.5, high: 0.5, n: 1 });
  });

  it('is the same each time', () => {
    const values = [0, 1, 1, 0, 1, 0.25];
    expect(figureOf(values)).toEqual(figureOf([...values]));
  });

  it('has about the interval of the normal approximation for a share of many queries', () => {
    const values = Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 1 : 0));
    const { value, low, high } = figureOf(values)!;
    const half = 1.96 * Math.sqrt((0.25 * 0.75) / 400);
    expect(value).toBe(0.25);
    expect(Math.abs(low - (0.25 - half))).toBeLessThan(0.01);
    expect(Math.abs(high - (0.25 + half))).toBeLessThan(0.01);
  });

  it('lies between the least and the greatest value, and its interval around it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 }), counts => {
        const values = counts.map(count => count / 1000);
        const { value, low, high, n } = figureOf(values)!;
        expect(n).toBe(values.length);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
        expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
        expect(low).toBeLessThanOrEqual(value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value - 1e-12);
      }),
    );
  });
});

describe('mulberry32', () => {
  it('gives the numbers of its published reference', () => {
    const random = mulberry32(0);
    expect([random(), random(), random()].map(value => Math.floor(value * 2 ** 32))).toEqual([
      1144304738, 1416247, 958946056,
    ]);
  });

  it('spreads evenly over [0, 1)', () => {
    const random = mulberry32(7);
    const bins = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) bins[Math.floor(random() * 10)]!++;
    for (const bin of bins) expect(Math.abs(bin - 10_000)).toBeLessThan(500);
  });
});
