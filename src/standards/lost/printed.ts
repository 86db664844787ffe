import type { Content } from '../documents/content.ts';
import type { Printed } from './coverage.ts';

/** What a document of cells prints, cell by cell, numbered as findings number it: a row or a line of a paragraph is one. */
export function printedContent({ blocks }: Content): Printed[] {
  let line = 0;
  return blocks.flatMap(block =>
    block.kind === 'paragraph'
      ? [...block.text.matchAll(/[\n\v]?[^\n\v]+/g)].map(([text]) => ({ line: ++line, text }))
      : block.rows.flatMap(row => {
          line++;
          return row.map(({ text }) => ({ line, text }));
        }),
  );
}

const TAG =
  /<\/?(?:p|br|ul|ol|li|div|table|tbody|tr|td|th|h[1-6]|i|b|u|em|strong|span|sup|sub|font|a)(?:\s[^<>]{0,300})?\/?>/gi;
const ENTITY = /&(?:nbsp|amp|lt|gt|quot);/g;

/** What a text prints, cell by cell where tabs set them off. */
export function printedText(text: string): Printed[] {
  return text.split(/\r\n|[\n\r\f\u0085\u2028\u2029]/).flatMap((line, at) =>
    line
      .replace(TAG, ' ')
      .replace(ENTITY, entity => (entity === '&amp;' ? '&' : ' '))
      .split('\t')
      .map(cell => ({ line: at + 1, text: cell })),
  );
}
