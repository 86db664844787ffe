import type { Artifact } from '../../src/artifact/read.ts';
import { listSources } from '../../src/artifact/sources.ts';
import type { Probe } from '../../src/matching/probes.ts';

/**
 * The plain version of ranking: one dense row per unit, one multiplication per term, nothing sparse, nothing left out,
 * nothing sorted cleverly. Slow, and obviously right.
 */
export function denseScores(
  artifact: Artifact,
  probes: readonly Probe[],
  unit: 'occupation' | 'task' | 'context',
): number[] {
  const { manifest, sections } = artifact;
  const rows = artifact.rows[unit === 'task' ? 'task' : 'occupation'];
  const weights = manifest.weights[unit === 'occupation' ? 'occupation' : 'task'];
  const scores: number[] = [];
  for (let row = 0; row + 1 < rows.start.length; row++) {
    const occupation = unit === 'task' ? sections.firstTask.findLastIndex(first => first <= row) : row;
    const sources = listSources(artifact.standard(occupation));
    const text = new Array<number>(manifest.terms).fill(0);
    const title = new Array<number>(manifest.terms).fill(0);
    for (let field = rows.start[row]!; field < rows.start[row + 1]!; field++) {
      for (let segment = rows.segment[field]!; segment < rows.segment[field + 1]!; segment++) {
        const { kind } = sources[rows.source[segment]!]!;
        const ofTask = ['duty', 'task', 'output', 'indicator', 'knowledge', 'skill', 'attitude'].includes(
          kind,
        );
        if (unit === 'context' && ofTask) continue;
        for (let at = rows.entry[segment]!; at < rows.entry[segment + 1]!; at++) {
          const term = rows.term[at]! >>> 12;
          const part =
            sections.frequencyPart[rows.term[at]! % 4096]! * sections.termWeight[term]! * rows.scale[field]!;
          text[term]! += part * weights.text[kind];
          title[term]! += part * weights.title[kind];
        }
      }
    }
    let score = 0;
    for (const probe of probes) score += probe.text * text[probe.term]! + probe.title * title[probe.term]!;
    scores.push(score);
  }
  return scores;
}
