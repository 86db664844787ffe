import type { Section } from '../analysis/zones/parts.ts';
import type { SourceKind } from './sources.ts';

/**
 * The artifact: one immutable file that holds a built index.
 *
 * ```
 *   0   magic "ICAPMTCH"
 *   8   format version          u32
 *   12  length of the contents  u32   (bytes of JSON)
 *   16  checksum of everything from byte 24 to the end of the contents  u32
 *   20  reserved, zero          u32
 *   24  digest                  32 bytes: SHA-256 of all bytes from 56 to the end of the file
 *   56  contents                JSON, padded with spaces to 8 bytes: the manifest and the section table
 *   …   sections                each 8-byte aligned, little-endian, read as typed-array views without copying
 * ```
 *
 * The same input gives the same bytes: no clock, no path, no host.
 */
export const MAGIC = 'ICAPMTCH';
/** Raised with every change of the bytes' meaning, the order of `sources.ts` included. */
export const FORMAT_VERSION = 3;
/**
 * Raised with every change of how `analysis/` turns a text into terms: an index is only good for the analyser that it
 * was built with.
 */
export const ANALYSER_VERSION = 1;
export const HEADER_BYTES = 56;

export type SectionType = 'u8' | 'u16' | 'u32' | 'i32' | 'f32' | 'f64';
export type SectionData = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

export interface SectionEntry {
  readonly name: string;
  readonly type: SectionType;
  /** Byte offset from the start of the file. */
  readonly offset: number;
  /** Elements, not bytes. */
  readonly length: number;
  readonly checksum: number;
}

/** What an index says about itself. */
export interface Manifest {
  readonly analyser: number;
  /** Hash of folding, dictionary, lexica and stop words: two indexes with the same one cut texts alike. */
  readonly fingerprint: string;
  readonly standards: number;
  readonly tasks: number;
  readonly terms: number;
  /** Occupations that the lexica know and the index lacks. */
  readonly decoys: number;
  /** Terms below this are words; from it on they are phrases. */
  readonly words: number;
  /** What the title counts beside the text, 0 to 1. */
  readonly titleShare: number;
  /** What a word counts by the section of the text that it stands in: 0 to 1. */
  readonly sections: Readonly<Record<Section, number>>;
  /** What the neighbours of the text's words count beside the words themselves. */
  readonly neighbourShare: number;
  /** What each field of a unit counts. */
  readonly weights: Readonly<Record<UnitType, ChannelWeights>>;
  readonly verdict: VerdictModel;
}

/**
 * How much each field of a unit counts, for the text and for the title. Each row sums to at most 1, and each field of
 * words is of length 1: that keeps scores within 0–1.
 */
export type FieldWeights = Readonly<Record<SourceKind, number>>;
export interface ChannelWeights {
  readonly text: FieldWeights;
  readonly title: FieldWeights;
}

/** When an answer is `clear` or `none`, calibrated on judged texts; matching/verdict.ts says what the weights stand for. */
export interface VerdictModel {
  readonly fit: readonly number[];
  readonly noneBelow: number;
  readonly sure: readonly number[];
  readonly clearFrom: number;
}

/** One occupation, as lists show it; the whole record is read only when needed. */
export interface OccupationEntry {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
  readonly level: number | null;
  readonly category: string | null;
  readonly tasks: number;
  readonly superseded: boolean;
}

export interface Contents {
  readonly manifest: Manifest;
  readonly sections: readonly SectionEntry[];
}

export const ELEMENT_BYTES: Readonly<Record<SectionType, number>> = {
  u8: 1,
  u16: 2,
  u32: 4,
  i32: 4,
  f32: 4,
  f64: 8,
};

export function align8(bytes: number): number {
  return Math.ceil(bytes / 8) * 8; // no bit operation: a file may have more than 2 GiB
}

/** What is ranked: each has its rows. */
export type UnitType = 'occupation' | 'task';
/** What has rows: units, and what their columns are made of. */
export type RowType = UnitType | 'decoy';
/** What is summed term by term, each for the text and for the title; the units of all are occupations (or decoys). */
export type ColumnType = 'occupation' | 'context' | 'bound' | 'decoy';
export type Channel = 'Text' | 'Title';

/**
 * The sections and their element types.
 *
 * Rows say what a unit is made of, source by source (artifact/sources.ts), with nothing of the fitted model in them:
 *
 * ```
 *   unit u    → fields [rowStart[u], rowStart[u + 1])              one for each kind of source
 *   field f   → rowKind[f], rowScale[f] = 1/‖field‖, segments [rowSegment[f], rowSegment[f + 1])
 *   segment s → rowSource[s], entries [rowEntry[s], rowEntry[s + 1])     one for each source that holds a term
 *   entry e   → rowTerm[e]: a term and how much of it, packed by tables.ts; in order of term
 * ```
 *
 * An entry's part of its unit is frequencyPart[…] · termWeight[term] · rowScale[f].
 *
 * Columns are what rows make with the model's weights, for ranking: the postings of term t are `[start[t], start[t + 1])`
 * of `unit` and `weight`, in order of unit. A score is always that of the rows; columns say where to look.
 */
export const SECTIONS = {
  folding: 'u16', // [unit, folded, …]
  simplified: 'u16', // units that only Simplified text uses
  automatonAlphabet: 'u32', // the trie of words, as analysis/automaton.ts has it: code points by symbol
  automatonSlots: 'i32',
  automatonTerm: 'i32', // per slot: the term of the word that ends there
  automatonWeight: 'f64', // by class; the first is the weight of a character that is no word
  terms: 'u8', // folded words, UTF-8, one a line, in order of their UTF-16 units: Latin words are searched
  printed: 'u8', // the same words as first printed
  stops: 'u8', // Latin stop words, one a line, in order
  termWeight: 'f32', // idf of words, 1/√n of phrases
  frequencyPart: 'f64', // what entries refer to: (1 + ln f)·c/f for c of the f places of a term in a field
  zones: 'u8', // ZoneLexica as JSON: what tells the parts of a pasted text apart
  phraseAlphabet: 'u32', // the trie of phrases
  phraseSlots: 'i32',
  phraseTerm: 'i32',
  neighbourStart: 'u32', // per word: its neighbours are [start[t], start[t + 1])
  neighbourTerm: 'u32',
  neighbourWeight: 'f32',
  ...rows('occupation'),
  ...rows('task'),
  ...rows('decoy'), // occupations that the lexica know and the index lacks: what a text may be about instead
  ...columns('occupation'),
  ...columns('context'), // what the tasks of an occupation share: its name, description and what the lexica say of it
  ...columns('bound'), // the most that a term adds to any one task of an occupation, rounded up
  ...columns('decoy'),
  firstTask: 'u32', // per occupation, and one more: its tasks are the task units [firstTask[o], firstTask[o + 1])
  // what explanations hand out to: artifact/anatomy.ts
  sourceStart: 'u32',
  sourceCompetency: 'u16',
  sourceTask: 'u16',
  sourcePart: 'u8',
  requiringStart: 'u32',
  requiringTask: 'u16',
  requiredStart: 'u32',
  requiredCompetency: 'u16',
  labels: 'u8', // OccupationLabels as JSON, one after the other
  labelStart: 'u32',
  occupations: 'u8', // OccupationEntry[] as JSON
  standards: 'u8', // Standard records as JSON, one after the other
  standardStart: 'u32', // byte offsets into `standards`, and the end
} as const satisfies Record<string, SectionType>;

export type SectionName = keyof typeof SECTIONS;
interface ArrayOf {
  u8: Uint8Array;
  u16: Uint16Array;
  u32: Uint32Array;
  i32: Int32Array;
  f32: Float32Array;
  f64: Float64Array;
}
export type Sections = { readonly [Name in SectionName]: ArrayOf[(typeof SECTIONS)[Name]] };

type RowSections<Unit extends RowType> = {
  readonly [Name in `${Unit}Row${'Start' | 'Segment' | 'Entry' | 'Term'}`]: 'u32';
} & { readonly [Name in `${Unit}RowSource`]: 'u16' } & { readonly [Name in `${Unit}RowKind`]: 'u8' } & {
  readonly [Name in `${Unit}RowScale`]: 'f32';
};

function rows<Unit extends RowType>(unit: Unit): RowSections<Unit> {
  return {
    [`${unit}RowStart`]: 'u32',
    [`${unit}RowKind`]: 'u8', // index in SOURCE_KINDS
    [`${unit}RowScale`]: 'f32',
    [`${unit}RowSegment`]: 'u32',
    [`${unit}RowSource`]: 'u16',
    [`${unit}RowEntry`]: 'u32',
    [`${unit}RowTerm`]: 'u32',
  } as RowSections<Unit>;
}

type ColumnSections<Type extends ColumnType> = {
  readonly [Name in `${Type}${Channel}${'Start' | 'Unit'}`]: 'u32';
} & { readonly [Name in `${Type}${Channel}Weight`]: 'f32' };

function columns<Type extends ColumnType>(type: Type): ColumnSections<Type> {
  return {
    [`${type}TextStart`]: 'u32',
    [`${type}TextUnit`]: 'u32',
    [`${type}TextWeight`]: 'f32',
    [`${type}TitleStart`]: 'u32',
    [`${type}TitleUnit`]: 'u32',
    [`${type}TitleWeight`]: 'f32',
  } as ColumnSections<Type>;
}
