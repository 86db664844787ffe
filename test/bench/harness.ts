/**
 * What every benchmark shares: what a benchmark is, and how contenders race. Times are of this machine; the ratio to
 * something known, measured in the same process and in turns with it, is what travels.
 */

/** One question. Each part is measured in processes of its own, and what they measured is reported together. */
export interface Bench<Sample = unknown> {
  readonly name: string;
  parts(options: BenchOptions): readonly Part[];
  /** In a child process; what it returns goes through JSON. */
  measure(world: World): Sample | Promise<Sample>;
  /** `samples` has those of each part, in the order of the processes. */
  report(samples: ReadonlyMap<string, readonly Sample[]>, options: BenchOptions): readonly Table[];
}

export interface BenchOptions {
  /** Runs everything once, shortly, to see that it runs. */
  readonly smoke: boolean;
  /** How many standards, for what is measured at several sizes; undefined for the default. */
  readonly sizes: readonly number[] | undefined;
}

export interface Part {
  readonly name: string;
  /** How many processes, one after the other, in turns with the other parts. */
  readonly processes: number;
  /** Megabytes of heap that it may need, where Node's own limit is too low. */
  readonly heap?: number;
}

export interface World {
  readonly part: string;
  readonly smoke: boolean;
  /** A folder of this run, gone afterwards: where parts leave files for others. */
  readonly folder: string;
  /** True in every second process: contenders take their turns in opposite order. */
  readonly reversed: boolean;
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What the table does not say by itself. */
  readonly note?: string;
}

export interface Contender<Item> {
  readonly name: string;
  /** What it returns is only there so that nothing is optimised away. */
  run(item: Item): number;
}

export interface Timing {
  readonly name: string;
  /** Milliseconds of one pass over all items: the medians of its turns, added up; and the shortest, added up. */
  readonly median: number;
  readonly minimum: number;
  /** The raw values: for each stretch of the items, milliseconds of each turn. */
  readonly turns: readonly (readonly number[])[];
}

/** Milliseconds of a turn: short, so that what disturbs the machine disturbs all contenders alike. */
const TURN = 20;
/** How often the slowest contender passes over all items; the others have as many turns, and so more passes. */
const PASSES = 3;
const MIN_TURNS = 30;

/**
 * Contenders take turns of some 20 ms, each with its next stretch of the same items (a contender that is done with all of
 * them in less passes several times). Nobody gets the same stretch twice in a row unless it is all there is: branches
 * would be learned by heart.
 */
export function race<Item>(
  items: readonly Item[],
  contenders: readonly Contender<Item>[],
  { smoke, reversed }: Pick<World, 'smoke' | 'reversed'>,
): Timing[] {
  const racers = contenders.map(contender => new Racer(contender, items, smoke));
  const order = reversed ? racers.toReversed() : racers;
  const turns = smoke ? 1 : Math.max(MIN_TURNS, PASSES * Math.max(...racers.map(racer => racer.stretches)));
  for (let turn = 0; turn < turns; turn++) {
    for (const racer of turn % 2 === 0 ? order : order.toReversed()) racer.turn();
  }
  return racers.map(racer => racer.timing());
}

class Racer<Item> {
  readonly #contender: Contender<Item>;
  readonly #items: readonly Item[];
  readonly #repeats: number;
  readonly #turns: number[][];
  #next = 0;

  constructor(contender: Contender<Item>, items: readonly Item[], smoke: boolean) {
    this.#contender = contender;
    this.#items = items;
    const pass = smoke ? TURN : this.#warmUp();
    this.#repeats = Math.max(1, Math.round(TURN / pass));
    const stretches = Math.min(items.length, Math.max(1, Math.round(pass / TURN)));
    this.#turns = Array.from({ length: stretches }, () => []);
  }

  get stretches(): number {
    return this.#turns.length;
  }

  /** Runs for a third of a second at least; returns the milliseconds of the fastest pass. */
  #warmUp(): number {
    const began = performance.now();
    let best = Number.POSITIVE_INFINITY;
    do {
      const start = performance.now();
      this.#pass(0, this.#items.length);
      best = Math.min(best, performance.now() - start);
    } while (performance.now() - began < 333);
    return best;
  }

  turn(): void {
    const at = this.#next++ % this.stretches;
    const from = Math.floor((at * this.#items.length) / this.stretches);
    const to = Math.floor(((at + 1) * this.#items.length) / this.stretches);
    const start = performance.now();
    for (let i = 0; i < this.#repeats; i++) this.#pass(from, to);
    this.#turns[at]!.push((performance.now() - start) / this.#repeats);
  }

  #pass(from: number, to: number): void {
    let sum = 0;
    for (let i = from; i < to; i++) sum += this.#contender.run(this.#items[i]!);
    if (Number.isNaN(sum)) throw new Error(`${this.#contender.name}: not a number`);
  }

  timing(): Timing {
    const turns = this.#turns;
    return {
      name: this.#contender.name,
      median: turns.reduce((sum, times) => sum + median(times), 0),
      minimum: turns.reduce((sum, times) => sum + Math.min(...times), 0),
      turns: turns.map(times => times.map(ms => Number(ms.toFixed(4)))),
    };
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** `0.52×`, with as many digits as mean anything. */
export function times(ratio: number): string {
  return `${ratio < 9.95 ? ratio.toFixed(2) : ratio < 99.5 ? ratio.toFixed(1) : ratio.toFixed(0)}×`;
}

/** The middle of several, and how far they lie apart where there are several. */
export function middle(values: readonly number[], format: (value: number) => string): string {
  const text = format(median(values));
  if (values.length === 1) return text;
  return `${text} (${format(Math.min(...values))}–${format(Math.max(...values))})`;
}
