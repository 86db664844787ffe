import { readFileSync } from 'node:fs';
import nodejieba from 'nodejieba';
import { type FoldTable, isHan, unitsToString } from '../analysis/characters.ts';
import { type ClassedWords, mergeWords } from './words.ts';

/**
 * jieba's words as data, read from the files of the package nodejieba; words of one class have one weight. Importing
 * nodejieba loads nothing but its paths.
 */
export interface Dictionary extends ClassedWords {
  /** By class: log(frequency / total). Class 0 is a character that is no word: it weighs as little as the rarest word. */
  readonly weights: Float64Array;
  /** What a user word without a frequency weighs. */
  readonly median: number;
  /** The words that were added to jieba's. */
  readonly userWords: ReadonlySet<string>;
}

/**
 * jieba's dictionary and nodejieba's default user words. Words that folding changes could never match folded text and
 * are left out, as are words with other than Han characters (we segment runs of Han only); both still count in the
 * total, the minimum and the median, as cppjieba counts them.
 */
export function readDictionary(folding: FoldTable): Dictionary {
  const usable = new Uint8Array(folding.length);
  for (let unit = 0; unit < usable.length; unit++)
    if (folding[unit] === unit && isHan(unit)) usable[unit] = 1;
  const { words, frequency, stragglers, counts } = readEntries(readFileSync(nodejieba.DEFAULT_DICT), usable);
  const { ordered, total, median } = summarize(counts);
  const weigh = (value: number): number => Math.log(value / total);
  const classOf = new Map(ordered.map((value, i) => [value, i + 1]));
  const classes = new Uint16Array(frequency.length);
  for (let w = 0; w < classes.length; w++) classes[w] = classOf.get(frequency[w]!)!;
  const dictionary = {
    ...mergeWords({ words, classes }, new Map([...stragglers].map(([text, f]) => [text, classOf.get(f)!]))),
    weights: Float64Array.from([ordered[0]!, ...ordered], weigh),
    median: weigh(median),
    userWords: new Set<string>(),
  };
  return withUserWords(dictionary, defaultUserWords(usable, weigh, dictionary.median));
}

/** The different frequencies in order, their sum and the upper of the middle ones, from how often each occurs. */
function summarize(counts: ReadonlyMap<number, number>): {
  ordered: number[];
  total: number;
  median: number;
} {
  const ordered = [...counts.keys()].sort((a, b) => a - b);
  let total = 0;
  let entries = 0;
  for (const [frequency, count] of counts) {
    total += frequency * count;
    entries += count;
  }
  let before = 0;
  const median = ordered.find(frequency => {
    before += counts.get(frequency)!;
    return before > entries >> 1;
  });
  return { ordered, total, median: median! };
}

/**
 * The dictionary with these folded words, which weigh what is said or, as in cppjieba, the median. A word it has already
 * gets the new weight.
 */
export function withUserWords(
  dictionary: Dictionary,
  more: Iterable<string | readonly [word: string, weight: number]>,
): Dictionary {
  const weights = [...dictionary.weights];
  const classed = new Map<string, number>();
  for (const entry of more) {
    const [text, weight] = typeof entry === 'string' ? [entry, dictionary.median] : entry;
    let at = weights.indexOf(weight, 1);
    if (at < 0) at = weights.push(weight) - 1;
    classed.set(text, at);
  }
  return {
    ...mergeWords(dictionary, classed),
    weights: Float64Array.from(weights),
    median: dictionary.median,
    userWords: new Set([...dictionary.userWords, ...classed.keys()]),
  };
}

interface Entries {
  /** Those that are usable and in order. */
  readonly words: ClassedWords['words'];
  readonly frequency: Uint32Array;
  /** The few usable ones out of order. */
  readonly stragglers: ReadonlyMap<string, number>;
  /** Of all lines: frequency → how many have it. */
  readonly counts: ReadonlyMap<number, number>;
}

/** Lines of `word frequency tag` in UTF-8, in one pass over the bytes: 350,000 lines in the time that splitting them into strings would cost ten times over. */
function readEntries(bytes: Uint8Array, usable: Uint8Array): Entries {
  const units = new Uint16Array(bytes.length);
  const most = bytes.length >> 2;
  const start = new Uint32Array(most + 1);
  const frequencies = new Uint32Array(most);
  const counts = new Map<number, number>();
  const stragglers = new Map<string, number>();
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] === NEWLINE) {
      at++;
      continue;
    }
    let end = start[count]!;
    let fit = true;
    while (bytes[at] !== SPACE) {
      const point = pointAt(bytes, at);
      at += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (point < 0x10000) {
        units[end++] = point;
        fit &&= usable[point] === 1;
      } else {
        units[end++] = 0xd7c0 + (point >> 10);
        units[end++] = 0xdc00 + (point & 0x3ff);
      }
    }
    let frequency = 0;
    for (at++; bytes[at] !== SPACE; at++) frequency = frequency * 10 + bytes[at]! - ZERO;
    while (at < bytes.length && bytes[at] !== NEWLINE) at++;
    counts.set(frequency, (counts.get(frequency) ?? 0) + 1);
    if (!fit) continue;
    if (count > 0 && !follows(units, start[count - 1]!, start[count]!, end)) {
      stragglers.set(unitsToString(units, start[count]!, end), frequency);
      continue;
    }
    frequencies[count] = frequency;
    start[++count] = end;
  }
  return {
    words: { units: units.slice(0, start[count]!), start: start.slice(0, count + 1) },
    frequency: frequencies.subarray(0, count),
    stragglers,
    counts,
  };
}

const NEWLINE = 0x0a;
const SPACE = 0x20;
const ZERO = 0x30;

/** The code point whose UTF-8 begins at `at` (RFC 3629, section 3). */
function pointAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const next = (i: number): number => bytes[at + i]! & 0x3f;
  if (lead < 0x80) return lead;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | next(1);
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (next(1) << 6) | next(2);
  return ((lead & 0x07) << 18) | (next(1) << 12) | (next(2) << 6) | next(3);
}

/** Whether the word `units[middle, end)` comes after `units[start, middle)`. */
function follows(units: Uint16Array, start: number, middle: number, end: number): boolean {
  for (let a = start, b = middle; a < middle && b < end; a++, b++)
    if (units[a] !== units[b]) return units[b]! > units[a]!;
  return end - middle > middle - start;
}

/** Lines of `word`, `word tag` or `word frequency tag`. */
function defaultUserWords(
  usable: Uint8Array,
  weigh: (frequency: number) => number,
  median: number,
): Map<string, number> {
  const words = new Map<string, number>();
  for (const line of readFileSync(nodejieba.DEFAULT_USER_DICT, 'utf8').split('\n')) {
    const [text = '', frequency, tag] = line.split(' ');
    const fit = Array.from({ length: text.length }, (_, i) => usable[text.charCodeAt(i)] === 1);
    if (text !== '' && fit.every(Boolean))
      words.set(text, tag === undefined ? median : weigh(Number(frequency)));
  }
  return words;
}
