import type { Matcher } from '../../matching/matcher.ts';
import type { CellReader } from '../shard.ts';
import { answerShard } from './answer.ts';
import type { BlobStore } from './blobs.ts';
import { cutInput } from './cut.ts';
import { endJob, endOf, type Job, type JobSettings, readJob, writeFor, writeJob } from './job.ts';
import {
  cutKey,
  failedKey,
  folderOf,
  inputKey,
  isJobId,
  jobKey,
  randomId,
  resultKey,
  UPLOADS,
} from './keys.ts';
import { type JobMessage, readMessage } from './messages.ts';
import { type JobProgress, readProgress } from './progress.ts';
import type { MessageQueue } from './queue.ts';
import { removeObjects, takeBack } from './remove.ts';
import { type JobResults, readResults } from './results.ts';
import { JOB_SIZES, type JobSizes } from './sizes.ts';

/**
 * Batch jobs that many machines work on, none of which knows of another:
 *
 * ```
 *   submit ──▶ input, job ──queue──▶ cut ──queue──▶ a shard ──▶ its results          progress, results: made of
 *               (storage)            │   ◀──────┐                (storage)           what is stored
 *                                    └─ goes on ┘
 * ```
 *
 * Everything is in the storage and the queue; nothing is kept between two calls. Messages may come twice, late and in any
 * order, and whoever works on one may die at any moment: keys are made of what is known beforehand, and what is written is
 * the same each time. What a job gives is, byte for byte, what a batch of the same input, index and settings gives.
 */
export interface Jobs {
  readonly sizes: JobSizes;
  /** Stores the input and lets the work begin. Should the pieces end in an error it is thrown, and there is no job. */
  submit(input: JobInput, settings: JobSettings): Promise<JobProgress | 'unknown-input'>;
  progress(id: string): Promise<JobProgress | null>;
  /** Null for an unknown job, and for a shard that it has not. */
  results(id: string, from?: number): Promise<JobResults | null>;
  /** False where there was nothing. */
  remove(id: string): Promise<boolean>;
  /**
   * Works on a message. `later`: it should come again after a while. Throws when the work failed and should be tried
   * again; after so many times the message should go to `bury`.
   */
  handle(message: unknown): Promise<'done' | 'later'>;
  /** What becomes of a message that nobody could work on: its shard, or its job, is given up. */
  bury(message: unknown): Promise<void>;
}

/** Bytes that come, or the key of an object that is there. */
export type JobInput = { readonly pieces: AsyncIterable<Uint8Array> } | { readonly key: string };

export interface JobsParts {
  readonly store: BlobStore;
  readonly queue: MessageQueue<JobMessage>;
  readonly matcher: Pick<Matcher, 'index' | 'match'>;
  readonly readCells: CellReader;
  readonly sizes?: Partial<JobSizes>;
  readonly newId?: () => string;
}

export function createJobs(parts: JobsParts): Jobs {
  const { store, queue, matcher, newId = randomId } = parts;
  const sizes: JobSizes = { ...JOB_SIZES, ...parts.sizes };
  const work = { ...parts, sizes };

  return {
    sizes,
    async submit(source, settings) {
      const id = newId();
      const input =
        'key' in source
          ? await uploaded(store, source.key)
          : await store.putStream(inputKey(id), source.pieces);
      if (input === null) return 'unknown-input';
      const { key, size, version } = input;
      const job: Job = { id, index: matcher.index.digest, input: { key, size, version }, settings };
      try {
        await writeJob(store, job);
        await queue.send([{ kind: 'cut', job: id, part: 0, from: 0, line: 1, shard: 0, header: 0 }]);
      } catch (error) {
        await store.delete([jobKey(id), inputKey(id)]);
        throw error;
      }
      return submitted(job);
    },

    progress: async id => (isJobId(id) ? readProgress(store, id) : null),

    results: async (id, from = 0) =>
      isJobId(id) ? readResults(store, id, { from, most: sizes.resultShards }) : null,

    async remove(id) {
      if (!isJobId(id)) return false;
      const { blobs } = await store.list(folderOf(id));
      if (blobs.length === 0) return false;
      await queue.send([{ kind: 'remove', job: id }]); // first, so that what is begun is ended, come what may
      await removeObjects(store, id, sizes.removePages);
      return true;
    },

    async handle(value) {
      const message = readMessage(value);
      if (message === null) throw new TypeError('this is no message of a job');
      if (message.kind === 'remove') {
        if (!(await removeObjects(store, message.job, sizes.removePages))) await queue.send([message]);
        return 'done';
      }
      const job = await readJob(store, message.job);
      if (job === null) await takeBack(store, message);
      if (job === null || (await endOf(store, job.id)) !== null) return 'done';
      if (message.kind === 'shard') return answerShard(work, job, message);
      await cutInput(work, job, message);
      return 'done';
    },

    async bury(value) {
      const message = readMessage(value);
      if (message === null || message.kind === 'remove') return; // what is left expires
      const job = await readJob(store, message.job);
      if (job === null) return takeBack(store, message);
      const settled =
        message.kind === 'cut'
          ? [cutKey(job.id, message.part)]
          : [resultKey(job.id, message.shard, job.index), failedKey(job.id, message.shard)];
      for (const key of settled) if ((await store.head(key)) !== null) return; // it came twice
      if (message.kind === 'cut') return endJob(store, job.id, 'cutting-failed');
      const { shard, line, rows } = message;
      if (matcher.index.digest !== job.index) return endJob(store, job.id, 'index-changed');
      await writeFor(store, job.id, {
        key: failedKey(job.id, shard),
        meta: { line: String(line), rows: String(rows) },
      });
    },
  };
}

/** Only what was put where uploads belong may be named: results and inputs of jobs are behind their ids. */
function uploaded(store: BlobStore, key: string): ReturnType<BlobStore['head']> {
  return key.startsWith(UPLOADS) ? store.head(key) : Promise.resolve(null);
}

/** What there is to say before anything was done. */
function submitted({ id, index }: Job): JobProgress {
  return {
    id,
    state: 'running',
    index: { digest: index },
    rows: 0,
    cut: false,
    answered: 0,
    ok: 0,
    rejected: 0,
    verdicts: { clear: 0, unclear: 0, none: 0 },
    problems: {},
    shards: { found: 0, done: 0, failed: 0 },
    failed: [],
  };
}
