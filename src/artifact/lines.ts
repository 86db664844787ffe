const LINE_FEED = 0x0a;

/**
 * Lines of UTF-8, each made into a string when it is read: an index has tens of thousands of words, and a match shows some
 * dozens of them.
 */
export class Lines {
  readonly length: number;
  readonly #bytes: Uint8Array;
  /** Where each line begins, and where one after the last would. */
  readonly #start: Uint32Array;

  /** The lines have line feeds between them; no bytes are no lines. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.length = bytes.length === 0 ? 0 : countFeeds(bytes) + 1;
    this.#start = new Uint32Array(this.length + 1);
    let line = 0;
    for (let at = 0; at < bytes.length; at++) if (bytes[at] === LINE_FEED) this.#start[++line] = at + 1;
    this.#start[this.length] = bytes.length + 1;
  }

  at(line: number): string {
    if (!(line >= 0 && line < this.length)) throw new RangeError(`there is no line ${line}`);
    return decoder.decode(this.#bytes.subarray(this.#start[line], this.#start[line + 1]! - 1));
  }

  /** Every line as a string. */
  all(): string[] {
    return Array.from({ length: this.length }, (_, line) => this.at(line));
  }

  /** The number of the line that is `text`, which must be ASCII, or -1. Only where the lines are in order. */
  find(text: string): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(middle, text);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  /** Below 0: the line comes before the text. A byte of what is not ASCII comes after every character that is. */
  #compare(line: number, text: string): number {
    const start = this.#start[line]!;
    const length = this.#start[line + 1]! - 1 - start;
    const common = Math.min(length, text.length);
    for (let i = 0; i < common; i++) {
      const order = this.#bytes[start + i]! - text.charCodeAt(i);
      if (order !== 0) return order;
    }
    return length - text.length;
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function countFeeds(bytes: Uint8Array): number {
  let feeds = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === LINE_FEED) feeds++;
  return feeds;
}
