import type { UnitType } from '../../src/artifact/format.ts';
import type { Artifact } from '../../src/artifact/read.ts';
import { listSources, SOURCE_KINDS, type SourceKind } from '../../src/artifact/sources.ts';
import type { FieldWeights } from '../../src/indexing/vectors.ts';
import type { Probe } from '../../src/matching/query.ts';
import type { Example } from './listwise.ts';

/**
 * The parts of a score as features: for each unit, what each field would add if its weight were 1, text and title apart.
 * Read off an index that was built with all weights 1, through the same details that explain an answer.
 */
export const KINDS = SOURCE_KINDS;
export const FEATURES = KINDS.length * 2;

export const ALL_ONES = Object.fromEntries(KINDS.map(kind => [kind, 1])) as unknown as FieldWeights;

/** Source index → feature index, for each occupation. */
export function kindTables(artifact: Artifact): Uint8Array[] {
  return artifact.occupations.map((_, o) =>
    Uint8Array.from(listSources(artifact.standard(o)), ({ kind }) =>
      (KINDS as readonly SourceKind[]).indexOf(kind),
    ),
  );
}

export function featuresOf(
  artifact: Artifact,
  kinds: readonly Uint8Array[],
  probes: readonly Probe[],
  unitType: 'occupation' | 'task',
): Float32Array {
  if (unitType === 'task') return addContext(artifact, kinds, probes);
  return ownFeatures(artifact, kinds, probes, unitType);
}

/** A task's own features, with those of its occupation's context. */
function addContext(
  artifact: Artifact,
  kinds: readonly Uint8Array[],
  probes: readonly Probe[],
): Float32Array {
  const features = ownFeatures(artifact, kinds, probes, 'task');
  const contexts = ownFeatures(artifact, kinds, probes, 'context');
  ownersOf(artifact.sections.firstTask).forEach((owner, task) => {
    for (let f = 0; f < FEATURES; f++) features[task * FEATURES + f]! += contexts[owner * FEATURES + f]!;
  });
  return features;
}

function ownFeatures(
  artifact: Artifact,
  kinds: readonly Uint8Array[],
  probes: readonly Probe[],
  unitType: UnitType,
): Float32Array {
  const { sections } = artifact;
  const start = sections[`${unitType}DetailStart`];
  const terms = sections[`${unitType}DetailTerm`];
  const sources = sections[`${unitType}DetailSource`];
  const values = sections[`${unitType}DetailText`];
  const units = start.length - 1;
  const owners = unitType === 'task' ? ownersOf(sections.firstTask) : null;
  const text = new Float64Array(artifact.manifest.terms);
  const title = new Float64Array(artifact.manifest.terms);
  for (const probe of probes) {
    text[probe.term]! += probe.text;
    title[probe.term]! += probe.title;
  }
  const features = new Float32Array(units * FEATURES);
  for (let unit = 0; unit < units; unit++) {
    const kindOf = kinds[owners === null ? unit : owners[unit]!]!;
    for (let at = start[unit]!; at < start[unit + 1]!; at++) {
      const term = terms[at]!;
      if (text[term] === 0 && title[term] === 0) continue;
      const feature = unit * FEATURES + kindOf[sources[at]!]!;
      features[feature]! += text[term]! * values[at]!;
      features[feature + KINDS.length]! += title[term]! * values[at]!;
    }
  }
  return features;
}

function ownersOf(firstTask: Uint32Array): Uint32Array {
  const owners = new Uint32Array(firstTask.at(-1)!);
  for (let o = 0; o + 1 < firstTask.length; o++) owners.fill(o, firstTask[o], firstTask[o + 1]);
  return owners;
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
