import type { FoldTable } from '../characters.ts';
import type { Page } from './page.ts';
import { type SignTable, WORD } from './signs.ts';

const ROOT = 1;

/**
 * A list of phrases as a trie over folded units. A phrase that begins or ends with a Latin letter or a digit begins or
 * ends a word there. Of two equal phrases the first counts. Useful for the longest match at one place; not for search.
 *
 * ```
 *   slots[s]      node << 16 | unit         a step from a node; 0: a free slot (open addressing)
 *   slots[s + 1]  phrase << 16 | node       1 + the number of the phrase that ends behind it, and where it leads; 0: none
 * ```
 */
export class PhraseBook {
  /** The sign of places at which a phrase may begin; no phrase begins where it is missing. */
  readonly begins: number;
  readonly #folding: FoldTable;
  readonly #slots: Int32Array;
  readonly #lengths: Uint16Array;
  #nodes = ROOT;

  constructor(phrases: readonly string[], folding: FoldTable, table: SignTable) {
    const written = phrases.map(phrase => phrase.trim());
    const room = written.reduce((sum, phrase) => sum + phrase.length, 1);
    if (room > MOST) throw new RangeError(`a phrase book has room for ${MOST} units, not ${room}`);
    this.begins = table.addBook();
    this.#folding = folding;
    this.#slots = new Int32Array(2 * 2 ** Math.ceil(Math.log2(room * 1.25)));
    this.#lengths = new Uint16Array(written.length);
    for (let number = 0; number < written.length; number++) {
      this.#add(written[number]!, number);
      this.#lengths[number] = written[number]!.length;
      table.addPhrase(this.begins, written[number]!, folding);
    }
  }

  /** The number, in the list, of the longest phrase that stands at `at` and ends at `limit` or before; -1 if none does. */
  longest({ units, signs }: Page, at: number, limit: number): number {
    if ((signs[at]! & this.begins) === 0) return -1;
    let found = 0;
    let node = ROOT;
    for (let i = at; i < limit && node !== 0; i++) {
      const entry = this.#slots[this.#slotOf(node, units[i]!) + 1]!;
      const cut = (signs[i]! & signs[i + 1]! & WORD) !== 0;
      if (entry >>> 16 !== 0 && !cut) found = entry >>> 16;
      node = entry & 0xffff;
    }
    return found - 1;
  }

  /** In UTF-16 units. */
  lengthOf(phrase: number): number {
    return this.#lengths[phrase]!;
  }

  /** The number of a phrase that is in the list; the first's of several equal ones. */
  numberOf(phrase: string): number {
    let entry = ROOT;
    const written = phrase.trim();
    for (let i = 0; i < written.length; i++)
      entry = this.#slots[this.#slotOf(entry & 0xffff, this.#folding[written.charCodeAt(i)]!) + 1]!;
    return (entry >>> 16) - 1;
  }

  #add(phrase: string, number: number): void {
    const slots = this.#slots;
    let node = ROOT;
    let slot = -1;
    for (let i = 0; i < phrase.length; i++) {
      const unit = this.#folding[phrase.charCodeAt(i)]!;
      if (node === 0) slots[slot + 1]! |= node = ++this.#nodes; // only what goes on needs a node
      slot = this.#slotOf(node, unit);
      slots[slot] = (node << 16) | unit;
      node = slots[slot + 1]! & 0xffff;
    }
    if (slot >= 0 && slots[slot + 1]! >>> 16 === 0) slots[slot + 1]! |= (number + 1) << 16;
  }

  /** Where the step is, or the free slot where it would be. */
  #slotOf(node: number, unit: number): number {
    const slots = this.#slots;
    const step = (node << 16) | unit;
    let slot = (Math.imul(step, 0x9e3779b1) >>> 12) & (slots.length - 2);
    while (slots[slot] !== step && slots[slot] !== 0) slot = (slot + 2) & (slots.length - 2);
    return slot;
  }
}

/** Numbers of nodes and of phrases are of 16 bits, and there are no more of either than units. */
const MOST = 0xfffe;
