import { phraseKey } from '../analysis/phrases.ts';
import type { LexiconKind } from '../artifact/sources.ts';
import type { Equivalence, Lexica, OccupationTitles } from './lexica.ts';

/** What the lexica say of one occupation's name, kind by kind. */
export type LexicalTexts = Readonly<Record<LexiconKind, readonly string[]>>;

/** A group at least this strong gives other names of the same job; a weaker one gives neighbouring jobs. */
const SAME_FROM = 0.8;
/** A shorter term stands in too many names to say anything about one. */
const SHORTEST = 3;

/**
 * A standard that is called as a published one is gets what the market calls that one; any other gets the equivalents of
 * the titles that its name holds (鋼構工程行政助理 holds 行政助理).
 */
export function createTitles(
  lexica: Pick<Lexica, 'titles' | 'equivalences'>,
  fold: (text: string) => string,
): (name: string) => LexicalTexts {
  const nameKey = (name: string): string => phraseKey(fold(name));
  const byKey = new Map([...lexica.titles].map(([name, titles]) => [nameKey(name), titles]));
  const groups = lexica.equivalences
    .filter(({ kind }) => kind !== 'term')
    .map(group => ({ ...group, folded: group.terms.map(fold) }));
  const distinct = (list: readonly string[]): string[] => [
    ...new Map(list.map(term => [fold(term), term])).values(),
  ];
  return printed => {
    const name = bareName(printed);
    const found = byKey.get(nameKey(name)) ?? equivalentsOf(fold(name), groups);
    const same = distinct([name, ...found.same]);
    const near = distinct(found.near);
    const words = distinct(found.words);
    return {
      alias: same,
      related: near,
      jargon: words,
      aliasPhrase: same,
      relatedPhrase: near,
      jargonPhrase: words,
    };
  };
}

/** The mark 《歷史資料》 of an old version is no part of a name. */
export function bareName(printed: string): string {
  return printed.replace(/^《歷史資料》/, '').trim();
}

function equivalentsOf(
  name: string,
  groups: readonly (Equivalence & { readonly folded: readonly string[] })[],
): OccupationTitles {
  const same: string[] = [];
  const near: string[] = [];
  for (const { strength, directed, terms, folded } of groups) {
    const held = folded.findIndex(term => term.length >= SHORTEST && name.includes(term));
    if (held < 0) continue;
    // in a directed group the first term stands for the one held: it is the market's word for it
    const others = directed ? (held > 0 ? terms.slice(0, 1) : []) : terms.filter((_, i) => i !== held);
    (strength >= SAME_FROM ? same : near).push(...others);
  }
  return { same, near, words: [] };
}
