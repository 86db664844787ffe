import type { Lexica } from './lexica.ts';

/** The nearest terms that some standard holds, for each word: in rows, `start` with one entry more than there are words. */
export interface NeighbourTable {
  readonly start: Uint32Array;
  readonly term: Uint32Array;
  /** The squared cosine: far neighbours count little. */
  readonly weight: Float32Array;
}

export const NEAREST = 8;

export function neighbourTable(
  terms: readonly string[],
  neighbours: Lexica['neighbours'],
  held: (term: number) => boolean,
): NeighbourTable {
  const idOf = new Map(terms.map((term, id) => [term, id]));
  const start = new Uint32Array(terms.length + 1);
  const ids: number[] = [];
  const weights: number[] = [];
  terms.forEach((term, i) => {
    for (const [neighbour, cosine] of (neighbours.get(term) ?? []).slice(0, NEAREST)) {
      const id = idOf.get(neighbour);
      if (id === undefined || !held(id)) continue;
      ids.push(id);
      weights.push(cosine * cosine);
    }
    start[i + 1] = ids.length;
  });
  return { start, term: Uint32Array.from(ids), weight: Float32Array.from(weights) };
}
