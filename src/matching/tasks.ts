import type { Artifact } from '../artifact/read.ts';
import { onlyContext } from '../artifact/sources.ts';
import type { Asked, Probes, Query } from './query.ts';
import { addScores, Best, contenders } from './rank.ts';
import { type KindWeights, kindWeights, type RowTable, rowTable, scoreRow, type WeighedRow } from './rows.ts';

/**
 * Ranks tasks. A task is ranked for words of its own; then what is said of its occupation, its context, counts too:
 *
 *     score(task) = own(task) + context(occupation)   where own(task) > 0
 *
 * There are ten times as many tasks as occupations, and nearly all are out of the question: the columns give for each
 * occupation what none of its tasks can exceed, and only occupations that reach the last of the best are looked into.
 */
export class TaskRanker {
  readonly #artifact: Artifact;
  readonly #tasks: RowTable;
  readonly #occupations: RowTable;
  readonly #weights: KindWeights;
  readonly #contextWeights: KindWeights;
  readonly #occupationOf: Uint32Array;
  readonly #bounds: Float64Array;
  readonly #contexts: Float64Array;

  constructor(artifact: Artifact, occupations: RowTable) {
    const { text, title } = artifact.manifest.weights.task;
    this.#artifact = artifact;
    this.#occupations = occupations;
    this.#tasks = rowTable(artifact.rows.task);
    this.#weights = kindWeights(text, title);
    this.#contextWeights = kindWeights(onlyContext(text), onlyContext(title));
    this.#occupationOf = ownersOf(artifact.sections.firstTask);
    this.#bounds = new Float64Array(artifact.occupations.length);
    this.#contexts = new Float64Array(artifact.occupations.length);
  }

  occupationOf(task: number): number {
    return this.#occupationOf[task]!;
  }

  own(task: number): WeighedRow {
    return { rows: this.#tasks, unit: task, weights: this.#weights };
  }

  context(occupation: number): WeighedRow {
    return { rows: this.#occupations, unit: occupation, weights: this.#contextWeights };
  }

  rank({ probes }: Query, asked: Asked, limit: number, allowed: Uint8Array): Best {
    const bounds = this.#boundsOf(probes);
    const best = new Best(limit);
    const first = contenders(bounds, Math.ceil(limit / 3), allowed);
    for (const occupation of first) this.#offerTasks(occupation, asked, best);
    const seen = new Set(first);
    for (let occupation = 0; occupation < bounds.length; occupation++) {
      const bound = bounds[occupation]!;
      if (bound > 0 && bound >= best.floor && allowed[occupation] === 1 && !seen.has(occupation)) {
        this.#offerTasks(occupation, asked, best);
      }
    }
    return best;
  }

  /** What no task of an occupation exceeds; 0 where none has a word of its own. */
  #boundsOf(probes: Probes): Float64Array {
    const { bound, context } = this.#artifact.columns;
    const bounds = this.#bounds.fill(0);
    const contexts = this.#contexts.fill(0);
    addScores(probes, bound, bounds);
    addScores(probes, context, contexts);
    for (let occupation = 0; occupation < bounds.length; occupation++) {
      if (bounds[occupation]! > 0)
        bounds[occupation] = (bounds[occupation]! + contexts[occupation]!) * MARGIN;
    }
    return bounds;
  }

  #offerTasks(occupation: number, asked: Asked, best: Best): void {
    const { firstTask, frequencyPart } = this.#artifact.sections;
    const context = scoreRow(this.context(occupation), frequencyPart, asked);
    for (let task = firstTask[occupation]!; task < firstTask[occupation + 1]!; task++) {
      const own = scoreRow(this.own(task), frequencyPart, asked);
      if (own > 0) best.offer(task, own + context);
    }
  }
}

/** More than what 24 bits and another order of adding can take from a bound. */
const MARGIN = 1 + 1e-6;

function ownersOf(firstTask: Uint32Array): Uint32Array {
  const owners = new Uint32Array(firstTask.at(-1)!);
  for (let o = 0; o + 1 < firstTask.length; o++) owners.fill(o, firstTask[o], firstTask[o + 1]);
  return owners;
}
