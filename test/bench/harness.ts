/**
 * What every benchmark shares: rounds in alternating order in one process, medians with the raw values. Times are of
 * this machine; the ratio to something known in the same run is what travels.
 */
export interface Contender {
  readonly name: string;
  /** One whole pass over the material; what it returns is only there so that nothing is optimised away. */
  run(): number;
}

export interface Timing {
  readonly name: string;
  /** Milliseconds of each round. */
  readonly rounds: readonly number[];
  readonly median: number;
}

export interface BenchOptions {
  /** Runs each benchmark once, shortly, to see that it runs. */
  readonly smoke: boolean;
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Bench {
  readonly name: string;
  run(options: BenchOptions): readonly Table[] | Promise<readonly Table[]>;
}

export function race(contenders: readonly Contender[], { smoke }: BenchOptions): Timing[] {
  const rounds = smoke ? 1 : 9;
  const times = contenders.map((): number[] => []);
  if (!smoke) for (const contender of contenders) contender.run(); // warm
  for (let round = 0; round < rounds; round++) {
    const order = [...contenders.keys()];
    if (round % 2 === 1) order.reverse();
    for (const i of order) {
      const start = performance.now();
      contenders[i]!.run();
      times[i]!.push(performance.now() - start);
    }
  }
  return contenders.map(({ name }, i) => ({ name, rounds: times[i]!, median: median(times[i]!) }));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
