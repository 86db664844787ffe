import { phraseKey } from '../analysis/phrases.ts';
import type { SourceTerms } from '../artifact/derived/rows.ts';
import type { Standard } from '../standards/model.ts';
import type { Lexica } from './lexica.ts';
import { createTitles } from './titles.ts';
import {
  decoySources,
  type ReadableSource,
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
    const sourcesOf = this.#sourcesOf;
    const standards = this.#standards.map(standard => ({
      standard,
      unit: readUnit(sourcesOf(standard), builder),
    }));
    const decoys = this.#decoys.map(sources => ({ sources, unit: readUnit(sources, builder) }));
    return {
      occupations: vocabulary => ({
        *[Symbol.iterator]() {
          for (const { standard, unit } of standards) yield unitTerms(sourcesOf(standard), unit, vocabulary);
        },
      }),
      decoys: vocabulary => decoys.map(({ sources, unit }) => unitTerms(sources, unit, vocabulary)),
    };
  }
}

/** What was read, as the terms of a vocabulary. */
export interface ReadUnits {
  /** May be gone through again and again. */
  occupations(vocabulary: Vocabulary): Iterable<readonly SourceTerms[]>;
  decoys(vocabulary: Vocabulary): SourceTerms[][];
}
