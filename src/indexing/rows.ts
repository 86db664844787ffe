import { isLexiconKind, SOURCE_KINDS, type SourceKind } from '../artifact/sources.ts';
import type { Rows } from '../artifact/tables.ts';
import { growing } from './packing.ts';
import type { UnitSource } from './unit-sources.ts';
import { dampedFrequency } from './weights.ts';

/** What weighs a term: its idf as a word, and how many occupations hold it as a phrase. */
export interface TermWeights {
  readonly idf: Float32Array;
  readonly holders: Uint32Array;
}

/**
 * Units as rows. Each field of words (all sources of one kind) is a TF-IDF vector of length 1,
 * v(t) = idf(t)·(1 + ln f(t)) / ‖·‖, and a source's part of v(t) is its part of the occurrences. A phrase counts by how
 * few units share it, 1/√n, and not by how many others the field holds (an occupation with ten names is none the less
 * called by each of them). Parts are rounded to 32 bits here, once: scores and explanations are both made of them.
 */
export class RowsBuilder {
  readonly #weights: TermWeights;
  /** How often each term stands in the field at hand; all zero between fields. */
  readonly #frequency: Uint32Array;
  readonly #start = growing.u32();
  readonly #source = growing.u16();
  readonly #kind = growing.u8();
  readonly #entry = growing.u32();
  readonly #term = growing.u32();
  readonly #part = growing.f32();

  constructor(weights: TermWeights) {
    this.#weights = weights;
    this.#frequency = new Uint32Array(weights.holders.length);
  }

  /** Sources of kinds that `counts` refuses are left out. */
  add(sources: readonly UnitSource[], counts: (kind: SourceKind) => boolean): void {
    this.#start.push(this.#source.length);
    for (const [kind, field] of groupByKind(sources)) {
      if (!counts(kind)) continue;
      if (kind.endsWith('Phrase')) this.#addPhrases(kind, field);
      else this.#addWords(kind, field);
    }
  }

  #addPhrases(kind: SourceKind, field: readonly UnitSource[]): void {
    for (const { source, terms } of field) {
      this.#beginSegment(source, kind, terms);
      for (const term of distinct(terms))
        this.#addEntry(term, 1 / Math.sqrt(Math.max(1, this.#weights.holders[term]!)));
    }
  }

  #addWords(kind: SourceKind, field: readonly UnitSource[]): void {
    const frequency = this.#frequency;
    for (const { terms } of field) for (const term of terms) frequency[term]!++;
    const value = (term: number): number =>
      this.#weights.idf[term]! * (isLexiconKind(kind) ? 1 : dampedFrequency(frequency[term]!));
    let square = 0;
    for (const term of distinct(field.flatMap(({ terms }) => terms).sort((a, b) => a - b)))
      square += value(term) ** 2;
    const length = Math.sqrt(square);
    for (const { source, terms } of length > 0 ? field : []) {
      this.#beginSegment(source, kind, terms);
      for (let i = 0; i < terms.length; ) {
        const term = terms[i]!;
        const from = i;
        while (terms[i] === term) i++;
        this.#addEntry(term, (value(term) / length) * ((i - from) / frequency[term]!));
      }
    }
    for (const { terms } of field) for (const term of terms) frequency[term] = 0;
  }

  #beginSegment(source: number, kind: SourceKind, terms: readonly number[]): void {
    if (terms.length === 0) return;
    this.#source.push(source);
    this.#kind.push(SOURCE_KINDS.indexOf(kind));
    this.#entry.push(this.#term.length);
  }

  #addEntry(term: number, part: number): void {
    this.#term.push(term);
    this.#part.push(part);
  }

  finish(): Rows {
    this.#start.push(this.#source.length);
    this.#entry.push(this.#term.length);
    return {
      start: this.#start.packed(),
      source: this.#source.packed(),
      kind: this.#kind.packed(),
      entry: this.#entry.packed(),
      term: this.#term.packed(),
      part: this.#part.packed(),
    };
  }
}

function groupByKind(sources: readonly UnitSource[]): Map<SourceKind, UnitSource[]> {
  const fields = new Map<SourceKind, UnitSource[]>();
  for (const source of sources) {
    const field = fields.get(source.kind);
    if (field === undefined) fields.set(source.kind, [source]);
    else field.push(source);
  }
  return fields;
}

/** Of numbers in order. */
function distinct(sorted: readonly number[]): number[] {
  return sorted.filter((term, i) => term !== sorted[i - 1]);
}
