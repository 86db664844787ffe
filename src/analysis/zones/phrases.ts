import { type FoldTable, foldText, isDigit, isLetter } from '../characters.ts';

export interface Phrase<T> {
  /** UTF-16 units */
  readonly length: number;
  /** As folded. */
  readonly text: string;
  readonly value: T;
}

interface Node<T> {
  next: Map<number, Node<T>> | null;
  phrase: Phrase<T> | null;
}

/**
 * A list of phrases as a trie over folded units. A phrase that begins or ends with a Latin letter or a digit begins or
 * ends a word there. Of two equal phrases the first counts. Useful for the longest match at one place; not for search.
 */
export class PhraseBook<T> {
  readonly #root: Node<T> = { next: null, phrase: null };

  constructor(entries: Iterable<readonly [phrase: string, value: T]>, folding: FoldTable) {
    for (const [written, value] of entries) {
      const text = foldText(written.trim(), folding);
      if (text === '') continue;
      let node = this.#root;
      for (let i = 0; i < text.length; i++) {
        node.next ??= new Map();
        let child = node.next.get(text.charCodeAt(i));
        if (child === undefined) {
          child = { next: null, phrase: null };
          node.next.set(text.charCodeAt(i), child);
        }
        node = child;
      }
      node.phrase ??= { length: text.length, text, value };
    }
  }

  /** The longest phrase that stands at `at` and ends at `limit` or before. */
  longest(units: Uint16Array, at: number, limit: number): Phrase<T> | null {
    let node = this.#root.next?.get(units[at]!);
    if (node === undefined || (isWordUnit(units[at]!) && at > 0 && isWordUnit(units[at - 1]!))) return null;
    let found: Phrase<T> | null = null;
    for (let i = at + 1; i <= limit; i++) {
      if (node.phrase !== null && !cutsWord(units, i)) found = node.phrase;
      if (i === limit) break;
      node = node.next?.get(units[i]!);
      if (node === undefined) break;
    }
    return found;
  }
}

export function isWordUnit(unit: number): boolean {
  return isLetter(unit) || isDigit(unit);
}

function cutsWord(units: Uint16Array, at: number): boolean {
  return at < units.length && isWordUnit(units[at]!) && isWordUnit(units[at - 1]!);
}
