import { LONGEST_DOCUMENT } from '../refuse.ts';
import { DocumentFault } from './fault.ts';

/** What a document may cost, so that a hostile one is refused within bounded time and memory. */
export const LIMITS = {
  /** Bytes of a document of any format; the published ones have less than 2 MB, with pictures. */
  bytes: 64 * 1024 * 1024,
  /** Bytes of all XML that is inflated, and what one byte of the file may become. */
  inflated: 48 * 1024 * 1024,
  ratio: 400,
  entries: 4096,
  /** Elements of the markup, and how deep they stand in one another (a page with unclosed tags is deep by mistake). */
  elements: 600_000,
  depth: 200,
  depthOfPage: 2000,
  /** Columns of a table, and UTF-16 units of all text. */
  columns: 200,
  characters: LONGEST_DOCUMENT,
} as const;

/** Counts what is read of a document; throws when it is more than any standard has. */
export class Meter {
  #elements = 0;
  #characters = 0;

  element(depth: number, deepest: number = LIMITS.depth): void {
    if (depth > deepest)
      throw new DocumentFault(
        'too-deep',
        `more than ${deepest} elements stand in one another: no standard does`,
      );
    if (++this.#elements > LIMITS.elements)
      throw new DocumentFault(
        'too-large',
        `more than ${LIMITS.elements} elements: give one document at a time`,
      );
  }

  text(characters: number): void {
    this.#characters += characters;
    if (this.#characters > LIMITS.characters)
      throw new DocumentFault(
        'too-large',
        `more than ${LIMITS.characters} characters: give one document at a time`,
      );
  }
}
