import type { TokenList } from '../analysis/tokens.ts';
import type { Span } from '../analysis/zones/parts.ts';
import type { Places } from './reading.ts';

/** Terms in order of their places, those that are worth nothing left out. Spans in UTF-16 units. Memory is used again. */
export class Standing {
  count = 0;
  term = new Int32Array(256);
  start = new Int32Array(256);
  end = new Int32Array(256);

  clear(most: number): void {
    this.count = 0;
    if (this.term.length >= most) return;
    this.term = new Int32Array(most * 2);
    this.start = new Int32Array(most * 2);
    this.end = new Int32Array(most * 2);
  }

  push(term: number, start: number, end: number): void {
    this.term[this.count] = term;
    this.start[this.count] = start;
    this.end[this.count++] = end;
  }
}

/** The distinct terms of a text and its title, with the sum of what their places are worth. Memory is used again. */
export class FoundTerms {
  count = 0;
  term = new Int32Array(256);
  text = new Float64Array(256);
  title = new Float64Array(256);
  /** What the words count for: their worth in the text, and in a title that was given beside it. */
  said = new Float64Array(256);
  readonly inText = new Standing();
  readonly inTitle = new Standing();
  /** Term → its place among the found ones, or -1. */
  readonly #index: Int32Array;

  constructor(terms: number) {
    this.#index = new Int32Array(terms).fill(-1);
  }

  clear(): void {
    for (let i = 0; i < this.count; i++) this.#index[this.term[i]!] = -1;
    this.count = 0;
  }

  /** Words and phrases of the text, each worth what its place is. */
  collectText(words: TokenList, phrases: TokenList, places: Places): void {
    this.inText.clear(words.count + phrases.count);
    this.#collectText(words, places);
    this.#collectText(phrases, places);
  }

  /** Tokens and places are both in order: one walk over both tells what each token is worth. */
  #collectText(tokens: TokenList, places: Places): void {
    let place = 0;
    for (let i = 0; i < tokens.count; i++) {
      const term = tokens.term[i]!;
      if (term < 0) continue;
      const start = tokens.start[i]!;
      while (place + 1 < places.start.length && places.start[place + 1]! <= start) place++;
      const worth = places.worth[place]!;
      if (worth === 0) continue;
      this.inText.push(term, start, tokens.end[i]!);
      const at = this.#indexOf(term);
      this.text[at]! += worth;
      this.said[at]! += worth;
    }
  }

  /** Words and phrases of a title, or of the span of a text that names it; all of a title is worth the same. */
  collectTitle(words: TokenList, phrases: TokenList, { start, end }: Span): void {
    this.inTitle.clear(words.count + phrases.count);
    for (const tokens of [words, phrases]) {
      for (let i = 0; i < tokens.count; i++) {
        const term = tokens.term[i]!;
        if (term < 0 || tokens.start[i]! < start || tokens.end[i]! > end) continue;
        this.inTitle.push(term, tokens.start[i]!, tokens.end[i]!);
        this.title[this.#indexOf(term)]! += 1;
      }
    }
  }

  forgetTitle(): void {
    this.inTitle.clear(0);
    this.title.fill(0, 0, this.count);
  }

  /** What a title says is said as well as anything in the text. */
  sayTitle(): void {
    for (let i = 0; i < this.count; i++) this.said[i]! += this.title[i]!;
  }

  #indexOf(term: number): number {
    const known = this.#index[term]!;
    if (known >= 0) return known;
    if (this.count === this.term.length) this.#grow();
    const at = this.count++;
    this.#index[term] = at;
    this.term[at] = term;
    this.text[at] = 0;
    this.title[at] = 0;
    this.said[at] = 0;
    return at;
  }

  #grow(): void {
    const { term, text, title, said } = this;
    this.term = new Int32Array(term.length * 2);
    this.text = new Float64Array(term.length * 2);
    this.title = new Float64Array(term.length * 2);
    this.said = new Float64Array(term.length * 2);
    this.term.set(term);
    this.text.set(text);
    this.title.set(title);
    this.said.set(said);
  }
}
