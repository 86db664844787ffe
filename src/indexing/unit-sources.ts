import { UNKNOWN_TERM } from '../analysis/tokens.ts';
import type { SourceTerms } from '../artifact/derived/rows.ts';
import { isLexiconKind, LEXICON_KINDS, listSources, type SourceKind } from '../artifact/sources.ts';
import type { Standard } from '../standards/model.ts';
import type { Lexica } from './lexica.ts';
import { bareName, type LexicalTexts } from './titles.ts';
import type { Vocabulary, VocabularyBuilder } from './vocabulary.ts';

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

/** What is read word by word, or what is read as phrases. */
export function textsOf(sources: readonly ReadableSource[], phrases: boolean): string[] {
  return sources.flatMap(source => (source.phrases === phrases ? source.texts : []));
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

/** The words of the sources of one unit, as numbers: source i has [start[i], start[i + 1]). */
export interface ReadUnit {
  readonly numbers: Int32Array;
  readonly start: readonly number[];
}

export function readUnit(sources: readonly ReadableSource[], vocabulary: VocabularyBuilder): ReadUnit {
  const numbers: number[] = [];
  const start = [0];
  for (const { phrases, texts } of sources) {
    if (!phrases) for (const text of texts) vocabulary.read(text, number => numbers.push(number));
    start.push(numbers.length);
  }
  return { numbers: Int32Array.from(numbers), start };
}

/** Sources as terms; those that are no terms are left out. */
export function unitTerms(
  sources: readonly ReadableSource[],
  { numbers, start }: ReadUnit,
  vocabulary: Vocabulary,
): SourceTerms[] {
  return sources.map(({ kind, tasks, texts, phrases }, i) => {
    const terms: number[] = [];
    if (phrases) {
      for (const text of texts) terms.push(vocabulary.phraseOf(text) ?? UNKNOWN_TERM);
    } else {
      for (let at = start[i]!; at < start[i + 1]!; at++) terms.push(vocabulary.termOfNumber[numbers[at]!]!);
    }
    return { source: i, kind, tasks, terms: terms.filter(term => term >= 0).sort((a, b) => a - b) };
  });
}
