/**
 * Spends the characters of a source against those of a result, each of the result once. Stretches are found as a
 * compressor finds them: a table of where four characters (or fewer, for short stretches) begin, and chains of further places.
 */
export class Ledger {
  readonly #source: string;
  /** Of each character of the source, the piece that it stands in. */
  readonly #pieces: Int32Array;
  readonly #result: string;
  readonly #spentSource: Uint8Array;
  readonly #spentResult: Uint8Array;
  readonly #head = new Int32Array(1 << HASH_BITS);
  readonly #next: Int32Array;

  /** No stretch goes on over the border of two pieces of the source, or of two texts of the result. */
  constructor(source: string, pieces: Int32Array, result: readonly string[]) {
    this.#source = source;
    this.#pieces = pieces;
    this.#result = `${BORDER}${result.join(BORDER)}${BORDER}`;
    this.#spentSource = new Uint8Array(source.length);
    this.#spentResult = new Uint8Array(this.#result.length);
    this.#next = new Int32Array(this.#result.length);
  }

  /** Spends stretches of at least `least` characters, the longest at each place. */
  spend(least: number): void {
    const width = Math.min(least, 4);
    this.#index(width);
    for (let at = 0; at + width <= this.#source.length; ) {
      if (this.#spentSource[at] === 1) {
        at++;
        continue;
      }
      const { length, from } = this.#longest(at, width, least);
      if (length < least) at++;
      else {
        this.#spentSource.fill(1, at, at + length);
        this.#spentResult.fill(1, from, from + length);
        at += length;
      }
    }
  }

  #index(width: number): void {
    this.#head.fill(0);
    // From the end, so that the chains begin with the first place.
    for (let at = this.#result.length - width; at > 0; at--) {
      if (this.#spentResult[at] === 1) continue;
      const hash = hashOf(this.#result, at, width);
      this.#next[at] = this.#head[hash]!;
      this.#head[hash] = at;
    }
  }

  #longest(at: number, width: number, least: number): { length: number; from: number } {
    let best = { length: 0, from: 0 };
    let steps = 0;
    let from = this.#head[hashOf(this.#source, at, width)]!;
    for (; from > 0 && steps < LONGEST_CHAIN; from = this.#next[from]!, steps++) {
      if (this.#spentResult[from] === 1) continue;
      const length = this.#common(at, from);
      if (length > best.length && (least >= 4 || this.#fits(from, length))) best = { length, from };
    }
    return best;
  }

  #common(at: number, from: number): number {
    const piece = this.#pieces[at];
    let length = 0;
    while (
      this.#pieces[at + length] === piece &&
      this.#source.charCodeAt(at + length) === this.#result.charCodeAt(from + length) &&
      this.#spentSource[at + length] === 0 &&
      this.#spentResult[from + length] === 0
    ) {
      length++;
    }
    return length;
  }

  /** A few characters say nothing alone: they count as the beginning of a text, or beside what is spent of it. */
  #fits(from: number, length: number): boolean {
    const border = (at: number) => this.#result.charAt(at) === BORDER;
    if (this.#spentResult[from - 1] === 1 || this.#spentResult[from + length] === 1) return true;
    return border(from - 1) && (length > 1 || border(from + length));
  }

  /**
   * Spends what is left of broken names, character by character: where one name is printed often, and broken in other
   * places each time, its parts may have been spent crosswise. A long stretch is no such part.
   */
  fill(): void {
    const left = new Map<string, number>();
    for (let at = 0; at < this.#result.length; at++) {
      const character = this.#result.charAt(at);
      if (this.#spentResult[at] === 0) left.set(character, (left.get(character) ?? 0) + 1);
    }
    for (const { start, end } of this.left()) {
      if (end - start > LONGEST_PART) continue;
      for (let at = start; at < end; at++) {
        const character = this.#source.charAt(at);
        const times = left.get(character) ?? 0;
        if (times === 0) continue;
        left.set(character, times - 1);
        this.#spentSource[at] = 1;
      }
    }
  }

  /** Takes a stretch of the source for accounted, whatever the result says. */
  excuse(start: number, end: number): void {
    this.#spentSource.fill(1, start, end);
  }

  /** The stretches of the source that are not spent. */
  left(): { start: number; end: number }[] {
    const runs: { start: number; end: number }[] = [];
    for (let at = 0; at < this.#source.length; at++) {
      if (this.#spentSource[at] === 1) continue;
      const start = at;
      while (at < this.#source.length && this.#spentSource[at] === 0) at++;
      runs.push({ start, end: at });
    }
    return runs;
  }
}

/** In no text that is counted. */
const BORDER = '\u0001';
const HASH_BITS = 16;
const LONGEST_PART = 12;
/** So many places of one stretch are looked at; the next pass sees those that are not spent by then. */
const LONGEST_CHAIN = 128;

function hashOf(text: string, at: number, width: number): number {
  let hash = 0;
  for (let unit = 0; unit < width; unit++) hash = Math.imul(hash, 0x9e35) + text.charCodeAt(at + unit);
  return (Math.imul(hash, 0x9e3779b1) >>> (32 - HASH_BITS)) & ((1 << HASH_BITS) - 1);
}
