import { stat } from 'node:fs/promises';
import type { Artifact } from '../../../artifact/read.ts';
import { HashSet } from '../../../batch/duplicates.ts';
import type { BatchSettings } from '../../../batch/settings.ts';
import { Counter, type Outcome, type Tally } from '../../../batch/tally.ts';
import {
  type Checkpoint,
  firstCheckpoint,
  otherInput,
  readCheckpoint,
  refuseOther,
  removeCheckpoint,
  tailOf,
  writeCheckpoint,
} from './checkpoint.ts';
import type { Input } from './input.ts';
import { deviceOutput, fileOutput, type Output, pipeOutput } from './output.ts';
import { ownThread, type Pool, threads } from './pool.ts';
import { Stopped } from './problem.ts';
import { encode, preamble, type ScoredShard } from './score.ts';
import { ShardReader, type Work } from './shards.ts';

/**
 * A batch job from end to end:
 *
 * ```
 *   input ─cut─▶ shards ─▶ workers (decode, parse, match, write) ─in order─▶ output
 *                                                                              │ now and then
 *                                                         fsync output, then checkpoint
 * ```
 *
 * What comes out hangs on the input, the index and the settings alone, not on the number of workers, on how the input comes
 * or on interruptions. Memory holds a few shards for each worker, however large the input is.
 */
export interface Job {
  readonly input: Input;
  readonly out: Target;
  readonly artifact: Artifact;
  /** The same index as bytes, for workers. */
  readonly artifactBytes: Uint8Array;
  readonly settings: BatchSettings;
  readonly workers: number;
  readonly resume: boolean;
  /** Milliseconds between checkpoints. */
  readonly checkpointEvery: number;
  readonly signal: AbortSignal;
}

export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'device'; readonly path: string }
  | { readonly kind: 'pipe'; readonly stream: NodeJS.WritableStream };

export interface Watcher {
  /** Rows of an earlier, interrupted run that are there already, or that are thrown away. */
  began(earlier: { readonly goesOn: boolean; readonly rows: number } | null): void;
  /** `read`: bytes of the input as it lies on the disk. */
  wrote(tally: Tally, read: number): void;
}

/** `done` is false when there was nothing to do: the output is that of a finished run. */
export async function runBatch(job: Job, watcher: Watcher): Promise<{ done: boolean; tally: Tally }> {
  const { input, out, artifact, settings } = job;
  const fresh = firstCheckpoint({ index: artifact.digest, settings, size: input.size });
  const begun = out.kind === 'file' ? await readCheckpoint(out.path).catch(unless(!job.resume)) : null;
  if (job.resume && out.kind === 'file') {
    if (begun !== null) await refuseOther(out.path, begun, fresh);
    else if (await hasBytes(out.path)) return { done: false, tally: fresh.tally };
  }
  const from = job.resume && begun !== null ? begun : fresh;
  const reader = new ShardReader(input, settings, from.input.bytes);
  const works = reader.read();
  try {
    return await runWorks(job, watcher, { reader, works, from, begun });
  } finally {
    await works.return(undefined).catch(() => {}); // lets go of the input, whatever happened
  }
}

interface Begun {
  readonly reader: ShardReader;
  readonly works: AsyncGenerator<Work, void>;
  /** Where to begin, and what was found beside the output. */
  readonly from: Checkpoint;
  readonly begun: Checkpoint | null;
}

async function runWorks(
  job: Job,
  watcher: Watcher,
  { reader, works, from, begun }: Begun,
): Promise<{ done: boolean; tally: Tally }> {
  const { out, settings } = job;
  const first = await works.next(); // refuses what is no input before anything is touched
  watcher.began(begun === null ? null : { goesOn: from === begun, rows: begun.tally.rows });
  if (out.kind === 'file' && from !== begun) await writeCheckpoint(out.path, from);
  const output = await openOutput(out, from.output.bytes);
  const pool = openPool(job, reader.header);
  const run = new Run(job, from, output, pool, watcher);
  try {
    if (output.position === 0) {
      const head = preamble(settings, reader.header);
      if (head !== '') await output.write(encode(head, settings));
    }
    await run.all(first, works);
    if (settings.gzip && output.position === 0) await output.write(encode('', settings));
    if (out.kind === 'file') {
      await output.sync();
      await removeCheckpoint(out.path);
    }
    return { done: true, tally: run.tally };
  } finally {
    await Promise.allSettled([pool.close(), output.close()]);
  }
}

class Run {
  readonly #job: Job;
  readonly #from: Checkpoint;
  readonly #output: Output;
  readonly #pool: Pool;
  readonly #watcher: Watcher;
  readonly #counter: Counter;
  readonly #seen = new HashSet();
  #verified: boolean;
  /** What is in the output for sure, once it is synced. */
  #safe: { readonly work: Work; readonly position: number; readonly tally: Tally } | null = null;
  #saved = performance.now();

  constructor(job: Job, from: Checkpoint, output: Output, pool: Pool, watcher: Watcher) {
    this.#job = job;
    this.#from = from;
    this.#output = output;
    this.#pool = pool;
    this.#watcher = watcher;
    this.#counter = new Counter(from.tally);
    this.#verified = from.input.bytes === 0;
  }

  get tally(): Tally {
    return this.#counter.tally;
  }

  /** Each shard is written after the one before it; no more than the pool has room for are under way. */
  async all(first: IteratorResult<Work, void>, rest: AsyncGenerator<Work>): Promise<void> {
    const { input, signal } = this.#job;
    let last: Promise<void> = Promise.resolve();
    const underWay: Promise<void>[] = [];
    try {
      for (let next = first; !next.done; next = await rest.next()) {
        if (signal.aborted) throw new Stopped();
        const before = last;
        last = this.#handle(next.value, before);
        last.catch(error => input.stop(error)); // a wait for a silent pipe ends too
        underWay.push(last);
        if (underWay.length >= this.#pool.room) await underWay.shift();
      }
      await last;
      if (!this.#verified) throw otherInput(this.#path);
    } catch (error) {
      await rest.return(undefined).catch(() => {});
      const failed = await last.then(
        () => null,
        (cause: unknown) => ({ cause }),
      );
      await this.#save().catch(() => {}); // an older checkpoint is as good
      throw signal.aborted ? new Stopped() : failed === null ? error : failed.cause;
    }
  }

  async #handle(work: Work, before: Promise<void>): Promise<void> {
    const { bytes } = this.#from.input;
    if (work.end <= bytes) return this.#passOver(work, before);
    if (!this.#verified) throw otherInput(this.#path);
    const scoring = this.#pool.score(work.shard);
    scoring.catch(() => {}); // told when its turn comes
    await before;
    const scored = await scoring;
    await this.#write(work, scored);
    if (this.#job.out.kind === 'file' && performance.now() - this.#saved >= this.#job.checkpointEvery) {
      await this.#save();
    }
  }

  /** Rows that are in the output already: only looked at, to see that they are the same, and for duplicates of them. */
  async #passOver(work: Work, before: Promise<void>): Promise<void> {
    const { bytes, sha256 } = this.#from.input;
    if (work.end === bytes) {
      if (work.hash.copy().digest('hex') !== sha256) throw otherInput(this.#path);
      this.#verified = true;
    }
    const hashing = this.#job.settings.unique ? this.#pool.hashes(work.shard) : Promise.resolve([]);
    hashing.catch(() => {});
    await before;
    for (const hash of await hashing) if (hash !== null) this.#seen.add(hash);
  }

  async #write(work: Work, scored: ScoredShard): Promise<void> {
    const { bytes, outcomes } =
      scored.rows === undefined
        ? scored
        : withoutDuplicates(scored.rows, scored.outcomes, this.#seen, this.#job.settings);
    await this.#output.write(bytes!);
    for (const outcome of outcomes) this.#counter.add(outcome);
    this.#safe = { work, position: this.#output.position, tally: this.tally };
    this.#watcher.wrote(this.tally, this.#job.input.read());
  }

  /** Output first: a checkpoint never says more than what is on the disk. */
  async #save(): Promise<void> {
    const safe = this.#safe;
    if (safe === null || this.#job.out.kind !== 'file') return;
    const { path } = this.#job.out;
    this.#safe = null;
    await this.#output.sync();
    const { work, position, tally } = safe;
    await writeCheckpoint(path, {
      ...this.#from,
      input: { ...this.#from.input, bytes: work.end, sha256: work.hash.copy().digest('hex') },
      output: { bytes: position, tail: (await tailOf(path, position)) ?? '' },
      tally,
    });
    this.#saved = performance.now();
  }

  get #path(): string {
    return this.#job.out.kind === 'pipe' ? '' : this.#job.out.path;
  }
}

/** Which row of several with one text is the first is known only here, where rows are in order. */
function withoutDuplicates(
  rows: NonNullable<ScoredShard['rows']>,
  outcomes: readonly Outcome[],
  seen: HashSet,
  settings: BatchSettings,
): Pick<ScoredShard, 'bytes' | 'outcomes'> {
  const isNew = rows.map(({ hash }) => hash === null || seen.add(hash));
  const lines = rows.map(({ line, duplicate }, i) => (isNew[i] ? line : duplicate));
  return {
    bytes: encode(lines.join(''), settings),
    outcomes: outcomes.map((outcome, i) => (isNew[i] ? outcome : 'duplicate-text')),
  };
}

function openOutput(out: Target, position: number): Promise<Output> | Output {
  if (out.kind === 'pipe') return pipeOutput(out.stream);
  return out.kind === 'device' ? deviceOutput(out.path) : fileOutput(out.path, position);
}

function openPool(
  { workers, artifact, artifactBytes, settings }: Job,
  header: readonly string[] | null,
): Pool {
  if (workers === 1) return ownThread(artifact, { settings, header });
  const shared = new Uint8Array(new SharedArrayBuffer(artifactBytes.length));
  shared.set(artifactBytes);
  return threads(workers, { artifact: shared, settings, header });
}

async function hasBytes(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.size > 0;
}

/** A damaged checkpoint is no matter where nothing is gone on with. */
function unless(ignored: boolean): (error: unknown) => null {
  return error => {
    if (ignored) return null;
    throw error;
  };
}
