import { ROOM } from './page.ts';
import { CODES, SECTIONS, type Section, type Zone } from './parts.ts';

/** One section per unit of a text. Whatever is painted, in whatever order, the zones read off it tile the text. */
export class Canvas {
  readonly #room = new Uint8Array(ROOM);
  #codes = this.#room;
  #length = 0;

  /** All body, for a text of `length` units. */
  clear(length: number): void {
    this.#codes = length <= ROOM ? this.#room.fill(0, 0, length) : new Uint8Array(length);
    this.#length = length;
  }

  paint(start: number, end: number, section: Section): void {
    this.#codes.fill(CODES[section], start, Math.min(end, this.#length));
  }

  at(index: number): Section {
    return SECTIONS[this.#codes[index]!]!;
  }

  /** Where the zone that begins at `start` ends. */
  zoneEnd(start: number): number {
    const codes = this.#codes;
    const limit = this.#length;
    const code = codes[start];
    let end = start + 1;
    while (end < limit && codes[end] === code) end++;
    return end;
  }

  zones(): Zone[] {
    const zones: Zone[] = [];
    for (let start = 0; start < this.#length; ) {
      const end = this.zoneEnd(start);
      zones.push({ start, end, section: this.at(start) });
      start = end;
    }
    return zones;
  }
}
