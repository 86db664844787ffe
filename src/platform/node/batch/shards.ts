import { createHash, type Hash } from 'node:crypto';
import { type CutProblem, RowCutter, type RowTaker } from '../../../batch/cutter.ts';
import { readHeader as columnNames, type Header } from '../../../batch/header.ts';
import { MAX_LINE_BYTES, type RowProblem } from '../../../batch/problems.ts';
import type { BatchSettings } from '../../../batch/settings.ts';
import type { Shard } from '../../../batch/shard.ts';
import { readCells } from './csv.ts';
import type { Input } from './input.ts';
import { BatchProblem } from './problem.ts';

/** A shard and where in the input it ends. */
export interface Work {
  readonly shard: Shard;
  /** Bytes of the unpacked input up to its end, and their hash so far: to be copied before it is digested. */
  readonly end: number;
  readonly hash: Hash;
}

/** Small enough that workers end together and little is under way, large enough that sending costs nothing beside it. */
const SHARD_ROWS = 64;
const SHARD_BYTES = 64 * 1024;

/**
 * Cuts the input into shards. The header of CSV is known as soon as the first one is there, or the input ended.
 *
 * Where output is packed, a shard becomes a member of the packed file, so where shards end hangs on the rows alone. Else a
 * shard also ends where what has come from a pipe does, so that answers do not wait for more.
 */
export class ShardReader {
  readonly #input: Input;
  readonly #settings: BatchSettings;
  readonly #sharder: Sharder;

  /** A shard ends at `border`, if a row does: where an earlier run stopped. */
  constructor(input: Input, settings: BatchSettings, border: number) {
    this.#input = input;
    this.#settings = settings;
    this.#sharder = new Sharder(input.name, settings, border);
  }

  get header(): readonly string[] | null {
    return this.#sharder.header;
  }

  async *read(): AsyncGenerator<Work> {
    const { from, encoding, gzip } = this.#settings;
    const units = encoding === 'utf-16le' || encoding === 'utf-16be' ? encoding : 'bytes';
    const sharder = this.#sharder;
    const cutter = new RowCutter({ csv: from === 'csv', units, maxBytes: MAX_LINE_BYTES }, sharder);
    for await (const piece of this.#input.pieces()) {
      cutter.add(piece);
      if (!gzip) sharder.flush();
      yield* sharder.take();
    }
    cutter.end();
    sharder.flush();
    if (from === 'csv' && sharder.header === null)
      throw new BatchProblem(`${this.#input.name}: is empty; a line of column names was expected`);
    yield* sharder.take();
  }
}

class Sharder implements RowTaker {
  header: readonly string[] | null = null;
  readonly #name: string;
  readonly #settings: BatchSettings;
  readonly #border: number;
  readonly #hash = createHash('sha256');
  #offset = 0;
  #bytes = new Uint8Array(2 * SHARD_BYTES);
  #length = 0;
  #ends: number[] = [];
  #lines: number[] = [];
  #problems = new Map<number, RowProblem>();
  #ready: Work[] = [];

  constructor(name: string, settings: BatchSettings, border: number) {
    this.#name = name;
    this.#settings = settings;
    this.#border = border;
  }

  skipped(raw: Uint8Array): void {
    this.#hash.update(raw);
    this.#offset += raw.length;
  }

  row(bytes: Uint8Array, raw: Uint8Array, line: number, problem: CutProblem | null): void {
    this.skipped(raw);
    if (this.#settings.from === 'csv' && this.header === null) {
      this.header = readHeader(bytes, problem, this.#name, this.#settings);
      return;
    }
    if (problem !== null) this.#problems.set(this.#ends.length, problem);
    this.#append(bytes);
    this.#ends.push(this.#length);
    this.#lines.push(line);
    if (this.#ends.length === SHARD_ROWS || this.#length >= SHARD_BYTES || this.#offset === this.#border)
      this.flush();
  }

  flush(): void {
    if (this.#ends.length === 0) return;
    const shard = {
      bytes: this.#bytes.slice(0, this.#length),
      ends: Uint32Array.from(this.#ends),
      lines: Float64Array.from(this.#lines),
      problems: this.#problems,
    };
    this.#ready.push({ shard, end: this.#offset, hash: this.#hash.copy() });
    this.#length = 0;
    this.#ends = [];
    this.#lines = [];
    this.#problems = new Map();
  }

  take(): Work[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #append(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) {
      const larger = new Uint8Array(2 * (this.#length + bytes.length));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }
}

/** No message shows the line: where there is no header it is a text. */
function readHeader(
  bytes: Uint8Array,
  problem: CutProblem | null,
  name: string,
  settings: BatchSettings,
): readonly string[] {
  if (problem !== null)
    throw new BatchProblem(`${name}: the first line is no line of column names [${problem}]`);
  const header = columnNames(bytes, settings, readCells);
  if ('names' in header) return header.names;
  throw new BatchProblem(`${name}: ${headerMessage(header, settings)}`);
}

function headerMessage(header: Exclude<Header, { names: unknown }>, { encoding }: BatchSettings): string {
  switch (header.problem) {
    case 'invalid-encoding':
      return `the line of column names is not valid in ${encoding}; say which with --encoding`;
    case 'unknown-column':
      return `the first line names no column \`${header.column}\`; say with --text-column, --title-column, --id-column, --kind-column which is which, and give --keep only names of that line`;
    case 'repeated-column':
      return `the first line names the column \`${header.column}\` twice`;
  }
}
