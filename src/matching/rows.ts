import type { FieldWeights, Sections } from '../artifact/format.ts';
import { SOURCE_KINDS } from '../artifact/sources.ts';
import { ENTRY_BITS, ENTRY_MASK, type Rows } from '../artifact/tables.ts';
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

/** What the entries of all rows refer to. */
export type EntryTables = Pick<Sections, 'termWeight' | 'frequencyPart'>;

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

  push(source: number, kind: number, sum: number): void {
    this.source[this.count] = source;
    this.kind[this.count] = kind;
    this.sum[this.count++] = sum;
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
  { termWeight, frequencyPart }: EntryTables,
  { text, near, title }: Query,
  probeOf: Int32Array,
  sums: SourceSums,
): void {
  const { segment: firstSegment, entry, term: entries } = rows;
  for (let field = rows.start[unit]!; field < rows.start[unit + 1]!; field++) {
    const kind = rows.kind[field]!;
    const inText = weights.text[kind]! * rows.scale[field]!;
    const inTitle = weights.title[kind]! * rows.scale[field]!;
    if (inText === 0 && inTitle === 0) continue;
    const lastSegment = firstSegment[field + 1]!;
    let at = entry[firstSegment[field]!]!;
    for (let segment = firstSegment[field]!; segment < lastSegment; segment++) {
      const end = entry[segment + 1]!;
      let sum = 0;
      for (; at < end; at++) {
        const packed = entries[at]!;
        const term = packed >>> ENTRY_BITS;
        const probe = probeOf[term]!;
        if (probe < 0) continue;
        const asked = inText * (text[probe]! + near[probe]!) + inTitle * title[probe]!;
        sum += frequencyPart[packed & ENTRY_MASK]! * termWeight[term]! * asked;
      }
      if (sum > 0) sums.push(rows.source[segment]!, kind, sum);
    }
  }
}

/** The most segments that any unit has. */
export function mostSegments({ start, segment }: Rows): number {
  let most = 0;
  for (let unit = 0; unit + 1 < start.length; unit++) {
    most = Math.max(most, segment[start[unit + 1]!]! - segment[start[unit]!]!);
  }
  return most;
}
