import type { HashSet } from './duplicates.ts';

/** What two outputs of batch are compared by. */
export interface BriefAnswer {
  readonly id: string;
  /** `clear`, `unclear`, `none`, or `rejected`. */
  readonly verdict: string;
  /** Id of the first occupation; absent where there is none. */
  readonly first?: string;
}

export interface Change {
  readonly id: string;
  readonly a: Omit<BriefAnswer, 'id'>;
  readonly b: Omit<BriefAnswer, 'id'>;
}

export interface DiffCounts {
  /** Rows in each. */
  readonly a: number;
  readonly b: number;
  /** Ids in both. */
  readonly compared: number;
  readonly changed: number;
  readonly firstChanged: number;
  readonly verdictChanged: number;
  readonly onlyA: number;
  readonly onlyB: number;
  /** Rows whose id came before in the same file; they are not compared. */
  readonly repeatedA: number;
  readonly repeatedB: number;
}

type Side = 'a' | 'b';

/**
 * Lays two outputs side by side, row by row, by id. Rows wait for their counterpart: of two outputs of one input none waits
 * long, whatever their size; what is kept of each id for good is a hash, to know it when it comes again.
 */
export class Differ {
  readonly #waiting: Readonly<Record<Side, Map<string, BriefAnswer>>> = { a: new Map(), b: new Map() };
  readonly #seen: Readonly<Record<Side, HashSet>>;
  readonly #hash: (id: string) => Uint8Array;
  readonly #rows = { a: 0, b: 0 };
  readonly #repeated = { a: 0, b: 0 };
  #compared = 0;
  #changed = 0;
  #firstChanged = 0;
  #verdictChanged = 0;

  constructor(seen: Readonly<Record<Side, HashSet>>, hash: (id: string) => Uint8Array) {
    this.#seen = seen;
    this.#hash = hash;
  }

  /** What is known now: a change, or that this id came before. */
  add(side: Side, answer: BriefAnswer): Change | 'repeated' | null {
    this.#rows[side]++;
    if (!this.#seen[side].add(this.#hash(answer.id))) {
      this.#repeated[side]++;
      return 'repeated';
    }
    const other = this.#waiting[side === 'a' ? 'b' : 'a'];
    const counterpart = other.get(answer.id);
    if (counterpart === undefined) {
      this.#waiting[side].set(answer.id, answer);
      return null;
    }
    other.delete(answer.id);
    this.#compared++;
    return side === 'a' ? this.#compare(answer, counterpart) : this.#compare(counterpart, answer);
  }

  /** Ids that only one of them has, in its order. */
  missing(side: Side): Iterable<string> {
    return this.#waiting[side].keys();
  }

  get counts(): DiffCounts {
    return {
      ...this.#rows,
      compared: this.#compared,
      changed: this.#changed,
      firstChanged: this.#firstChanged,
      verdictChanged: this.#verdictChanged,
      onlyA: this.#waiting.a.size,
      onlyB: this.#waiting.b.size,
      repeatedA: this.#repeated.a,
      repeatedB: this.#repeated.b,
    };
  }

  #compare(a: BriefAnswer, b: BriefAnswer): Change | null {
    if (a.first === b.first && a.verdict === b.verdict) return null;
    this.#changed++;
    if (a.first !== b.first) this.#firstChanged++;
    if (a.verdict !== b.verdict) this.#verdictChanged++;
    return { id: a.id, a: withoutId(a), b: withoutId(b) };
  }
}

function withoutId({ verdict, first }: BriefAnswer): Omit<BriefAnswer, 'id'> {
  return { verdict, ...(first === undefined ? {} : { first }) };
}
