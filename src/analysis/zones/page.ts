import { blankMarkup } from './markup.ts';
import type { Span } from './parts.ts';
import { BULLET, closerOf, MARK, OPENER, type SignTable, SPACE, TEXT } from './signs.ts';

/** A text as this folder reads it. Every offset is one of the text as pasted. */
export interface Page {
  readonly text: string;
  /** Folded, with markup blanked out unit for unit. */
  readonly units: Uint16Array;
  /** Per unit the bits of signs.ts; they last until the next page is read. */
  readonly signs: Int32Array;
  /** The bits that any sign of the page has. */
  readonly seen: number;
  readonly markup: readonly Span[];
}

/** Units of text that a reader keeps memory for; a longer text gets its own, so that one giant does not stay. */
export const ROOM = 0x2000;

/** Reads pages one after the other into the same memory. */
export class PageReader {
  readonly #table: SignTable;
  readonly #room = new Int32Array(ROOM);

  constructor(table: SignTable) {
    this.#table = table;
  }

  read(text: string, folded: Uint16Array): Page {
    const { units, markup } = blankMarkup(text, folded);
    const signs = units.length <= ROOM ? this.#room.subarray(0, units.length) : new Int32Array(units.length);
    return { text, units, signs, seen: this.#table.read(units, signs), markup };
  }
}

export function skipSpaces({ signs }: Page, at: number, limit: number): number {
  let i = at;
  while (i < limit && (signs[i]! & SPACE) !== 0) i++;
  return i;
}

/** The end of `[start, end)` without the spaces and marks behind its last word. */
export function trimEnd({ signs }: Page, start: number, end: number): number {
  let to = end;
  while (to > start && (signs[to - 1]! & (SPACE | MARK | BULLET)) !== 0) to--;
  return to;
}

/** The end of the piece of `[start, limit)` that begins at `start`, if each piece ends behind a unit with the sign `end`. */
export function pieceEnd({ signs }: Page, start: number, limit: number, end: number): number {
  for (let at = start; at < limit; at++) if ((signs[at]! & end) !== 0) return at + 1;
  return limit;
}

/** The start of the piece of `[floor, limit)` that ends at `limit`. */
export function pieceStart({ signs }: Page, floor: number, limit: number, end: number): number {
  for (let at = limit - 1; at > floor; at--) if ((signs[at - 1]! & end) !== 0) return at;
  return floor;
}

/** The bits that any sign of `[start, end)` has. */
export function seenIn({ signs }: Page, start: number, end: number): number {
  let seen = 0;
  for (let i = start; i < end; i++) seen |= signs[i]!;
  return seen;
}

export function holds({ signs }: Page, start: number, end: number, kinds: number): boolean {
  for (let i = start; i < end; i++) if ((signs[i]! & kinds) !== 0) return true;
  return false;
}

export function holdsText(page: Page, start: number, end: number): boolean {
  return holds(page, start, end, TEXT);
}

/** The bracket that closes the one at `at`, within `reach` units and before `limit`; -1 if there is none. */
export function closing({ units, signs }: Page, at: number, limit: number, reach: number): number {
  if ((signs[at]! & OPENER) === 0) return -1;
  const closer = closerOf(units[at]!);
  for (let i = at + 1; i < limit && i <= at + reach; i++) if (units[i] === closer) return i;
  return -1;
}

/** Behind the colon that stands at `at` or after spaces; -1 if none does. */
export function behindColon(page: Page, at: number, limit: number): number {
  const i = skipSpaces(page, at, limit);
  const unit = page.units[i];
  return i < limit && (unit === 0x3a || unit === 0x2236 || unit === 0xfe30) ? i + 1 : -1;
}
