import { isLexiconKind, SOURCE_KINDS, type SourceKind } from '../artifact/sources.ts';
import { ENTRY_MASK, packEntry, type Rows } from '../artifact/tables.ts';
import { growing } from './packing.ts';
import type { UnitSource } from './unit-sources.ts';
import { dampedFrequency } from './weights.ts';

/**
 * Units as rows. Each field of words (all sources of one kind) is a TF-IDF vector of length 1,
 * v(t) = idf(t)·(1 + ln f(t)) / ‖·‖, and a source with c of the f places of a term has c/f of v(t). The words of the
 * lexica count once. A phrase counts by how few units share it, 1/√n, and not by how many others the field holds (an
 * occupation with ten names is none the less called by each of them).
 */
export class RowsBuilder {
  readonly #termWeight: Float32Array;
  readonly #frequencyParts: FrequencyParts;
  /** How often each term stands in the field at hand; all zero between fields. */
  readonly #frequency: Uint32Array;
  readonly #start = growing.u32();
  readonly #kind = growing.u8();
  readonly #scale = growing.f32();
  readonly #segment = growing.u32();
  readonly #source = growing.u16();
  readonly #entry = growing.u32();
  readonly #term = growing.u32();

  constructor(termWeight: Float32Array, frequencyParts: FrequencyParts) {
    this.#termWeight = termWeight;
    this.#frequencyParts = frequencyParts;
    this.#frequency = new Uint32Array(termWeight.length);
  }

  /** Sources of kinds that `counts` refuses are left out, and so are those without any term. */
  add(sources: readonly UnitSource[], counts: (kind: SourceKind) => boolean): void {
    this.#start.push(this.#kind.length);
    for (const [kind, field] of groupByKind(sources)) if (counts(kind)) this.#addField(kind, field);
  }

  #addField(kind: SourceKind, field: readonly UnitSource[]): void {
    const frequency = this.#frequency;
    for (const { terms } of field) for (const term of terms) frequency[term]!++;
    const length = kind.endsWith('Phrase') ? 1 : this.#lengthOf(kind, field);
    if (length > 0) {
      this.#kind.push(SOURCE_KINDS.indexOf(kind));
      this.#scale.push(1 / length);
      this.#segment.push(this.#source.length);
      for (const source of field) this.#addSegment(kind, source);
    }
    for (const { terms } of field) for (const term of terms) frequency[term] = 0;
  }

  #lengthOf(kind: SourceKind, field: readonly UnitSource[]): number {
    const terms = field.flatMap(({ terms }) => terms).sort((a, b) => a - b);
    let square = 0;
    terms.forEach((term, i) => {
      if (term !== terms[i - 1])
        square += (this.#termWeight[term]! * damping(kind, this.#frequency[term]!)) ** 2;
    });
    return Math.sqrt(square);
  }

  #addSegment(kind: SourceKind, { source, terms }: UnitSource): void {
    if (terms.length === 0) return;
    this.#source.push(source);
    this.#entry.push(this.#term.length);
    for (let i = 0; i < terms.length; ) {
      const term = terms[i]!;
      const from = i;
      while (terms[i] === term) i++;
      const frequency = this.#frequency[term]!;
      const part = kind.endsWith('Phrase') ? 1 : (damping(kind, frequency) * (i - from)) / frequency;
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

function damping(kind: SourceKind, frequency: number): number {
  return isLexiconKind(kind) ? 1 : dampedFrequency(frequency);
}

/** The distinct values of (1 + ln f)·c/f that entries refer to: some 250 in 900 standards. */
export class FrequencyParts {
  readonly #values: number[] = [];
  readonly #index = new Map<number, number>();

  /** When the table is full, which takes a document that says one word thousands of times, the nearest value serves. */
  indexOf(part: number): number {
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

function groupByKind(sources: readonly UnitSource[]): Map<SourceKind, UnitSource[]> {
  const fields = new Map<SourceKind, UnitSource[]>();
  for (const source of sources) {
    const field = fields.get(source.kind);
    if (field === undefined) fields.set(source.kind, [source]);
    else field.push(source);
  }
  return fields;
}
