import type { Lexica } from './lexica.ts';

/** Which words may stand for which others, by folded strings. */
export interface Neighbours {
  /** Every word that has neighbours. */
  readonly words: readonly string[];
  /** Neighbour → weight, 0 to 1. */
  of(word: string): ReadonlyMap<string, number>;
}

/** How many terms of the background's latent space a word may bring along. */
export const NEAREST = 8;

/**
 * Words that mean the same (the lexica's groups, by their strength) and words that stand in the same ads (the
 * background's nearest, by squared cosine: far ones count little). Of two weights for one pair the greater one holds.
 * `termOf` gives the term that a text is, or null when it is several.
 */
export function collectNeighbours(
  { equivalences, neighbours }: Pick<Lexica, 'equivalences' | 'neighbours'>,
  termOf: (text: string) => string | null,
): Neighbours {
  const table = new Map<string, Map<string, number>>();
  const note = (word: string, other: string, weight: number): void => {
    if (word === other) return;
    let row = table.get(word);
    if (row === undefined) {
      row = new Map();
      table.set(word, row);
    }
    row.set(other, Math.max(weight, row.get(other) ?? 0));
  };
  for (const { kind, strength, directed, terms } of equivalences) {
    if (kind === 'title') continue;
    const words = terms.map(termOf).filter(word => word !== null);
    if (directed && termOf(terms[0]!) === null) continue;
    words.forEach((word, i) => {
      for (const other of words) if (!directed || i === 0) note(word, other, strength);
    });
  }
  for (const [word, list] of neighbours) {
    const term = termOf(word) ?? word;
    for (const [other, cosine] of list.slice(0, NEAREST)) note(term, termOf(other) ?? other, cosine * cosine);
  }
  return { words: [...table.keys()], of: word => table.get(word) ?? NONE };
}

const NONE: ReadonlyMap<string, number> = new Map();

/** The neighbours that some standard holds, for each word: in rows, `start` with one entry more than there are words. */
export interface NeighbourTable {
  readonly start: Uint32Array;
  readonly term: Uint32Array;
  readonly weight: Float32Array;
}

export function neighbourTable(
  words: readonly string[],
  neighbours: Neighbours,
  held: (term: number) => boolean,
): NeighbourTable {
  const idOf = new Map(words.map((word, id) => [word, id]));
  const start = new Uint32Array(words.length + 1);
  const ids: number[] = [];
  const weights: number[] = [];
  words.forEach((word, i) => {
    for (const [other, weight] of neighbours.of(word)) {
      const id = idOf.get(other);
      if (id === undefined || !held(id)) continue;
      ids.push(id);
      weights.push(weight);
    }
    start[i + 1] = ids.length;
  });
  return { start, term: Uint32Array.from(ids), weight: Float32Array.from(weights) };
}
