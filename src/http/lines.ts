import { Bytes } from './bytes.ts';

/**
 * Cuts bytes that come in pieces into lines, and holds no more than one line and one piece. A line over `maxBytes` is
 * passed over while it comes and given as null. After the last line feed a line follows only if there is at least one byte.
 */
export class LineCutter {
  readonly #maxBytes: number;
  readonly #line = new Bytes();
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that this piece ends, one by one, without their line feeds; each holds until the next. */
  *add(piece: Uint8Array): Generator<Uint8Array | null> {
    let from = 0;
    for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, from)) {
      this.#keep(piece.subarray(from, at));
      from = at + 1;
      yield this.#line.length < this.#length ? null : this.#line.view();
      this.#line.clear();
      this.#length = 0;
    }
    this.#keep(piece.subarray(from));
  }

  /** What follows the last line feed. */
  *end(): Generator<Uint8Array | null> {
    if (this.#length > 0) yield this.#line.length < this.#length ? null : this.#line.view();
  }

  #keep(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.#maxBytes) this.#line.clear();
    else this.#line.add(part);
  }
}

const LINE_FEED = 0x0a;
