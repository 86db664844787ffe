import type { Automaton } from '../analysis/automaton.ts';
import { type FoldTable, foldText, unitsToString } from '../analysis/characters.ts';
import { latinTerm } from '../analysis/latin.ts';
import { Segmenter } from '../analysis/segmenter.ts';
import { TokenList } from '../analysis/tokens.ts';
import { type CompiledCache, compile } from './compile.ts';
import type { Dictionary } from './jieba.ts';
import { hasWord } from './words.ts';

/**
 * Cuts texts while an index is built: the analyser before there are term ids. Words are numbers that mean nothing but
 * themselves: Han words have the number of their slot in the automaton, Latin ones are numbered after those as they come.
 */
export interface Tokenizer {
  readonly automaton: Automaton;
  /** Numbers below this may be met in texts that were cut so far. */
  readonly numbers: number;
  fold(text: string): string;
  cut(text: string): Cut;
  /** The same with strings. */
  tokens(text: string): BuildToken[];
  /** The one term that a whole text is; null when it is none or several. */
  termOf(text: string): string | null;
  /** Whether the dictionary has a word, folded; and whether as a user word. */
  isWord(word: string): boolean;
  isUserWord(word: string): boolean;
}

/** A text cut, in memory that the next one uses again. */
export interface Cut {
  /** The text, folded. */
  readonly units: Uint16Array;
  /** The terms are numbers of words. */
  readonly words: TokenList;
  /** The folded string that word i of the text is. */
  termAt(i: number): string;
}

export interface BuildToken {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

export function createTokenizer(
  folding: FoldTable,
  dictionary: Dictionary,
  cache?: CompiledCache,
): Tokenizer {
  const automaton = compile(dictionary, cache);
  const slots = automaton.slots.length / 2;
  const segmenter = new Segmenter(
    automaton,
    Int32Array.from({ length: slots }, (_, slot) => slot),
    folding,
  );
  const latin = new LatinNumbers(slots);
  const words = new TokenList();
  const cut = (text: string): Cut => {
    const units = new Uint16Array(text.length);
    words.clear(text.length);
    segmenter.cut(text, units, words, latin);
    return {
      units,
      words,
      termAt: i =>
        latin.terms[words.term[i]! - slots] ?? unitsToString(units, words.start[i]!, words.end[i]!),
    };
  };
  const tokens = (text: string): BuildToken[] => {
    const { termAt } = cut(text);
    return Array.from({ length: words.count }, (_, i) => ({
      term: termAt(i),
      start: words.start[i]!,
      end: words.end[i]!,
    }));
  };
  return {
    automaton,
    get numbers() {
      return slots + latin.terms.length;
    },
    fold: text => foldText(text, folding),
    cut,
    tokens,
    termOf(text) {
      const { termAt } = cut(text);
      return words.count === 1 ? termAt(0) : null;
    },
    isWord: word => hasWord(dictionary.words, word),
    isUserWord: word => dictionary.userWords.has(word),
  };
}

/** Numbers for Latin terms, from `first` on. */
class LatinNumbers {
  readonly terms: string[] = [];
  readonly #first: number;
  readonly #byTerm = new Map<string, number>();
  /** By the token as written, so that each is stemmed once. */
  readonly #byToken = new Map<string, number>();

  constructor(first: number) {
    this.#first = first;
  }

  termOf(units: Uint16Array, start: number, end: number): number {
    const token = unitsToString(units, start, end);
    let number = this.#byToken.get(token);
    if (number === undefined) {
      const term = latinTerm(units, start, end);
      number = this.#byTerm.get(term) ?? this.#first + this.terms.push(term) - 1;
      this.#byTerm.set(term, number);
      this.#byToken.set(token, number);
    }
    return number;
  }
}
