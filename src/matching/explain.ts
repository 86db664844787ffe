import {
  type AnatomySections,
  type CompetencyKind,
  NONE,
  PARTS,
  type RemainderPart,
  TASK_PART,
} from '../artifact/anatomy.ts';
import type { CompetencyShare, Evidence, OccupationMatch, Remainder, TaskShare } from './answer.ts';
import type { UnitEvidence } from './evidence.ts';
import type { CompetencyLabel, Labels, TaskLabel } from './labels.ts';
import type { SourceSums } from './rows.ts';

/**
 * Why a unit scored: what its sources add, handed out in two ways, so that both views add up to the score. The numbers
 * are worked out at once; the evidence of a competency or remainder, word by word, when it is read.
 */
export class Explainer {
  readonly #anatomy: AnatomySections;
  readonly #firstTask: Uint32Array;
  // memory that every explanation uses again: a new typed array costs more than all that is done with it here
  #competencies = new Float64Array(256);
  #tasks = new Float64Array(64);
  readonly #remainder = new Float64Array(PARTS.length);
  readonly #order: number[] = [];

  constructor(anatomy: AnatomySections, firstTask: Uint32Array) {
    this.#anatomy = anatomy;
    this.#firstTask = firstTask;
  }

  /**
   * By competency: what a K, S or A says counts for it; what a task says (name, output, indicator) counts in equal shares
   * for the K and S that the task requires, or for the remainder `task` where it requires none; everything else is the
   * remainder of its own kind.
   */
  byCompetency(
    sums: SourceSums,
    occupation: number,
    labels: Labels,
    evidence: UnitEvidence,
  ): { competencies: CompetencyShare[]; remainder: Remainder[] } {
    const { sourceStart, sourceCompetency, sourceTask, sourcePart } = this.#anatomy;
    const shares = this.#clear(labels);
    const own = this.#tasks;
    const remainder = this.#remainder;
    const first = sourceStart[occupation]!;
    for (let i = 0; i < sums.count; i++) {
      const source = first + sums.source[i]!;
      const sum = sums.sum[i]!;
      const competency = sourceCompetency[source]!;
      const task = sourceTask[source]!;
      if (competency !== NONE) shares[competency]! += sum;
      else if (task !== NONE) own[task]! += sum;
      else remainder[sourcePart[source]!]! += sum;
    }
    this.#shareOut(own, occupation, labels.tasks.length, shares);
    const rows: CompetencyShare[] = [];
    for (const i of this.#inOrder(shares, labels.competencies.length)) {
      rows.push(new ExplainedCompetency(labels.competencies[i]!, shares[i]!, evidence, i));
    }
    const rest: Remainder[] = [];
    for (const i of this.#inOrder(remainder, PARTS.length)) {
      rest.push(new ExplainedRemainder(PARTS[i]!, remainder[i]!, evidence));
    }
    return { competencies: rows, remainder: rest };
  }

  /** What each task says, in equal shares for what it requires of K and S. */
  #shareOut(own: Float64Array, occupation: number, tasks: number, shares: Float64Array): void {
    const { requiredStart, requiredCompetency } = this.#anatomy;
    const first = this.#firstTask[occupation]!;
    for (let task = 0; task < tasks; task++) {
      if (own[task] === 0) continue;
      const start = requiredStart[first + task]!;
      const end = requiredStart[first + task + 1]!;
      if (start === end) this.#remainder[TASK_PART]! += own[task]!;
      const share = own[task]! / (end - start);
      for (let at = start; at < end; at++) shares[requiredCompetency[at]!]! += share;
    }
  }

  /**
   * By task: what a task says counts for it; what a K or S says counts in equal shares for the tasks that require it;
   * everything else is the remainder of its own kind.
   */
  byTask(
    sums: SourceSums,
    occupation: number,
    labels: Labels,
  ): Required<Pick<OccupationMatch, 'tasks' | 'tasksRemainder'>> {
    const { sourceStart, sourceTask, sourcePart, requiringStart, requiringTask } = this.#anatomy;
    this.#clear(labels);
    const shares = this.#tasks;
    const remainder = this.#remainder;
    const first = sourceStart[occupation]!;
    for (let i = 0; i < sums.count; i++) {
      const source = first + sums.source[i]!;
      const sum = sums.sum[i]!;
      const task = sourceTask[source]!;
      const start = requiringStart[source]!;
      const end = requiringStart[source + 1]!;
      if (task !== NONE) shares[task]! += sum;
      else if (start < end) {
        for (let at = start; at < end; at++) shares[requiringTask[at]!]! += sum / (end - start);
      } else remainder[sourcePart[source]!]! += sum;
    }
    const rows: TaskShare[] = [];
    for (const i of this.#inOrder(shares, labels.tasks.length)) {
      rows.push(taskShare(labels.tasks[i]!, shares[i]!));
    }
    const rest: Omit<Remainder, 'evidence'>[] = [];
    for (const i of this.#inOrder(remainder, PARTS.length)) {
      rest.push({ part: PARTS[i]!, contribution: remainder[i]! });
    }
    return { tasks: rows, tasksRemainder: rest };
  }

  /** Largest first; ties as they stand in the standard. What adds nothing is left out. */
  #inOrder(contributions: Float64Array, length: number): readonly number[] {
    const order = this.#order;
    order.length = 0;
    for (let i = 0; i < length; i++) {
      const contribution = contributions[i]!;
      if (contribution === 0) continue;
      let at = order.push(i) - 1;
      for (; at > 0 && contributions[order[at - 1]!]! < contribution; at--) order[at] = order[at - 1]!;
      order[at] = i;
    }
    return order;
  }

  #clear({ competencies, tasks }: Labels): Float64Array {
    if (competencies.length > this.#competencies.length) {
      this.#competencies = new Float64Array(competencies.length);
    }
    if (tasks.length > this.#tasks.length) this.#tasks = new Float64Array(tasks.length);
    this.#tasks.fill(0, 0, tasks.length);
    this.#remainder.fill(0);
    return this.#competencies.fill(0, 0, competencies.length);
  }
}

/** A literal for each shape: spreading a label costs ten times as much. */
function taskShare({ code, name, level }: TaskLabel, contribution: number): TaskShare {
  return level === undefined ? { code, name, contribution } : { code, name, level, contribution };
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
    { code, kind, names }: CompetencyLabel,
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
    const { code, kind, name, names, contribution, evidence } = this;
    return names === undefined
      ? { code, kind, name, contribution, evidence }
      : { code, kind, name, names, contribution, evidence };
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
    const { part, contribution, evidence } = this;
    return { part, contribution, evidence };
  }
}
