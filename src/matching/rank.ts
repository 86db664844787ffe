import type { Probe } from './query.ts';

/** Columns of the artifact: the units of term t are `unit[start[t]] … unit[start[t + 1] - 1]`. */
export interface Columns {
  readonly start: Uint32Array;
  readonly unit: Uint32Array;
  readonly text: Float64Array;
  readonly title: Float64Array;
}

/** The score of every unit: the sum of query.ts, column by column. Probes of one term stand together and share a walk. */
export function scoreUnits(probes: readonly Probe[], columns: Columns, units: number): Float64Array {
  const scores = new Float64Array(units);
  for (let i = 0; i < probes.length; ) {
    const { term } = probes[i]!;
    let text = 0;
    let title = 0;
    for (; i < probes.length && probes[i]!.term === term; i++) {
      text += probes[i]!.text;
      title += probes[i]!.title;
    }
    const end = columns.start[term + 1]!;
    for (let at = columns.start[term]!; at < end; at++) {
      scores[columns.unit[at]!]! += text * columns.text[at]! + title * columns.title[at]!;
    }
  }
  return scores;
}

/** The best `limit` units that score above zero and are allowed: by score, ties by unit, which is in order of id. */
export function topUnits(scores: Float64Array, limit: number, allowed: (unit: number) => boolean): number[] {
  const best: number[] = [];
  for (let unit = 0; unit < scores.length; unit++) {
    const score = scores[unit]!;
    if (score <= 0 || (best.length === limit && score <= scores[best[limit - 1]!]!) || !allowed(unit))
      continue;
    let at = best.length === limit ? limit - 1 : best.length;
    while (at > 0 && scores[best[at - 1]!]! < score) {
      best[at] = best[at - 1]!;
      at--;
    }
    best[at] = unit;
  }
  return best;
}
