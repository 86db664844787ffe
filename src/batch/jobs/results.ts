import type { BlobStore } from './blobs.ts';
import { resultKey } from './keys.ts';
import { failedLine } from './problems.ts';
import type { JobProgress, JobState } from './progress.ts';

/** Results of the shards `[from, to)`, in the order of the input. */
export interface JobResults {
  readonly progress: JobProgress;
  readonly rows: AsyncIterable<Uint8Array>;
  /** The shard that the next part begins with; null where this is the last that is there. */
  readonly next: number | null;
}

/**
 * Rows in the order of the input, beginning with shard `from`, up to the first shard that is not there yet: what is given of a
 * job that runs is the beginning of what will be given of it when it is done. Null for a shard that the job has not.
 */
export function readResults(
  store: BlobStore,
  { job, progress, done, failed }: JobState,
  { from, most }: { readonly from: number; readonly most: number },
): JobResults | null {
  const { found } = progress.shards;
  if (from > found) return null;
  let to = from;
  while (to < found && to - from < most && (done.has(to) || failed.has(to))) to++;
  async function* rows(): AsyncGenerator<Uint8Array, void> {
    const encoder = new TextEncoder();
    for (let shard = from; shard < to; shard++) {
      const given = failed.get(shard);
      if (given !== undefined) {
        yield encoder.encode(`${JSON.stringify(failedLine(given.line, given.rows))}\n`);
        continue;
      }
      const pieces = await store.read(resultKey(job.id, shard, job.index));
      if (pieces === null) throw new ResultsGone();
      yield* pieces;
    }
  }
  const isThere = to < found && (done.has(to) || failed.has(to));
  return { progress, rows: rows(), next: isThere ? to : null };
}

/** The job was removed while its results were read. */
export class ResultsGone extends Error {}
