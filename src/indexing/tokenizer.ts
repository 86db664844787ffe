import { type Automaton, findWord, symbolTable, type Trie } from '../analysis/automaton.ts';
import { type FoldTable, foldText, isHan, unitsToString } from '../analysis/characters.ts';
import { isAlphanumeric, latinTerm } from '../analysis/latin.ts';
import { Segmenter } from '../analysis/segmenter.ts';
import { TokenList, UNKNOWN_TERM } from '../analysis/tokens.ts';
import { buildDoubleArray } from '../artifact/double-array.ts';
import { type Dictionary, loadJieba, withWords } from './jieba.ts';
import { hasWord } from './words.ts';

/** Cuts texts into folded term strings while an index is built: the analyser before there are term ids. */
export interface Tokenizer {
  readonly automaton: Automaton;
  fold(text: string): string;
  tokens(text: string): BuildToken[];
  /** The one term that a whole text is; null when it is none or several. */
  termOf(text: string): string | null;
}

export interface BuildToken {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** `userWords` are folded, and weigh what cppjieba gives a user word without a frequency. */
export function createTokenizer(
  folding: FoldTable,
  dictionary: Dictionary,
  userWords: readonly string[],
): Tokenizer {
  const automaton = compile(withWords(dictionary, new Map(userWords.map(text => [text, dictionary.median]))));
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
      const [only, ...others] = tokens(text);
      return only === undefined || others.length > 0 ? null : only.term;
    },
  };
}

export function compile({ words, classes, weights }: Dictionary): Automaton {
  return { ...buildDoubleArray(words, classes), weights };
}

/**
 * For an analyser: a term for each slot of `trie`, UNKNOWN_TERM but where one of `terms` ends. Words that the trie lacks
 * are passed over.
 */
export function slotTerms(trie: Trie, terms: Iterable<readonly [word: string, term: number]>): Int32Array {
  const symbols = symbolTable(trie);
  const bySlot = new Int32Array(trie.slots.length / 2).fill(UNKNOWN_TERM);
  for (const [word, term] of terms) {
    const slot = findWord(trie, symbols, word);
    if (slot >= 0) bySlot[slot >> 1] = term;
  }
  return bySlot;
}

/** A word of 2 to 4 characters that the HMM sees in at least this many places is worth being a word. */
const PROPOSED_FROM = 2;

/**
 * Words that nodejieba's HMM finds in these texts and that its dictionary (with `userWords`) lacks: 人脈, 競品, 興櫃 …
 * Folded, sorted.
 */
export function proposeWords(
  texts: readonly string[],
  folding: FoldTable,
  dictionary: Dictionary,
  userWords: readonly string[],
): string[] {
  const own = new Set(userWords);
  const jieba = loadJieba(userWords);
  const count = new Map<string, number>();
  for (const run of new Set(texts.flatMap(text => hanRuns(foldText(text, folding))))) {
    for (const word of jieba.cut(run, true)) {
      if (word.length < 2 || word.length > 4 || own.has(word) || hasWord(dictionary.words, word)) continue;
      count.set(word, (count.get(word) ?? 0) + 1);
    }
  }
  return [...count.keys()].filter(word => count.get(word)! >= PROPOSED_FROM).sort();
}

/** The runs that segmentation will see, cut by the same rule. */
export function hanRuns(folded: string): string[] {
  const runs: string[] = [];
  let start = -1;
  for (let i = 0; i <= folded.length; i++) {
    const han = i < folded.length && isHan(folded.charCodeAt(i));
    if (han && start < 0) start = i;
    if (!han && start >= 0) {
      runs.push(folded.slice(start, i));
      start = -1;
    }
  }
  return runs;
}
