/** A mean over queries, with its 95 % confidence interval. */
export interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Queries that it is the mean of. */
  readonly n: number;
}

const RESAMPLES = 1000;
const SEED = 20_260_101;

/**
 * The mean and its percentile bootstrap interval (Efron & Tibshirani 1993, ch. 13): 1,000 times n queries are drawn with
 * replacement, and the interval holds the middle 95 % of their means. The draws are the same each time, so the same
 * values give the same figure. Undefined where there is no query.
 *
 * For the difference of two runs, give the differences query by query: that is the paired bootstrap.
 */
export function figureOf(values: readonly number[]): Figure | undefined {
  const n = values.length;
  if (n === 0) return undefined;
  const random = mulberry32(SEED);
  const means = new Float64Array(RESAMPLES);
  for (let sample = 0; sample < RESAMPLES; sample++) {
    let sum = 0;
    for (let draw = 0; draw < n; draw++) sum += values[Math.floor(random() * n)]!;
    means[sample] = sum / n;
  }
  means.sort();
  const tail = RESAMPLES * 0.025;
  return { value: mean(values), low: means[tail]!, high: means[RESAMPLES - 1 - tail]!, n };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Tommy Ettinger's mulberry32 (public domain): numbers in [0, 1), enough chance for resampling and nothing else. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
