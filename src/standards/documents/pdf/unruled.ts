import { compact } from '../../fold.ts';
import { isPageNumber, type Line } from '../../lines.ts';
import { opensProfile, sectionAt, TASK_HEADER, VERSION_HEADER } from '../../vocabulary.ts';
import type { Cell, Table } from '../content.ts';
import { clusters, type Glyph, type Rule } from './geometry.ts';
import { type Extent, type Heading, headingAt } from './headings.ts';
import { type GlyphRow, rowsOf, textOf } from './lines.ts';

/** A table found in text that no lines are drawn around, and where it begins. */
export interface Found {
  readonly top: number;
  readonly table: Table;
}

export interface Unruled {
  readonly tables: readonly Found[];
  readonly rest: readonly Glyph[];
}

/**
 * Tables without lines, or with lines between rows only: their columns are where their headings stand. Only the three tables of a standard are looked for,
 * by their headings; other text is left as it is.
 */
export function unruledTables(glyphs: readonly Glyph[], lines: readonly Rule[], page: number): Unruled {
  const rows = rowsOf(glyphs.filter(glyph => glyph.turn === 0)).map(printedRow);
  const tables: Found[] = [];
  const used = new Set<Glyph>();
  for (const part of partsOf(rows)) {
    const table = part.kind === 'profile' ? profileTable(part.rows, lines) : headedTable(part, lines);
    if (table === null) continue;
    for (const row of part.rows) for (const glyph of row.glyphs) used.add(glyph);
    tables.push({ top: part.rows[0]!.base, table: { kind: 'table', page, rows: table } });
  }
  return { tables, rest: used.size === 0 ? glyphs : glyphs.filter(glyph => !used.has(glyph)) };
}

/** A line over the whole page; a segment is what has no wide gap in it. */
export interface PrintedRow extends GlyphRow {
  readonly segments: readonly Segment[];
  readonly text: string;
}

export interface Segment {
  readonly left: number;
  readonly right: number;
  readonly glyphs: readonly Glyph[];
}

/** In heights of a character: wider than a blank, narrower than what is left between two columns. */
const GAP = 0.4;

function printedRow(row: GlyphRow): PrintedRow {
  const segments: { left: number; right: number; glyphs: Glyph[] }[] = [];
  for (const glyph of row.glyphs.toSorted((a, b) => a.left - b.left)) {
    const last = segments.at(-1);
    if (glyph.text.trim() === '') {
      last?.glyphs.push(glyph);
      continue;
    }
    if (last !== undefined && glyph.left - last.right < GAP * glyph.size) {
      last.glyphs.push(glyph);
      last.right = Math.max(last.right, glyph.right);
    } else segments.push({ left: glyph.left, right: glyph.right, glyphs: [glyph] });
  }
  return { ...row, segments, text: segments.map(segment => textOf(segment.glyphs)).join(' ') };
}

interface Part {
  readonly kind: 'versions' | 'profile' | 'tasks';
  readonly rows: readonly PrintedRow[];
  readonly heading: Heading | null;
}

/** Each part goes on to the next heading; what stands above the first and below the tables belongs to none. */
function partsOf(rows: readonly PrintedRow[]): Part[] {
  const lines = rows.map((row, number): Line => ({ number, text: row.text, gap: false }));
  const parts: { kind: Part['kind']; rows: PrintedRow[]; heading: Heading | null }[] = [];
  let open: (typeof parts)[number] | null = null;
  for (let at = 0; at < rows.length; ) {
    const tasks = headingAt(rows, at, TASK_HEADER);
    const heading = tasks ?? headingAt(rows, at, VERSION_HEADER);
    if (heading !== null) {
      const end = at + heading.rows;
      open = { kind: tasks === null ? 'versions' : 'tasks', rows: rows.slice(at, end), heading };
      parts.push(open);
      at = end;
      continue;
    }
    if (sectionAt(lines, at) !== null) open = null;
    else if (open?.kind !== 'profile' && open?.kind !== 'tasks' && opensProfile(lines[at]!.text)) {
      open = { kind: 'profile', rows: [], heading: null };
      parts.push(open);
    }
    if (!isPageNumber(lines[at]!.text)) open?.rows.push(rows[at]!);
    at++;
  }
  return parts;
}

/** Cells that begin at the same place are a column; each line is a row, or what stands between two drawn lines. */
function profileTable(printed: readonly PrintedRow[], lines: readonly Rule[]): Cell[][] | null {
  const rows = printed.map(row => ({ ...row, segments: row.segments.flatMap(beforeLabel) }));
  const lefts = clusters(
    rows.flatMap(row => row.segments.map(segment => segment.left)),
    SAME_PLACE,
  );
  const columnOf = (left: number) =>
    lefts.reduce(
      (best, place, at) => (Math.abs(place - left) < Math.abs(lefts[best]! - left) ? at : best),
      0,
    );
  if (lefts.length < 2) return null;
  const between = linesAmong(rows, lines);
  const bands = new Map<number, Map<number, Glyph[]>>();
  for (const [at, row] of rows.entries()) {
    const number = between.length > 0 ? between.filter(y => y < row.base).length : at;
    const band = bands.get(number) ?? new Map<number, Glyph[]>();
    bands.set(number, band);
    for (const { left, glyphs } of row.segments) {
      const column = columnOf(left);
      const above = SECOND_LINE.test(compact(textOf(glyphs)))
        ? bands.get(number - 1)?.get(column)
        : undefined;
      if (above !== undefined) above.push(...glyphs);
      else band.set(column, [...(band.get(column) ?? []), ...glyphs]);
    }
  }
  return [...bands.values()].map(band =>
    [...band].toSorted(([one], [other]) => one - other).map(([column, glyphs]) => cell(column, glyphs)),
  );
}

const SAME_PLACE = 4;
/** Of the labels 所屬類別 and 職能基準名稱 (擇一填寫): beside it stands what goes on from the line above, or a new label. */
const SECOND_LINE = /^(?:類別|\(擇一填寫\))$/;

/** A name that fills its cell touches the label of its code. */
function beforeLabel({ left, right, glyphs }: Segment): Segment[] {
  const texts = glyphs.map(glyph => (glyph.text.length === 1 ? glyph.text : '?')).join('');
  const at = texts.search(/(?!^)(?:職類|職業|行業)別代碼/);
  if (at < 1) return [{ left, right, glyphs }];
  const from = glyphs[at]!.left;
  return [
    { left, right: from, glyphs: glyphs.slice(0, at) },
    { left: from, right, glyphs: glyphs.slice(at) },
  ];
}

function headedTable({ kind, rows, heading }: Part, lines: readonly Rule[]): Cell[][] | null {
  if (heading === null) return null;
  const { columns } = heading;
  const wide = firstWide(rows, heading);
  const narrow = rows.slice(heading.rows, wide);
  const borders: number[] = [];
  for (const [at, next] of columns.slice(1).entries()) {
    const before = borders.at(-1) ?? Math.min(...rows.flatMap(row => row.segments.map(({ left }) => left)));
    borders.push(borderBetween(columns[at]!, next, before, rows.slice(0, heading.rows), narrow));
  }
  const byColumn = (glyphs: readonly Glyph[]) => {
    const cells = columns.map((): Glyph[] => []);
    for (const glyph of glyphs) cells[borders.filter(border => border < glyph.x).length]!.push(glyph);
    return cells;
  };
  const begins = kind === 'tasks' ? /^T\s?\d/ : /^V\s?\d/i;
  const between = linesAmong(rows, lines);
  const bodies: Glyph[][][] = [];
  let band = -1;
  for (const row of narrow) {
    const cells = byColumn(row.glyphs);
    const open = bodies.at(-1);
    const above = band;
    band = between.filter(y => y < row.base).length;
    const first =
      between.length > 0 ? band !== above : cells.slice(0, 2).some(glyphs => begins.test(textOf(glyphs)));
    if (first || open === undefined) bodies.push(cells);
    else for (const [column, more] of cells.entries()) open[column]!.push(...more);
  }
  const over = rows.slice(wide).flatMap(row => row.glyphs);
  return [
    columns.map(({ text }, column) => ({ text, column, columns: 1, rows: 1 })),
    ...bodies.map(cells => cells.map((glyphs, column) => cell(column, glyphs))),
    ...(over.length > 0 ? [[{ ...cell(0, over), columns: columns.length }]] : []),
  ];
}

/** Heights of lines that are drawn between rows and no columns; none where only the header has one. */
function linesAmong(rows: readonly PrintedRow[], lines: readonly Rule[]): number[] {
  const segments = rows.flatMap(row => row.segments);
  const left = Math.min(...segments.map(segment => segment.left));
  const right = Math.max(...segments.map(segment => segment.right));
  const [top, bottom] = [rows[0]!.base, rows.at(-1)!.base];
  const among = lines
    .filter(({ at, from, to }) => at > top && at < bottom && to - from > (right - left) / 2)
    .map(({ at }) => at);
  return among.length > 1 ? among : [];
}

/**
 * Where the columns end: attitudes and remarks may be rows of the same table, and run over all of it. Lines above that
 * have nothing but a beginning at the same place belong to them.
 */
function firstWide(rows: readonly PrintedRow[], { rows: header, columns }: Heading): number {
  const middles = columns.map(({ left, right }) => (left + right) / 2);
  const isWide = (row: PrintedRow) =>
    row.segments.some(
      ({ left, right }) => middles.filter(middle => left < middle && middle < right).length >= 3,
    );
  let at = rows.findIndex((row, index) => index >= header && isWide(row));
  if (at < 0) return rows.length;
  const left = rows[at]!.segments[0]!.left;
  const goesWith = ({ segments }: PrintedRow) =>
    segments.length === 1 && Math.abs(segments[0]!.left - left) < SAME_PLACE;
  while (at > header && goesWith(rows[at - 1]!)) at--;
  return at;
}

function cell(column: number, glyphs: readonly Glyph[]): Cell {
  return { text: textOf(glyphs), column, columns: 1, rows: 1 };
}

/**
 * Between the middles of two headings, where the fewest lines have text: the stretch behind which the most lines begin,
 * and of several the first. A heading in the middle of its column tells where that should be, which counts for two lines.
 */
function borderBetween(
  one: Extent,
  next: Extent,
  before: number,
  headings: readonly PrintedRow[],
  bodies: readonly PrintedRow[],
): number {
  const from = Math.floor((one.left + one.right) / 2);
  const to = Math.ceil((next.left + next.right) / 2);
  const ink = ({ segments }: PrintedRow) => segments.flatMap(segment => inkOf(segment));
  const inked = bodies.map(ink);
  const taken = new Uint32Array(to - from + 1);
  for (const { left, right } of [...headings.map(ink), ...inked].flat()) {
    const last = Math.min(to, Math.floor(right));
    for (let x = Math.max(from, Math.ceil(left)); x <= last; x++) taken[x - from]!++;
  }
  const least = Math.min(...taken);
  const expected = one.left - before > 2 * SAME_PLACE ? one.left + one.right - before : null;
  let best = { border: (from + to) / 2, begin: -1 };
  for (let start = 0; start < taken.length; start++) {
    if (taken[start] !== least) continue;
    const first = start;
    while (taken[start + 1] === least) start++;
    const end = from + start + 1;
    const isExpected =
      expected !== null && expected > from + first - SAME_PLACE && expected < end + SAME_PLACE;
    const lines = inked.filter(row => row.some(({ left }) => Math.abs(left - end) <= 1.5)).length;
    const begin = lines + (isExpected ? 2 : 0);
    if (begin > best.begin) best = { border: end - Math.min(2, (end - from - first) / 2), begin };
  }
  return best.border;
}

/** Where a segment has ink: the second half of a closing mark is empty, and may be set outside of its column. */
function inkOf({ glyphs }: Segment): Extent[] {
  const ink: { left: number; right: number }[] = [];
  for (const { text, left, right, size } of glyphs) {
    if (text.trim() === '') continue;
    const end = CLOSING.test(text) ? Math.min(right, left + size / 2) : right;
    const last = ink.at(-1);
    if (last !== undefined && left - last.right < GAP * size) last.right = Math.max(last.right, end);
    else ink.push({ left, right: end });
  }
  return ink;
}

const CLOSING = /^[，。、；：！？」』）》〉】〕］｝]$/;
