import { isHan, unitsToString } from '../analysis/characters.ts';
import { type HiddenMarkovModel, recut } from './hmm.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * Words of 2 to 4 characters that jieba's HMM finds in these texts and that the tokenizer's dictionary lacks: 競品, 興櫃 …
 * One is worth being a word when it stands in two different runs of Han characters, or twice in one; a run that is printed
 * several times says it once. Folded, sorted.
 */
export function proposeWords(
  texts: Iterable<string>,
  tokenizer: Tokenizer,
  model: HiddenMarkovModel,
): string[] {
  const proposals = new Proposals(tokenizer, model);
  for (const text of texts) proposals.read(text);
  return [...proposals.words].sort();
}

class Proposals {
  readonly words = new Set<string>();
  readonly #tokenizer: Tokenizer;
  readonly #model: HiddenMarkovModel;
  /** Words met once, with the run that they stand in. */
  readonly #once = new Map<string, string>();

  constructor(tokenizer: Tokenizer, model: HiddenMarkovModel) {
    this.#tokenizer = tokenizer;
    this.#model = model;
  }

  read(text: string): void {
    const { units, words } = this.#tokenizer.cut(text);
    const { start, end } = words;
    for (let first = 0; first < words.count; ) {
      let last = first;
      if (isHan(units[start[first]!]!)) {
        while (last + 1 < words.count && start[last + 1] === end[last] && isHan(units[start[last + 1]!]!))
          last++;
        this.#readRun(units, start.subarray(first, last + 1), end.subarray(first, last + 1));
      }
      first = last + 1;
    }
  }

  /** Only rows of single characters are cut again: a run without any proposes nothing, which is true of most. */
  #readRun(units: Uint16Array, start: Int32Array, end: Int32Array): void {
    const single = (i: number): boolean => end[i]! - start[i]! <= 2;
    if (!start.some((_, i) => i > 0 && single(i) && single(i - 1))) return;
    const cut = Array.from(start, (from, i) => unitsToString(units, from, end[i]!));
    const run = cut.join('');
    const here = new Set<string>();
    for (const word of recut(cut, this.#model, this.#tokenizer.isUserWord)) {
      if (word.length < 2 || word.length > 4 || this.#tokenizer.isWord(word)) continue;
      const before = this.#once.get(word);
      if (here.has(word) || (before !== undefined && before !== run)) this.words.add(word);
      if (before === undefined) this.#once.set(word, run);
      here.add(word);
    }
  }
}
