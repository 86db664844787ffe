import type { VerdictModel } from '../../src/artifact/format.ts';
import { features, logistic } from '../../src/matching/verdict.ts';
import type { JudgedSet } from './material.ts';

/**
 * Fits the two models of the verdict and sets their thresholds. A text judged against the catalogue is also a text for
 * the five: one of which no standard of the five was graded fits none of them.
 */
interface Sample {
  readonly set: string;
  readonly values: readonly number[];
  readonly fits: boolean;
  readonly right: boolean;
  readonly foreign: boolean;
}

/** Of the texts that something fits, at most this share may be called `none`. */
const FALSE_NONE = 0.045;
/** Of the answers called `clear`, at least this share must be right. */
const CLEAR_RIGHT = 0.92;
/** Who builds a small index looks for its occupations: calling one of them `none` is the worse mistake there. */
const SMALL_INDEX = 1.5;
const FOLDS = 5;

export function calibrate(sets: readonly JudgedSet[]): VerdictModel {
  const [five] = sets;
  const samples = [
    ...sets.flatMap(set => samplesOf(set.name, set, set, true)),
    ...sets
      .filter(set => set.artifact !== five!.artifact)
      .flatMap(set => samplesOf(`${set.name} × five`, set, five!, false)),
  ];
  const fitExamples = samples.map(({ values, fits, foreign }) => ({
    values,
    yes: fits,
    weight:
      (foreign && fits ? SMALL_INDEX : 1) /
      samples.filter(s => s.fits === fits && s.foreign === foreign).length,
  }));
  const sureExamples = samples.map(({ values, right }) => ({
    values,
    yes: right,
    weight: 1 / samples.length,
  }));
  const held = { fit: heldOut(fitExamples), sure: heldOut(sureExamples) };
  const noneBelow = lowQuantile(
    held.fit.filter((_, i) => samples[i]!.fits),
    FALSE_NONE,
  );
  const judged = samples.flatMap((s, i) => (s.set.endsWith('five') ? [] : [{ ...s, p: held.sure[i]! }]));
  const clearFrom = clearThreshold(judged);
  report(samples, held, noneBelow, clearFrom);
  const rounded = (weights: readonly number[]): number[] => weights.map(w => Number(w.toFixed(4)));
  return {
    fit: rounded(fitLogistic(fitExamples)),
    noneBelow: Number(noneBelow.toFixed(4)),
    sure: rounded(fitLogistic(sureExamples)),
    clearFrom: Number(clearFrom.toFixed(4)),
  };
}

function samplesOf(
  name: string,
  { rows }: JudgedSet,
  { artifact, matcher }: JudgedSet,
  own: boolean,
): Sample[] {
  const ids = new Set(artifact.occupations.map(({ id }) => id));
  return rows.flatMap(row => {
    const known = Object.entries(row.grades).filter(([id]) => ids.has(id));
    const best = Math.max(0, ...known.map(([, grade]) => grade));
    if (own ? !row.none && best < 2 : best === 1) return [];
    const signals = matcher.signals(row);
    if (signals.score === 0) return [];
    const [first] = matcher.match({ ...row, limit: 1, explain: false }).occupations;
    const fits = own ? !row.none : best >= 2;
    const right = fits && (row.grades[first?.id ?? ''] ?? 0) >= 2;
    return [{ set: name, values: features(signals), fits, right, foreign: signals.foreign > 0.5 }];
  });
}

interface LogisticExample {
  readonly values: readonly number[];
  readonly yes: boolean;
  readonly weight: number;
}

/** Gradient descent on the weighted log loss with a little ridge, the bias excepted. */
function fitLogistic(examples: readonly LogisticExample[]): number[] {
  const width = examples[0]!.values.length;
  const weights = new Array<number>(width).fill(0);
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  for (let round = 0; round < 4000; round++) {
    const gradient = new Array<number>(width).fill(0);
    for (const { values, yes, weight } of examples) {
      const miss = ((logistic(values, weights) - (yes ? 1 : 0)) * weight) / total;
      for (let i = 0; i < width; i++) gradient[i]! += miss * values[i]!;
    }
    for (let i = 0; i < width; i++) weights[i]! -= 0.4 * (gradient[i]! + (i === 0 ? 0 : 0.002 * weights[i]!));
  }
  return weights;
}

/** Each example's probability by a model that has not seen its fold. */
function heldOut(examples: readonly LogisticExample[]): number[] {
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitLogistic(examples.filter((_, i) => i % FOLDS !== fold)),
  );
  return examples.map(({ values }, i) => logistic(values, models[i % FOLDS]!));
}

function lowQuantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)]!;
}

/** The lowest threshold from which on enough of what is above it is right. */
function clearThreshold(samples: readonly { readonly p: number; readonly right: boolean }[]): number {
  const sorted = [...samples].sort((a, b) => b.p - a.p);
  let right = 0;
  let threshold = 1;
  sorted.forEach((sample, i) => {
    if (sample.right) right++;
    if (right / (i + 1) >= CLEAR_RIGHT) threshold = sample.p;
  });
  return threshold;
}

function report(
  samples: readonly Sample[],
  held: { readonly fit: readonly number[]; readonly sure: readonly number[] },
  noneBelow: number,
  clearFrom: number,
): void {
  console.log('\nverdict, cross-validated');
  for (const set of new Set(samples.map(s => s.set))) {
    const mine = samples.flatMap((s, i) =>
      s.set === set
        ? [
            {
              ...s,
              none: held.fit[i]! < noneBelow,
              clear: held.fit[i]! >= noneBelow && held.sure[i]! >= clearFrom,
            },
          ]
        : [],
    );
    const fitting = mine.filter(s => s.fits);
    const others = mine.filter(s => !s.fits);
    const clear = mine.filter(s => s.clear);
    const of = (part: readonly unknown[], whole: readonly unknown[]): string =>
      `${part.length}/${whole.length}`;
    console.log(
      `  ${set.padEnd(18)} none found ${of(
        others.filter(s => s.none),
        others,
      )}, none by mistake ${of(
        fitting.filter(s => s.none),
        fitting,
      )}, ` +
        `clear ${of(
          fitting.filter(s => s.clear),
          fitting,
        )}, of all clear right ${of(
          clear.filter(s => s.right),
          clear,
        )}`,
    );
  }
}
