import type { FoldTable } from '../characters.ts';
import type { Page } from './page.ts';
import { type SignTable, WORD } from './signs.ts';

const ROOT = 1;

/**
 * A list of phrases as a trie over folded units. A phrase that begins or ends with a Latin letter or a digit begins or
 * ends a word there. Of two equal phrases the first counts. Useful for the longest match at one place; not for search.
 *
 * ```
 *   node n ──unit u──▶ nodes[slot] where steps[slot] = n << 16 | u       (open addressing; 0 is a free slot)
 * ```
 */
export class PhraseBook {
  /** The sign of places at which a phrase may begin; no phrase begins where it is missing. */
  readonly begins: number;
  readonly #folding: FoldTable;
  readonly #steps: Int32Array;
  readonly #nodes: Uint16Array;
  /** Per node: 1 + the number of the phrase that ends there, 0 for none. */
  readonly #phrases: Uint16Array;
  readonly #lengths: Uint16Array;

  constructor(phrases: readonly string[], folding: FoldTable, table: SignTable) {
    const written = phrases.map(phrase => phrase.trim());
    const room = written.reduce((sum, phrase) => sum + phrase.length, ROOT + 1);
    if (room > 0xffff) throw new RangeError(`a phrase book has room for 65,535 units, not ${room}`);
    const slots = 2 ** Math.ceil(Math.log2(room * 2));
    this.begins = table.addBook();
    this.#folding = folding;
    this.#steps = new Int32Array(slots);
    this.#nodes = new Uint16Array(slots);
    this.#phrases = new Uint16Array(room);
    this.#lengths = Uint16Array.from(written, phrase => phrase.length);
    let nodes = ROOT;
    for (const [number, phrase] of written.entries()) {
      let node = ROOT;
      for (let i = 0; i < phrase.length; i++) {
        const step = (node << 16) | folding[phrase.charCodeAt(i)]!;
        const slot = this.#slotOf(step);
        if (this.#steps[slot] === 0) {
          this.#steps[slot] = step;
          this.#nodes[slot] = ++nodes;
        }
        node = this.#nodes[slot]!;
      }
      if (node !== ROOT)
        table.addBeginning(this.begins, folding[phrase.charCodeAt(0)]!, folding[phrase.charCodeAt(1)]);
      this.#phrases[node] ||= number + 1;
    }
  }

  /** The number, in the list, of the longest phrase that stands at `at` and ends at `limit` or before; -1 if none does. */
  longest({ units, signs }: Page, at: number, limit: number): number {
    if ((signs[at]! & this.begins) === 0) return -1;
    let found = 0;
    let node = ROOT;
    for (let i = at; i < limit; i++) {
      node = this.#next(node, units[i]!);
      if (node === 0) break;
      const phrase = this.#phrases[node]!;
      if (phrase !== 0 && (signs[i]! & signs[i + 1]! & WORD) === 0) found = phrase;
    }
    return found - 1;
  }

  /** In UTF-16 units. */
  lengthOf(phrase: number): number {
    return this.#lengths[phrase]!;
  }

  /** The number of a phrase that is in the list; the first's of several equal ones. */
  numberOf(written: string): number {
    let node = ROOT;
    const phrase = written.trim();
    for (let i = 0; i < phrase.length; i++) node = this.#next(node, this.#folding[phrase.charCodeAt(i)]!);
    return this.#phrases[node]! - 1;
  }

  /** 0 where no phrase goes on with `unit`. */
  #next(node: number, unit: number): number {
    return this.#nodes[this.#slotOf((node << 16) | unit)]!;
  }

  /** Where `step` is, or the free slot where it would be. */
  #slotOf(step: number): number {
    const steps = this.#steps;
    const mask = steps.length - 1;
    let slot = (Math.imul(step, 0x9e3779b1) >>> 12) & mask;
    while (steps[slot] !== step && steps[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }
}
