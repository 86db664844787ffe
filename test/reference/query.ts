import type { Artifact } from '../../src/artifact/read.ts';
import { ENTRY_BITS } from '../../src/artifact/tables.ts';

/**
 * The weights of a query by the formulas alone, from how often each term stands in the text: words and their neighbours,
 * no title, nothing set aside. Returns term → weight.
 */
export function plainQuery(artifact: Artifact, counts: ReadonlyMap<number, number>): Map<number, number> {
  const { sections, manifest } = artifact;
  const heldTerms = new Set(artifact.rows.occupation.term.map(entry => entry >>> ENTRY_BITS));
  const held = (term: number): boolean => heldTerms.has(term);
  const words = new Map<number, number>();
  const near = new Map<number, number>();
  for (const [term, count] of counts) {
    const weight = (1 + Math.log(count)) * sections.termWeight[term]!;
    if (held(term)) words.set(term, weight);
    for (let at = sections.neighbourStart[term]!; at < sections.neighbourStart[term + 1]!; at++) {
      const other = sections.neighbourTerm[at]!;
      near.set(other, (near.get(other) ?? 0) + weight * sections.neighbourWeight[at]!);
    }
  }
  const length = (vector: ReadonlyMap<number, number>): number => Math.hypot(...vector.values()) || 1;
  const sum = new Map<number, number>();
  const add = (vector: ReadonlyMap<number, number>, scale: number): void => {
    for (const [term, weight] of vector)
      sum.set(term, (sum.get(term) ?? 0) + (weight / length(vector)) * scale);
  };
  add(words, 1 / (1 + manifest.neighbourShare));
  add(near, manifest.neighbourShare / (1 + manifest.neighbourShare));
  return sum;
}
