import { MAX_LINE_BYTES } from '../problems.ts';
import type { BatchSettings } from '../settings.ts';

/** How large the pieces are that a job is worked on in. */
export interface JobSizes {
  /** Bytes of a submitted input. */
  readonly input: number;
  /** A shard ends after so many rows, or the row that fills so many bytes. */
  readonly shardRows: number;
  readonly shardBytes: number;
  /** Bytes of answers that a shard should stay under; fewer rows where each gets longer answers. */
  readonly answerBytes: number;
  /** One invocation cuts so many bytes or shards; then a message goes on. */
  readonly cutBytes: number;
  readonly cutShards: number;
  /** Of one job, for its progress is counted by listing them. */
  readonly shards: number;
  /** Shards whose results one answer streams, for each is a request to the storage. */
  readonly resultShards: number;
  /** Pages of a thousand objects that one invocation removes. */
  readonly removePages: number;
}

/**
 * Measured with 891 standards (Node, one core): 3,800 rows/s, 0.26 ms a row of 347 characters, so a shard of a thousand rows is a
 * third of a second of the sixty that an invocation may compute, and is soon done again when one dies. What binds is
 * memory: of 128 MB an open index leaves some thirty. A shard holds at most 1 MiB of rows and the one that fills it
 * (2 MiB), and about 4 MiB of answers, twice for a moment; an upload holds 5 MiB.
 *
 * Cutting runs at 600 MB/s (CSV) to 1,900 MB/s (lines), so 256 MiB take half a second and are 256 shards of rows of a kilobyte, or
 * 5,000 of short ones: 50 requests to the queue of the thousand that an invocation may make. Listing 200,000 shards is 200
 * requests, streaming 700 and finding them 715.
 */
export const JOB_SIZES: JobSizes = {
  input: 32 * 1024 ** 3,
  shardRows: 1000,
  shardBytes: MAX_LINE_BYTES,
  answerBytes: 4 * 1024 ** 2,
  cutBytes: 256 * 1024 ** 2,
  cutShards: 5000,
  shards: 200_000,
  resultShards: 700,
  removePages: 100,
};

/** Bytes that an occupation and a task together add to the answer of a row (measured: 220; explained 3,300, at most 4,900). */
const ANSWER = 230;
const EXPLAINED = 5000;

/** Rows of a shard: as many as `sizes` allow, fewer where answers are long. */
export function rowsOf(
  sizes: JobSizes,
  { limit, explain }: Pick<BatchSettings, 'limit' | 'explain'>,
): number {
  const fit = Math.floor(sizes.answerBytes / (limit * (explain ? EXPLAINED : ANSWER)));
  return Math.max(1, Math.min(sizes.shardRows, fit));
}
