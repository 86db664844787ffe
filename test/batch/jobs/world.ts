import { type BlobStore, readBytes } from '../../../src/batch/jobs/blobs.ts';
import type { JobSettings } from '../../../src/batch/jobs/job.ts';
import { createJobs, type Jobs, type JobsParts } from '../../../src/batch/jobs/jobs.ts';
import { memoryBlobs } from '../../../src/batch/jobs/memory.ts';
import type { JobMessage } from '../../../src/batch/jobs/messages.ts';
import type { JobSizes } from '../../../src/batch/jobs/sizes.ts';
import { BATCH_DEFAULTS } from '../../../src/batch/settings.ts';
import { mulberry32 } from '../../../src/evaluation/bootstrap.ts';
import { createMatcher, type Matcher } from '../../../src/matching/matcher.ts';
import { readCells } from '../../../src/platform/node/batch/csv.ts';
import { goldenArtifact } from '../../helpers/golden-index.ts';

/**
 * Storage and queue as bad as they are allowed to be: messages come in any order, more than once and long after they are
 * done, and whoever works dies, at any of the things done to storage and queue, before or after it.
 */
export interface WorldOptions {
  readonly seed: number;
  /** How often each message is delivered although its work was done. */
  readonly deliveries?: number;
  /** Of all things done to storage and queue while working on messages, the part at which the worker dies. */
  readonly deaths?: number;
  /** The worker dies once: at this write of the whole run, counted from 0. */
  readonly dieAt?: { readonly write: number; readonly when: 'before' | 'after' };
  /** Failures after which a message is dead. */
  readonly retries?: number;
  readonly sizes?: Partial<JobSizes>;
  readonly parts?: Partial<JobsParts>;
  /** Before each delivery; may submit, remove, give another matcher for it, or throw: then the worker dies of it. */
  readonly meanwhile?: (message: JobMessage, delivery: number) => Promise<Matcher | undefined> | undefined;
}

export interface World {
  readonly store: BlobStore;
  /** Whose owner does not die. */
  readonly jobs: Jobs;
  /** Messages that were given up. */
  readonly buried: JobMessage[];
  /** Messages that were queued. */
  readonly sent: () => readonly JobMessage[];
  /** Writes to storage and queue by those who worked. */
  readonly writes: () => number;
  readonly deliveries: () => number;
  /** Delivers until nothing is left. */
  run(): Promise<void>;
  /** Delivers everything that ever was delivered once more. */
  again(): Promise<void>;
}

interface Letter {
  readonly message: JobMessage;
  left: number;
  failures: number;
}

class Died extends Error {}

export const SETTINGS: JobSettings = { ...BATCH_DEFAULTS, limit: 3 };

let matcher: Matcher | undefined;
export function fiveMatcher(): Matcher {
  matcher ??= createMatcher(goldenArtifact());
  return matcher;
}

export function openWorld(options: WorldOptions): World {
  const { seed, deliveries = 1, deaths = 0, dieAt, retries = 5, sizes = {}, meanwhile } = options;
  const random = mulberry32(seed);
  const store = memoryBlobs({ pageSize: 7 });
  let letters: Letter[] = [];
  const sent: JobMessage[] = [];
  const buried: JobMessage[] = [];
  let writes = 0;
  let delivered = 0;
  const queue: JobsParts['queue'] = {
    async send(messages) {
      const copies = structuredClone(messages) as JobMessage[];
      sent.push(...copies);
      letters.push(...copies.map(message => ({ message, left: deliveries, failures: 0 })));
    },
  };
  const parts = { store, queue, matcher: fiveMatcher(), readCells, sizes, ...options.parts };

  /** Somebody who may die; once dead, everything fails. */
  const mortal = (own: Matcher | undefined): Jobs => {
    let isDead = false;
    const guard =
      <Args extends unknown[], Result>(isWrite: boolean, act: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        if (isDead) throw new Died();
        const number = isWrite ? writes++ : -1;
        const fate = random();
        const chosen = dieAt?.write === number ? dieAt.when : undefined;
        if (chosen === 'before' || fate < deaths / 2) isDead = true;
        if (isDead) throw new Died();
        const result = await act(...args);
        if (chosen === 'after' || fate > 1 - deaths / 2) isDead = true;
        if (isDead) throw new Died();
        return result;
      };
    return createJobs({
      ...parts,
      ...(own === undefined ? {} : { matcher: own }),
      store: {
        head: guard(false, store.head),
        read: guard(false, store.read),
        list: guard(false, store.list),
        put: guard(true, store.put),
        putIfAbsent: guard(true, store.putIfAbsent),
        putStream: guard(true, store.putStream),
        delete: guard(true, store.delete),
      },
      queue: { send: guard(true, queue.send) },
    });
  };

  const deliver = async (letter: Letter): Promise<void> => {
    delivered++;
    let own: Matcher | undefined;
    try {
      own = await meanwhile?.(letter.message, delivered);
      const outcome = await mortal(own).handle(structuredClone(letter.message));
      if (outcome === 'done') letter.left--;
      else letter.failures++;
    } catch {
      letter.failures++;
    }
    if (letter.failures <= retries) return;
    letter.left = 0;
    buried.push(letter.message);
    await createJobs({ ...parts, ...(own === undefined ? {} : { matcher: own }) }).bury(letter.message);
  };

  const run = async (): Promise<void> => {
    while (letters.length > 0) {
      const at = Math.floor(random() * letters.length);
      const letter = letters[at]!;
      await deliver(letter);
      if (letter.left <= 0) letters = letters.filter(other => other !== letter);
    }
  };
  return {
    store,
    jobs: createJobs(parts),
    buried,
    sent: () => sent,
    writes: () => writes,
    deliveries: () => delivered,
    run,
    async again() {
      letters = sent.map(message => ({ message, left: 1, failures: 0 }));
      await run();
    },
  };
}

/** Bytes in pieces of a size that has nothing to do with rows. */
export async function* inPieces(text: string | Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

/** Submits and gives the id. */
export async function submit(
  { jobs }: Pick<World, 'jobs'>,
  input: string | Uint8Array,
  settings: Partial<JobSettings> = {},
): Promise<string> {
  const progress = await jobs.submit({ pieces: inPieces(input) }, { ...SETTINGS, ...settings });
  if (progress === 'unknown-input') throw new Error(progress);
  return progress.id;
}

/** All results of a job, part after part. */
export async function resultsOf({ jobs }: Pick<World, 'jobs'>, id: string): Promise<string> {
  let text = '';
  for (let from: number | null = 0; from !== null; ) {
    const results = await jobs.results(id, from);
    if (results === null) throw new Error('no results');
    text += new TextDecoder().decode(await readBytes(results.rows));
    from = results.next;
  }
  return text;
}

export async function keysOf(store: BlobStore): Promise<string[]> {
  const keys: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page = await store.list('', next === '' ? undefined : next);
    keys.push(...page.blobs.map(({ key }) => key));
    next = page.next;
  }
  return keys;
}

export const SEED = Number(process.env.JOB_SEED ?? Math.floor(Math.random() * 2 ** 31));
