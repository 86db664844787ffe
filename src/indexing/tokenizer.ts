import type { Automaton } from '../analysis/automaton.ts';
import { type FoldTable, foldText, unitsToString } from '../analysis/characters.ts';
import { isAlphanumeric, latinTerm } from '../analysis/latin.ts';
import { Segmenter } from '../analysis/segmenter.ts';
import { TokenList, UNKNOWN_TERM } from '../analysis/tokens.ts';
import { type CompiledCache, compile, slotTerms } from './compile.ts';
import type { Dictionary } from './jieba.ts';
import { hasWord } from './words.ts';

/** Cuts texts into folded term strings while an index is built: the analyser before there are term ids. */
export interface Tokenizer {
  readonly automaton: Automaton;
  fold(text: string): string;
  tokens(text: string): BuildToken[];
  /** The one term that a whole text is; null when it is none or several. */
  termOf(text: string): string | null;
  /** Whether the dictionary has a word, folded; and whether as a user word. */
  isWord(word: string): boolean;
  isUserWord(word: string): boolean;
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
  const segmenter = new Segmenter(automaton, slotTerms(automaton, []), folding);
  const words = new TokenList();
  const latin = new Map<string, string>();
  const tokens = (text: string): BuildToken[] => {
    const units = new Uint16Array(text.length);
    words.clear(text.length);
    segmenter.cut(text, units, words, { termOf: () => UNKNOWN_TERM });
    const folded = unitsToString(units, 0, units.length);
    return Array.from({ length: words.count }, (_, i) => {
      const start = words.start[i]!;
      const end = words.end[i]!;
      const written = folded.slice(start, end);
      if (!isAlphanumeric(units[start]!)) return { term: written, start, end };
      const term = latin.get(written) ?? latinTerm(units, start, end);
      latin.set(written, term);
      return { term, start, end };
    });
  };
  return {
    automaton,
    fold: text => foldText(text, folding),
    tokens,
    termOf(text) {
      const found = tokens(text);
      return found.length === 1 ? found[0]!.term : null;
    },
    isWord: word => hasWord(dictionary.words, word),
    isUserWord: word => dictionary.userWords.has(word),
  };
}
