import type { Channel, ColumnType, Sections, UnitType } from './format.ts';

/** The two shapes that units have in the artifact (format.ts pictures them), as one value each. */

/** What each unit is made of, source by source. `start` and `entry` have one element more than there are units, segments. */
export interface Rows {
  /** Per unit: its first segment. */
  readonly start: Uint32Array;
  /** Per segment: the index of its source in the occupation's list of sources. */
  readonly source: Uint16Array;
  /** Per segment: the index of its source's kind in SOURCE_KINDS. */
  readonly kind: Uint8Array;
  /** Per segment: its first entry. */
  readonly entry: Uint32Array;
  readonly term: Uint32Array;
  readonly part: Float32Array;
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

export function rowsOf(sections: Sections, unit: UnitType): Rows {
  return {
    start: sections[`${unit}RowStart`],
    source: sections[`${unit}RowSource`],
    kind: sections[`${unit}RowKind`],
    entry: sections[`${unit}RowEntry`],
    term: sections[`${unit}RowTerm`],
    part: sections[`${unit}RowPart`],
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

export type RowSections<Unit extends UnitType> = Pick<
  Sections,
  Extract<keyof Sections, `${Unit}Row${string}`>
>;

export function rowSections<Unit extends UnitType>(unit: Unit, rows: Rows): RowSections<Unit> {
  return {
    [`${unit}RowStart`]: rows.start,
    [`${unit}RowSource`]: rows.source,
    [`${unit}RowKind`]: rows.kind,
    [`${unit}RowEntry`]: rows.entry,
    [`${unit}RowTerm`]: rows.term,
    [`${unit}RowPart`]: rows.part,
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
