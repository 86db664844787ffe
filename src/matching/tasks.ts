import type { Artifact } from '../artifact/read.ts';
import { onlyContext } from '../artifact/sources.ts';
import type { Query } from './query.ts';
import { addScores, Best, contenders } from './rank.ts';
import { type KindWeights, kindWeights, mostSegments, SourceSums, sumRow, type WeighedRow } from './rows.ts';

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
  readonly #weights: KindWeights;
  readonly #contextWeights: KindWeights;
  readonly #occupationOf: Uint32Array;
  readonly #bounds: Float64Array;
  readonly #contexts: Float64Array;
  readonly #sums: SourceSums;

  constructor(artifact: Artifact) {
    const { text, title } = artifact.manifest.weights.task;
    this.#artifact = artifact;
    this.#weights = kindWeights(text, title);
    this.#contextWeights = kindWeights(onlyContext(text), onlyContext(title));
    this.#occupationOf = ownersOf(artifact.sections.firstTask);
    this.#bounds = new Float64Array(artifact.occupations.length);
    this.#contexts = new Float64Array(artifact.occupations.length);
    this.#sums = new SourceSums(
      Math.max(mostSegments(artifact.rows.task), mostSegments(artifact.rows.occupation)),
    );
  }

  occupationOf(task: number): number {
    return this.#occupationOf[task]!;
  }

  own(task: number): WeighedRow {
    return { rows: this.#artifact.rows.task, unit: task, weights: this.#weights };
  }

  context(occupation: number): WeighedRow {
    return { rows: this.#artifact.rows.occupation, unit: occupation, weights: this.#contextWeights };
  }

  rank(query: Query, probeOf: Int32Array, limit: number, allowed: (occupation: number) => boolean): Best {
    const bounds = this.#boundsOf(query);
    const best = new Best(limit);
    const first = contenders(bounds, Math.ceil(limit / 3), allowed);
    for (const occupation of first) this.#offerTasks(occupation, query, probeOf, best);
    const seen = new Set(first);
    for (let occupation = 0; occupation < bounds.length; occupation++) {
      const bound = bounds[occupation]!;
      if (bound > 0 && bound >= best.floor && allowed(occupation) && !seen.has(occupation)) {
        this.#offerTasks(occupation, query, probeOf, best);
      }
    }
    return best;
  }

  /** What no task of an occupation exceeds; 0 where none has a word of its own. */
  #boundsOf(query: Query): Float64Array {
    const { bound, context } = this.#artifact.columns;
    const bounds = this.#bounds.fill(0);
    const contexts = this.#contexts.fill(0);
    addScores(query, bound, bounds);
    addScores(query, context, contexts);
    for (let occupation = 0; occupation < bounds.length; occupation++) {
      if (bounds[occupation]! > 0)
        bounds[occupation] = (bounds[occupation]! + contexts[occupation]!) * MARGIN;
    }
    return bounds;
  }

  #offerTasks(occupation: number, query: Query, probeOf: Int32Array, best: Best): void {
    const { firstTask } = this.#artifact.sections;
    const context = this.#total(this.context(occupation), query, probeOf);
    for (let task = firstTask[occupation]!; task < firstTask[occupation + 1]!; task++) {
      const own = this.#total(this.own(task), query, probeOf);
      if (own > 0) best.offer(task, own + context);
    }
  }

  #total(row: WeighedRow, query: Query, probeOf: Int32Array): number {
    this.#sums.clear();
    sumRow(row, this.#artifact.sections, query, probeOf, this.#sums);
    return this.#sums.total;
  }
}

/** More than what 24 bits and another order of adding can take from a bound. */
const MARGIN = 1 + 1e-6;

function ownersOf(firstTask: Uint32Array): Uint32Array {
  const owners = new Uint32Array(firstTask.at(-1)!);
  for (let o = 0; o + 1 < firstTask.length; o++) owners.fill(o, firstTask[o], firstTask[o + 1]);
  return owners;
}
