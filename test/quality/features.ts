import type { FieldWeights } from '../../src/artifact/format.ts';
import type { Artifact } from '../../src/artifact/read.ts';
import { isContext, SOURCE_KINDS } from '../../src/artifact/sources.ts';
import { ENTRY_BITS, ENTRY_MASK, type Rows } from '../../src/artifact/tables.ts';
import type { Probe } from '../../src/matching/probes.ts';
import type { Example } from './listwise.ts';

/**
 * The parts of a score as features: for each unit, what each field would add if its weight were 1, text and title apart.
 * Read off the same rows that make and explain a score; the index must be built with all weights above 0.
 */
export const KINDS = SOURCE_KINDS;
export const FEATURES = KINDS.length * 2;

export const ALL_ONES = Object.fromEntries(KINDS.map(kind => [kind, 1])) as unknown as FieldWeights;

export function featuresOf(
  artifact: Artifact,
  probes: readonly Probe[],
  unitType: 'occupation' | 'task',
): Float32Array {
  if (unitType === 'task') return withContext(artifact, probes);
  return rowFeatures(artifact, artifact.rows.occupation, probes);
}

/** A task's own features, with those of its occupation's context. */
function withContext(artifact: Artifact, probes: readonly Probe[]): Float32Array {
  const { firstTask } = artifact.sections;
  const features = rowFeatures(artifact, artifact.rows.task, probes);
  const contexts = rowFeatures(artifact, artifact.rows.occupation, probes);
  for (let owner = 0; owner + 1 < firstTask.length; owner++) {
    for (let task = firstTask[owner]!; task < firstTask[owner + 1]!; task++) {
      for (let f = 0; f < FEATURES; f++) {
        if (isContext(KINDS[f % KINDS.length]!)) {
          features[task * FEATURES + f]! += contexts[owner * FEATURES + f]!;
        }
      }
    }
  }
  return features;
}

function rowFeatures(artifact: Artifact, rows: Rows, probes: readonly Probe[]): Float32Array {
  const text = new Float64Array(artifact.manifest.terms);
  const title = new Float64Array(artifact.manifest.terms);
  for (const probe of probes) {
    text[probe.term]! += probe.text;
    title[probe.term]! += probe.title;
  }
  const { termWeight, frequencyPart } = artifact.sections;
  const features = new Float32Array((rows.start.length - 1) * FEATURES);
  for (let unit = 0; unit + 1 < rows.start.length; unit++) {
    for (let field = rows.start[unit]!; field < rows.start[unit + 1]!; field++) {
      const feature = unit * FEATURES + rows.kind[field]!;
      const end = rows.entry[rows.segment[field + 1]!]!;
      for (let at = rows.entry[rows.segment[field]!]!; at < end; at++) {
        const term = rows.term[at]! >>> ENTRY_BITS;
        const part = frequencyPart[rows.term[at]! & ENTRY_MASK]! * termWeight[term]! * rows.scale[field]!;
        features[feature]! += text[term]! * part;
        features[feature + KINDS.length]! += title[term]! * part;
      }
    }
  }
  return features;
}

/** The judged gains 2^grade − 1 as a distribution; null when nothing of the index was graded. */
export function example(
  features: Float32Array,
  gains: ReadonlyMap<number, number>,
  weight: number,
): Example | null {
  const sum = [...gains.values()].reduce((a, b) => a + b, 0);
  if (sum === 0) return null;
  return { features, target: new Map([...gains].map(([unit, gain]) => [unit, gain / sum])), weight };
}
