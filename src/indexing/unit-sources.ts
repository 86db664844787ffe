import { isLexiconKind, LEXICON_KINDS, listSources, type SourceKind } from '../artifact/sources.ts';
import type { Standard } from '../standards/model.ts';
import type { Lexica } from './lexica.ts';
import { bareName, type LexicalTexts } from './titles.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What units are made of: the texts of a standard and what the lexica say of its name, first to read, then as terms. */

/** A source with what is to be read of it: its own text, or what the lexica say of the name. */
export interface ReadableSource {
  readonly kind: SourceKind;
  readonly tasks: readonly number[];
  readonly texts: readonly string[];
  /** Each text is one term, whole. */
  readonly phrases: boolean;
}

export function readableSources(standard: Standard, titles: LexicalTexts): ReadableSource[] {
  return listSources(standard).map(({ kind, text, tasks }) => ({
    kind,
    tasks,
    texts: isLexiconKind(kind) ? titles[kind] : [text],
    phrases: kind.endsWith('Phrase'),
  }));
}

/** What the lexica say of occupations that the index lacks: a text that fits one of those fits none of ours. */
export function decoySources(
  standards: readonly Standard[],
  lexica: Lexica,
  titles: (name: string) => LexicalTexts,
  nameKey: (name: string) => string,
): ReadableSource[][] {
  const present = new Set(standards.map(({ name }) => nameKey(bareName(name))));
  return [...lexica.titles.keys()]
    .filter(name => !present.has(nameKey(name)))
    .sort()
    .map(name =>
      LEXICON_KINDS.map(kind => ({
        kind,
        tasks: [],
        texts: titles(name)[kind],
        phrases: kind.endsWith('Phrase'),
      })),
    );
}

/** One source as terms. */
export interface UnitSource extends Pick<ReadableSource, 'kind' | 'tasks'> {
  /** Its index in the list of sources. */
  readonly source: number;
  /** In order, as often as they stand there. */
  readonly terms: readonly number[];
}

export function sourceTerms(source: ReadableSource, index: number, vocabulary: Vocabulary): UnitSource {
  const { kind, tasks, texts, phrases } = source;
  const terms = phrases
    ? texts.map(vocabulary.phraseOf).filter(term => term !== undefined)
    : texts.flatMap(vocabulary.wordsOf);
  return { source: index, kind, tasks, terms: terms.sort((a, b) => a - b) };
}
