import type { FieldWeights } from '../artifact/format.ts';
import { SOURCE_KINDS } from '../artifact/sources.ts';
import type { Rows } from '../artifact/tables.ts';
import type { Query } from './query.ts';

/** Weights by the index of a kind in SOURCE_KINDS, for the text and for the title. */
export interface KindWeights {
  readonly text: Float64Array;
  readonly title: Float64Array;
}

export function kindWeights(text: FieldWeights, title: FieldWeights): KindWeights {
  return {
    text: Float64Array.from(SOURCE_KINDS, kind => text[kind]),
    title: Float64Array.from(SOURCE_KINDS, kind => title[kind]),
  };
}

/** A unit as it is scored and explained: a row of one of the tables, with what its kinds weigh. */
export interface WeighedRow {
  readonly rows: Rows;
  readonly unit: number;
  readonly weights: KindWeights;
}

/** What the sources of a unit add to its score. Reused; holds as many sources as any unit has. */
export class SourceSums {
  count = 0;
  readonly source: Uint16Array;
  /** The kinds of the sources, as indices in SOURCE_KINDS. */
  readonly kind: Uint8Array;
  readonly sum: Float64Array;

  constructor(capacity: number) {
    this.source = new Uint16Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.sum = new Float64Array(capacity);
  }

  clear(): void {
    this.count = 0;
  }

  get total(): number {
    let total = 0;
    for (let i = 0; i < this.count; i++) total += this.sum[i]!;
    return total;
  }
}

/**
 * Adds what a row has of the query, source by source, to `sums`. `probeOf` is the query's index of terms. This is the
 * score's own arithmetic: whatever is ranked or explained comes from here.
 */
export function sumRow(
  { rows, unit, weights }: WeighedRow,
  query: Query,
  probeOf: Int32Array,
  sums: SourceSums,
): void {
  const { start, source, kind, entry, term, part } = rows;
  const { text, near, title } = query;
  const end = start[unit + 1]!;
  for (let segment = start[unit]!; segment < end; segment++) {
    const inText = weights.text[kind[segment]!]!;
    const inTitle = weights.title[kind[segment]!]!;
    if (inText === 0 && inTitle === 0) continue;
    const last = entry[segment + 1]!;
    let sum = 0;
    for (let at = entry[segment]!; at < last; at++) {
      const probe = probeOf[term[at]!]!;
      if (probe < 0) continue;
      sum += part[at]! * (inText * (text[probe]! + near[probe]!) + inTitle * title[probe]!);
    }
    if (sum > 0) {
      sums.source[sums.count] = source[segment]!;
      sums.kind[sums.count] = kind[segment]!;
      sums.sum[sums.count++] = sum;
    }
  }
}

/** The most segments that any unit has. */
export function mostSegments({ start }: Rows): number {
  let most = 0;
  for (let unit = 0; unit + 1 < start.length; unit++) most = Math.max(most, start[unit + 1]! - start[unit]!);
  return most;
}
