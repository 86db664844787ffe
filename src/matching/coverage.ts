import type { CompetencyKind, Evidence, GapStatus } from './answer.ts';
import type { SaidWords, Saying } from './said.ts';
import type { WeighedWord, Wording } from './wording.ts';

/**
 * How much of its own wording a text holds of a competency or task:
 *
 *     coverage = Σ weight(w) · nearness(w)      over the words w of the wording, whose weights add up to 1
 *
 * nearness is 1 where the text says the word itself; where it says only another that stands for it, how near the index
 * knows the two to be; else 0. Each piece of evidence is one term of that sum.
 */
export interface Coverage {
  /** 0 to 1; the sum of the evidence. */
  readonly value: number;
  /** Largest first; ties by where it stands first, then as the wording has them. */
  readonly evidence: readonly Evidence[];
}

/** What is judged by its wording. */
export type Judged = CompetencyKind | 'task';

export function coverageOf(wording: Wording, judged: Judged, said: SaidWords): Coverage {
  const evidence: Evidence[] = [];
  for (const part of wording) {
    const saying = said.itself(part.word) ?? said.neighbour(part.word);
    if (saying !== undefined && saying.nearness >= MEASURES[judged].nearness)
      evidence.push(evidenceOf(part, saying));
  }
  evidence.sort((a, b) => b.contribution - a.contribution || a.spans[0]!.span[0] - b.spans[0]!.span[0]);
  return { value: evidence.reduce((sum, { contribution }) => sum + contribution, 0), evidence };
}

function evidenceOf({ weight, source }: WeighedWord, { pasted, as, spans, nearness }: Saying): Evidence {
  return {
    term: pasted,
    ...(as === undefined ? {} : { as }),
    spans,
    contribution: weight * nearness,
    source,
  };
}

/** From how much coverage on something is `covered`, or `partly` there, and how near a word must be to count at all. */
interface Measure {
  readonly covered: number;
  readonly partly: number;
  readonly nearness: number;
}

/**
 * A task has forty words, of which a text that describes it says a few, often by their neighbours; the name of a
 * competency has two or three, and only what nearly means the same may stand for one. Attitudes are held by their own
 * words alone: what stands near them in job ads says nothing of a person.
 *
 * For tasks calibrated on judged texts (test/quality/gaps.ts tells how well that separates); for competencies, of which
 * nobody has labelled any, set by reading results, where occupations that do not fit have them seldom.
 */
const MEASURES: Readonly<Record<Judged, Measure>> = {
  knowledge: { covered: 0.7, partly: 0.3, nearness: 0.5 },
  skill: { covered: 0.7, partly: 0.3, nearness: 0.5 },
  attitude: { covered: 0.7, partly: 0.4, nearness: 1 },
  task: { covered: 0.13, partly: 0.05, nearness: 0 },
};

export function statusOf({ value }: Coverage, judged: Judged): GapStatus {
  const { covered, partly } = MEASURES[judged];
  return value >= covered ? 'covered' : value >= partly ? 'partly' : 'missing';
}
