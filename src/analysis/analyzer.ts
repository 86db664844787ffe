import type { Automaton, Trie } from './automaton.ts';
import type { FoldTable } from './characters.ts';
import { TermCache } from './latin.ts';
import { PhraseFinder } from './phrases.ts';
import { Segmenter } from './segmenter.ts';
import { roomFor, TokenList } from './tokens.ts';

/** One text analysed, in memory that the next text uses again. Phrases are terms of their own, beside the words they are made of. */
export class Analysis {
  /** The text, folded: as many units as it has. */
  units = new Uint16Array(0);
  readonly words = new TokenList();
  readonly phrases = new TokenList();
  #memory = new Uint16Array(0);

  /** Wipes the text out; its tokens, which are numbers, stay. */
  forgetText(): void {
    this.units.fill(0);
  }

  /** Forgets the text before and makes room for one of `length` units. */
  clear(length: number): void {
    if (this.#memory.length < length) this.#memory = new Uint16Array(roomFor(length));
    this.units = this.#memory.subarray(0, length);
    this.words.clear(length);
    this.phrases.clear(length);
  }
}

/** The seam between texts and terms: matching knows this and nothing of jieba. */
export interface Analyzer {
  /** What `into` held before is gone. */
  analyze(text: string, into: Analysis): void;
}

export interface AnalyzerParts {
  readonly folding: FoldTable;
  readonly automaton: Automaton;
  /** By the automaton's slots: the term id of the word that ends there, UNKNOWN_TERM or STOP_TERM. */
  readonly automatonTerm: Int32Array;
  readonly phrases: Trie;
  /** By the slots of `phrases`: term ids. */
  readonly phraseTerm: Int32Array;
  /** The term id of a folded string; for Latin terms, which are in no automaton. */
  termOf(text: string): number;
}

export function createAnalyzer(parts: AnalyzerParts): Analyzer {
  const segmenter = new Segmenter(parts.automaton, parts.automatonTerm, parts.folding);
  const phrases = new PhraseFinder(parts.phrases, parts.phraseTerm);
  const latin = new TermCache(parts.termOf);
  return {
    analyze(text, into) {
      into.clear(text.length);
      segmenter.cut(text, into.units, into.words, latin);
      phrases.find(into.units, into.phrases);
      segmenter.forget();
    },
  };
}
