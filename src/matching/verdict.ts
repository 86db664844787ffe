import type { VerdictModel } from '../artifact/format.ts';
import type { Verdict } from './answer.ts';

/** What the verdict looks at. */
export interface Signals {
  /** Score of the first occupation. */
  readonly score: number;
  /** How far it leads the second, as a share of its own score: 0 to 1. */
  readonly lead: number;
  /** Share of the known words' weight that the first occupation holds: 0 to 1. */
  readonly coverage: number;
  /** What of the score comes from names: the standard's own and what the lexica say of it. */
  readonly named: number;
  /** The best score, by names alone, of an occupation that the lexica know and the index lacks. */
  readonly rival: number;
  /** Share of the occupations that the lexica know and the index lacks: 0 for a whole catalogue, near 1 for five standards. */
  readonly foreign: number;
  /** How many different known words the text has. */
  readonly words: number;
  /** A whole title of the first occupation stands in the text. */
  readonly titled: boolean;
}

/**
 * Two logistic models over the signals, with a threshold each; the numbers come with the index. `fit`: does anything of
 * this index fit? `sure`: is the first answer right? Without any shared word the answer is `none`.
 */
export function verdictOf(signals: Signals, { fit, sure, noneBelow, clearFrom }: VerdictModel): Verdict {
  if (signals.score === 0) return 'none';
  const values = features(signals);
  if (logistic(values, fit) < noneBelow) return 'none';
  const said = signals.words >= FEW_WORDS || signals.titled;
  return said && logistic(values, sure) >= clearFrom ? 'clear' : 'unclear';
}

/** So few words decide nothing, however well they fit, unless they are a title: 「業務」 is no 「業助」. */
const FEW_WORDS = 3;

/** How near to the first's own name another occupation may come before it speaks against it. */
const MARGIN = 0.01;

/** In the order of the models' weights; scaled so that the weights are of one size. */
export function features({ score, lead, coverage, named, rival, foreign }: Signals): number[] {
  const beaten = Math.max(0, rival - named + MARGIN);
  return [1, 10 * (score - named), 10 * named, coverage, lead, 20 * beaten, foreign];
}

/** 1 / (1 + e^-z), z = Σ weight · value */
export function logistic(values: readonly number[], weights: readonly number[]): number {
  let z = 0;
  for (let i = 0; i < weights.length; i++) z += weights[i]! * values[i]!;
  return 1 / (1 + Math.exp(-z));
}
