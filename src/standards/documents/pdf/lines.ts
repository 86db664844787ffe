import type { Glyph, Turn } from './geometry.ts';

/** A line of text: its glyphs from left to right. */
export interface TextLine {
  readonly text: string;
  readonly base: number;
  readonly size: number;
  readonly left: number;
  readonly right: number;
  readonly turn: Turn;
}

/** The text of one cell: its lines from above to below, turned text after upright text. */
export function textOf(glyphs: readonly Glyph[]): string {
  return linesOf(glyphs)
    .map(line => line.text)
    .join('\n');
}

export function linesOf(glyphs: readonly Glyph[]): TextLine[] {
  const turns: readonly Turn[] = [0, 1, 2, 3];
  return turns.flatMap(turn => rowsOf(glyphs.filter(glyph => glyph.turn === turn)).map(lineOf));
}

export interface GlyphRow {
  readonly base: number;
  readonly size: number;
  readonly glyphs: readonly Glyph[];
}

/**
 * Glyphs that stand on one line, give or take half the height of the larger: a raised footnote mark belongs to the line
 * that it stands at.
 */
export function rowsOf(glyphs: readonly Glyph[]): GlyphRow[] {
  const rows: { base: number; size: number; glyphs: Glyph[] }[] = [];
  for (const glyph of glyphs.toSorted((a, b) => a.base - b.base)) {
    const row = rows.at(-1);
    if (row === undefined || glyph.base - row.base > 0.55 * Math.max(row.size, glyph.size)) {
      rows.push({ base: glyph.base, size: glyph.size, glyphs: [glyph] });
      continue;
    }
    row.glyphs.push(glyph);
    if (glyph.size > row.size * 1.05) {
      row.base = glyph.base;
      row.size = glyph.size;
    }
  }
  return rows;
}

/** How far apart two glyphs stand, in their height, before it is read as a blank. */
const BLANK = 0.25;

function lineOf({ base, size, glyphs }: GlyphRow): TextLine {
  const sorted = withoutShadows(glyphs.toSorted((a, b) => a.left - b.left));
  const gaps = sorted.slice(1).map((glyph, at) => (glyph.left - sorted[at]!.right) / glyph.size);
  // Where a line is spread to fill its cell, all its gaps are wide.
  const usual = Math.max(0, Math.min(0.5, median(gaps)));
  let text = '';
  sorted.forEach((glyph, at) => {
    if (at > 0 && gaps[at - 1]! > usual + BLANK) text += ' ';
    text += glyph.text;
  });
  return {
    text: text.replace(/\s+/g, ' ').trim(),
    base,
    size,
    left: sorted[0]!.left,
    right: Math.max(...sorted.slice(-3).map(glyph => glyph.right)),
    turn: sorted[0]!.turn,
  };
}

/** Without what is drawn a second time a hair beside the first, which is how some writers make bold type. */
function withoutShadows(sorted: readonly Glyph[]): Glyph[] {
  const kept: Glyph[] = [];
  for (const glyph of sorted) {
    const twin = kept
      .slice(-3)
      .some(
        other =>
          other.text === glyph.text &&
          glyph.text !== ' ' &&
          glyph.left - other.left < 0.12 * glyph.size &&
          Math.abs(glyph.base - other.base) < 0.12 * glyph.size,
      );
    if (!twin) kept.push(glyph);
  }
  return kept;
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
