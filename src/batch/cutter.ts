/**
 * Bytes that come in pieces are cut into rows without being decoded: workers decode. That is possible because a line feed,
 * a comma and a quote are the same single bytes in UTF-8, Big5 and GBK, and never a part of another character there; in
 * UTF-16 they are units of two bytes.
 */

export interface CutRules {
  readonly csv: boolean;
  /** How a line feed is written: in one byte, or as a unit of UTF-16. */
  readonly units: 'bytes' | 'utf-16le' | 'utf-16be';
  /** A row of more bytes is given as too long. */
  readonly maxBytes: number;
  /** The line that the first byte stands on, where cutting goes on from a row inside the input; 1 unless told. */
  readonly firstLine?: number;
}

export type CutProblem = 'line-too-long' | 'unclosed-quote' | 'invalid-csv';

/** Takes the rows in order. Together all `raw` are the input, byte for byte. The arrays are good until the call ends. */
export interface RowTaker {
  /** `bytes` are without the line feed, and empty where there is a problem; `line` counts line feeds from 1. */
  row(bytes: Uint8Array, raw: Uint8Array, line: number, problem: CutProblem | null): void;
  /** A piece of a row that is too long to be held; `row` follows when it ends. */
  skipped(raw: Uint8Array): void;
}

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;

/** Where in a CSV row the scanner is (RFC 4180: a quote opens only at the beginning of a cell, and is doubled inside). */
const CELL_START = 0;
const PLAIN = 1;
const QUOTED = 2;
const QUOTE_IN_QUOTED = 3;

/**
 * Where rows end does not hang on how the input is cut into pieces. What follows the last line feed is a row if it has a
 * byte. A quote that is never closed would swallow the rows after it, up to the next quote or the end: where a row comes over
 * the limit with its quote open, the input ends so, or a quoted cell goes on after its closing quote, only the first line of
 * it is given up, and reading goes on with the next.
 */
export class RowCutter {
  readonly #rules: CutRules;
  readonly #taker: RowTaker;
  readonly #width: 1 | 2;
  #buffer = new Uint8Array(1 << 16);
  #length = 0;
  /** Where the row that is looked at begins, and how far it has been looked at. */
  #start = 0;
  #scanned = 0;
  #state = CELL_START;
  #line: number;
  /** Line feeds inside the row. */
  #inner = 0;
  #skipping = false;
  /** A quoted cell goes on after its closing quote. */
  #broken = false;

  constructor(rules: CutRules, taker: RowTaker) {
    this.#rules = rules;
    this.#taker = taker;
    this.#width = rules.units === 'bytes' ? 1 : 2;
    this.#line = rules.firstLine ?? 1;
  }

  add(piece: Uint8Array): void {
    this.#append(piece);
    this.#cut();
    this.#buffer.copyWithin(0, this.#start, this.#length);
    this.#length -= this.#start;
    this.#scanned -= this.#start;
    this.#start = 0;
  }

  end(): void {
    while (this.#length > this.#start || this.#skipping) {
      if (this.#skipping) this.#emit(this.#length, this.#length, 'line-too-long');
      else if (this.#state === QUOTED || this.#broken) {
        this.#giveUpLine(this.#length, this.#broken ? 'invalid-csv' : 'unclosed-quote');
        this.#cut();
      } else this.#emit(this.#length, this.#length, null);
    }
  }

  #append(piece: Uint8Array): void {
    const needed = this.#length + piece.length;
    if (needed > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(piece, this.#length);
    this.#length = needed;
  }

  #cut(): void {
    const { maxBytes, csv } = this.#rules;
    for (;;) {
      const most = this.#skipping
        ? this.#length
        : Math.min(this.#length, this.#start + maxBytes + this.#width);
      const at = csv && !this.#skipping ? this.#endOfRecord(most) : this.#endOfLine(this.#scanned, most);
      if (at >= 0) {
        if (this.#skipping) this.#emit(at, at + this.#width, 'line-too-long');
        else if (!this.#broken) this.#emit(at, at + this.#width, null);
        else this.#giveUpLine(at + this.#width, 'invalid-csv');
      } else if (this.#skipping) {
        this.#skip(most);
        return;
      } else if (most < this.#start + maxBytes + this.#width) {
        return; // more may come
      } else if (this.#state === QUOTED) {
        this.#giveUpLine(most, 'unclosed-quote');
      } else {
        this.#skipping = true;
        this.#scanned = this.#start;
      }
    }
  }

  /** Gives what is held of a row that is too long, but for half a unit. */
  #skip(end: number): void {
    const whole = end - ((end - this.#start) % this.#width);
    if (whole > this.#start) this.#taker.skipped(this.#buffer.subarray(this.#start, whole));
    this.#start = whole;
    this.#scanned = whole;
  }

  /** The first line of a row that is none up to `end`. */
  #giveUpLine(end: number, problem: CutProblem): void {
    const at = this.#endOfLine(this.#start, end);
    this.#inner = 0;
    if (at >= 0) this.#emit(at, at + this.#width, problem);
    else if (end - this.#start > this.#rules.maxBytes) {
      this.#skipping = true;
      this.#scanned = this.#start;
    } else this.#emit(end, end, problem);
  }

  #emit(end: number, next: number, problem: CutProblem | null): void {
    const raw = this.#buffer.subarray(this.#start, next);
    const bytes = this.#buffer.subarray(this.#start, problem === null ? end : this.#start);
    this.#taker.row(bytes, raw, this.#line, problem);
    this.#line += 1 + this.#inner;
    this.#inner = 0;
    this.#start = next;
    this.#scanned = next;
    this.#state = CELL_START;
    this.#skipping = false;
    this.#broken = false;
  }

  #endOfLine(from: number, end: number): number {
    if (this.#width === 1) {
      const at = this.#buffer.subarray(from, end).indexOf(LINE_FEED);
      this.#scanned = at < 0 ? end : from + at;
      return at < 0 ? -1 : from + at;
    }
    let at = from;
    for (; at + 1 < end; at += 2) {
      if (this.#unit(at) === LINE_FEED) return at;
    }
    this.#scanned = at;
    return -1;
  }

  /** The first line feed outside quotes. */
  #endOfRecord(end: number): number {
    const buffer = this.#buffer;
    const width = this.#width;
    let state = this.#state;
    let at = this.#scanned;
    for (; at + width <= end; at += width) {
      const unit = width === 1 ? buffer[at]! : this.#unit(at);
      if (state === QUOTED) {
        if (unit === QUOTE) state = QUOTE_IN_QUOTED;
        else if (unit === LINE_FEED) this.#inner++;
        continue;
      }
      if (unit === LINE_FEED) return at;
      if (unit === COMMA) state = CELL_START;
      else if (unit === QUOTE)
        state = state === PLAIN ? PLAIN : QUOTED; // doubled, or the first
      else if (state !== CELL_START || !this.#isMark(unit, at)) {
        if (state === QUOTE_IN_QUOTED && unit !== RETURN) this.#broken = true;
        state = PLAIN;
      }
    }
    this.#state = state;
    this.#scanned = at;
    return -1;
  }

  /** Whether this may be a byte of the byte order mark, which is no part of the first cell. */
  #isMark(unit: number, at: number): boolean {
    if (this.#line > 1 || at - this.#start > 2) return false;
    return this.#width === 2 ? unit === 0xfeff : unit === 0xef || unit === 0xbb || unit === 0xbf;
  }

  #unit(at: number): number {
    const first = this.#buffer[at]!;
    const second = this.#buffer[at + 1]!;
    return this.#rules.units === 'utf-16le' ? first | (second << 8) : (first << 8) | second;
  }
}
