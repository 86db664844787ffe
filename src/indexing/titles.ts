import type { LexiconKind } from '../artifact/sources.ts';
import type { OccupationTitles } from './lexica.ts';

/**
 * What the lexica say of one occupation's name. A standard that is called as a published one is gets that one's titles;
 * the mark 《歷史資料》 of an old version is no part of the name.
 */
export function titlesOf(
  name: string,
  titles: ReadonlyMap<string, OccupationTitles>,
  fold: (text: string) => string,
): Readonly<Record<LexiconKind, readonly string[]>> {
  const found = titles.get(name.replace(/^《歷史資料》/, '').trim());
  const same = [name, ...(found?.same ?? [])];
  const near = found?.near ?? [];
  const words = found?.words ?? [];
  const distinct = (list: readonly string[]): string[] => [
    ...new Map(list.map(term => [fold(term), term])).values(),
  ];
  return {
    alias: distinct(same),
    related: distinct(near),
    jargon: distinct(words),
    aliasPhrase: distinct(same),
    relatedPhrase: distinct(near),
    jargonPhrase: distinct(words),
  };
}
