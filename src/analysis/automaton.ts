/**
 * A set of words as a double-array trie over characters, made by `artifact/double-array.ts`.
 *
 * ```
 *   node in slot s ──symbol c──▶ slot t = base(s) + c,  if symbol(t) = c
 *
 *   slots[t]      base(t); NOWHERE: no word goes on from here
 *   slots[t + 1]  class(t) << 16 | symbol(t); class 0: no word ends here
 * ```
 *
 * Slots, bases and symbols are even numbers, so a slot is a place in the array as it stands. Symbols number the
 * characters of the alphabet from 2, frequent ones first. No two nodes have the same base, so the symbol in a slot tells
 * whose child stands there, and a look at one pair of numbers is a step. The root's children stand in the slots of their
 * symbols; every symbol has one, whether a word begins with it or not, and so has the symbol after the last, for any
 * character outside the alphabet. Symbol 0 is no character at all: it leads at most to a free slot, which is all zeros.
 * Not useful for listing words or for fuzzy look-up.
 */
export interface Trie {
  /** Code points by symbol: 2, 4, 6 … */
  readonly alphabet: Uint32Array;
  readonly slots: Int32Array;
}

/** The dictionary with what its words weigh. */
export interface Automaton extends Trie {
  /** By class: log(frequency / total), as cppjieba has it. Class 0 is a character that is no word: the smallest of all. */
  readonly weights: Float64Array;
}

/** A base that no node has: from there every symbol leads to somebody else's child. */
export const NOWHERE = 2;

/** The slot where `text` ends as a word of the trie, or -1. For building and for tests. */
export function findWord({ slots }: Trie, symbols: SymbolTable, text: string): number {
  let slot = 0;
  for (const character of text) {
    const symbol = symbolOf(symbols, character.codePointAt(0)!);
    slot = slots[slot]! + symbol;
    if (symbol === 0 || (slots[slot + 1]! & 0xffff) !== symbol) return -1;
  }
  return slots[slot + 1]! >>> 16 > 0 ? slot : -1;
}

/** Code point → symbol, 0 for what is not in the alphabet. */
export interface SymbolTable {
  /** Of the first plane. */
  readonly plane: Uint16Array;
  readonly astral: ReadonlyMap<number, number>;
}

export function symbolTable({ alphabet }: Trie): SymbolTable {
  const plane = new Uint16Array(0x10000);
  const astral = new Map<number, number>();
  for (let i = 0; i < alphabet.length; i++) {
    const symbol = (i + 1) * 2;
    if (alphabet[i]! < 0x10000) plane[alphabet[i]!] = symbol;
    else astral.set(alphabet[i]!, symbol);
  }
  return { plane, astral };
}

export function symbolOf({ plane, astral }: SymbolTable, point: number): number {
  return point < 0x10000 ? plane[point]! : (astral.get(point) ?? 0);
}
