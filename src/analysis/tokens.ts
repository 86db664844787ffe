/** A word that is in no standard and no lexicon. */
export const UNKNOWN_TERM = -1;
/** A word that never tells occupations apart. */
export const STOP_TERM = -2;

/**
 * Places in a text, in reading order: token i < `count` is term `term[i]`, standing at [start[i], end[i]) of the text as
 * pasted. The arrays are kept for the next text, and are mostly longer than `count`.
 */
export class TokenList {
  count = 0;
  term = new Int32Array(0);
  start = new Int32Array(0);
  end = new Int32Array(0);

  /** Empties the list and makes room for `most` tokens. */
  clear(most: number): void {
    this.count = 0;
    if (this.term.length >= most) return;
    const length = roomFor(most);
    this.term = new Int32Array(length);
    this.start = new Int32Array(length);
    this.end = new Int32Array(length);
  }

  push(term: number, start: number, end: number): void {
    const at = this.count++;
    this.term[at] = term;
    this.start[at] = start;
    this.end[at] = end;
  }
}

/** Memory that must grow grows by half at least, so that texts of growing length do not each allocate. */
export function roomFor(length: number): number {
  return Math.max(1024, length + (length >> 1));
}
