import type { Meter } from './limits.ts';
import type { ListLevel, ListStyle } from './lists.ts';
import type { Counting } from './numerals.ts';
import { readXml } from './xml.ts';
import type { Package } from './zip.ts';

/** What the text of a Word document needs to know of its styles: what is hidden, and what is numbered how. */
export interface DocxStyles {
  /** Ids of character styles whose text is not shown. */
  readonly hidden: ReadonlySet<string>;
  /** The list that a paragraph style puts its paragraphs in. */
  readonly lists: ReadonlyMap<string, { readonly id: string; readonly level: number }>;
  /** By numId; numberings of one abstract numbering count on in one another. */
  readonly numberings: ReadonlyMap<string, { readonly counter: string; readonly levels: ListStyle }>;
}

export function readDocxStyles(files: Package, meter: Meter): DocxStyles {
  const hidden = new Set<string>();
  const own = new Map<string, { id: string; level: number }>();
  const basedOn = new Map<string, string>();
  let style = '';
  let inRunProperties = false;
  const bytes = files.entry('word/styles.xml');
  if (bytes !== null) {
    readXml(bytes, meter, {
      open(name, attributes) {
        const value = attributes['w:val'] ?? '';
        if (name === 'w:style') style = attributes['w:styleId'] ?? '';
        else if (name === 'w:rPr') inRunProperties = true;
        else if (name === 'w:vanish' && inRunProperties && !['0', 'false', 'off'].includes(value))
          hidden.add(style);
        else if (name === 'w:basedOn') basedOn.set(style, value);
        else if (name === 'w:numId') own.set(style, { level: own.get(style)?.level ?? 0, id: value });
        else if (name === 'w:ilvl')
          own.set(style, { id: own.get(style)?.id ?? '', level: Number(value) || 0 });
      },
      close(name) {
        if (name === 'w:rPr') inRunProperties = false;
        else if (name === 'w:style') style = '';
      },
    });
  }
  hidden.delete('');
  const lists = new Map(own);
  lists.delete('');
  for (const id of basedOn.keys()) {
    const inherited = ancestor(id, basedOn, own);
    if (inherited !== undefined) lists.set(id, inherited);
  }
  return { hidden, lists, numberings: readNumberings(files, meter) };
}

function ancestor<T>(
  id: string,
  basedOn: ReadonlyMap<string, string>,
  own: ReadonlyMap<string, T>,
): T | undefined {
  let at: string | undefined = id;
  for (let steps = 0; at !== undefined && steps < 20; steps++) {
    const found = own.get(at);
    if (found !== undefined) return found;
    at = basedOn.get(at);
  }
  return undefined;
}

const COUNTING: Readonly<Record<string, Counting>> = {
  decimal: 'decimal',
  decimalZero: 'two-digits',
  decimalFullWidth: 'decimal',
  lowerLetter: 'lower-letter',
  upperLetter: 'upper-letter',
  lowerRoman: 'lower-roman',
  upperRoman: 'upper-roman',
  taiwaneseCountingThousand: 'chinese',
  taiwaneseCounting: 'chinese',
  chineseCounting: 'chinese',
  chineseCountingThousand: 'chinese',
  ideographDigital: 'chinese',
  bullet: 'none',
  none: 'none',
};

function readNumberings(files: Package, meter: Meter): DocxStyles['numberings'] {
  const abstract = new Map<string, (ListLevel | undefined)[]>();
  const numberings = new Map<string, { counter: string; levels: ListStyle }>();
  const bytes = files.entry('word/numbering.xml');
  if (bytes === null) return numberings;
  let levels: (ListLevel | undefined)[] = [];
  let at: number | null = null;
  let level: ListLevel = { counting: 'decimal', start: 1, pattern: '' };
  let numId = '';
  readXml(bytes, meter, {
    open(name, attributes) {
      const value = attributes['w:val'] ?? '';
      if (name === 'w:abstractNum') {
        levels = [];
        abstract.set(attributes['w:abstractNumId'] ?? '', levels);
      } else if (name === 'w:lvl') {
        at = Math.min(Number(attributes['w:ilvl']) || 0, 8);
        level = { counting: 'decimal', start: 0, pattern: '' };
      } else if (name === 'w:num') {
        numId = attributes['w:numId'] ?? '';
        levels = [];
      } else if (name === 'w:abstractNumId') {
        levels = [...(abstract.get(value) ?? [])];
        numberings.set(numId, { counter: `a${value}`, levels });
      } else if (name === 'w:startOverride') {
        const own = numberings.get(numId);
        if (own !== undefined) numberings.set(numId, { ...own, counter: `n${numId}` });
      } else if (at === null) return;
      else if (name === 'w:start') level = { ...level, start: Number(value) || 0 };
      else if (name === 'w:numFmt') level = { ...level, counting: COUNTING[value] ?? 'decimal' };
      else if (name === 'w:lvlText') level = { ...level, pattern: value };
    },
    close(name) {
      if (name !== 'w:lvl' || at === null) return;
      levels[at] = level;
      at = null;
    },
  });
  return numberings;
}
