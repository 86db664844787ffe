import { z } from 'zod';
import { type BatchSettings, ENCODINGS } from '../settings.ts';
import { type BlobStore, readBytes } from './blobs.ts';
import { endedKey, jobKey } from './keys.ts';
import { JOB_ENDS, type JobEnd } from './problems.ts';

/** What a job is, as it is kept: written once, never changed. Without it there is no job, whatever else is left of one. */
export interface Job {
  readonly id: string;
  /** The digest of the index when it was submitted: no other answers any of its rows. */
  readonly index: string;
  readonly input: {
    readonly key: string;
    readonly size: number;
    readonly version: string;
  };
  readonly settings: JobSettings;
}

/** Of the settings of a batch those that a job has; rows of different shards know nothing of each other. */
export type JobSettings = Pick<
  BatchSettings,
  'from' | 'encoding' | 'columns' | 'keep' | 'limit' | 'explain' | 'superseded'
>;

const JOB = z.object({
  id: z.string(),
  index: z.string(),
  input: z.object({ key: z.string(), size: z.number(), version: z.string() }),
  settings: z.object({
    from: z.enum(['ndjson', 'csv']),
    encoding: z.enum(Object.values(ENCODINGS)),
    columns: z.object({ id: z.string(), text: z.string(), title: z.string(), kind: z.string() }),
    keep: z.union([z.array(z.string()), z.literal('all')]),
    limit: z.number(),
    explain: z.boolean(),
    superseded: z.boolean(),
  }),
}) satisfies z.ZodType<Job>;

export async function writeJob(store: BlobStore, job: Job): Promise<void> {
  await store.put(jobKey(job.id), encoder.encode(JSON.stringify(job)));
}

export async function readJob(store: BlobStore, id: string): Promise<Job | null> {
  const pieces = await store.read(jobKey(id));
  return pieces === null ? null : JOB.parse(JSON.parse(new TextDecoder().decode(await readBytes(pieces))));
}

/** Ends a job for good; the first reason is the one that stays. */
export async function endJob(store: BlobStore, id: string, why: JobEnd): Promise<void> {
  await writeFor(store, id, { key: endedKey(id), meta: { why } });
}

export async function endOf(store: BlobStore, id: string): Promise<JobEnd | null> {
  const why = (await store.head(endedKey(id)))?.meta.why;
  return why !== undefined && why in JOB_ENDS ? (why as JobEnd) : null;
}

/**
 * Writes something that belongs to a job, unless it is there. A job may be removed while somebody works for it, so the
 * look comes after the write: either the removal sees what was written, or the writer sees that the job is gone and takes it
 * back. Should the writer die in between, its message comes again and finds no job (`takeBack`).
 */
export async function writeFor(
  store: BlobStore,
  id: string,
  { key, bytes = NOTHING, meta }: { readonly key: string; readonly bytes?: Uint8Array; readonly meta: Meta },
): Promise<void> {
  await store.putIfAbsent(key, bytes, meta);
  if ((await store.head(jobKey(id))) === null) await store.delete([key]);
}

type Meta = Readonly<Record<string, string>>;
const NOTHING = new Uint8Array();
const encoder = new TextEncoder();
