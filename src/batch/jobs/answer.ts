import type { Matcher } from '../../matching/matcher.ts';
import type { CutProblem, RowTaker } from '../cutter.ts';
import { readHeader } from '../header.ts';
import { MAX_LINE_BYTES } from '../problems.ts';
import { type CellReader, createShardScorer, outcomesOf, type Shard, type ShardParts } from '../shard.ts';
import { Counter } from '../tally.ts';
import { type BlobStore, joined, readBytes } from './blobs.ts';
import { rowCutter } from './cut.ts';
import { endJob, type Job, writeFor } from './job.ts';
import { resultKey } from './keys.ts';
import type { ShardMessage } from './messages.ts';

export interface AnswerParts {
  readonly store: BlobStore;
  readonly matcher: Pick<Matcher, 'index' | 'match'>;
  readonly readCells: CellReader;
}

/**
 * Answers the rows of a shard and stores the answers under a key that says job, shard and index. Another index than the
 * job's answers nothing: `later`, for while a new version goes out machines with either are about.
 */
export async function answerShard(
  { store, matcher, readCells }: AnswerParts,
  job: Job,
  message: ShardMessage,
): Promise<'done' | 'later'> {
  const key = resultKey(job.id, message.shard, job.index);
  if ((await store.head(key)) !== null) return 'done';
  if (matcher.index.digest !== job.index) return 'later';
  const shard = message.tooLong ? tooLong(message.line) : await readShard(store, job, message);
  const table = shard === null ? null : await readTable(store, job, message, readCells);
  if (shard === null || table === null) {
    await endJob(store, job.id, 'input-changed');
    return 'done';
  }
  const { limit, superseded, explain } = job.settings;
  const scorer = createShardScorer({
    matcher,
    settings: { ...job.settings, unique: false },
    options: { limit, superseded, explain },
    ...table,
  });
  const encoder = new TextEncoder();
  const counter = new Counter();
  const parts: Uint8Array[] = [];
  for (const part of partsOf(shard)) {
    const scored = scorer.score(part);
    for (const outcome of outcomesOf(scored)) counter.add(outcome);
    parts.push(encoder.encode(scored.map(({ answer }) => `${JSON.stringify(answer)}\n`).join('')));
  }
  const meta = { tally: JSON.stringify(counter.tally) };
  await writeFor(store, job.id, { key, bytes: joined(parts), meta });
  return 'done';
}

/** Rows that are answered before their answers are made bytes: as text and objects they take several times the memory. */
const PART = 100;

function* partsOf({ bytes, ends, lines, problems }: Shard): Generator<Shard, void> {
  for (let first = 0; first < ends.length; first += PART) {
    const last = Math.min(first + PART, ends.length);
    const from = first === 0 ? 0 : ends[first - 1]!;
    const own = [...problems].filter(([row]) => row >= first && row < last);
    yield {
      bytes: bytes.subarray(from, ends[last - 1]),
      ends: ends.slice(first, last).map(end => end - from),
      lines: lines.slice(first, last),
      problems: new Map(own.map(([row, problem]) => [row - first, problem])),
    };
  }
}

/**
 * The rows of the shard as the cutting saw them. Whether a quote that is opened is ever closed can hang on what follows,
 * so the cutter is given what follows too, for as long as it keeps a row of the shard back.
 */
async function readShard(store: BlobStore, job: Job, message: ShardMessage): Promise<Shard | null> {
  const { size, version, key } = job.input;
  const to = Math.min(size, message.to + MAX_LINE_BYTES + 2);
  const pieces = await store.read(key, { from: message.from, to }, version);
  if (pieces === null) return null;
  const rows = new ShardRows(message.rows, message.to - message.from);
  const cutter = rowCutter(job, message.line, rows);
  for await (const piece of pieces) {
    cutter.add(piece);
    if (rows.complete) break;
  }
  if (!rows.complete && to === size) cutter.end();
  if (!rows.complete) throw new Error('the shard has fewer rows than were cut');
  return rows.shard;
}

/** The columns of CSV, from the first line of the input. */
async function readTable(
  store: BlobStore,
  job: Job,
  { header }: ShardMessage,
  readCells: CellReader,
): Promise<Pick<ShardParts, 'table'> | null> {
  if (job.settings.from !== 'csv') return {};
  const pieces = await store.read(job.input.key, { from: 0, to: header }, job.input.version);
  if (pieces === null) return null;
  const rows = new ShardRows(1, header);
  const cutter = rowCutter(job, 1, rows);
  cutter.add(await readBytes(pieces));
  cutter.end();
  const found = readHeader(rows.shard.bytes, job.settings, readCells);
  if (!('names' in found)) throw new Error('the columns are not those that were cut');
  return { table: { header: found.names, readCells } };
}

function tooLong(line: number): Shard {
  return {
    bytes: new Uint8Array(),
    ends: Uint32Array.of(0),
    lines: Float64Array.of(line),
    problems: new Map([[0, 'line-too-long']]),
  };
}

/** Takes so many rows and no more. */
class ShardRows implements RowTaker {
  readonly #ends: Uint32Array;
  readonly #lines: Float64Array;
  readonly #problems = new Map<number, CutProblem>();
  #bytes: Uint8Array;
  #length = 0;
  #count = 0;

  constructor(rows: number, bytes: number) {
    this.#ends = new Uint32Array(rows);
    this.#lines = new Float64Array(rows);
    this.#bytes = new Uint8Array(bytes);
  }

  get complete(): boolean {
    return this.#count === this.#ends.length;
  }

  get shard(): Shard {
    const bytes = this.#bytes.subarray(0, this.#length);
    return { bytes, ends: this.#ends, lines: this.#lines, problems: this.#problems };
  }

  skipped(): void {}

  row(bytes: Uint8Array, _raw: Uint8Array, line: number, problem: CutProblem | null): void {
    if (this.complete) return;
    if (problem !== null) this.#problems.set(this.#count, problem);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    this.#ends[this.#count] = this.#length;
    this.#lines[this.#count] = line;
    this.#count++;
  }
}
