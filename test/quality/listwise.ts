/**
 * Fits the weights of a linear ranking, listwise: for each query the softmax of the scores over all units should be the
 * distribution of the judged gains (ListNet; Cao et al., "Learning to Rank: From Pairwise Approach to Listwise
 * Approach", ICML 2007). Weights are kept positive by fitting their logarithms, and drawn to zero by `shrink` (an L1
 * penalty). Adam, full batch; no chance anywhere.
 */
export interface Example {
  /** units × features, row by row. */
  readonly features: Float32Array;
  /** Unit → share of the judged gain; sums to 1. */
  readonly target: ReadonlyMap<number, number>;
  readonly weight: number;
}

export interface FitOptions {
  readonly features: number;
  readonly shrink: number;
  readonly rounds: number;
}

export function fitWeights(
  examples: readonly Example[],
  { features, shrink, rounds }: FitOptions,
): Float64Array {
  const logs = new Float64Array(features).fill(Math.log(3));
  const first = new Float64Array(features);
  const second = new Float64Array(features);
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  for (let round = 1; round <= rounds; round++) {
    const weights = logs.map(Math.exp);
    const gradient = new Float64Array(features);
    for (const example of examples) addGradient(example, weights, gradient);
    for (let f = 0; f < features; f++) {
      const slope = (gradient[f]! / total + shrink) * weights[f]!;
      first[f] = 0.9 * first[f]! + 0.1 * slope;
      second[f] = 0.99 * second[f]! + 0.01 * slope * slope;
      const step = first[f]! / (1 - 0.9 ** round) / (Math.sqrt(second[f]! / (1 - 0.99 ** round)) + 1e-8);
      logs[f] = Math.max(-6, logs[f]! - 0.1 * step);
    }
  }
  return logs.map(Math.exp);
}

/** d(cross entropy)/d(weight) = Σ over units of (softmax − target) · feature */
function addGradient(
  { features, target, weight }: Example,
  weights: Float64Array,
  gradient: Float64Array,
): void {
  const scores = scoresOf(features, weights);
  const top = scores.reduce((a, b) => Math.max(a, b));
  let sum = 0;
  for (let u = 0; u < scores.length; u++) {
    scores[u] = Math.exp(scores[u]! - top);
    sum += scores[u]!;
  }
  for (let u = 0; u < scores.length; u++) {
    const pull = weight * (scores[u]! / sum - (target.get(u) ?? 0));
    if (Math.abs(pull) < 1e-7) continue;
    for (let f = 0; f < weights.length; f++) gradient[f]! += pull * features[u * weights.length + f]!;
  }
}

export function scoresOf(features: Float32Array, weights: Float64Array): Float64Array {
  const width = weights.length;
  const scores = new Float64Array(features.length / width);
  for (let u = 0; u < scores.length; u++) {
    let score = 0;
    for (let f = 0; f < width; f++) score += weights[f]! * features[u * width + f]!;
    scores[u] = score;
  }
  return scores;
}
