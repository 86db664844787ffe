import { type Anatomy, type CompetencyParts, PARTS, TASK_PART } from './anatomy.ts';
import type {
  CompetencyKind,
  CompetencyShare,
  Evidence,
  OccupationMatch,
  Remainder,
  RemainderPart,
  TaskShare,
} from './answer.ts';
import type { UnitEvidence } from './evidence.ts';
import type { SourceSums } from './rows.ts';

/**
 * Why a unit scored: what its sources add, handed out in two ways, so that both views add up to the score. The numbers
 * are worked out at once; the evidence of a competency or remainder, word by word, when it is read.
 */

/**
 * By competency: what a K, S or A says counts for it; what a task says (name, output, indicator) counts in equal shares
 * for the K and S that the task requires, or for the remainder `task` where it requires none; everything else is the
 * remainder of its own kind.
 */
export function byCompetency(
  sums: SourceSums,
  { sources, competencies, tasks }: Anatomy,
  evidence: UnitEvidence,
): { competencies: CompetencyShare[]; remainder: Remainder[] } {
  const shares = new Float64Array(competencies.length);
  const own = new Float64Array(tasks.length);
  const remainder = new Float64Array(PARTS.length);
  for (let i = 0; i < sums.count; i++) {
    const { competency, task, part } = sources[sums.source[i]!]!;
    const sum = sums.sum[i]!;
    if (competency >= 0) shares[competency]! += sum;
    else if (task >= 0) own[task]! += sum;
    else remainder[part]! += sum;
  }
  for (let task = 0; task < own.length; task++) {
    if (own[task] === 0) continue;
    const { required } = tasks[task]!;
    if (required.length === 0) remainder[TASK_PART]! += own[task]!;
    const share = own[task]! / required.length;
    for (let i = 0; i < required.length; i++) shares[required[i]!]! += share;
  }
  return {
    competencies: inOrder(shares, i => new ExplainedCompetency(competencies[i]!, shares[i]!, evidence, i)),
    remainder: inOrder(remainder, i => new ExplainedRemainder(PARTS[i]!, remainder[i]!, evidence)),
  };
}

/**
 * By task: what a task says counts for it; what a K or S says counts in equal shares for the tasks that require it;
 * everything else is the remainder of its own kind.
 */
export function byTask(
  sums: SourceSums,
  { sources, tasks }: Anatomy,
): Required<Pick<OccupationMatch, 'tasks' | 'tasksRemainder'>> {
  const shares = new Float64Array(tasks.length);
  const remainder = new Float64Array(PARTS.length);
  for (let i = 0; i < sums.count; i++) {
    const { task, requiring, part } = sources[sums.source[i]!]!;
    const sum = sums.sum[i]!;
    if (task >= 0) shares[task]! += sum;
    else if (part >= 0) remainder[part]! += sum;
    else for (let t = 0; t < requiring.length; t++) shares[requiring[t]!]! += sum / requiring.length;
  }
  return {
    tasks: inOrder(shares, (i): TaskShare => ({ ...tasks[i]!.head, contribution: shares[i]! })),
    tasksRemainder: inOrder(remainder, i => ({ part: PARTS[i]!, contribution: remainder[i]! })),
  };
}

/** Largest first; ties as they stand in the standard. What adds nothing is left out. */
function inOrder<Share>(contributions: Float64Array, share: (index: number) => Share): Share[] {
  const order: number[] = [];
  for (let i = 0; i < contributions.length; i++) {
    const contribution = contributions[i]!;
    if (contribution === 0) continue;
    let at = order.length;
    while (at > 0 && contributions[order[at - 1]!]! < contribution) at--;
    order.splice(at, 0, i);
  }
  return order.map(share);
}

class ExplainedCompetency implements CompetencyShare {
  readonly code: string;
  readonly kind: CompetencyKind;
  readonly name: string;
  declare readonly names?: readonly string[];
  readonly contribution: number;
  readonly #evidence: UnitEvidence;
  readonly #index: number;

  constructor(
    { code, kind, names }: CompetencyParts,
    contribution: number,
    evidence: UnitEvidence,
    index: number,
  ) {
    this.code = code;
    this.kind = kind;
    this.name = names[0]!;
    if (names.length > 1) this.names = names;
    this.contribution = contribution;
    this.#evidence = evidence;
    this.#index = index;
  }

  get evidence(): readonly Evidence[] {
    return this.#evidence.ofCompetency(this.#index);
  }

  toJSON(): CompetencyShare {
    return { ...this, evidence: this.evidence };
  }
}

class ExplainedRemainder implements Remainder {
  readonly part: RemainderPart;
  readonly contribution: number;
  readonly #evidence: UnitEvidence;

  constructor(part: RemainderPart, contribution: number, evidence: UnitEvidence) {
    this.part = part;
    this.contribution = contribution;
    this.#evidence = evidence;
  }

  get evidence(): readonly Evidence[] {
    return this.#evidence.ofPart(this.part);
  }

  toJSON(): Remainder {
    return { ...this, evidence: this.evidence };
  }
}
