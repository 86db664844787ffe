import type { FieldWeights } from '../format.ts';
import { SOURCE_KINDS } from '../sources.ts';
import { type Columns, ENTRY_BITS, ENTRY_MASK, type Rows } from '../tables.ts';
import { growing } from './growing.ts';

/** What each term adds to one unit, summed over segments: a dense row with the list of what is in it, used again and again. */
class TermSums {
  readonly #sum: Float64Array;
  readonly #terms: number[] = [];

  constructor(terms: number) {
    this.#sum = new Float64Array(terms);
  }

  add(term: number, value: number): void {
    if (value === 0) return;
    if (this.#sum[term] === 0) this.#terms.push(term);
    this.#sum[term]! += value;
  }

  raise(term: number, value: number): void {
    if (value === 0) return;
    if (this.#sum[term] === 0) this.#terms.push(term);
    if (value > this.#sum[term]!) this.#sum[term] = value;
  }

  addUnit({ rows, termWeight, frequencyPart }: WeighedRows, unit: number, weights: Float64Array): void {
    for (let field = rows.start[unit]!; field < rows.start[unit + 1]!; field++) {
      const weight = weights[rows.kind[field]!]! * rows.scale[field]!;
      if (weight === 0) continue;
      const end = rows.entry[rows.segment[field + 1]!]!;
      for (let at = rows.entry[rows.segment[field]!]!; at < end; at++) {
        const term = rows.term[at]! >>> ENTRY_BITS;
        this.add(term, weight * frequencyPart[rows.term[at]! & ENTRY_MASK]! * termWeight[term]!);
      }
    }
  }

  /** Hands everything out and forgets it. */
  empty(visit: (term: number, sum: number) => void): void {
    for (const term of this.#terms) {
      visit(term, this.#sum[term]!);
      this.#sum[term] = 0;
    }
    this.#terms.length = 0;
  }
}

/** Rows with what their entries refer to. */
export interface WeighedRows {
  readonly rows: Rows;
  readonly termWeight: Float32Array;
  readonly frequencyPart: Float64Array;
}

/** The columns of rows whose kinds have these weights. */
export function columnsFrom(weighed: WeighedRows, weights: FieldWeights): Columns {
  const terms = weighed.termWeight.length;
  const sums = new TermSums(terms);
  const byKind = weightsByKind(weights);
  return sortByTerm(terms, weighed.rows.start.length - 1, (unit, add) => {
    sums.addUnit(weighed, unit, byKind);
    sums.empty(add);
  });
}

/**
 * For each occupation and term, the most that the term adds to one task: a sum of these is no less than the score of any
 * of its tasks. Rounded up, since it bounds.
 */
export function boundsFrom(tasks: WeighedRows, firstTask: Uint32Array, weights: FieldWeights): Columns {
  const terms = tasks.termWeight.length;
  const task = new TermSums(terms);
  const most = new TermSums(terms);
  const byKind = weightsByKind(weights);
  return sortByTerm(terms, firstTask.length - 1, (occupation, add) => {
    for (let unit = firstTask[occupation]!; unit < firstTask[occupation + 1]!; unit++) {
      task.addUnit(tasks, unit, byKind);
      task.empty((term, sum) => most.raise(term, sum));
    }
    most.empty((term, sum) => add(term, sum * (1 + ROUNDING)));
  });
}

/** More than what rounding to 32 bits can take away. */
const ROUNDING = 2 ** -23;

function weightsByKind(weights: FieldWeights): Float64Array {
  return Float64Array.from(SOURCE_KINDS, kind => weights[kind]);
}

/** A counting sort by term; units stay in order. `visit` gives what each unit holds. */
function sortByTerm(
  terms: number,
  units: number,
  visit: (unit: number, add: (term: number, weight: number) => void) => void,
): Columns {
  const heldTerm = growing.u32();
  const heldUnit = growing.u32();
  const heldWeight = growing.f32();
  for (let unit = 0; unit < units; unit++) {
    visit(unit, (term, weight) => {
      heldTerm.push(term);
      heldUnit.push(unit);
      heldWeight.push(weight);
    });
  }
  const term = heldTerm.packed();
  const fromUnit = heldUnit.packed();
  const fromWeight = heldWeight.packed();
  const start = new Uint32Array(terms + 1);
  for (const t of term) start[t + 1]!++;
  for (let t = 0; t < terms; t++) start[t + 1]! += start[t]!;
  const next = start.slice();
  const unit = new Uint32Array(term.length);
  const weight = new Float32Array(term.length);
  for (let i = 0; i < term.length; i++) {
    const at = next[term[i]!]!++;
    unit[at] = fromUnit[i]!;
    weight[at] = fromWeight[i]!;
  }
  return { start, unit, weight };
}
