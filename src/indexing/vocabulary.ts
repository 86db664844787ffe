import { findWord, symbolTable, type Trie } from '../analysis/automaton.ts';
import { phraseKey } from '../analysis/phrases.ts';
import { STOP_TERM, UNKNOWN_TERM } from '../analysis/tokens.ts';
import { buildDoubleArray } from '../artifact/double-array.ts';
import { slotTerms } from './compile.ts';
import type { Tokenizer } from './tokenizer.ts';
import { wordList } from './words.ts';

/**
 * The terms of an index: first the words of the standards and lexica, in the order of their folded strings, then the
 * phrases. Single characters are no terms: they say little and meet by chance (leaving them out moved top-1 on real ads
 * from 0.46 to 0.52). Frozen once made.
 */
export interface Vocabulary {
  readonly words: readonly string[];
  /** Each word as it was first printed. */
  readonly printed: readonly string[];
  /** Words and phrases together. */
  readonly size: number;
  /** The phrases, compiled. Phrase p, in the order of their keys, is the term `words.length` + p. */
  readonly phrases: Trie;
  /** By the number of a word: its term id, or -1. */
  readonly termOfNumber: Int32Array;
  /** The term id of a phrase, or undefined when it is too short to be one. */
  phraseOf(text: string): number | undefined;
  /** For the analyser: by the automaton's slots, term ids, STOP_TERM or UNKNOWN_TERM. */
  readonly automatonTerm: Int32Array;
  /** The same by the slots of `phrases`. */
  readonly phraseTerm: Int32Array;
  /** Stop words that are no automaton words. */
  readonly latinStops: readonly string[];
}

export interface VocabularySources {
  /** Phrases that are terms as a whole. */
  readonly phrases: readonly string[];
  /** Folded words that are terms though no text holds them. */
  readonly more: readonly string[];
  readonly stopWords: readonly string[];
}

/** A longer one is no name that somebody would write again. */
const LONGEST_PHRASE = 64;

/** Reads the texts whose words are to be terms; then there is a vocabulary. */
export class VocabularyBuilder {
  readonly #tokenizer: Tokenizer;
  /** By number: the word, and how it was first printed. */
  readonly #read = new Map<number, { readonly term: string; readonly printed: string }>();

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  /** Cuts a text and hands out the numbers of its words. */
  read(text: string, visit: (number: number) => void): void {
    const { words, termAt } = this.#tokenizer.cut(text);
    for (let i = 0; i < words.count; i++) {
      const number = words.term[i]!;
      if (!this.#read.has(number)) {
        this.#read.set(number, { term: termAt(i), printed: text.slice(words.start[i], words.end[i]) });
      }
      visit(number);
    }
  }

  finish(sources: VocabularySources): Vocabulary {
    const tokenizer = this.#tokenizer;
    const { automaton } = tokenizer;
    const stops = new Set(sources.stopWords.map(word => stopForm(word, tokenizer)));
    const isTerm = (term: string): boolean => term.length > 1 && !hasSurrogate(term) && !stops.has(term);
    const printedAs = new Map<string, string>();
    for (const { term, printed } of this.#read.values()) if (isTerm(term)) printedAs.set(term, printed);
    for (const word of sources.more) if (isTerm(word) && !printedAs.has(word)) printedAs.set(word, word);
    const words = [...printedAs.keys()].sort();
    const idOf = new Map(words.map((term, id) => [term, id]));
    const termOfNumber = new Int32Array(tokenizer.numbers).fill(UNKNOWN_TERM);
    for (const [number, { term }] of this.#read) termOfNumber[number] = idOf.get(term) ?? UNKNOWN_TERM;
    const keyOf = (text: string): string => phraseKey(tokenizer.fold(text));
    const keys = [...new Set(sources.phrases.map(keyOf).filter(isPhrase))].sort();
    const phrases = buildDoubleArray(wordList(keys), new Uint16Array(keys.length).fill(1));
    const phraseId = new Map(keys.map((key, i) => [key, words.length + i]));
    const symbols = symbolTable(automaton);
    return {
      words,
      printed: words.map(term => printedAs.get(term)!),
      size: words.length + keys.length,
      phrases,
      termOfNumber,
      phraseOf: text => phraseId.get(keyOf(text)),
      automatonTerm: slotTerms(automaton, [...idOf, ...[...stops].map(word => [word, STOP_TERM] as const)]),
      phraseTerm: slotTerms(phrases, phraseId),
      latinStops: [...stops].filter(word => findWord(automaton, symbols, word) < 0).sort(),
    };
  }
}

function isPhrase(key: string): boolean {
  return key.length > 1 && key.length <= LONGEST_PHRASE && !hasSurrogate(key);
}

/** Characters beyond the first plane are words of their own to the analyser, and single characters are no terms. */
function hasSurrogate(term: string): boolean {
  return /[\ud800-\udfff]/.test(term);
}

/** A Latin stop word is listed as it is written and met as its stem. */
function stopForm(word: string, tokenizer: Tokenizer): string {
  return tokenizer.termOf(word) ?? tokenizer.fold(word);
}
