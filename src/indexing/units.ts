import { phraseKey } from '../analysis/phrases.ts';
import type { SourceTerms } from '../artifact/derived/rows.ts';
import type { Standard } from '../standards/model.ts';
import type { Lexica } from './lexica.ts';
import { createTitles } from './titles.ts';
import {
  decoySources,
  type ReadableSource,
  type ReadUnit,
  readableSources,
  readUnit,
  textsOf,
  unitTerms,
} from './unit-sources.ts';
import type { Vocabulary, VocabularyBuilder } from './vocabulary.ts';

/**
 * The occupations to index, with the decoys: first as texts, then as numbers of words, at last as terms. What a standard
 * is made of is worked out anew each time that all are gone through; of a hundred thousand it would not fit.
 */
export class UnitTexts {
  readonly #standards: readonly Standard[];
  readonly #sourcesOf: (standard: Standard) => ReadableSource[];
  readonly #decoys: readonly (readonly ReadableSource[])[];

  constructor(standards: readonly Standard[], lexica: Lexica, fold: (text: string) => string) {
    const titles = createTitles(lexica, fold);
    this.#standards = standards;
    this.#sourcesOf = standard => readableSources(standard, titles(standard.name));
    this.#decoys = decoySources(standards, lexica, titles, name => phraseKey(fold(name)));
  }

  /** What is read word by word. */
  texts(): Iterable<string> {
    return this.#each(false);
  }

  phrases(): Iterable<string> {
    return this.#each(true);
  }

  *#each(phrases: boolean): Generator<string> {
    for (const standard of this.#standards) yield* textsOf(this.#sourcesOf(standard), phrases);
    for (const decoy of this.#decoys) yield* textsOf(decoy, phrases);
  }

  /** Cuts every text once. */
  read(builder: VocabularyBuilder): ReadUnits {
    const occupations = this.#standards.map(standard => readUnit(this.#sourcesOf(standard), builder));
    const decoys = this.#decoys.map(decoy => readUnit(decoy, builder));
    return new ReadUnits(
      occupations,
      decoys,
      occupation => this.#sourcesOf(this.#standards[occupation]!),
      this.#decoys,
    );
  }
}

export class ReadUnits {
  readonly #occupations: readonly ReadUnit[];
  readonly #decoys: readonly ReadUnit[];
  readonly #sourcesOf: (occupation: number) => readonly ReadableSource[];
  readonly #decoySources: readonly (readonly ReadableSource[])[];

  constructor(
    occupations: readonly ReadUnit[],
    decoys: readonly ReadUnit[],
    sourcesOf: (occupation: number) => readonly ReadableSource[],
    decoySources: readonly (readonly ReadableSource[])[],
  ) {
    this.#occupations = occupations;
    this.#decoys = decoys;
    this.#sourcesOf = sourcesOf;
    this.#decoySources = decoySources;
  }

  /** The occupations as terms; may be gone through again and again. */
  occupations(vocabulary: Vocabulary): Iterable<readonly SourceTerms[]> {
    const units = this.#occupations;
    const sourcesOf = this.#sourcesOf;
    return {
      *[Symbol.iterator]() {
        for (const [o, unit] of units.entries()) yield unitTerms(sourcesOf(o), unit, vocabulary);
      },
    };
  }

  decoys(vocabulary: Vocabulary): SourceTerms[][] {
    return this.#decoys.map((unit, d) => unitTerms(this.#decoySources[d]!, unit, vocabulary));
  }
}
