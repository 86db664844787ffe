import { RowCutter } from '../cutter.ts';
import { foreignOf } from '../foreign.ts';
import { MAX_LINE_BYTES } from '../problems.ts';
import type { Encoding } from '../settings.ts';
import type { CellReader } from '../shard.ts';
import { type BlobStore, readBytes } from './blobs.ts';
import { endJob, type Job, writeFor } from './job.ts';
import { cutKey } from './keys.ts';
import type { CutMessage, JobMessage } from './messages.ts';
import { ShardPlanner } from './planner.ts';
import type { JobEnd } from './problems.ts';
import type { MessageQueue } from './queue.ts';
import type { JobSizes } from './sizes.ts';

export interface CutParts {
  readonly store: BlobStore;
  readonly queue: MessageQueue<JobMessage>;
  readonly sizes: JobSizes;
  readonly readCells: CellReader;
}

/** What one piece of the cutting found, as it is kept in the metadata of its record. */
export interface CutRecord {
  readonly shards: number;
  readonly rows: number;
  /** Whether the input ends here. */
  readonly last: boolean;
}

/**
 * Reads the input from where the message says, queues a reference to each shard, and then a message that goes on where this
 * one stops. Where shards end hangs on the input alone, so doing it twice queues the same shards twice, which does no
 * harm. The record comes last: until it is there everything is done again, and once it is, nothing.
 */
export async function cutInput(parts: CutParts, job: Job, message: CutMessage): Promise<void> {
  const { store } = parts;
  const key = cutKey(job.id, message.part);
  if ((await store.head(key)) !== null) return;
  const found = await cutPiece(parts, job, message);
  if (typeof found === 'string') return endJob(store, job.id, found);
  await writeFor(store, job.id, {
    key,
    meta: { shards: String(found.shards), rows: String(found.rows), last: String(found.last) },
  });
}

export function readCutRecord({ shards, rows, last }: Readonly<Record<string, string>>): CutRecord {
  return { shards: Number(shards), rows: Number(rows), last: last === 'true' };
}

async function cutPiece(
  { store, queue, sizes, readCells }: CutParts,
  job: Job,
  message: CutMessage,
): Promise<CutRecord | JobEnd> {
  const { input, settings } = job;
  if (input.size === 0) return settings.from === 'csv' ? 'empty-input' : { shards: 0, rows: 0, last: true };
  if (message.part === 0) {
    const beginning = await store.read(input.key, { from: 0, to: 2 }, input.version);
    if (beginning === null) return 'input-changed';
    const foreign = foreignOf(await readBytes(beginning), settings.encoding);
    if (foreign !== null) return foreign === 'gzip' ? 'packed-input' : 'other-encoding';
  }
  const pieces = await store.read(input.key, { from: message.from, to: input.size }, input.version);
  if (pieces === null) return 'input-changed';

  const planner = new ShardPlanner(job, sizes, message, readCells);
  const cutter = rowCutter(job, message.line, planner);
  const stopped = (): boolean => planner.goOn !== null || planner.problem !== null;
  for await (const piece of pieces) {
    cutter.add(piece);
    if (planner.waiting >= SEND_TOGETHER) await queue.send(planner.take());
    if (stopped()) break;
  }
  if (!stopped()) {
    cutter.end();
    planner.end(input.size);
  }
  if (planner.problem !== null) return planner.problem;
  await queue.send([...planner.take(), ...(planner.goOn === null ? [] : [planner.goOn])]);
  return { shards: planner.shards, rows: planner.rows, last: planner.goOn === null };
}

/** The same rows, wherever cutting begins, as long as it begins where a row does. */
export function rowCutter(
  { settings: { from, encoding } }: Pick<Job, 'settings'>,
  firstLine: number,
  taker: ConstructorParameters<typeof RowCutter>[1],
): RowCutter {
  return new RowCutter(
    { csv: from === 'csv', units: unitsOf(encoding), maxBytes: MAX_LINE_BYTES, firstLine },
    taker,
  );
}

function unitsOf(encoding: Encoding): 'bytes' | 'utf-16le' | 'utf-16be' {
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? encoding : 'bytes';
}

/** Messages that a queue takes in one request. */
const SEND_TOGETHER = 100;
