import type { Automaton } from '../analysis/automaton.ts';
import { type FoldTable, foldText, foldUnits, isHan } from '../analysis/characters.ts';
import { LatinScanner } from '../analysis/latin.ts';
import { scanTokens } from '../analysis/tokens.ts';
import { compileAutomaton } from './automaton.ts';
import { type Dictionary, loadJieba } from './jieba.ts';

/** Cuts texts into folded term strings while an index is built: the analyser before there are term ids. */
export interface Tokenizer {
  readonly automaton: Automaton;
  /** The automaton's words, by their index. */
  readonly words: readonly string[];
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
  const user = userWords.map(text => ({ text, weight: dictionary.median }));
  const { automaton, words } = compileAutomaton([...dictionary.words, ...user], dictionary.minimum);
  const latin = new LatinScanner();
  const tokens = (text: string): BuildToken[] => {
    const units = foldUnits(text, folding);
    const found: BuildToken[] = [];
    scanTokens(
      units,
      automaton,
      latin,
      (_, start, end) => found.push({ term: String.fromCharCode(...units.subarray(start, end)), start, end }),
      (term, start, end) => found.push({ term, start, end }),
    );
    return found;
  };
  return {
    automaton,
    words,
    fold: text => foldText(text, folding),
    tokens,
    termOf(text) {
      const [only, ...others] = tokens(text);
      return only === undefined || others.length > 0 ? null : only.term;
    },
  };
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
  const known = new Set([...dictionary.words.map(({ text }) => text), ...userWords]);
  const jieba = loadJieba(userWords);
  const count = new Map<string, number>();
  for (const run of new Set(texts.flatMap(text => hanRuns(foldText(text, folding))))) {
    for (const word of jieba.cut(run, true)) {
      if (word.length < 2 || word.length > 4 || known.has(word)) continue;
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
