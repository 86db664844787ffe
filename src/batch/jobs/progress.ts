import type { RowProblem } from '../problems.ts';
import type { Tally } from '../tally.ts';
import { type BlobMeta, type BlobStore, listAll } from './blobs.ts';
import { readCutRecord } from './cut.ts';
import { endOf, type Job, readJob } from './job.ts';
import { cutsOf, failedOf, resultsOf, shardOf } from './keys.ts';
import { JOB_ENDS, type JobEnd } from './problems.ts';

/** How far a job is, made of what is stored and of nothing that is counted up: twice the same work is there once. */
export interface JobProgress {
  readonly id: string;
  /** `done`: every shard is answered or given up. `failed`: the job as a whole was given up, see `error`. */
  readonly state: 'running' | 'done' | 'failed';
  /** Whose answers these are. */
  readonly index: { readonly digest: string };
  /** Rows found so far; of the whole input when `cut`. */
  readonly rows: number;
  readonly cut: boolean;
  /** Rows answered so far, and how. */
  readonly answered: number;
  readonly ok: number;
  readonly rejected: number;
  readonly verdicts: Tally['verdicts'];
  readonly problems: Readonly<Partial<Record<RowProblem, number>>>;
  readonly shards: { readonly found: number; readonly done: number; readonly failed: number };
  /** The rows of the first MAX_FAILED shards that were given up. */
  readonly failed: readonly FailedShard[];
  readonly error?: { readonly code: JobEnd; readonly message: string };
}

export interface FailedShard {
  /** The line of the input that the first row begins on. */
  readonly line: number;
  readonly rows: number;
}

export const MAX_FAILED = 100;

/** Null where there is no such job. */
export async function readProgress(store: BlobStore, id: string): Promise<JobProgress | null> {
  const job = await readJob(store, id);
  if (job === null) return null;
  const why = await endOf(store, id);
  const cuts = await readCuts(store, id);
  const { done, tally } = await readResults(store, job);
  const failed = await readFailed(store, id, done);
  const settled = done.size + failed.size;
  const isDone = cuts.last && settled === cuts.shards;
  return {
    id,
    state: why !== null ? 'failed' : isDone ? 'done' : 'running',
    index: { digest: job.index },
    rows: cuts.rows,
    cut: cuts.last,
    answered: tally.rows,
    ok: tally.ok,
    rejected: tally.rows - tally.ok,
    verdicts: tally.verdicts,
    problems: tally.rejected,
    shards: { found: cuts.shards, done: done.size, failed: failed.size },
    failed: [...failed.values()].slice(0, MAX_FAILED),
    ...(why === null ? {} : { error: { code: why, message: JOB_ENDS[why] } }),
  };
}

/** What the cutting has found so far. */
export async function readCuts(
  store: BlobStore,
  id: string,
): Promise<{ shards: number; rows: number; last: boolean }> {
  const sum = { shards: 0, rows: 0, last: false };
  for await (const { meta } of listAll(store, cutsOf(id))) {
    const { shards, rows, last } = readCutRecord(meta);
    sum.shards += shards;
    sum.rows += rows;
    sum.last ||= last;
  }
  return sum;
}

async function readResults(store: BlobStore, job: Job): Promise<{ done: Set<number>; tally: Tally }> {
  const done = new Set<number>();
  const sum = new TallySum();
  for await (const { key, meta } of listAll(store, resultsOf(job.id))) {
    if (!key.endsWith(`-${job.index}`)) continue;
    done.add(shardOf(key));
    sum.add(JSON.parse(meta.tally!) as Tally);
  }
  return { done, tally: sum.tally };
}

/** A shard that was given up and answered after all, by a message that came late, is answered. */
async function readFailed(
  store: BlobStore,
  id: string,
  done: ReadonlySet<number>,
): Promise<Map<number, FailedShard>> {
  const failed = new Map<number, FailedShard>();
  for await (const { key, meta } of listAll(store, failedOf(id))) {
    const shard = shardOf(key);
    if (!done.has(shard)) failed.set(shard, failedShard(meta));
  }
  return failed;
}

export function failedShard({ line, rows }: BlobMeta): FailedShard {
  return { line: Number(line), rows: Number(rows) };
}

class TallySum {
  #rows = 0;
  #ok = 0;
  readonly #verdicts = { clear: 0, unclear: 0, none: 0 };
  readonly #rejected: Partial<Record<RowProblem, number>> = {};

  add({ rows, ok, verdicts, rejected }: Tally): void {
    this.#rows += rows;
    this.#ok += ok;
    for (const verdict of ['clear', 'unclear', 'none'] as const) this.#verdicts[verdict] += verdicts[verdict];
    for (const [code, count] of Object.entries(rejected) as [RowProblem, number][]) {
      this.#rejected[code] = (this.#rejected[code] ?? 0) + count;
    }
  }

  get tally(): Tally {
    return { rows: this.#rows, ok: this.#ok, verdicts: this.#verdicts, rejected: this.#rejected };
  }
}
