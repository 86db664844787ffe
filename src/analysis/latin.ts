import porterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { isDigit, isLetter } from './characters.ts';

/**
 * Latin and mixed tokens: KYC, C++, node.js, e-mail, ISO 9001, 3D. jieba does not care for them; the rules here are ours.
 *
 * - Letters and digits run on over `.`, `&` and `'` inside (node.js, R&D), and over trailing + or # (C++, C#).
 * - A hyphen joins when one side is at most two letters (e-mail, wi-fi, co-op); elsewhere it separates (full-time).
 * - A short name before a number of three to five digits is one token (ISO 9001, SA8000).
 * - Numbers alone say nothing about an occupation and are no tokens.
 *
 * Words of four or more letters, and nothing but letters, are stemmed (Porter).
 */
export type LatinSink = (term: string, start: number, end: number) => void;

const STEM_FROM = 4;
const CACHE_LIMIT = 20_000;

export class LatinScanner {
  readonly #stems = new Map<string, string>();

  /** Scans one token from `start`, where a letter or digit stands; returns where scanning goes on. */
  scan(units: Uint16Array, start: number, limit: number, sink: LatinSink): number {
    let end = wordEnd(units, start, limit);
    const numberStop = hasLetter(units, start, end) ? numberAfter(units, start, end, limit) : end;
    if (numberStop > end) {
      const name = text(units, start, end);
      const number = text(units, numberStop - digitsBefore(units, numberStop), numberStop);
      sink(name + number, start, numberStop);
      return numberStop;
    }
    if (!hasLetter(units, start, end)) return end;
    if (end < limit && units[end] === HYPHEN) {
      const next = wordEnd(units, end + 1, limit);
      if (next > end + 1 && Math.min(end - start, next - end - 1) <= 2 && hasLetter(units, end + 1, next)) {
        sink(text(units, start, end) + text(units, end + 1, next), start, next);
        return next;
      }
    }
    while (end < limit && (units[end] === PLUS || units[end] === HASH)) end++;
    sink(this.#normalise(text(units, start, end)), start, end);
    return end;
  }

  #normalise(word: string): string {
    if (word.length < STEM_FROM || !/^[a-z]+$/.test(word)) return word;
    let found = this.#stems.get(word);
    if (found === undefined) {
      found = porterStemmer.stem(word);
      if (this.#stems.size >= CACHE_LIMIT) this.#stems.clear();
      this.#stems.set(word, found);
    }
    return found;
  }
}

const HYPHEN = 0x2d;
const PLUS = 0x2b;
const HASH = 0x23;
const SPACE = 0x20;

/** Letters and digits from `start`, with single inner `.`, `&`, `'` between two of them. */
function wordEnd(units: Uint16Array, start: number, limit: number): number {
  let at = start;
  while (at < limit) {
    const unit = units[at]!;
    if (isLetter(unit) || isDigit(unit)) at++;
    else if (isInner(unit) && at > start && at + 1 < limit && isAlphanumeric(units[at + 1]!)) at++;
    else break;
  }
  return at;
}

function isInner(unit: number): boolean {
  return unit === 0x2e || unit === 0x26 || unit === 0x27;
}

function isAlphanumeric(unit: number): boolean {
  return isLetter(unit) || isDigit(unit);
}

function hasLetter(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isLetter(units[i]!)) return true;
  return false;
}

/** The end of a 3–5 digit number that follows a name of two to five letters after at most one space or hyphen; else `end`. */
function numberAfter(units: Uint16Array, start: number, end: number, limit: number): number {
  if (end - start < 2 || end - start > 5) return end;
  for (let i = start; i < end; i++) if (!isLetter(units[i]!)) return end;
  let at = end;
  if (units[at] === SPACE || units[at] === HYPHEN) at++;
  const from = at;
  while (at < limit && isDigit(units[at]!)) at++;
  return at - from >= 3 && at - from <= 5 && !(at < limit && isLetter(units[at]!)) ? at : end;
}

function digitsBefore(units: Uint16Array, end: number): number {
  let count = 0;
  while (isDigit(units[end - count - 1] ?? 0)) count++;
  return count;
}

function text(units: Uint16Array, start: number, end: number): string {
  return String.fromCharCode(...units.subarray(start, Math.min(end, start + LONGEST)));
}

/** A token longer than this is no word; it is cut so that a text of 50,000 letters makes no 50,000-letter term. */
const LONGEST = 64;
