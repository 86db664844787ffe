import type { CutProblem, RowTaker } from '../cutter.ts';
import { readHeader } from '../header.ts';
import type { CellReader } from '../shard.ts';
import type { Job } from './job.ts';
import type { CutMessage, ShardMessage } from './messages.ts';
import type { JobEnd } from './problems.ts';
import { type JobSizes, rowsOf } from './sizes.ts';

/**
 * Groups rows into shards, row by row, and stops when there is enough for one invocation. Rows that come after that are not
 * looked at: the message `goOn` leads to them.
 */
export class ShardPlanner implements RowTaker {
  /** Why the job ends here; null while it goes on. */
  problem: JobEnd | null = null;
  /** Where the next invocation begins; null while this one has not enough. */
  goOn: CutMessage | null = null;
  /** Of this invocation. */
  shards = 0;
  rows = 0;
  readonly #job: Job;
  readonly #sizes: JobSizes;
  readonly #begin: CutMessage;
  readonly #readCells: CellReader;
  readonly #mostRows: number;
  #header: number;
  /** Where the row begins that comes next, and how much of it was passed over. */
  #at: number;
  #skipped = 0;
  /** The shard that is being filled. */
  #from = 0;
  #line = 0;
  #count = 0;
  #ready: ShardMessage[] = [];

  constructor(job: Job, sizes: JobSizes, begin: CutMessage, readCells: CellReader) {
    this.#job = job;
    this.#sizes = sizes;
    this.#begin = begin;
    this.#readCells = readCells;
    this.#mostRows = rowsOf(sizes, job.settings);
    this.#header = begin.header;
    this.#at = begin.from;
  }

  /** Shards that have not been taken. */
  get waiting(): number {
    return this.#ready.length;
  }

  take(): ShardMessage[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  skipped(raw: Uint8Array): void {
    this.#skipped += raw.length;
  }

  row(bytes: Uint8Array, raw: Uint8Array, line: number, problem: CutProblem | null): void {
    if (this.goOn !== null || this.problem !== null) return;
    const from = this.#at;
    if (this.#count === 0 && this.#isEnough(from)) {
      this.#stop(from, line);
      return;
    }
    const to = from + this.#skipped + raw.length;
    this.#at = to;
    this.#skipped = 0;
    if (this.#job.settings.from === 'csv' && this.#header === 0) this.#readHeader(bytes, problem, to);
    else if (problem === 'line-too-long') {
      this.#flush(from);
      this.#push({ from, to, line, rows: 1, tooLong: true });
    } else {
      if (this.#count === 0) [this.#from, this.#line] = [from, line];
      this.#count++;
      if (this.#count === this.#mostRows || to - this.#from >= this.#sizes.shardBytes) this.#flush(to);
    }
  }

  /** The input has no more rows. */
  end(size: number): void {
    if (this.problem !== null || this.goOn !== null) return;
    if (this.#at !== size) throw new Error('the input ended before its size');
    this.#flush(size);
  }

  #isEnough(at: number): boolean {
    return this.shards >= this.#sizes.cutShards || at - this.#begin.from >= this.#sizes.cutBytes;
  }

  #stop(from: number, line: number): void {
    const { part, shard } = this.#begin;
    const next = shard + this.shards;
    if (next >= this.#sizes.shards) this.problem = 'too-many-shards';
    else this.goOn = { ...this.#begin, part: part + 1, from, line, shard: next, header: this.#header };
  }

  #readHeader(bytes: Uint8Array, problem: CutProblem | null, to: number): void {
    this.#header = to;
    const header = problem === null ? readHeader(bytes, this.#job.settings, this.#readCells) : null;
    if (header === null) this.problem = 'no-header';
    else if ('problem' in header)
      this.problem = header.problem === 'invalid-encoding' ? 'no-header' : header.problem;
  }

  #flush(to: number): void {
    if (this.#count === 0) return;
    const [from, line, rows] = [this.#from, this.#line, this.#count];
    this.#count = 0;
    this.#push({ from, to, line, rows, tooLong: false });
  }

  #push(shard: Pick<ShardMessage, 'from' | 'to' | 'line' | 'rows' | 'tooLong'>): void {
    const { id: job, index } = this.#job;
    const number = this.#begin.shard + this.shards;
    this.#ready.push({ kind: 'shard', job, index, shard: number, header: this.#header, ...shard });
    this.shards++;
    this.rows += shard.rows;
  }
}
