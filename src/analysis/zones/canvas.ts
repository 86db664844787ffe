import { SECTIONS, type Section, type Zone } from './parts.ts';

/** One section per unit of a text. Whatever is painted, in whatever order, the zones read off it tile the text. */
export class Canvas {
  readonly #codes: Uint8Array;

  constructor(length: number) {
    this.#codes = new Uint8Array(length); // all body
  }

  paint(start: number, end: number, section: Section): void {
    this.#codes.fill(CODES[section], start, end);
  }

  at(index: number): Section {
    return SECTIONS[this.#codes[index] ?? 0]!;
  }

  zones(start = 0, limit = this.#codes.length): Zone[] {
    const zones: Zone[] = [];
    for (let at = start; at < limit; ) {
      const code = this.#codes[at]!;
      let end = at + 1;
      while (end < limit && this.#codes[end] === code) end++;
      zones.push({ start: at, end, section: SECTIONS[code]! });
      at = end;
    }
    return zones;
  }
}

const CODES = Object.fromEntries(SECTIONS.map((section, code) => [section, code])) as Record<Section, number>;
