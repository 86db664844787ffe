import { type HeaderWords, headerCell } from '../../vocabulary.ts';
import { textOf } from './lines.ts';
import type { PrintedRow, Segment } from './unruled.ts';

/** The header of a table that no lines are drawn around: how many printed rows it takes, and its columns. */
export interface Heading {
  readonly rows: number;
  readonly columns: readonly Column[];
}

export interface Extent {
  readonly left: number;
  readonly right: number;
}

interface Column extends Extent {
  readonly text: string;
}

const MAX_ROWS = 6;
const LEAST_COLUMNS = 4;

/**
 * The header that begins with a row, or null: each segment of it begins a heading, and each segment below goes on in the
 * heading that it stands under. A heading over two others is the beginning of both.
 */
export function headingAt(rows: readonly PrintedRow[], at: number, words: HeaderWords): Heading | null {
  let columns: Column[] = [];
  let found: Heading | null = null;
  for (let next = at; next < Math.min(rows.length, at + MAX_ROWS); next++) {
    const grown = under(columns, rows[next]!.segments, words);
    if (grown === null) break;
    columns = grown;
    if (isHeader(columns, words)) found = { rows: next + 1 - at, columns };
  }
  return found;
}

function isHeader(columns: readonly Column[], words: HeaderWords): boolean {
  if (columns.length < LEAST_COLUMNS) return false;
  if (columns.some(({ text }) => headerCell(text, words) !== 'whole')) return false;
  const printed = columns.map(({ text }) => text.replace(/\s/g, '').toLowerCase());
  return words.enough(new Set(words.words.filter(word => printed.some(text => text.includes(word)))));
}

function under(
  columns: readonly Column[],
  segments: readonly Segment[],
  words: HeaderWords,
): Column[] | null {
  if (segments.length === 0) return null;
  const below = new Map<Column, Segment[]>();
  const alone: Column[] = [];
  for (const segment of segments) {
    const above = columns.find(column => column.left < segment.right && segment.left < column.right);
    if (above === undefined) alone.push(begun(segment));
    else below.set(above, [...(below.get(above) ?? []), segment]);
  }
  const grown = columns.flatMap((column): Column[] => {
    const parts = below.get(column);
    if (parts === undefined) return [column];
    const single = parts.length === 1;
    return parts.map(part => {
      const { left, right, text } = begun(part);
      const over = { left: Math.min(column.left, left), right: Math.max(column.right, right) };
      return { ...(single ? over : { left, right }), text: `${column.text}\n${text}` };
    });
  });
  const all = [...grown, ...alone].toSorted((a, b) => a.left - b.left);
  return all.every(({ text }) => headerCell(text, words) !== null) ? all : null;
}

function begun({ left, right, glyphs }: Segment): Column {
  return { left, right, text: textOf(glyphs) };
}
