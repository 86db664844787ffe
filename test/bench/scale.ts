import { JOB_SIZES } from '../../src/batch/jobs/sizes.ts';

/**
 * What a batch of any size costs, computed from measured figures: `node test/bench/scale.ts` prints the tables of the page on
 * scale. Each figure says where it is from; what is assumed, and not measured, stands apart.
 */
export const MEASURED = {
  /** Rows a second of `icap-match batch` with 891 standards, ten occupations and tasks a row (README). */
  oneWorker: 3800,
  twoWorkers: 6500,
  /** Milliseconds of a row that are not shared out among workers (README). */
  serial: 0.01,
  /** Bytes of a row: an ad of 347 characters as NDJSON, and its answer. */
  rowIn: 941,
  rowOut: 2238,
  /** Seconds that an isolate takes to open its index (wrangler.toml). */
  opening: 0.2,
} as const;

export const ASSUMED = {
  /** A core of Cloudflare's beside the one that was measured. */
  slower: 1.5,
  /** Seconds that a shard waits for storage and queue: seven requests one after the other. */
  waiting: 0.3,
  /** Bytes a second that one invocation reads from R2. */
  reading: 60e6,
  /** Consumers that a queue runs at once, at most. */
  consumers: 250,
  /** How often somebody looks at the progress of a job. */
  looks: 100,
  /** Months that input and results are kept. */
  kept: 0.25,
} as const;

/** US dollars, as published in 2026: of the work alone, without what a plan includes. */
export const PRICES = {
  cpuSecond: 0.02 / 1000,
  invocation: 0.3e-6,
  queueOperation: 0.4e-6,
  classA: 4.5e-6,
  classB: 0.36e-6,
  gigabyteMonth: 0.015,
} as const;

export interface MachineCost {
  readonly cpuSeconds: number;
  /** By the clock; `least` if only what was measured as not shared out holds cores back. */
  readonly seconds: number;
  readonly least: number;
}

/**
 * Amdahl's law, T(n) = s + p / n in milliseconds a row, with s and p such that T(1) and T(2) are what was measured. The
 * second worker shared two cores with the system, so s is rather too large; `least` takes s as it was measured by itself.
 */
export function onCores(rows: number, cores: number): MachineCost {
  const [one, two] = [1000 / MEASURED.oneWorker, 1000 / MEASURED.twoWorkers];
  const serial = 2 * two - one;
  const time = (s: number): number => (rows * (s + (one - s) / cores)) / 1000;
  return { cpuSeconds: (rows * one) / 1000, seconds: time(serial), least: time(MEASURED.serial) };
}

export interface WorkersCost {
  readonly shards: number;
  /** Jobs that it takes, since one has a limit. */
  readonly jobs: number;
  readonly cpuSeconds: number;
  /** By the clock, for one job after the other: cutting and answering go on at the same time. */
  readonly cutting: number;
  readonly answering: number;
  readonly queueOperations: number;
  readonly classA: number;
  readonly classB: number;
  readonly inputGB: number;
  readonly resultGB: number;
  readonly dollars: number;
}

/** Requests of one shard: its message is written, read and deleted; job, input and three looks; its results. */
const SHARD = { queue: 3, classA: 1, classB: 5 } as const;
/** Of a step of the cutting: the same, and the beginning of the input. */
const CUT = { queue: 3, classA: 1, classB: 6 } as const;

export function onWorkers(rows: number): WorkersCost {
  const { shardRows, cutBytes, resultShards } = JOB_SIZES;
  const bytes = rows * MEASURED.rowIn;
  const shards = Math.ceil(rows / shardRows);
  const cuts = Math.ceil(bytes / cutBytes);
  const jobs = Math.ceil(shards / JOB_SIZES.shards);
  const parts = Math.ceil(shards / resultShards);
  const cpuOfShard = (shardRows / MEASURED.oneWorker) * ASSUMED.slower;
  const consumers = Math.min(shards, ASSUMED.consumers);
  const cpuSeconds = shards * cpuOfShard + consumers * MEASURED.opening;
  const progress = ASSUMED.looks * (Math.ceil(shards / 1000) + 2 * jobs);
  const results = parts * (2 * (resultShards / 100) + 1);
  const classA = shards * SHARD.classA + cuts * CUT.classA + progress + results;
  const classB = shards * (SHARD.classB + 1) + cuts * CUT.classB + 2 * parts;
  const queueOperations = shards * SHARD.queue + cuts * CUT.queue;
  const [inputGB, resultGB] = [bytes / 1e9, (rows * MEASURED.rowOut) / 1e9];
  return {
    ...{ shards, jobs, cpuSeconds, queueOperations, classA, classB, inputGB, resultGB },
    cutting: bytes / ASSUMED.reading,
    answering: (shards * (cpuOfShard + ASSUMED.waiting)) / consumers + MEASURED.opening,
    dollars:
      cpuSeconds * PRICES.cpuSecond +
      (shards + cuts + parts) * PRICES.invocation +
      queueOperations * PRICES.queueOperation +
      classA * PRICES.classA +
      classB * PRICES.classB +
      (inputGB + resultGB) * ASSUMED.kept * PRICES.gigabyteMonth,
  };
}

/** In words that a person compares at a glance: `4.4 min`. */
export function duration(seconds: number): string {
  const units: [number, string][] = [
    [86_400, 'days'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const [size, name] = units.find(([size]) => seconds >= 1.5 * size) ?? [1, 's'];
  return `${rounded(seconds / size)} ${name}`;
}

export function rounded(value: number): string {
  if (value >= 1e6) return `${rounded(value / 1e6)} M`;
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2)));
}

const STEPS = [1e6, 1e8, 1e10] as const;

export function tables(): string {
  const row = (name: string, of: (rows: number) => string): string =>
    `| ${[name, ...STEPS.map(of)].join(' | ')} |`;
  const between = ({ least, seconds }: MachineCost): string => `${duration(least)} to ${duration(seconds)}`;
  const workers = (of: (cost: WorkersCost) => number | string) => (rows: number) => {
    const value = of(onWorkers(rows));
    return typeof value === 'number' ? rounded(value) : value;
  };
  return [
    '| postings | 10⁶ | 10⁸ | 10¹⁰ |',
    '| --- | --- | --- | --- |',
    row('input, results', rows => {
      const { inputGB, resultGB } = onWorkers(rows);
      return `${rounded(inputGB)} GB, ${rounded(resultGB)} GB`;
    }),
    row('processor time of Node', rows => duration(onCores(rows, 1).cpuSeconds)),
    row('one machine, one worker', rows => duration(onCores(rows, 1).seconds)),
    row('one machine, two workers', rows => duration(onCores(rows, 2).seconds)),
    row('16 cores', rows => between(onCores(rows, 16))),
    row(
      'Workers: processor time',
      workers(({ cpuSeconds }) => duration(cpuSeconds)),
    ),
    row(
      'cutting, one step after the other',
      workers(({ cutting }) => duration(cutting)),
    ),
    row(
      'answering, 250 at once',
      workers(({ answering }) => duration(answering)),
    ),
    row(
      'shards, jobs',
      workers(({ shards, jobs }) => `${rounded(shards)}, ${rounded(jobs)}`),
    ),
    row(
      'queue operations',
      workers(({ queueOperations }) => queueOperations),
    ),
    row(
      'R2 writes and listings (class A)',
      workers(({ classA }) => classA),
    ),
    row(
      'R2 reads (class B)',
      workers(({ classB }) => classB),
    ),
    row(
      'US dollars',
      workers(({ dollars }) => dollars),
    ),
  ].join('\n');
}

if (import.meta.main) console.log(tables());
