import type { Automaton, Trie } from './automaton.ts';
import { type FoldTable, foldUnits } from './characters.ts';
import { LatinScanner } from './latin.ts';
import { findPhrases } from './phrases.ts';
import { scanTokens } from './tokens.ts';

/** A text as terms: token i is term `term[i]`, standing at [start[i], end[i]) of the text as pasted. */
export interface Tokens {
  readonly count: number;
  readonly term: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** A word that is in no standard and no lexicon. */
export const UNKNOWN_TERM = -1;
/** A word that never tells occupations apart. */
export const STOP_TERM = -2;

/** A text analysed. Phrases are terms of their own, beside the words they are made of. */
export interface Analysis {
  readonly words: Tokens;
  readonly phrases: Tokens;
}

/** The seam between texts and terms: matching knows this and nothing of jieba. */
export interface Analyzer {
  analyze(text: string): Analysis;
}

export interface AnalyzerParts {
  readonly folding: FoldTable;
  readonly automaton: Automaton;
  readonly phrases: Trie;
  /** The term id of the first phrase. */
  readonly firstPhrase: number;
  /** Automaton word → term id, UNKNOWN_TERM or STOP_TERM. */
  readonly wordTerm: Int32Array;
  /** The term id of a folded string; for Latin terms, which are in no automaton. */
  termOf(text: string): number;
}

export function createAnalyzer(parts: AnalyzerParts): Analyzer {
  const latin = new LatinScanner();
  return {
    analyze(text) {
      const units = foldUnits(text, parts.folding);
      const words = new TokenList(units.length);
      scanTokens(
        units,
        parts.automaton,
        latin,
        (word, start, end) => words.push(word < 0 ? UNKNOWN_TERM : parts.wordTerm[word]!, start, end),
        (term, start, end) => words.push(parts.termOf(term), start, end),
      );
      const phrases = new TokenList(units.length);
      findPhrases(units, parts.phrases, (phrase, start, end) =>
        phrases.push(parts.firstPhrase + phrase, start, end),
      );
      return { words, phrases };
    },
  };
}

/** At most one token per unit, so the arrays never grow. */
class TokenList implements Tokens {
  count = 0;
  readonly term: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;

  constructor(capacity: number) {
    this.term = new Int32Array(capacity);
    this.start = new Int32Array(capacity);
    this.end = new Int32Array(capacity);
  }

  push(term: number, start: number, end: number): void {
    this.term[this.count] = term;
    this.start[this.count] = start;
    this.end[this.count] = end;
    this.count++;
  }
}
