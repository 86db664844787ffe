import { BREAK, INVISIBLE, isPageNumber, type Line } from '../lines.ts';
import type { Cell, Content } from './content.ts';
import { withoutRadicals } from './radicals.ts';

/** The content as lines, one for each row and each line of a paragraph, numbered from 1; cells are set off by tabs. */
export interface Numbered {
  readonly lines: readonly Line[];
  /** The cells of the lines that are rows of a table. */
  readonly rows: ReadonlyMap<number, readonly Cell[]>;
  /** The page of each line, from 1; 0 where it is not known. */
  readonly pages: readonly number[];
}

/**
 * A line with a gap is the first of its table or paragraph. A line of a paragraph that the format itself breaks keeps the
 * BREAK that it begins with, as in a text with markup.
 */
export function numbered(content: Content): Numbered {
  const lines: Line[] = [];
  const rows = new Map<number, readonly Cell[]>();
  const pages = [0];
  for (const block of content.blocks) {
    let gap = true;
    if (block.kind === 'paragraph') {
      for (const [part] of block.text.matchAll(/[\n\v]?[^\n\v]+/g)) {
        pages.push(block.page);
        const text = clean(part).replace(/\n/g, '');
        if (text.trim() === '' || isPageNumber(text)) continue;
        lines.push({ number: pages.length - 1, text: part.startsWith(BREAK) ? BREAK + text : text, gap });
        gap = false;
      }
      continue;
    }
    for (const row of block.rows) {
      pages.push(block.page);
      const number = pages.length - 1;
      const cells = row.map(cell => ({ ...cell, text: cleanCell(cell.text) }));
      if (cells.every(cell => cell.text === '')) continue;
      rows.set(number, cells);
      lines.push({ number, text: tabbed(cells), gap });
      gap = false;
    }
  }
  return { lines, rows, pages };
}

/** The cells at their columns. */
export function tabbed(cells: readonly Cell[]): string {
  const texts: string[] = [];
  for (const { column, text } of cells) {
    while (texts.length < column) texts.push('');
    texts[column] = texts[column] === undefined ? text : `${texts[column]}${BREAK}${text}`;
  }
  return texts.join('\t');
}

function clean(text: string): string {
  return withoutRadicals(text.replace(INVISIBLE, ''));
}

function cleanCell(text: string): string {
  return text
    .split(BREAK)
    .map(part => clean(part).replace(/[\t\r\f]/g, ' '))
    .filter(part => part.trim() !== '')
    .join(BREAK)
    .trim();
}
