import { Analysis, type Analyzer } from '../analysis/analyzer.ts';
import type { Span } from '../analysis/zones/parts.ts';
import type { IgnoredSpan, TextKind } from './answer.ts';
import { FoundTerms, type Standing } from './found.ts';
import { ln } from './logarithm.ts';
import type { Places, TextReading } from './reading.ts';

/**
 * A text as what is asked of the index: one probe for each distinct term, with its weights. A unit's score is
 *
 *     Σ over probes p:  (p.text + p.near) · W_text(p.term, unit) + p.title · W_title(p.term, unit)
 *
 * and every explanation is that sum in pieces. Three kinds of asking, each a vector of length 1 before they are mixed:
 *
 * - words: (1 + ln f)·idf of the words that some standard holds, f counted by what each place is worth (reading.ts);
 * - neighbours (`near`): the nearest terms of those words in the language of job ads, by squared cosine (text only);
 * - phrases: each phrase of the lexica once, however often it stands there.
 *
 * All of it stands in memory of the builder, until it builds the next one.
 */
export interface Query {
  readonly probes: Probes;
  /** Every known word of text and title with its weight, also those that no standard holds. */
  readonly words: WordList;
  /** Where the terms stand: in the text, and in its title, given or found in the text. */
  readonly inText: Standing;
  readonly inTitle: Standing;
  readonly titleIn: 'text' | 'title';
  /** What each place of the text is worth. */
  readonly places: Places;
  readonly ignored: readonly IgnoredSpan[];
}

/** Probe i < `count` asks for `term[i]`. A text has some three hundred, most of them neighbours. */
export class Probes {
  count = 0;
  term = new Int32Array(512);
  /** What stands in the text. */
  text = new Float64Array(512);
  /** What words of the text stand for. */
  near = new Float64Array(512);
  /** What stands in the title. */
  title = new Float64Array(512);
  /** The word that brings most of `near` along, as a term, and how much of it; -1 without any. */
  from = new Int32Array(512);
  most = new Float64Array(512);

  push(term: number, text: number, title: number): number {
    if (this.count === this.term.length) this.#grow();
    const at = this.count++;
    this.term[at] = term;
    this.text[at] = text;
    this.near[at] = 0;
    this.title[at] = title;
    this.from[at] = -1;
    this.most[at] = 0;
    return at;
  }

  #grow(): void {
    const { term, text, near, title, from, most } = this;
    const length = term.length * 2;
    this.term = new Int32Array(length);
    this.text = new Float64Array(length);
    this.near = new Float64Array(length);
    this.title = new Float64Array(length);
    this.from = new Int32Array(length);
    this.most = new Float64Array(length);
    this.term.set(term);
    this.text.set(text);
    this.near.set(near);
    this.title.set(title);
    this.from.set(from);
    this.most.set(most);
  }
}

interface WordList {
  readonly count: number;
  readonly term: Int32Array;
  readonly weight: Float64Array;
}

/**
 * The same for looking up, as rows do: `probeOf` has one more than the probe of a term, and 0 for a term that is not asked
 * for; by that number stand the weights, each times the weight of its term, and zeros at 0. The table is as small as can
 * be, since rows look into it all over: in the nearest caches it answers three times as fast.
 */
export interface Asked {
  readonly probeOf: Uint16Array | Uint32Array;
  readonly text: Float64Array;
  readonly title: Float64Array;
}

export interface QueryInput {
  readonly text: string;
  readonly title: string;
  readonly kind: TextKind | undefined;
}

/** What of an index a query is made with. */
export interface QueryTables {
  /** Terms below this are words; from it on they are phrases. */
  readonly words: number;
  readonly terms: number;
  readonly termWeight: Float32Array;
  readonly neighbourStart: Uint32Array;
  readonly neighbourTerm: Uint32Array;
  readonly neighbourWeight: Float32Array;
  /** 1 for a term that any unit holds: what none holds asks nothing. */
  readonly held: Uint8Array;
  readonly titleShare: number;
  readonly neighbourShare: number;
}

/** Makes queries, one after the other, in memory of its own that it uses again. */
export class QueryBuilder {
  readonly #probeOf: Uint16Array | Uint32Array;
  #asked: Asked;
  readonly #analyzer: Analyzer;
  readonly #read: TextReading;
  readonly #tables: QueryTables;
  readonly #text = new Analysis();
  readonly #title = new Analysis();
  readonly #found: FoundTerms;
  readonly #probes = new Probes();
  readonly #words = { count: 0, term: new Int32Array(256), weight: new Float64Array(256) };

  constructor(analyzer: Analyzer, read: TextReading, tables: QueryTables) {
    this.#analyzer = analyzer;
    this.#read = read;
    this.#tables = tables;
    this.#found = new FoundTerms(tables.terms);
    this.#probeOf = tables.terms < 0xffff ? new Uint16Array(tables.terms) : new Uint32Array(tables.terms);
    this.#asked = this.#emptyAsked(512);
  }

  /** Of the query that was built last. */
  get asked(): Asked {
    return this.#asked;
  }

  /**
   * The title, if it holds anything known, takes `titleShare` of the whole and the text the rest; in the text, neighbours
   * have `neighbourShare` beside 1 for the words.
   */
  build({ text, title, kind }: QueryInput): Query {
    this.#clear();
    const found = this.#found;
    this.#analyzer.analyze(text, this.#text);
    const reading = this.#read(text, kind, this.#text.units);
    found.collectText(this.#text.words, this.#text.phrases, reading.places);
    const given = this.#collectTitle(title);
    // a title that says nothing is none: then the title is where the text names one
    if (given) found.sayTitle();
    else found.collectTitle(this.#text.words, this.#text.phrases, reading.title ?? NOWHERE);
    this.#text.forgetText();
    this.#title.forgetText();
    this.#weigh();
    this.#ask();
    return {
      probes: this.#probes,
      words: this.#words,
      inText: found.inText,
      inTitle: found.inTitle,
      titleIn: given ? 'title' : 'text',
      places: reading.places,
      ignored: reading.ignored,
    };
  }

  #clear(): void {
    const { term, count } = this.#probes;
    for (let i = 0; i < count; i++) this.#probeOf[term[i]!] = 0;
    this.#probes.count = 0;
    this.#found.clear();
  }

  /** Whether a title was given that asks for anything. */
  #collectTitle(title: string): boolean {
    if (title === '') return false;
    const found = this.#found;
    this.#analyzer.analyze(title, this.#title);
    found.collectTitle(this.#title.words, this.#title.phrases, { start: 0, end: title.length });
    for (let i = 0; i < found.inTitle.count; i++) if (this.#asks(found.inTitle.term[i]!)) return true;
    found.forgetTitle();
    return false;
  }

  #asks(term: number): boolean {
    return term >= this.#tables.words || this.#tables.held[term] === 1;
  }

  #weigh(): void {
    const { termWeight, words, neighbourShare, titleShare } = this.#tables;
    const { term, text, title, said, count } = this.#found;
    const probes = this.#probes;
    this.#clearWords(count);
    let wordSquare = 0;
    let phraseSquare = 0;
    let titleWordSquare = 0;
    let titlePhraseSquare = 0;
    for (let i = 0; i < count; i++) {
      const t = term[i]!;
      if (t >= words) {
        const inText = Math.min(1, text[i]!);
        const inTitle = Math.min(1, title[i]!);
        phraseSquare += inText * inText;
        titlePhraseSquare += inTitle * inTitle;
        this.#probeOf[t] = probes.push(t, inText, inTitle) + 1;
      } else {
        const inText = damped(said[i]!) * termWeight[t]!;
        if (inText > 0) this.#pushWord(t, inText);
        if (!this.#asks(t)) continue;
        const inTitle = damped(title[i]!) * termWeight[t]!;
        wordSquare += inText * inText;
        titleWordSquare += inTitle * inTitle;
        this.#probeOf[t] = probes.push(t, inText, inTitle) + 1;
      }
    }
    const titleScale = titleWordSquare > 0 || titlePhraseSquare > 0 ? titleShare : 0;
    const textScale = 1 - titleScale;
    const wordFactor = factor(textScale / (1 + neighbourShare), wordSquare);
    const phraseFactor = factor(textScale, phraseSquare);
    const titleWordFactor = factor(titleScale, titleWordSquare);
    const titlePhraseFactor = factor(titleScale, titlePhraseSquare);
    for (let i = 0; i < probes.count; i++) {
      const phrase = probes.term[i]! >= words;
      probes.text[i]! *= phrase ? phraseFactor : wordFactor;
      probes.title[i]! *= phrase ? titlePhraseFactor : titleWordFactor;
    }
    this.#addNeighbours((textScale * neighbourShare) / (1 + neighbourShare));
  }

  #addNeighbours(share: number): void {
    const { neighbourStart, neighbourTerm, neighbourWeight } = this.#tables;
    const probes = this.#probes;
    const words = this.#words;
    for (let i = 0; i < words.count; i++) {
      const from = words.term[i]!;
      const weight = words.weight[i]!;
      const end = neighbourStart[from + 1]!;
      for (let at = neighbourStart[from]!; at < end; at++) {
        const term = neighbourTerm[at]!;
        const pair = weight * neighbourWeight[at]!;
        let probe = this.#probeOf[term]! - 1;
        if (probe < 0) {
          probe = probes.push(term, 0, 0);
          this.#probeOf[term] = probe + 1;
        }
        probes.near[probe]! += pair;
        if (pair > probes.most[probe]!) {
          probes.most[probe] = pair;
          probes.from[probe] = from;
        }
      }
    }
    let square = 0;
    for (let i = 0; i < probes.count; i++) square += probes.near[i]! * probes.near[i]!;
    const nearFactor = factor(share, square);
    for (let i = 0; i < probes.count; i++) probes.near[i]! *= nearFactor;
  }

  #ask(): void {
    const { termWeight } = this.#tables;
    const { count, term, text, near, title } = this.#probes;
    if (this.#asked.text.length <= count) this.#asked = this.#emptyAsked(count * 2);
    const asked = this.#asked;
    for (let i = 0; i < count; i++) {
      const weight = termWeight[term[i]!]!;
      asked.text[i + 1] = (text[i]! + near[i]!) * weight;
      asked.title[i + 1] = title[i]! * weight;
    }
  }

  #emptyAsked(length: number): Asked {
    return { probeOf: this.#probeOf, text: new Float64Array(length), title: new Float64Array(length) };
  }

  #clearWords(most: number): void {
    const words = this.#words;
    words.count = 0;
    if (words.term.length >= most) return;
    words.term = new Int32Array(most * 2);
    words.weight = new Float64Array(most * 2);
  }

  #pushWord(term: number, weight: number): void {
    this.#words.term[this.#words.count] = term;
    this.#words.weight[this.#words.count++] = weight;
  }
}

const NOWHERE: Span = { start: 0, end: 0 };

/** 1 + ln f, and f itself below one whole place. */
function damped(f: number): number {
  return f === 1 ? 1 : f > 1 ? 1 + ln(f) : f;
}

/** What brings a vector with this sum of squares to length `length`. */
function factor(length: number, square: number): number {
  return square > 0 ? length / Math.sqrt(square) : 0;
}
