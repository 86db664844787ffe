import type { OccupationEntry } from '../artifact/format.ts';

/** What is looked for among the standards; empty and null ask for nothing. */
export interface StandardsSearch {
  /** Words that must all stand in the id, the code or the name. */
  readonly q: string;
  /** A part of the category. */
  readonly category: string;
  readonly level: number | null;
}

/** UTF-16 units of a search or a category. */
export const MAX_SEARCH = 200;

/**
 * Searches the standards of an index, in its order. Tolerant of width, case, Traditional or Simplified characters and
 * white space: `fold` is the index's. Names are folded once; a search reads every row.
 */
export function createSearch(
  occupations: readonly OccupationEntry[],
  fold: (text: string) => string,
): (search: StandardsSearch) => OccupationEntry[] {
  const squeeze = (text: string): string => fold(text).replace(/\s+/g, '');
  const rows = occupations.map(entry => ({
    entry,
    searched: [entry.id, entry.code ?? '', entry.name].map(squeeze).join('\n'),
    category: squeeze(entry.category ?? ''),
  }));
  return ({ q, category, level }) => {
    const words = fold(q).split(/\s+/).filter(Boolean);
    const wanted = squeeze(category);
    return rows
      .filter(row => level === null || row.entry.level === level)
      .filter(row => row.category.includes(wanted) && words.every(word => row.searched.includes(word)))
      .map(({ entry }) => entry);
  };
}
