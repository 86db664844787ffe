import type { Section } from '../analysis/zones/parts.ts';

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
export const FORMAT_VERSION = 1;
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
  readonly verdict: VerdictModel;
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
  return (bytes + 7) & ~7;
}

/**
 * The sections and their element types. A matrix is in columns: the postings of term t are
 * `[start[t], start[t + 1])` of `unit` and the weights. A detail is in rows: what unit u is made of, by term and source.
 */
export const SECTIONS = {
  folding: 'u16', // [unit, folded, …]
  simplified: 'u16', // units that only Simplified text uses
  automatonAlphabet: 'u32', // the trie of words, as analysis/automaton.ts has it: code points by symbol
  automatonSlots: 'i32',
  automatonTerm: 'i32', // per slot: the term of the word that ends there
  automatonWeight: 'f64', // by class; the first is the weight of a character that is no word
  terms: 'u8', // folded words, UTF-8, one a line
  printed: 'u8', // the same words as first printed
  stops: 'u8', // Latin stop words, one a line
  idf: 'f32',
  zones: 'u8', // ZoneLexica as JSON: what tells the parts of a pasted text apart
  phraseAlphabet: 'u32', // the trie of phrases
  phraseSlots: 'i32',
  phraseTerm: 'i32',
  neighbourStart: 'u32', // per word: its neighbours are [start[t], start[t + 1])
  neighbourTerm: 'u32',
  neighbourWeight: 'f32',
  occupationStart: 'u32',
  occupationUnit: 'u32',
  occupationText: 'f64',
  occupationTitle: 'f64',
  occupationDetailStart: 'u32',
  occupationDetailTerm: 'u32',
  occupationDetailSource: 'u16',
  occupationDetailText: 'f32',
  occupationDetailTitle: 'f32',
  taskStart: 'u32',
  taskUnit: 'u32',
  taskText: 'f64',
  taskTitle: 'f64',
  taskDetailStart: 'u32',
  taskDetailTerm: 'u32',
  taskDetailSource: 'u16',
  taskDetailText: 'f32',
  taskDetailTitle: 'f32',
  // what the tasks of an occupation share: its name, description and what the lexica say of it; units are occupations
  contextStart: 'u32',
  contextUnit: 'u32',
  contextText: 'f64',
  contextTitle: 'f64',
  contextDetailStart: 'u32',
  contextDetailTerm: 'u32',
  contextDetailSource: 'u16',
  contextDetailText: 'f32',
  contextDetailTitle: 'f32',
  // occupations that the lexica know and the index lacks, by what the lexica say of them: what a text may be about instead
  decoyStart: 'u32',
  decoyUnit: 'u32',
  decoyText: 'f64',
  decoyTitle: 'f64',
  firstTask: 'u32', // per occupation, and one more: its tasks are the task units [firstTask[o], firstTask[o + 1])
  occupations: 'u8', // OccupationEntry[] as JSON
  standards: 'u8', // Standard records as JSON, one after the other
  standardStart: 'u32', // byte offsets into `standards`, and the end
} as const satisfies Record<string, SectionType>;

/** What terms are counted for: each has a matrix in columns and a detail in rows. */
export type UnitType = 'occupation' | 'task' | 'context';
export type UnitSections<Name extends UnitType> = Pick<
  Sections,
  Extract<SectionName, `${Name}${'Start' | 'Unit' | 'Text' | 'Title'}` | `${Name}Detail${string}`>
>;

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
