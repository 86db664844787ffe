/** Files of lines: read in groups in bounded memory, written whole or not at all. */
import { randomBytes } from 'node:crypto';
import { access, constants, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { syncFolder } from './files.ts';

/** One line of a file, without its line feed. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Byte position just after the line and its line feed: where a reader that goes on later begins. */
  readonly end: number;
  /** Null for a line over the limit, which was never held. */
  readonly bytes: Uint8Array | null;
}

const LINE_FEED = 0x0a;

/**
 * Cuts a stream of bytes into lines, and gives those that each piece of the stream ends together: a reader that works
 * through one group and then asks for the next keeps one piece in memory, whatever the size of the input. A line over
 * `maxBytes` is passed over while it comes, not gathered. After the last line feed a line follows only if there is at
 * least one byte.
 */
export async function* readLines(stream: Readable, maxBytes: number): AsyncGenerator<readonly Line[]> {
  const pending = new PendingLine(maxBytes);
  let number = 1;
  let position = 0;
  for await (const piece of stream) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : (piece as Buffer);
    const lines: Line[] = [];
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, from)) {
      pending.add(bytes.subarray(from, at));
      from = at + 1;
      lines.push({ number: number++, end: position + from, bytes: pending.take() });
    }
    pending.add(bytes.subarray(from));
    position += bytes.length;
    if (lines.length > 0) yield lines;
  }
  if (!pending.isEmpty) yield [{ number, end: position, bytes: pending.take() }];
}

/** The pieces of a line whose end has not come yet. */
class PendingLine {
  readonly #maxBytes: number;
  #pieces: Uint8Array[] = [];
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > this.#maxBytes) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(piece);
  }

  take(): Uint8Array | null {
    const [first] = this.#pieces;
    const whole = this.#pieces.length === 1 ? first! : Buffer.concat(this.#pieces);
    const fits = this.#length <= this.#maxBytes;
    this.#pieces = [];
    this.#length = 0;
    return fits ? whole : null;
  }
}

/** Where lines go. Exactly one of `finish` and `discard` ends it. */
export interface LineOutput {
  /** What was written stays, even if the rest never comes: a pipe or a device. */
  readonly direct: boolean;
  write(text: string): Promise<void>;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * A file that is there only when it is whole: lines go to a temporary file beside it, which takes its name at the end.
 * What is no regular file (a device, a named pipe) is written directly, for it could not be replaced by a rename.
 */
export async function createLineFile(path: string): Promise<LineOutput> {
  const present = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (present !== null) await access(path, constants.W_OK);
  if (present !== null && !present.isFile()) {
    const file = await open(path, 'w');
    const close = (): Promise<void> => file.close();
    return { direct: true, write: text => file.writeFile(text), finish: close, discard: close };
  }
  const target = present === null ? path : await realpath(path);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(temporary, 'wx');
  return {
    direct: false,
    write: text => file.writeFile(text), // goes on where the last one ended
    finish: () => putInPlace(file, temporary, target),
    async discard() {
      await file.close();
      await rm(temporary, { force: true });
    },
  };
}

async function putInPlace(file: FileHandle, temporary: string, target: string): Promise<void> {
  await file.sync();
  await rename(temporary, target);
  await syncFolder(dirname(target));
  await file.close();
}
