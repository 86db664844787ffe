import type { ListLevel, ListStyle } from './lists.ts';
import type { Counting } from './numerals.ts';
import type { Attributes, XmlHandler } from './xml.ts';

/** What the text of an OpenDocument needs to know of its styles: what is hidden, and what is numbered how. */
export interface OdtStyles {
  readonly hidden: ReadonlySet<string>;
  readonly lists: ReadonlyMap<string, ListStyle>;
}

const COUNTING: Readonly<Record<string, Counting>> = {
  '1': 'decimal',
  '01': 'two-digits',
  '01, 02, 03, ...': 'two-digits',
  a: 'lower-letter',
  A: 'upper-letter',
  i: 'lower-roman',
  I: 'upper-roman',
  '': 'none',
};

/** Reads the styles of `styles.xml` and of the head of `content.xml`. */
export class OdtStyleReader implements XmlHandler {
  readonly #hidden = new Set<string>();
  readonly #lists = new Map<string, (ListLevel | undefined)[]>();
  readonly styles: OdtStyles = { hidden: this.#hidden, lists: this.#lists };
  #style = '';
  #levels: (ListLevel | undefined)[] | null = null;

  open(name: string, attributes: Attributes): void {
    if (name === 'style:style') this.#style = attributes['style:name'] ?? '';
    else if (name === 'style:text-properties' && attributes['text:display'] === 'none') {
      if (this.#style !== '') this.#hidden.add(this.#style);
    } else if (name === 'text:list-style') {
      this.#levels = [];
      this.#lists.set(attributes['style:name'] ?? '', this.#levels);
    } else if (name === 'text:list-level-style-number' && this.#levels !== null) {
      const level = Number(attributes['text:level']) - 1;
      if (level >= 0 && level < 10) this.#levels[level] = levelOf(level, attributes);
    }
  }

  close(name: string): void {
    if (name === 'style:style') this.#style = '';
    else if (name === 'text:list-style') this.#levels = null;
  }
}

/** Newer documents print the pattern as such; others say what stands before and behind, and how many levels are shown. */
function levelOf(level: number, attributes: Attributes): ListLevel {
  const format = attributes['style:num-format'] ?? '';
  const shown = Math.min(Number(attributes['text:display-levels']) || 1, level + 1);
  const numbers = Array.from({ length: shown }, (_, at) => `%${level + 2 - shown + at}`).join('.');
  const before = attributes['style:num-prefix'] ?? '';
  const behind = attributes['style:num-suffix'] ?? '';
  const pattern =
    attributes['loext:num-list-format'] ?? attributes['style:num-list-format'] ?? before + numbers + behind;
  return {
    counting: COUNTING[format] ?? (/[一壹甲]/.test(format) ? 'chinese' : 'decimal'),
    start: Number(attributes['text:start-value'] ?? 1) || 0,
    pattern: pattern.replace(/%(\d+)%/g, '%$1'),
  };
}
