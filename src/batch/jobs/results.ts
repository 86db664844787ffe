import { type BlobStore, listAll } from './blobs.ts';
import { endOf, readJob } from './job.ts';
import { failedOf, hundredOf, resultKey, resultsOf, shardOf } from './keys.ts';
import { failedLine, type JobEnd } from './problems.ts';
import { type FailedShard, failedShard, readCuts } from './progress.ts';

/** Results of some shards that follow each other, in the order of the input. */
export interface JobResults {
  /** Whether all rows of this part are there, and it is known whether there are more; otherwise `rows` are its beginning. */
  readonly complete: boolean;
  /** Why the whole job was given up. */
  readonly ended: JobEnd | null;
  readonly rows: AsyncIterable<Uint8Array>;
  /** The shard that the next part begins with; null where there is none, or none yet. */
  readonly next: number | null;
}

/**
 * So many shards, beginning with `from`, up to the first that is not there yet: what is given of a job that runs is the
 * beginning of what will be given of it when it is done. Only these are looked for, however many the job has. Null for an
 * unknown job, and for a shard that it has not.
 */
export async function readResults(
  store: BlobStore,
  id: string,
  { from, most }: { readonly from: number; readonly most: number },
): Promise<JobResults | null> {
  const job = await readJob(store, id);
  if (job === null) return null;
  const cuts = await readCuts(store, id);
  if (from > cuts.shards) return null;
  const end = Math.min(from + most, cuts.shards);
  const { done, failed } = await settledIn(store, id, job.index, from, end);
  let to = from;
  while (to < end && (done.has(to) || failed.has(to))) to++;
  async function* rows(): AsyncGenerator<Uint8Array, void> {
    const encoder = new TextEncoder();
    for (let shard = from; shard < to; shard++) {
      const given = done.has(shard) ? undefined : failed.get(shard);
      if (given !== undefined) {
        yield encoder.encode(`${JSON.stringify(failedLine(given.line, given.rows))}\n`);
        continue;
      }
      const pieces = await store.read(resultKey(id, shard, job!.index));
      if (pieces === null) throw new ResultsGone();
      yield* pieces;
    }
  }
  return {
    complete: to === end && (end < cuts.shards || cuts.last),
    ended: await endOf(store, id),
    rows: rows(),
    next: to === end && end < cuts.shards ? end : null,
  };
}

/** The job was removed while its results were read. */
export class ResultsGone extends Error {}

/** Which of the shards `[from, to)` are answered or given up, a hundred at a time. */
async function settledIn(
  store: BlobStore,
  id: string,
  index: string,
  from: number,
  to: number,
): Promise<{ done: ReadonlySet<number>; failed: ReadonlyMap<number, FailedShard> }> {
  const done = new Set<number>();
  const failed = new Map<number, FailedShard>();
  for (let shard = from - (from % 100); shard < to; shard += 100) {
    for await (const { key } of listAll(store, resultsOf(id) + hundredOf(shard))) {
      if (key.endsWith(`-${index}`)) done.add(shardOf(key));
    }
    for await (const { key, meta } of listAll(store, failedOf(id) + hundredOf(shard))) {
      failed.set(shardOf(key), failedShard(meta));
    }
  }
  return { done, failed };
}
