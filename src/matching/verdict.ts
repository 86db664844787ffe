import type { VerdictModel } from '../artifact/format.ts';
import type { Verdict } from './answer.ts';

/** What the verdict looks at. */
export interface Signals {
  /** Score of the first occupation. */
  readonly score: number;
  /** How far it leads the second, as a share of its own score: 0 to 1. */
  readonly lead: number;
  /** Share of the query's weight that the first occupation has a word for: 0 to 1. */
  readonly coverage: number;
}

/** A logistic model over the signals, with two thresholds; the numbers come with the index. */
export function verdictOf(signals: Signals, model: VerdictModel): Verdict {
  const confidence = confidenceOf(signals, model.weights);
  if (confidence >= model.clearFrom) return 'clear';
  return confidence < model.noneBelow ? 'none' : 'unclear';
}

/** 1 / (1 + e^-z), z = w₀ + w₁·score + w₂·lead + w₃·coverage */
export function confidenceOf(
  signals: Signals,
  [bias, score, lead, coverage]: VerdictModel['weights'],
): number {
  const z = bias + score * signals.score + lead * signals.lead + coverage * signals.coverage;
  return 1 / (1 + Math.exp(-z));
}
