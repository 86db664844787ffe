import { type Automaton, NOWHERE, type SymbolTable, symbolOf, symbolTable } from './automaton.ts';
import { type FoldTable, isHan, isHighSurrogate, isLowSurrogate } from './characters.ts';
import { hasLetter, isAlphanumeric, latinEnd } from './latin.ts';
import { roomFor, type TokenList } from './tokens.ts';

/**
 * Cuts a text into words: Han characters by jieba's maximum-probability path (HMM off), Latin by our own rules; all else
 * separates. Three passes over plain arrays, and nothing is allocated but when a text is longer than all before:
 *
 * 1. read: each pasted unit becomes its folded unit and its symbol, from one table;
 * 2. weigh, from right to left: best[i] = max over the words that begin at i of weight(word) + best[i after word]. A
 *    longer word wins only if it is strictly better. What is no Han character has best 0, so that every run of them
 *    sums up by itself, exactly as in cppjieba;
 * 3. collect the chosen words, from left to right.
 *
 * The clear version is test/reference/segmentation.ts; 60 M characters a second and more were measured for this one.
 */
export class Segmenter {
  readonly #slots: Int32Array;
  /** By class. A place where no word ends has class 0, which is never best. */
  readonly #weights: Float64Array;
  /** By symbol: what a character weighs by itself. */
  readonly #singles: Float64Array;
  /** By slot. */
  readonly #terms: Int32Array;
  readonly #symbols: SymbolTable;
  /** The symbol of a Han character that no word holds. */
  readonly #stranger: number;
  /** Pasted unit → symbol << 16 | folded unit. */
  readonly #entries: Int32Array;

  // of the text at hand, by character: a pair of surrogates is one
  #symbol = new Uint16Array(0);
  #used = 0;
  #best = new Float64Array(0);
  /** length << LENGTH | slot of the word that the best path takes; for what is no Han character 1 << LENGTH | its number. */
  #chosen = new Int32Array(0);
  /** Which characters are pairs, in order, and NEVER; and how many of them were collected. */
  #pairs = NO_PAIRS;
  #passed = 0;

  /** `terms` holds a term for each slot where a word ends. */
  constructor(automaton: Automaton, terms: Int32Array, folding: FoldTable) {
    this.#slots = automaton.slots;
    this.#weights = automaton.weights.slice().fill(Number.NEGATIVE_INFINITY, 0, 1);
    this.#singles = singlesOf(automaton);
    this.#terms = terms;
    this.#symbols = symbolTable(automaton);
    this.#stranger = (automaton.alphabet.length + 1) * 2;
    this.#entries = entriesOf(this.#symbols.plane, this.#stranger, folding);
  }

  /**
   * Folds `text` into `units` (of its length) and fills `words` (cleared, with room for as many). `latin` is asked for
   * the term of a Latin token.
   */
  cut(text: string, units: Uint16Array, words: TokenList, latin: LatinTerms): void {
    if (this.#best.length < text.length + 2) this.#grow(text.length + 2); // weighing looks two ahead
    const count = this.#read(text, units);
    this.#used = count;
    words.count = 0;
    this.#passed = 0;
    for (let from = 0; from < count; ) {
      let to = Math.min(from + PIECE, count);
      while (this.#symbol[to]! > LATIN) to++;
      this.#weigh(from, to);
      from = this.#collect(from, to, units, words, latin);
    }
  }

  /** Wipes out what was made of the last text: it is somebody's. */
  forget(): void {
    this.#symbol.fill(0, 0, this.#used);
    this.#used = 0;
  }

  #grow(length: number): void {
    const room = roomFor(length);
    this.#symbol = new Uint16Array(room);
    this.#best = new Float64Array(room);
    this.#chosen = new Int32Array(room);
  }

  /** Returns the number of characters; behind the last one there is a separator. */
  #read(text: string, units: Uint16Array): number {
    const entries = this.#entries;
    const symbols = this.#symbol;
    const length = text.length;
    let surrogates = false;
    for (let i = 0; i < length; i++) {
      const entry = entries[text.charCodeAt(i)]!;
      units[i] = entry;
      symbols[i] = entry >>> 16;
      if ((entry & 0xf800) === 0xd800) surrogates = true;
    }
    this.#pairs = surrogates ? findPairs(units) : NO_PAIRS;
    const count = surrogates ? this.#joinPairs(units) : length;
    symbols[count] = SEPARATOR;
    return count;
  }

  /** Moves symbols together so that each pair of surrogates has one. */
  #joinPairs(units: Uint16Array): number {
    const symbols = this.#symbol;
    let count = 0;
    let pair = 0;
    for (let i = 0; i < units.length; i++) {
      if (count === this.#pairs[pair]) {
        pair++;
        const point = 0x10000 + ((units[i++]! & 0x3ff) << 10) + (units[i]! & 0x3ff);
        symbols[count++] = symbolOf(this.#symbols, point) || this.#stranger;
      } else {
        symbols[count++] = symbols[i]!;
      }
    }
    return count;
  }

  /**
   * The slot that a character and the next one lead to is looked up one character early and without a branch: memory
   * answers while another character is weighed (measured: 5 % of the whole).
   */
  #weigh(from: number, to: number): void {
    const slots = this.#slots;
    const weights = this.#weights;
    const singles = this.#singles;
    const symbols = this.#symbol;
    const best = this.#best;
    const chosen = this.#chosen;
    let next = symbols[to - 1]!;
    let two = 0;
    let most = 0;
    best[to] = 0;
    for (let i = to - 1; i >= from; i--) {
      const first = next;
      next = i > 0 ? symbols[i - 1]! : SEPARATOR;
      const pair = slots[next]! + first;
      const differs = (slots[pair + 1]! & SYMBOL) ^ first;
      const nextTwo = pair & ((differs - 1) >> 31); // pair, or 0 if it differs
      let choice = (1 << LENGTH) | first; // the root's base is 0
      if (first <= LATIN) {
        most = 0;
        best[i] = 0;
        chosen[i] = choice;
        two = nextTwo;
        continue;
      }
      most += singles[first >> 1]!;
      if (two !== 0) {
        let at = i + 2;
        const sum = weights[slots[two + 1]! >>> CLASS]! + best[at]!;
        if (sum > most) {
          most = sum;
          choice = (2 << LENGTH) | two;
        }
        let base = slots[two]!;
        while (base > NOWHERE) {
          const symbol = symbols[at]!;
          const slot = base + symbol;
          const mark = slots[slot + 1]!;
          if ((mark & SYMBOL) !== symbol) break;
          base = slots[slot]!;
          at++;
          const sum = weights[mark >>> CLASS]! + best[at]!;
          if (sum > most) {
            most = sum;
            choice = ((at - i) << LENGTH) | slot;
          }
        }
      }
      best[i] = most;
      chosen[i] = choice;
      two = nextTwo;
    }
  }

  /**
   * A character stands as many units further right as there are pairs before it. Returns where to go on: at `to`, or
   * behind a Latin token that goes beyond it.
   */
  #collect(first: number, to: number, units: Uint16Array, words: TokenList, latin: LatinTerms): number {
    const terms = this.#terms;
    const chosen = this.#chosen;
    const pairs = this.#pairs;
    const { term, start, end } = words;
    let found = words.count;
    let passed = this.#passed;
    let pair = pairs[passed]!;
    let at = first;
    while (at < to) {
      const from = at + passed;
      const choice = chosen[at]!;
      const slot = choice & SLOT;
      if (slot === LATIN) {
        const stop = latinEnd(units, from);
        if (hasLetter(units, from, stop)) {
          term[found] = latin.termOf(units, from, stop);
          start[found] = from;
          end[found++] = stop;
        }
        at = stop - passed;
        continue;
      }
      at += choice >>> LENGTH || 1; // a trie that lies must not stop us
      while (pair < at) pair = pairs[++passed]!;
      term[found] = terms[slot >> 1]!;
      start[found] = from;
      end[found] = at + passed;
      found += (slot + SLOT) >>> LENGTH; // 1, or 0 for a separator
    }
    words.count = found;
    this.#passed = passed;
    return at;
  }
}

export interface LatinTerms {
  termOf(units: Uint16Array, start: number, end: number): number;
}

/** A slot has 22 bits (double-array.ts sees to it), a length the ten above. */
const LENGTH = 22;
const SLOT = (1 << LENGTH) - 1;

// what stands for a unit that is no Han character; the numbers of no symbols
const SEPARATOR = 0;
const LATIN = 1;

// the two halves of a slot's second number
const CLASS = 16;
const SYMBOL = 0xffff;

/** A text is weighed and collected by pieces that stay in the nearest cache, each ending where a run ends. */
const PIECE = 512;

const NEVER = 0x7fffffff;
const NO_PAIRS = Int32Array.of(NEVER);

/** The places of the pairs of surrogates, each pair counted as one, and NEVER. */
function findPairs(units: Uint16Array): Int32Array<ArrayBuffer> {
  const pairs: number[] = [];
  for (let i = 0; i + 1 < units.length; i++)
    if (isHighSurrogate(units[i]!) && isLowSurrogate(units[i + 1]!)) pairs.push(i++ - pairs.length);
  pairs.push(NEVER);
  return Int32Array.from(pairs);
}

function singlesOf({ alphabet, slots, weights }: Automaton): Float64Array {
  const singles = new Float64Array(alphabet.length + 2);
  for (let i = 0; i < singles.length; i++) singles[i] = weights[slots[i * 2 + 1]! >>> CLASS]!;
  return singles;
}

function entriesOf(symbols: Uint16Array, stranger: number, folding: FoldTable): Int32Array {
  const entries = new Int32Array(folding.length);
  for (let unit = 0; unit < entries.length; unit++) {
    const folded = folding[unit]!;
    const symbol = isHan(folded) ? symbols[folded]! || stranger : isAlphanumeric(folded) ? LATIN : SEPARATOR;
    entries[unit] = (symbol << 16) | folded;
  }
  return entries;
}
