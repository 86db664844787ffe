import type { Channel, ColumnType, RowType, Sections } from './format.ts';

/** The two shapes that units have in the artifact (format.ts pictures them), as one value each. */

/** What each unit is made of, field by field and source by source. Each list of starts has one element more than it needs. */
export interface Rows {
  /** Per unit: its first field. */
  readonly start: Uint32Array;
  /** Per field: the index of its kind in SOURCE_KINDS. */
  readonly kind: Uint8Array;
  /** Per field: what brings it to length 1. */
  readonly scale: Float32Array;
  /** Per field: its first segment. */
  readonly segment: Uint32Array;
  /** Per segment: the index of its source in the occupation's list of sources. */
  readonly source: Uint16Array;
  /** Per segment: its first entry. */
  readonly entry: Uint32Array;
  /** Per entry: `packEntry` of a term and an index in `frequencyPart`. */
  readonly term: Uint32Array;
}

/** An entry is a term in the upper 20 bits, and in the lower 12 an index in `frequencyPart`. */
export const ENTRY_BITS = 12;
export const ENTRY_MASK = (1 << ENTRY_BITS) - 1;
export const MAX_TERMS = 2 ** (32 - ENTRY_BITS);

export function packEntry(term: number, frequency: number): number {
  return ((term << ENTRY_BITS) | frequency) >>> 0;
}

/** Which units hold each term, and how much of it. `start` has one element more than there are terms. */
export interface Columns {
  readonly start: Uint32Array;
  readonly unit: Uint32Array;
  readonly weight: Float32Array;
}

/** Columns for what stands in the text and for what stands in the title. */
export interface ChannelColumns {
  readonly text: Columns;
  readonly title: Columns;
}

export function rowsOf(sections: Sections, unit: RowType): Rows {
  return {
    start: sections[`${unit}RowStart`],
    kind: sections[`${unit}RowKind`],
    scale: sections[`${unit}RowScale`],
    segment: sections[`${unit}RowSegment`],
    source: sections[`${unit}RowSource`],
    entry: sections[`${unit}RowEntry`],
    term: sections[`${unit}RowTerm`],
  };
}

export function columnsOf(sections: Sections, type: ColumnType): ChannelColumns {
  const of = (channel: Channel): Columns => ({
    start: sections[`${type}${channel}Start`],
    unit: sections[`${type}${channel}Unit`],
    weight: sections[`${type}${channel}Weight`],
  });
  return { text: of('Text'), title: of('Title') };
}

export type RowSections<Unit extends RowType> = Pick<
  Sections,
  Extract<keyof Sections, `${Unit}Row${string}`>
>;

export function rowSections<Unit extends RowType>(unit: Unit, rows: Rows): RowSections<Unit> {
  return {
    [`${unit}RowStart`]: rows.start,
    [`${unit}RowKind`]: rows.kind,
    [`${unit}RowScale`]: rows.scale,
    [`${unit}RowSegment`]: rows.segment,
    [`${unit}RowSource`]: rows.source,
    [`${unit}RowEntry`]: rows.entry,
    [`${unit}RowTerm`]: rows.term,
  } as unknown as RowSections<Unit>;
}

export type ColumnSections<Type extends ColumnType> = Pick<
  Sections,
  Extract<keyof Sections, `${Type}${Channel}${string}`>
>;

export function columnSections<Type extends ColumnType>(
  type: Type,
  { text, title }: ChannelColumns,
): ColumnSections<Type> {
  return {
    [`${type}TextStart`]: text.start,
    [`${type}TextUnit`]: text.unit,
    [`${type}TextWeight`]: text.weight,
    [`${type}TitleStart`]: title.start,
    [`${type}TitleUnit`]: title.unit,
    [`${type}TitleWeight`]: title.weight,
  } as unknown as ColumnSections<Type>;
}
