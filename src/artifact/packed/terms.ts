import { type DoubleArray, slotFinder, type WordList } from '../double-array.ts';
import { ArtifactError } from '../errors.ts';
import { StreamReader, StreamWriter } from './streams.ts';
import type { TrieWord } from './words.ts';

/**
 * Most terms are words of the dictionary: `marks` says which, as steps from one such word to the next, each with a bit for
 * a stop word; the other terms stand in `others`, one a line. Together, in order, they are the terms. `printed` has a line
 * for each term, empty where it is printed as it is folded.
 */
export interface TermStreams {
  readonly marks: Uint8Array;
  readonly others: Uint8Array;
  readonly printed: Uint8Array;
}

/** As analysis/tokens.ts has them; the artifact knows that room by its types alone. */
const UNKNOWN_TERM = -1;
const STOP_TERM = -2;

export function packTerms(
  words: readonly TrieWord[],
  bySlot: Int32Array,
  terms: readonly string[],
  printed: readonly string[],
): TermStreams {
  const marks = new StreamWriter();
  const found = new Set<number>();
  let last = 0;
  words.forEach(({ slot }, word) => {
    const term = bySlot[slot >> 1]!;
    if (term === UNKNOWN_TERM) return;
    marks.varint((word - last) * 2 + (term === STOP_TERM ? 1 : 0));
    found.add(term);
    last = word;
  });
  return {
    marks: marks.finish(),
    others: encodeLines(terms.filter((_, term) => !found.has(term))),
    printed: encodeLines(printed.map((text, term) => (text === terms[term] ? '' : text))),
  };
}

export interface UnpackedTerms {
  readonly terms: readonly string[];
  readonly printed: readonly string[];
  readonly bySlot: Int32Array;
}

export function unpackTerms(streams: TermStreams, trie: DoubleArray, words: WordList): UnpackedTerms {
  const slotOf = slotFinder(trie, words);
  const bySlot = new Int32Array(trie.slots.length / 2).fill(UNKNOWN_TERM);
  const marks = new StreamReader(streams.marks);
  const slotOfTerm = new Map<string, number>();
  for (let word = 0; !marks.done; ) {
    const mark = marks.varint();
    word += mark >>> 1;
    if (word + 1 >= words.start.length) throw new ArtifactError('altered', 'terms');
    const slot = slotOf(word) >> 1;
    if (mark % 2 === 1) bySlot[slot] = STOP_TERM;
    else slotOfTerm.set(wordAt(words, word), slot);
  }
  const terms = [...slotOfTerm.keys(), ...decodeLines(streams.others)].sort();
  terms.forEach((term, id) => {
    const slot = slotOfTerm.get(term);
    if (slot !== undefined) bySlot[slot] = id;
  });
  const printed = decodeLines(streams.printed);
  return { terms, printed: terms.map((term, id) => printed[id] || term), bySlot };
}

/** Phrases are terms in their own order, after all words. */
export function phraseTerms(trie: DoubleArray, phrases: WordList, first: number): Int32Array {
  const slotOf = slotFinder(trie, phrases);
  const bySlot = new Int32Array(trie.slots.length / 2).fill(UNKNOWN_TERM);
  for (let p = 0; p + 1 < phrases.start.length; p++) bySlot[slotOf(p) >> 1] = first + p;
  return bySlot;
}

function wordAt({ units, start }: WordList, word: number): string {
  return String.fromCharCode(...units.subarray(start[word], start[word + 1]));
}

export function encodeLines(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.join('\n'));
}

function decodeLines(bytes: Uint8Array): string[] {
  return bytes.length === 0 ? [] : new TextDecoder().decode(bytes).split('\n');
}
