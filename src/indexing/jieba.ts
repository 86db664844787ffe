import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodejieba from 'nodejieba';
import { type FoldTable, isHan } from '../analysis/characters.ts';
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
}

/**
 * jieba's dictionary and nodejieba's default user words. Words that folding changes could never match folded text and
 * are left out, as are words with other than Han characters (we segment runs of Han only); both still count in the
 * total, the minimum and the median, as cppjieba counts them.
 */
export function readDictionary(folding: FoldTable): Dictionary {
  const usable = Uint8Array.from(folding, (folded, unit) => (folded === unit && isHan(unit) ? 1 : 0));
  const entries = readEntries(readFileSync(nodejieba.DEFAULT_DICT), usable);
  const sorted = entries.all.toSorted();
  const frequencies = sorted.filter((frequency, i) => frequency !== sorted[i - 1]);
  const total = entries.all.reduce((sum, frequency) => sum + frequency, 0);
  const weigh = (frequency: number): number => Math.log(frequency / total);
  const classOf = new Map(Array.from(frequencies, (frequency, i) => [frequency, i + 1]));
  const dictionary = {
    words: entries.words,
    classes: Uint16Array.from(entries.frequency, frequency => classOf.get(frequency)!),
    weights: Float64Array.from([sorted[0]!, ...frequencies], weigh),
    median: weigh(sorted[sorted.length >> 1]!),
  };
  const stragglers = new Map(
    [...entries.stragglers].map(([text, frequency]) => [text, weigh(frequency)] as const),
  );
  return withWords(withWords(dictionary, stragglers), defaultUserWords(usable, weigh, dictionary.median));
}

/** The dictionary with words of these weights; a word it has already gets the new weight, as in cppjieba. */
export function withWords(dictionary: Dictionary, more: ReadonlyMap<string, number>): Dictionary {
  const weights = [...dictionary.weights];
  const classed = new Map<string, number>();
  for (const [text, weight] of more) {
    let at = weights.indexOf(weight, 1);
    if (at < 0) at = weights.push(weight) - 1;
    classed.set(text, at);
  }
  return { ...dictionary, ...mergeWords(dictionary, classed), weights: Float64Array.from(weights) };
}

interface Entries {
  /** Those that are usable and in order. */
  readonly words: ClassedWords['words'];
  readonly frequency: Float64Array;
  /** The few usable ones out of order. */
  readonly stragglers: ReadonlyMap<string, number>;
  /** The frequencies of all lines. */
  readonly all: Float64Array;
}

/** Lines of `word frequency tag` in UTF-8, in one pass over the bytes: 350,000 lines in the time that splitting them into strings would cost ten times over. */
function readEntries(bytes: Uint8Array, usable: Uint8Array): Entries {
  const units = new Uint16Array(bytes.length);
  const most = bytes.length >> 2;
  const start = new Uint32Array(most + 1);
  const frequencies = new Float64Array(most);
  const all = new Float64Array(most);
  const stragglers = new Map<string, number>();
  let count = 0;
  let lines = 0;
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
    all[lines++] = frequency;
    if (!fit) continue;
    if (count > 0 && !follows(units, start[count - 1]!, start[count]!, end)) {
      stragglers.set(String.fromCharCode(...units.subarray(start[count]!, end)), frequency);
      continue;
    }
    frequencies[count] = frequency;
    start[++count] = end;
  }
  return {
    words: { units: units.slice(0, start[count]!), start: start.slice(0, count + 1) },
    frequency: frequencies.subarray(0, count),
    stragglers,
    all: all.subarray(0, lines),
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

/** nodejieba with these folded user words (each at the median weight) beside its own. Reloads the whole dictionary. */
export function loadJieba(userWords: readonly string[]): { cut(run: string, hmm: boolean): string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'icap-match-'));
  try {
    const file = join(folder, 'words.utf8');
    writeFileSync(file, userWords.map(word => `${word}\n`).join('') || '\n');
    nodejieba.load({ userDict: `${nodejieba.DEFAULT_USER_DICT};${file}` });
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { cut: (run, hmm) => nodejieba.cut(run, hmm) };
}
