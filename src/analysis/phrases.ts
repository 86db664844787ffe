import { NOWHERE, symbolTable, type Trie } from './automaton.ts';
import { isDigit, isHan, isLetter } from './characters.ts';
import { isAlphanumeric } from './latin.ts';
import type { TokenList } from './tokens.ts';

/**
 * Finds phrases of a lexicon in folded units, whatever jieba makes of them: 「MIS 工程師」 and 「MIS工程師」 are the same.
 * Only the longest phrase at a place counts, and none that lies inside another one found. Most units begin no phrase:
 * one look into a table passes over them.
 */
export class PhraseFinder {
  readonly #slots: Int32Array;
  readonly #terms: Int32Array;
  /** Unit → its symbol, with BEGINS if a phrase begins with it; 0 parts phrases, JOINS may stand inside. */
  readonly #entries: Int32Array;

  /** `terms` holds a term for each slot where a phrase ends. */
  constructor(phrases: Trie, terms: Int32Array) {
    this.#slots = phrases.slots;
    this.#terms = terms;
    this.#entries = Int32Array.from(symbolTable(phrases).plane, (symbol, unit) => {
      if (isJoiner(unit)) return JOINS;
      const { slots } = phrases;
      return slots[symbol]! > NOWHERE || slots[symbol + 1]! >>> 16 !== 0 ? symbol | BEGINS : symbol;
    });
  }

  /** Fills `found`, which must be empty and have room for as many as there are units. */
  find(units: Uint16Array, found: TokenList): void {
    const entries = this.#entries;
    let covered = 0;
    for (let start = 0; start < units.length; start++) {
      if (entries[units[start]!]! < BEGINS || splitsWord(units, start)) continue;
      const stop = this.#longest(units, start, covered);
      if (stop > covered) {
        found.push(this.#term, start, stop);
        covered = stop;
      }
    }
  }

  /** The term of the phrase that `#longest` saw last. */
  #term = 0;

  /** Where the longest phrase from `start` ends, or `covered` if none ends after it. */
  #longest(units: Uint16Array, start: number, covered: number): number {
    const slots = this.#slots;
    let stop = covered;
    let base = 0;
    let joiners = 0;
    for (let at = start; at < units.length; at++) {
      const symbol = this.#entries[units[at]!]! & SYMBOL;
      if (symbol === JOINS) {
        if (++joiners > MOST_JOINERS) break;
        continue;
      }
      joiners = 0;
      const next = base + symbol;
      const mark = slots[next + 1]!;
      if (symbol === 0 || (mark & 0xffff) !== symbol) break;
      base = slots[next]!;
      if (mark >>> 16 !== 0 && at >= covered && !splitsWord(units, at + 1)) {
        stop = at + 1;
        this.#term = this.#terms[next >> 1]!;
      }
    }
    return stop;
  }
}

const BEGINS = 0x10000;
const SYMBOL = 0xffff;
/** An odd number is no symbol. */
const JOINS = 0xffff;

/** In a row, inside a phrase: 「專員 - 業務」, but not 「專員 … 業務」. */
const MOST_JOINERS = 3;

/** A phrase as the trie holds it: folded, only the units that count. */
export function phraseKey(folded: string): string {
  let key = '';
  for (let i = 0; i < folded.length; i++) if (isPhraseUnit(folded.charCodeAt(i))) key += folded[i];
  return key;
}

function isPhraseUnit(unit: number): boolean {
  return isHan(unit) || isLetter(unit) || isDigit(unit) || unit === 0x2b || unit === 0x23; // + #
}

/** Signs that may stand inside a phrase without parting it: space ( ) - . / & · ・ */
function isJoiner(unit: number): boolean {
  return (
    unit === 0x20 ||
    unit === 0x28 ||
    unit === 0x29 ||
    (unit >= 0x2d && unit <= 0x2f) ||
    unit === 0x26 ||
    unit === 0xb7 ||
    unit === 0x30fb
  );
}

/** A phrase neither begins nor ends inside a Latin word: PM is not in RPM. */
function splitsWord(units: Uint16Array, at: number): boolean {
  return at > 0 && at < units.length && isAlphanumeric(units[at - 1]!) && isAlphanumeric(units[at]!);
}
