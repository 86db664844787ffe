import type { FieldWeights } from '../artifact/format.ts';
import { SOURCE_KINDS } from '../artifact/sources.ts';
import { ENTRY_BITS, ENTRY_MASK, type Rows } from '../artifact/tables.ts';
import type { Asked } from './query.ts';

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

/** Rows as they are walked. */
export interface RowTable extends Rows {
  /** Per field, and one more: its first entry. `entry[segment[field]]`, but that would be two looks, one after the other. */
  readonly first: Uint32Array;
}

export function rowTable(rows: Rows): RowTable {
  return { ...rows, first: Uint32Array.from(rows.segment, segment => rows.entry[segment]!) };
}

/** A unit as it is scored and explained: a row of one of the tables, with what its kinds weigh. */
export interface WeighedRow {
  readonly rows: RowTable;
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

  push(source: number, kind: number, sum: number): void {
    this.source[this.count] = source;
    this.kind[this.count] = kind;
    this.sum[this.count++] = sum;
  }
}

/**
 * The score of a row: Σ over fields λ/‖field‖ · Σ over entries part · asked. Most entries are not asked for; multiplying
 * them with zero is faster than to ask which (a branch that nobody can predict).
 */
export function scoreRow({ rows, unit, weights }: WeighedRow, parts: Float64Array, asked: Asked): number {
  const { start, kind, scale, first, term } = rows;
  const { probeOf, text, title } = asked;
  const end = start[unit + 1]!;
  let score = 0;
  for (let field = start[unit]!; field < end; field++) {
    const inText = weights.text[kind[field]!]!;
    const inTitle = weights.title[kind[field]!]!;
    if (inText === 0 && inTitle === 0) continue;
    const last = first[field + 1]!;
    let sum = 0;
    for (let at = first[field]!; at < last; at++) {
      const packed = term[at]!;
      const probe = probeOf[packed >>> ENTRY_BITS]!;
      sum += parts[packed & ENTRY_MASK]! * (inText * text[probe]! + inTitle * title[probe]!);
    }
    score += scale[field]! * sum;
  }
  return score;
}

/** The same, source by source: what is explained. Four times as slow, for its loops are short. */
export function sumRow(
  { rows, unit, weights }: WeighedRow,
  parts: Float64Array,
  asked: Asked,
  sums: SourceSums,
): void {
  const { start, kind, scale, first, segment, entry, term, source } = rows;
  const { probeOf, text, title } = asked;
  const end = start[unit + 1]!;
  for (let field = start[unit]!; field < end; field++) {
    const inText = weights.text[kind[field]!]!;
    const inTitle = weights.title[kind[field]!]!;
    if (inText === 0 && inTitle === 0) continue;
    const lastSegment = segment[field + 1]!;
    let at = first[field]!;
    for (let s = segment[field]!; s < lastSegment; s++) {
      const last = entry[s + 1]!;
      let sum = 0;
      for (; at < last; at++) {
        const packed = term[at]!;
        const probe = probeOf[packed >>> ENTRY_BITS]!;
        sum += parts[packed & ENTRY_MASK]! * (inText * text[probe]! + inTitle * title[probe]!);
      }
      if (sum > 0) sums.push(source[s]!, kind[field]!, sum * scale[field]!);
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
