/** Files of lines, read in groups in bounded memory. */
import type { Readable } from 'node:stream';

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
