import { NOWHERE, symbolTable, type Trie } from './automaton.ts';
import { isDigit, isHan, isLetter } from './characters.ts';
import { isAlphanumeric } from './latin.ts';
import type { TokenList } from './tokens.ts';

/**
 * Finds phrases of a lexicon in folded units, whatever jieba makes of them: 「MIS 工程師」 and 「MIS工程師」 are the same.
 * Only the longest phrase at a place counts, and none that lies inside another one found. A phrase has two units at least,
 * so two looks into tables pass over most places.
 */
export class PhraseFinder {
  readonly #slots: Int32Array;
  readonly #terms: Int32Array;
  /** Unit → its symbol, or JOINER or PARTER. */
  readonly #symbols: Uint16Array;
  /** Unit → base of the phrases that begin with it, or NOWHERE. */
  readonly #bases: Int32Array;

  /** `terms` holds a term for each slot where a phrase ends. */
  constructor(phrases: Trie, terms: Int32Array) {
    const { slots } = phrases;
    this.#slots = slots;
    this.#terms = terms;
    this.#symbols = symbolTable(phrases).plane;
    this.#bases = new Int32Array(this.#symbols.length).fill(NOWHERE);
    for (let unit = 0; unit < this.#symbols.length; unit++) {
      const symbol = this.#symbols[unit]!;
      if (symbol !== 0) this.#bases[unit] = slots[symbol]!;
      else this.#symbols[unit] = isJoiner(unit) ? JOINER : PARTER;
    }
  }

  /** Fills `found`, which must be empty and have room for as many as there are units. */
  find(units: Uint16Array, found: TokenList): void {
    const slots = this.#slots;
    const symbols = this.#symbols;
    const bases = this.#bases;
    const last = units.length - 1;
    let covered = 0;
    for (let start = 0; start < last; start++) {
      const base = bases[units[start]!]!;
      const second = symbols[units[start + 1]!]!;
      if (second === JOINER) {
        if (base === NOWHERE) continue;
      } else if ((slots[base + second + 1]! & SYMBOL) !== second) continue;
      if (splitsWord(units, start)) continue;
      const { slot, end } = this.#longest(units, start + 1, base);
      if (end > covered) {
        found.push(this.#terms[slot >> 1]!, start, end);
        covered = end;
      }
    }
  }

  /** Where the longest phrase ends that goes on with `units[second]`, in the trie and in the text; 0 and 0 for none. */
  #longest(units: Uint16Array, second: number, baseOfFirst: number): { slot: number; end: number } {
    const slots = this.#slots;
    const symbols = this.#symbols;
    let longest = NONE;
    let base = baseOfFirst;
    let joiners = 0;
    for (let at = second; at < units.length; at++) {
      const symbol = symbols[units[at]!]!;
      if (symbol === JOINER) {
        if (++joiners > MOST_JOINERS) break;
        continue;
      }
      joiners = 0;
      const slot = base + symbol;
      const mark = slots[slot + 1]!;
      if ((mark & SYMBOL) !== symbol) break;
      base = slots[slot]!;
      if (mark >>> 16 !== 0 && !splitsWord(units, at + 1)) longest = { slot, end: at + 1 };
    }
    return longest;
  }
}

const NONE = { slot: 0, end: 0 };
const SYMBOL = 0xffff;
// odd numbers are no symbols: what is looked up in their place is a base, which is even and so never the same
const JOINER = 0xffff;
const PARTER = 1;

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
