import type { Analysis, Analyzer, Tokens } from '../analysis/analyzer.ts';
import type { Span } from '../analysis/zones/parts.ts';
import type { IgnoredSpan } from './answer.ts';
import type { Places, Reading } from './reading.ts';

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
 * Lists, not objects: a text asks for some three hundred terms, most of them neighbours.
 */
export interface Query {
  readonly term: readonly number[];
  /** What stands in the text. */
  readonly text: readonly number[];
  /** What words of the text stand for. */
  readonly near: readonly number[];
  /** What stands in the title. */
  readonly title: readonly number[];
  /** The word that brings most of `near` along, as a term; -1 without any. */
  readonly from: readonly number[];
  /** Every known word of text and title with its weight, also those that no standard holds. */
  readonly words: { readonly term: readonly number[]; readonly weight: readonly number[] };
  /** Where the terms stand, in the title (given, or found in the text) and in the text. */
  readonly standing: {
    readonly text: Standing;
    readonly title: Standing & { readonly in: 'text' | 'title' };
  };
  /** What each place of the text is worth. */
  readonly places: Places;
  readonly ignored: readonly IgnoredSpan[];
}

/** Terms in order of their places, those that are worth nothing left out. Spans in UTF-16 units. */
export interface Standing {
  readonly term: readonly number[];
  readonly start: readonly number[];
  readonly end: readonly number[];
}

export interface QueryInput {
  readonly text: string;
  readonly title: string;
  readonly reading: Reading;
}

/** What of an index a query is made with. */
export interface QueryTables {
  /** Terms below this are words; from it on they are phrases. */
  readonly words: number;
  readonly terms: number;
  readonly idf: Float32Array;
  readonly neighbourStart: Uint32Array;
  readonly neighbourTerm: Uint32Array;
  readonly neighbourWeight: Float32Array;
  /** Whether any unit holds a term: what none holds asks nothing. */
  held(term: number): boolean;
  readonly titleShare: number;
  readonly neighbourShare: number;
}

/** Makes queries, one after the other, in memory of its own that it uses again. */
export class QueryBuilder {
  /** Term → its probe in the query that was built last, or -1. */
  readonly probeOf: Int32Array;
  readonly #analyzer: Analyzer;
  readonly #tables: QueryTables;
  readonly #found: FoundTerms;
  #last: readonly number[] = [];

  constructor(analyzer: Analyzer, tables: QueryTables) {
    this.#analyzer = analyzer;
    this.#tables = tables;
    this.#found = new FoundTerms(tables.terms);
    this.probeOf = new Int32Array(tables.terms).fill(-1);
  }

  /**
   * The title, if it holds anything known, takes `titleShare` of the whole and the text the rest; in the text, neighbours
   * have `neighbourShare` beside 1 for the words.
   */
  build({ text, title, reading }: QueryInput): Query {
    const found = this.#found;
    found.clear();
    const analysed = this.#analyzer.analyze(text);
    const inText = new StandingList();
    found.collect(analysed.words, 'text', reading.places, inText);
    found.collect(analysed.phrases, 'text', reading.places, inText);
    const inTitle = this.#collectTitle(title, analysed, reading.title);
    // what a title says is said as well as anything in the text; a title found in the text is there already
    if (inTitle.in === 'title') found.sayTitle();
    const query = this.#weigh();
    return {
      ...query,
      standing: { text: inText, title: inTitle },
      places: reading.places,
      ignored: reading.ignored,
    };
  }

  /** A title that says nothing is none: then the title is where the text names one. */
  #collectTitle(title: string, text: Analysis, named: Span | null): Query['standing']['title'] {
    const given = new StandingList();
    if (title !== '') {
      const { words, phrases } = this.#analyzer.analyze(title);
      this.#found.collect(words, 'title', WHOLE, given);
      this.#found.collect(phrases, 'title', WHOLE, given);
      if (given.term.some(term => this.#asks(term))) return Object.assign(given, { in: 'title' as const });
      this.#found.forgetTitle();
    }
    const own = new StandingList();
    if (named !== null) {
      this.#found.collectTitle(text.words, named, own);
      this.#found.collectTitle(text.phrases, named, own);
    }
    return Object.assign(own, { in: 'text' as const });
  }

  #asks(term: number): boolean {
    return term >= this.#tables.words || this.#tables.held(term);
  }

  #weigh(): Omit<Query, 'standing' | 'places' | 'ignored'> {
    const { idf, words, neighbourShare, titleShare } = this.#tables;
    const { term, text, title, said } = this.#found;
    const probes = this.#newProbes();
    const wordTerms: number[] = [];
    const wordWeights: number[] = [];
    let wordSquare = 0;
    let phraseSquare = 0;
    let titleWordSquare = 0;
    let titlePhraseSquare = 0;
    for (let i = 0; i < term.length; i++) {
      const t = term[i]!;
      const phrase = t >= words;
      if (!phrase && said[i]! > 0) {
        wordTerms.push(t);
        wordWeights.push(damped(said[i]!) * idf[t]!);
      }
      if (!this.#asks(t)) continue;
      const textWeight = phrase ? Math.min(1, text[i]!) : damped(said[i]!) * idf[t]!;
      const titleWeight = phrase ? Math.min(1, title[i]!) : damped(title[i]!) * idf[t]!;
      if (textWeight === 0 && titleWeight === 0) continue;
      this.#probe(probes, t);
      probes.text.push(textWeight);
      probes.title.push(titleWeight);
      if (phrase) {
        phraseSquare += textWeight * textWeight;
        titlePhraseSquare += titleWeight * titleWeight;
      } else {
        wordSquare += textWeight * textWeight;
        titleWordSquare += titleWeight * titleWeight;
      }
    }
    const titleScale = titleWordSquare > 0 || titlePhraseSquare > 0 ? titleShare : 0;
    const textScale = 1 - titleScale;
    const wordFactor = factor(textScale / (1 + neighbourShare), wordSquare);
    const phraseFactor = factor(textScale, phraseSquare);
    const titleWordFactor = factor(titleScale, titleWordSquare);
    const titlePhraseFactor = factor(titleScale, titlePhraseSquare);
    for (let i = 0; i < probes.term.length; i++) {
      const phrase = probes.term[i]! >= words;
      probes.text[i]! *= phrase ? phraseFactor : wordFactor;
      probes.title[i]! *= phrase ? titlePhraseFactor : titleWordFactor;
    }
    this.#addNeighbours(probes, wordTerms, wordWeights, (textScale * neighbourShare) / (1 + neighbourShare));
    this.#last = probes.term;
    return { ...probes, words: { term: wordTerms, weight: wordWeights } };
  }

  #addNeighbours(probes: Probes, terms: readonly number[], weights: readonly number[], share: number): void {
    const { neighbourStart, neighbourTerm, neighbourWeight } = this.#tables;
    const strongest: number[] = [];
    for (let i = 0; i < terms.length; i++) {
      const from = terms[i]!;
      const weight = weights[i]!;
      const end = neighbourStart[from + 1]!;
      for (let at = neighbourStart[from]!; at < end; at++) {
        const term = neighbourTerm[at]!;
        let probe = this.probeOf[term]!;
        if (probe < 0) {
          probe = this.#probe(probes, term);
          probes.text.push(0);
          probes.title.push(0);
        }
        const pair = weight * neighbourWeight[at]!;
        probes.near[probe]! += pair;
        if (pair > (strongest[probe] ?? 0)) {
          strongest[probe] = pair;
          probes.from[probe] = from;
        }
      }
    }
    const { near } = probes;
    let square = 0;
    for (let i = 0; i < near.length; i++) square += near[i]! * near[i]!;
    const nearFactor = factor(share, square);
    for (let i = 0; i < near.length; i++) near[i]! *= nearFactor;
  }

  #newProbes(): Probes {
    for (const term of this.#last) this.probeOf[term] = -1;
    return { term: [], text: [], near: [], title: [], from: [] };
  }

  #probe(probes: Probes, term: number): number {
    const probe = probes.term.length;
    this.probeOf[term] = probe;
    probes.term.push(term);
    probes.near.push(0);
    probes.from.push(-1);
    return probe;
  }
}

interface Probes {
  readonly term: number[];
  readonly text: number[];
  readonly near: number[];
  readonly title: number[];
  readonly from: number[];
}

/** All of a title is worth the same. */
const WHOLE: Places = { start: [0], worth: [1] };

class StandingList implements Standing {
  readonly term: number[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];

  push(term: number, start: number, end: number): void {
    this.term.push(term);
    this.start.push(start);
    this.end.push(end);
  }
}

/** The distinct terms of a text and its title, with the sum of what their places are worth. */
class FoundTerms {
  readonly term: number[] = [];
  readonly text: number[] = [];
  readonly title: number[] = [];
  /** What the words count for: their worth in the text, and in a title that was given beside it. */
  readonly said: number[] = [];
  readonly #index: Int32Array;

  constructor(terms: number) {
    this.#index = new Int32Array(terms).fill(-1);
  }

  clear(): void {
    for (const term of this.term) this.#index[term] = -1;
    this.term.length = 0;
    this.text.length = 0;
    this.title.length = 0;
    this.said.length = 0;
  }

  /** Tokens and places are both in order: one walk over both tells what each token is worth. */
  collect(tokens: Tokens, channel: 'text' | 'title', places: Places, standing: StandingList): void {
    let place = 0;
    for (let i = 0; i < tokens.count; i++) {
      const term = tokens.term[i]!;
      if (term < 0) continue;
      const start = tokens.start[i]!;
      while (place + 1 < places.start.length && places.start[place + 1]! <= start) place++;
      const worth = places.worth[place]!;
      if (worth === 0) continue;
      standing.push(term, start, tokens.end[i]!);
      const at = this.#indexOf(term);
      if (channel === 'text') {
        this.text[at]! += worth;
        this.said[at]! += worth;
      } else this.title[at]! += worth;
    }
  }

  /** What of a text stands in the span that it names as its title. */
  collectTitle(tokens: Tokens, named: Span, standing: StandingList): void {
    for (let i = 0; i < tokens.count; i++) {
      const term = tokens.term[i]!;
      if (term < 0 || tokens.start[i]! < named.start || tokens.end[i]! > named.end) continue;
      standing.push(term, tokens.start[i]!, tokens.end[i]!);
      this.title[this.#indexOf(term)]! += 1;
    }
  }

  forgetTitle(): void {
    this.title.fill(0);
  }

  sayTitle(): void {
    for (let i = 0; i < this.said.length; i++) this.said[i]! += this.title[i]!;
  }

  #indexOf(term: number): number {
    let at = this.#index[term]!;
    if (at < 0) {
      at = this.term.length;
      this.#index[term] = at;
      this.term.push(term);
      this.text.push(0);
      this.title.push(0);
      this.said.push(0);
    }
    return at;
  }
}

/** 1 + ln f, and f itself below one whole place. */
function damped(f: number): number {
  return f === 1 ? 1 : f > 1 ? 1 + Math.log(f) : f;
}

/** What brings a vector with this sum of squares to length `length`. */
function factor(length: number, square: number): number {
  return square > 0 ? length / Math.sqrt(square) : 0;
}
