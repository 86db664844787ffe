import type { Artifact } from '../../src/artifact/read.ts';
import type { Probe } from '../../src/matching/query.ts';

/**
 * The plain version of ranking: one dense row per unit, one multiplication per term, nothing sparse, nothing sorted
 * cleverly. Slow, and obviously right.
 */
export function denseScores(
  artifact: Artifact,
  probes: readonly Probe[],
  unit: 'occupation' | 'task' | 'context',
): number[] {
  const { sections, manifest } = artifact;
  const start = sections[`${unit}DetailStart`];
  const scores: number[] = [];
  for (let row = 0; row + 1 < start.length; row++) {
    const text = new Array<number>(manifest.terms).fill(0);
    const title = new Array<number>(manifest.terms).fill(0);
    for (let i = start[row]!; i < start[row + 1]!; i++) {
      const term = sections[`${unit}DetailTerm`][i]!;
      text[term]! += sections[`${unit}DetailText`][i]!;
      title[term]! += sections[`${unit}DetailTitle`][i]!;
    }
    let score = 0;
    for (const probe of probes) score += probe.text * text[probe.term]! + probe.title * title[probe.term]!;
    scores.push(score);
  }
  return scores;
}
