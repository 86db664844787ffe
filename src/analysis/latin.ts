import porterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { isDigit, isLetter, unitsToString } from './characters.ts';
import { UNKNOWN_TERM } from './tokens.ts';

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

/** Where the token ends that begins at `start` with a letter or digit. It is none if it has no letter. */
export function latinEnd(units: Uint16Array, start: number): number {
  const end = wordEnd(units, start, units.length);
  if (!hasLetter(units, start, end)) return end;
  const numberStop = numberAfter(units, start, end);
  if (numberStop > end) return numberStop;
  if (end < units.length && units[end] === HYPHEN) {
    const next = wordEnd(units, end + 1, units.length);
    if (next > end + 1 && Math.min(end - start, next - end - 1) <= 2 && hasLetter(units, end + 1, next))
      return next;
  }
  let stop = end;
  while (stop < units.length && (units[stop] === PLUS || units[stop] === HASH)) stop++;
  return stop;
}

export function hasLetter(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isLetter(units[i]!)) return true;
  return false;
}

/** The term that a token is: its two parts joined, or its stem. Depends on the units of the token alone. */
export function latinTerm(units: Uint16Array, start: number, end: number): string {
  const first = wordEnd(units, start, end);
  if (first < end && (units[first] === HYPHEN || units[first] === SPACE))
    return text(units, start, first) + text(units, first + 1, end);
  const word = text(units, start, end);
  return word.length >= STEM_FROM && /^[a-z]+$/.test(word) ? porterStemmer.stem(word) : word;
}

/**
 * The term ids of tokens seen before, by their units: a string, a stem and a look-up cost a hundred times as much. Each
 * token has one place, where the one that came before it is forgotten, so the memory is bounded.
 */
export class TermCache {
  readonly #termOf: (term: string) => number;
  readonly #units = new Uint16Array(PLACES * LONGEST_KEPT);
  readonly #length = new Uint8Array(PLACES);
  readonly #term = new Int32Array(PLACES);

  constructor(termOf: (term: string) => number) {
    this.#termOf = termOf;
  }

  /** The term id of the token `units[start, end)`. */
  termOf(units: Uint16Array, start: number, end: number): number {
    const length = end - start;
    if (length > LONGEST_KEPT) return this.#termOf(latinTerm(units, start, end));
    const place = placeOf(units, start, end);
    if (this.#length[place] === length && this.#holds(place, units, start, end)) return this.#term[place]!;
    const term = this.#termOf(latinTerm(units, start, end));
    if (term === UNKNOWN_TERM) return term; // a name, an address, a number: not to be kept
    this.#units.set(units.subarray(start, end), place * LONGEST_KEPT);
    this.#length[place] = length;
    this.#term[place] = term;
    return term;
  }

  #holds(place: number, units: Uint16Array, start: number, end: number): boolean {
    const kept = this.#units;
    for (let at = start, i = place * LONGEST_KEPT; at < end; at++, i++)
      if (kept[i] !== units[at]) return false;
    return true;
  }
}

const PLACES = 1 << 13;
const LONGEST_KEPT = 16;

/** Multiplicative hashing (Knuth, TAOCP 3, 6.4): the high bits of the product. */
function placeOf(units: Uint16Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ units[at]!, 0x9e3779b1);
  return hash >>> (32 - 13);
}

const STEM_FROM = 4;
const HYPHEN = 0x2d;
const PLUS = 0x2b;
const HASH = 0x23;
const SPACE = 0x20;

/** Letters and digits from `start`, with single inner `.`, `&`, `'` between two of them. */
function wordEnd(units: Uint16Array, start: number, limit: number): number {
  let at = start;
  while (at < limit) {
    const unit = units[at]!;
    if (isAlphanumeric(unit)) at++;
    else if (isInner(unit) && at > start && at + 1 < limit && isAlphanumeric(units[at + 1]!)) at++;
    else break;
  }
  return at;
}

function isInner(unit: number): boolean {
  return unit === 0x2e || unit === 0x26 || unit === 0x27;
}

export function isAlphanumeric(unit: number): boolean {
  return isLetter(unit) || isDigit(unit);
}

/** The end of a 3–5 digit number that follows a name of two to five letters after a space or hyphen; else `end`. */
function numberAfter(units: Uint16Array, start: number, end: number): number {
  if (end - start < 2 || end - start > 5) return end;
  for (let i = start; i < end; i++) if (!isLetter(units[i]!)) return end;
  if (end >= units.length || (units[end] !== SPACE && units[end] !== HYPHEN)) return end;
  const from = end + 1;
  let at = from;
  while (at < units.length && isDigit(units[at]!)) at++;
  return at - from >= 3 && at - from <= 5 && !(at < units.length && isLetter(units[at]!)) ? at : end;
}

function text(units: Uint16Array, start: number, end: number): string {
  return unitsToString(units, start, Math.min(end, start + LONGEST));
}

/** A token longer than this is no word; it is cut so that a text of 50,000 letters makes no 50,000-letter term. */
const LONGEST = 64;
