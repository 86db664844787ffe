import type { Block, Cell, Paragraph, Table } from '../content.ts';
import type { Drawing } from './drawing.ts';
import type { Glyph } from './geometry.ts';
import { cellAt, type Grid, gridsOf, joined } from './grid.ts';
import { linesOf, type TextLine, textOf } from './lines.ts';
import { unruledTables } from './unruled.ts';

/** The blocks of a page, from above to below: each drawn table, and each line of text outside as a paragraph. */
export function blocksOf({ glyphs, askew, rules }: Drawing, page: number): Block[] {
  const grids = gridsOf(rules);
  const { inside, outside } = sorted(glyphs, grids);
  const tables = grids.flatMap((grid, at) => placed(tableOf(grid, inside[at]!, page), grid.ys[0]!));
  const unruled = unruledTables(outside, joined(rules.horizontal), page);
  const paragraphs = linesOf(unruled.rest).map(line => ({
    top: topOf(line),
    block: paragraphOf(line, page),
  }));
  const found = unruled.tables.map(({ top, table }) => ({ top, block: table }));
  const blocks = [...tables, ...found, ...paragraphs.filter(({ block }) => block.text !== '')]
    .toSorted((a, b) => a.top - b.top)
    .map(({ block }): Block => block);
  return askew.trim() === '' ? blocks : [...blocks, { kind: 'paragraph', text: askew.trim(), page }];
}

interface Placed {
  readonly top: number;
  readonly block: Block;
}

/** A table without a character is a drawing. */
function placed(table: Table, top: number): Placed[] {
  return table.rows.some(row => row.some(cell => cell.text !== '')) ? [{ top, block: table }] : [];
}

function paragraphOf({ text }: TextLine, page: number): Paragraph {
  return { kind: 'paragraph', text, page };
}

/** Where a line stands on the page; turned text, whose lines do not count downwards, stands after the rest. */
function topOf({ base, turn }: TextLine): number {
  return turn === 0 ? base : Number.MAX_SAFE_INTEGER;
}

interface Sorted {
  /** For each grid, for each of its cells, the glyphs in it. */
  readonly inside: readonly (readonly Glyph[][])[];
  readonly outside: readonly Glyph[];
}

/**
 * Glyphs go to cells by whole stretches: a code that is wider than its column stays whole, in the cell that holds most of
 * it. Where tables lie within each other, the innermost has it.
 */
function sorted(glyphs: readonly Glyph[], grids: readonly Grid[]): Sorted {
  const inside = grids.map(({ cells }) => cells.map((): Glyph[] => []));
  const outside: Glyph[] = [];
  const bySize = grids
    .map((grid, at) => ({ grid, at, area: extent(grid.xs) * extent(grid.ys) }))
    .toSorted((a, b) => a.area - b.area);
  const homes = glyphs.map(({ x, y }) => {
    for (const { grid, at } of bySize) {
      const cell = cellAt(grid, x, y);
      if (cell !== null) return inside[at]![cell]!;
    }
    return outside;
  });
  for (let start = 0; start < glyphs.length; ) {
    const votes = new Map([[homes[start]!, 1]]);
    let end = start + 1;
    for (; end < glyphs.length; end++) {
      if (!together(glyphs[end - 1]!, glyphs[end]!, homes[end - 1] === homes[end])) break;
      votes.set(homes[end]!, (votes.get(homes[end]!) ?? 0) + 1);
    }
    const [[most] = [outside]] = [...votes].toSorted((a, b) => b[1] - a[1]);
    for (; start < end; start++) most.push(glyphs[start]!);
  }
  return { inside, outside };
}

function extent(edges: readonly number[]): number {
  return edges.at(-1)! - edges[0]!;
}

/** Whether two glyphs that are drawn one after the other are one stretch: side by side, and on a border nothing between. */
function together(one: Glyph, next: Glyph, sameCell: boolean): boolean {
  const gap = Math.abs(next.left - one.right) / one.size;
  return (
    one.turn === next.turn &&
    Math.abs(next.base - one.base) < 0.1 * one.size &&
    (sameCell ? gap < 0.3 : gap < 0.08 && one.text !== ' ' && next.text !== ' ')
  );
}

function tableOf(grid: Grid, glyphs: readonly (readonly Glyph[])[], page: number): Table {
  const rows: Cell[][] = grid.ys.slice(1).map(() => []);
  grid.cells.forEach(({ row, column, columns, rows: height }, at) => {
    rows[row]!.push({ text: textOf(glyphs[at]!), column, columns, rows: height });
  });
  return { kind: 'table', page, rows: withoutSlivers(rows) };
}

/**
 * Without the rows in which no text begins: cells whose frames end at different heights leave slivers between the rows.
 * What goes on through such a row is shorter by one.
 */
function withoutSlivers(rows: readonly (readonly Cell[])[]): Cell[][] {
  const kept = rows.map(row => row.some(cell => cell.text !== ''));
  const height = (from: number, rows: number) => kept.slice(from, from + rows).filter(stays => stays).length;
  return rows.flatMap((row, at) =>
    kept[at] ? [row.map(cell => ({ ...cell, rows: height(at, cell.rows) }))] : [],
  );
}
