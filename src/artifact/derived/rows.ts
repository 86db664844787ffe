import { isLexiconKind, SOURCE_KINDS, type SourceKind } from '../sources.ts';
import { ENTRY_MASK, packEntry, type Rows } from '../tables.ts';
import { growing } from './growing.ts';

/** One source as terms. */
export interface SourceTerms {
  /** Its index in the list of sources. */
  readonly source: number;
  readonly kind: SourceKind;
  readonly tasks: readonly number[];
  /** In order, as often as they stand there. */
  readonly terms: ArrayLike<number>;
}

/**
 * Units as rows. Each field of words (all sources of one kind) is a TF-IDF vector of length 1,
 * v(t) = idf(t)·(1 + ln f(t)) / ‖·‖, and a source with c of the f places of a term has c/f of v(t). The words of the
 * lexica count once. A phrase counts by how few units share it, 1/√n, and not by how many others the field holds (an
 * occupation with ten names is none the less called by each of them).
 */
export class RowsBuilder {
  readonly #termWeight: Float32Array;
  readonly #damped: (f: number) => number;
  readonly #frequencyParts: FrequencyParts;
  /** How often each term stands in the field at hand; all zero between fields. */
  readonly #frequency: Uint32Array;
  /** The terms of the field at hand, each once. */
  #held: Uint32Array = new Uint32Array(1024);
  readonly #start = growing.u32();
  readonly #kind = growing.u8();
  readonly #scale = growing.f32();
  readonly #segment = growing.u32();
  readonly #source = growing.u16();
  readonly #entry = growing.u32();
  readonly #term = growing.u32();

  /** `damped` is 1 + ln f. */
  constructor(termWeight: Float32Array, damped: (f: number) => number, frequencyParts: FrequencyParts) {
    this.#termWeight = termWeight;
    this.#damped = damped;
    this.#frequencyParts = frequencyParts;
    this.#frequency = new Uint32Array(termWeight.length);
  }

  /** Sources of kinds that `counts` refuses are left out, and so are those without any term. */
  add(sources: readonly SourceTerms[], counts: (kind: SourceKind) => boolean): void {
    this.#start.push(this.#kind.length);
    for (const [kind, field] of groupByKind(sources)) if (counts(kind)) this.#addField(kind, field);
  }

  #addField(kind: SourceKind, field: readonly SourceTerms[]): void {
    const held = this.#count(field);
    const phrases = kind.endsWith('Phrase');
    const damped = isLexiconKind(kind) ? once : this.#damped;
    const length = phrases ? 1 : this.#lengthOf(held, damped);
    if (length > 0) {
      this.#kind.push(SOURCE_KINDS.indexOf(kind));
      this.#scale.push(1 / length);
      this.#segment.push(this.#source.length);
      for (const source of field) this.#addSegment(source, phrases, damped);
    }
    for (let i = 0; i < held.length; i++) this.#frequency[held[i]!] = 0;
  }

  /** Counts the terms of a field and lists them in order: sums of fractions depend on the order. */
  #count(field: readonly SourceTerms[]): Uint32Array {
    const frequency = this.#frequency;
    const most = field.reduce((sum, { terms }) => sum + terms.length, 0);
    if (most > this.#held.length) this.#held = new Uint32Array(most * 2);
    const held = this.#held;
    let count = 0;
    let sorted = true;
    for (const { terms } of field) {
      for (let i = 0; i < terms.length; i++) {
        const term = terms[i]!;
        if (frequency[term]!++ > 0) continue;
        if (count > 0 && held[count - 1]! > term) sorted = false;
        held[count++] = term;
      }
    }
    return sorted ? held.subarray(0, count) : held.subarray(0, count).sort();
  }

  #lengthOf(held: Uint32Array, damped: (f: number) => number): number {
    let square = 0;
    for (let i = 0; i < held.length; i++) {
      const value = this.#termWeight[held[i]!]! * damped(this.#frequency[held[i]!]!);
      square += value * value;
    }
    return Math.sqrt(square);
  }

  #addSegment({ source, terms }: SourceTerms, phrases: boolean, damped: (f: number) => number): void {
    if (terms.length === 0) return;
    this.#source.push(source);
    this.#entry.push(this.#term.length);
    for (let i = 0; i < terms.length; ) {
      const term = terms[i]!;
      const from = i;
      while (i < terms.length && terms[i] === term) i++;
      const frequency = this.#frequency[term]!;
      const part = phrases ? 1 : (damped(frequency) * (i - from)) / frequency;
      this.#term.push(packEntry(term, this.#frequencyParts.indexOf(part)));
    }
  }

  finish(): Rows {
    this.#start.push(this.#kind.length);
    this.#segment.push(this.#source.length);
    this.#entry.push(this.#term.length);
    return {
      start: this.#start.packed(),
      kind: this.#kind.packed(),
      scale: this.#scale.packed(),
      segment: this.#segment.packed(),
      source: this.#source.packed(),
      entry: this.#entry.packed(),
      term: this.#term.packed(),
    };
  }
}

/** The words of the lexica are no running text: how often one stands there says nothing. */
function once(): number {
  return 1;
}

/** The distinct values of (1 + ln f)·c/f that entries refer to: some 250 in 900 standards. */
export class FrequencyParts {
  readonly #values: number[] = [];
  readonly #index = new Map<number, number>();
  #last = Number.NaN;
  #lastIndex = 0;

  /** When the table is full, which takes a document that says one word thousands of times, the nearest value serves. */
  indexOf(part: number): number {
    if (part !== this.#last) {
      this.#last = part;
      this.#lastIndex = this.#lookUp(part);
    }
    return this.#lastIndex;
  }

  #lookUp(part: number): number {
    let index = this.#index.get(part);
    if (index === undefined) {
      index = this.#values.length <= ENTRY_MASK ? this.#values.push(part) - 1 : this.#nearest(part);
      this.#index.set(part, index);
    }
    return index;
  }

  #nearest(part: number): number {
    return this.#values.reduce(
      (best, value, i) => (Math.abs(value - part) < Math.abs(this.#values[best]! - part) ? i : best),
      0,
    );
  }

  get values(): Float64Array {
    return Float64Array.from(this.#values);
  }
}

function groupByKind(sources: readonly SourceTerms[]): Map<SourceKind, SourceTerms[]> {
  const fields = new Map<SourceKind, SourceTerms[]>();
  for (const source of sources) {
    const field = fields.get(source.kind);
    if (field === undefined) fields.set(source.kind, [source]);
    else field.push(source);
  }
  return fields;
}
