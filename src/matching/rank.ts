import type { ChannelColumns, Columns } from '../artifact/tables.ts';
import type { Probes } from './query.ts';

/**
 * Adds to `scores` what the query asks for, column by column. A hot loop: some twenty thousand postings for an ad against
 * 900 standards, three cycles each; separate arrays of 32 bits were the fastest of what was tried (unit and weight
 * interleaved: 1.6 times the time; unrolled by four: 1.4 times).
 */
export function addScores(probes: Probes, { text, title }: ChannelColumns, scores: Float64Array): void {
  for (let probe = 0; probe < probes.count; probe++) {
    const term = probes.term[probe]!;
    const inText = probes.text[probe]! + probes.near[probe]!;
    if (inText > 0) addColumn(text, term, inText, scores);
    const inTitle = probes.title[probe]!;
    if (inTitle > 0) addColumn(title, term, inTitle, scores);
  }
}

function addColumn(
  { start, unit, weight }: Columns,
  term: number,
  asked: number,
  scores: Float64Array,
): void {
  const end = start[term + 1]!;
  for (let at = start[term]!; at < end; at++) scores[unit[at]!]! += asked * weight[at]!;
}

/** Units of a column are sorted. */
export function holds({ start, unit }: Columns, term: number, wanted: number): boolean {
  let low = start[term]!;
  const end = start[term + 1]!;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (unit[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low < end && unit[low] === wanted;
}

/**
 * Every unit that may be among the best `limit` by its exact score, when these scores are that but for rounding: all that
 * come as near to the last of them as rounding could move.
 */
export function contenders(scores: Float64Array, limit: number, allowed: Uint8Array): number[] {
  const best = new Float64Array(limit); // in order, largest first
  let last = 0;
  for (let unit = 0; unit < scores.length; unit++) {
    const score = scores[unit]!;
    if (score <= last || allowed[unit] === 0) continue;
    let at = limit - 1;
    for (; at > 0 && best[at - 1]! < score; at--) best[at] = best[at - 1]!;
    best[at] = score;
    last = best[limit - 1]!;
  }
  const floor = last * (1 - ROUNDING);
  const found: number[] = [];
  for (let unit = 0; unit < scores.length; unit++) {
    const score = scores[unit]!;
    if (score > 0 && score >= floor && allowed[unit] === 1) found.push(unit);
  }
  return found;
}

/** Columns hold weights of 24 bits: a sum of them is off by less than this share. */
const ROUNDING = 1e-6;

/** The best of what is offered, in order: by score, ties by unit, which is in order of id. */
export class Best {
  readonly unit: number[] = [];
  readonly score: number[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** What a score must reach to be among them. */
  get floor(): number {
    return this.unit.length < this.#limit ? 0 : this.score[this.#limit - 1]!;
  }

  offer(unit: number, score: number): void {
    if (score <= 0) return;
    const count = this.unit.length;
    if (count === this.#limit) {
      if (!this.#beats(unit, score, count - 1)) return;
    } else {
      this.unit.push(unit);
      this.score.push(score);
    }
    let at = this.unit.length - 1;
    for (; at > 0 && this.#beats(unit, score, at - 1); at--) {
      this.unit[at] = this.unit[at - 1]!;
      this.score[at] = this.score[at - 1]!;
    }
    this.unit[at] = unit;
    this.score[at] = score;
  }

  #beats(unit: number, score: number, at: number): boolean {
    return score > this.score[at]! || (score === this.score[at]! && unit < this.unit[at]!);
  }
}
