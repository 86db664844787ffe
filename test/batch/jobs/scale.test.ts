import { describe, expect, it } from 'vitest';
import { duration, MEASURED, onCores, onWorkers, rounded, tables } from '../../bench/scale.ts';

/** Worked out by hand, from the same figures. */
describe('what a batch costs', () => {
  it('on one core and on two is what was measured', () => {
    expect(onCores(3800, 1).seconds).toBeCloseTo(1, 9);
    expect(onCores(6500, 2).seconds).toBeCloseTo(1, 9);
    expect(onCores(1e6, 1).cpuSeconds).toBeCloseTo(263.16, 2);
  });

  it('on more cores lies between the two answers to what cannot be shared out', () => {
    const { least, seconds } = onCores(1e6, 16);
    expect(least).toBeCloseTo(10 + 253.16 / 16, 1);
    expect(seconds).toBeCloseTo(44.53 + 218.62 / 16, 1);
    expect(onCores(1e6, 1e9).seconds).toBeGreaterThan(44);
    expect(onCores(1e6, 1e9).least).toBeCloseTo(1000 * MEASURED.serial, 1);
  });

  it('on Workers counts each message and each request', () => {
    const cost = onWorkers(1e6);
    expect(cost).toMatchObject({ shards: 1000, jobs: 1, queueOperations: 3 * (1000 + 4) });
    expect(cost.inputGB).toBeCloseTo(0.941, 9);
    expect(cost.classA).toBe(1000 + 4 + 100 * 3 + 2 * 15);
    expect(cost.classB).toBe(6000 + 24 + 4);
    expect(cost.cpuSeconds).toBeCloseTo(263.16 * 1.5 + 250 * 0.2, 1);
    expect(cost.answering).toBeCloseTo((1000 * (0.3947 + 0.3)) / 250 + 0.2, 2);
    expect(cost.cutting).toBeCloseTo(15.7, 1);
  });

  it('grows with the rows, and takes several jobs where one has a limit', () => {
    const [million, hundred, many] = [1e6, 1e8, 1e10].map(onWorkers);
    expect(hundred!.dollars / million!.dollars).toBeGreaterThan(80);
    expect(hundred!.dollars / million!.dollars).toBeLessThan(101);
    expect([hundred!.jobs, many!.jobs]).toEqual([1, 50]);
  });

  it('is told in words that can be compared', () => {
    expect([1, 89, 91, 5400, 129_600].map(duration)).toEqual(['1 s', '89 s', '1.5 min', '1.5 h', '1.5 days']);
    expect([0.123, 12.3, 123.4, 12_345, 1.23e6, 4.56e8].map(rounded)).toEqual([
      '0.12',
      '12',
      '123',
      '12,345',
      '1.2 M',
      '456 M',
    ]);
    expect(tables().split('\n')).toHaveLength(15);
    expect(tables()).not.toMatch(/NaN|undefined|Infinity/);
  });
});
