import type { Cell } from '../documents/content.ts';
import { tabbed } from '../documents/numbered.ts';
import { addFindings, type Finding, omission } from '../findings.ts';
import { compact } from '../fold.ts';
import type { Draft, Layout, Piece } from '../layout.ts';
import { BREAK, type Line } from '../lines.ts';
import { profileFromCells, profileFromText } from '../profile.ts';
import type { Block, Sections } from '../sections.ts';
import { versionsFromCells, versionsFromText } from '../versions.ts';
import { attitudePieces } from './attitude-cells.ts';
import { piecesOf } from './pieces.ts';
import { type Page, placeRows } from './placing.ts';
import type { Row } from './rows.ts';
import { shared } from './shared-cells.ts';

/** The cells of a line, by its number; undefined for a line that is no row. */
export type Rows = ReadonlyMap<number, readonly Cell[]>;

/**
 * Tables whose cells are known: a row is a row, whatever is in it. One visual column may be several physical ones, so a
 * cell counts as standing under the heading that it shares most columns with.
 */
export function cells(rows: Rows): Layout {
  return {
    name: 'cells',
    fits: sections => fits(sections, rows),
    draft: sections => draft(sections, rows),
  };
}

/** Evidence: the header of the task table, or a row under it, has the cells of one. */
function fits({ blocks }: Sections, rows: Rows): boolean {
  const isRow = (line: Line) => (rows.get(line.number) ?? []).length >= 4;
  return blocks.some(block => block.header.some(isRow) || block.lines.some(isRow));
}

function draft(sections: Sections, rows: Rows): Draft {
  const isRow = (line: Line) => rows.has(line.number);
  const findings: Finding[] = [];
  const versions = sections.versions.some(isRow)
    ? versionsFromCells(
        logicalHeader(sections.versionHeader, rows),
        sections.versions.map(line => underHeadings(line, sections.versionHeader, rows)),
      )
    : versionsFromText(sections.versions);
  const profile = sections.profile.some(isRow)
    ? profileFromCells(sections.profile)
    : profileFromText(sections.profile);
  const pages = sections.blocks.flatMap(block => pagesOf(block, rows, findings));
  const placed = placeRows(pages, { linewise: false });
  addFindings(findings, placed.findings);
  return {
    versions: versions.rows,
    profile: profile.values,
    strips: placed.strips,
    levels: placed.levels,
    attitudes: attitudePieces(sections.attitudes),
    remarks: remarkPieces(sections.remarks, rows),
    findings: [...[...versions.rest, ...profile.rest].map(unplaced), ...findings],
  };
}

/** A table ends where its page ends: the next one is a page of its own, with the header of the last when it has none. */
function pagesOf(block: Block, rows: Rows, findings: Finding[]): Page[] {
  const pages: { header: readonly Line[]; rows: Row[] }[] = [];
  const headings = block.header.flatMap(line => rows.get(line.number) ?? []);
  const physical: (readonly Cell[])[] = [];
  const lines: Line[] = [];
  for (const line of block.lines) {
    const row = rows.get(line.number);
    if (row !== undefined) {
      physical.push(row);
      lines.push(line);
    } else findings.push(unplaced(line));
  }
  shared(physical).forEach((row, at) => {
    const line = lines[at]!;
    const texts = tabbed(row.map(cell => ({ ...cell, column: anchor(cell, headings) }))).split('\t');
    if (pages.length === 0 || (line.gap && at > 0)) pages.push({ header: block.header, rows: [] });
    pages.at(-1)!.rows.push({ line: line.number, text: texts.join('\t'), cells: texts });
  });
  return pages.length === 0 ? [{ header: block.header, rows: [] }] : pages;
}

/** The column of the heading over a cell: the one that it shares most columns with, the first of equals. */
function anchor(cell: Cell, headings: readonly Cell[]): number {
  let best = cell.column;
  let most = 0;
  for (const heading of headings) {
    const from = Math.max(cell.column, heading.column);
    const width = Math.min(cell.column + cell.columns, heading.column + heading.columns) - from;
    // The lower line of a header is the more particular one.
    if (width > most || (width === most && width > 0 && heading.columns < cell.columns)) {
      most = width;
      best = from;
    }
  }
  return best;
}

/** The header of the version table as cells without gaps. */
function logicalHeader(header: readonly Line[], rows: Rows): Line[] {
  return header.map(line => ({
    ...line,
    text: (rows.get(line.number) ?? []).map(cell => compact(cell.text)).join('\t') || line.text,
  }));
}

/** A row of the version table, its cells under their headings and no column between. */
function underHeadings(line: Line, header: readonly Line[], rows: Rows): Line {
  const headings = header.length === 1 ? (rows.get(header[0]!.number) ?? []) : [];
  const row = rows.get(line.number);
  if (row === undefined || headings.length === 0) return line;
  const placed = row.map(cell => {
    const at = anchor(cell, headings);
    return {
      ...cell,
      column: headings.findLastIndex(heading => heading.column <= at),
    };
  });
  return { ...line, text: tabbed(placed.map(cell => ({ ...cell, column: Math.max(0, cell.column) }))) };
}

/** Every row begins an item of its own; inside a cell each printed line is a piece, as in a text. */
function remarkPieces(lines: readonly Line[], rows: Rows): Piece[] {
  return lines.flatMap(line =>
    piecesOf([line]).flatMap((piece, cell) =>
      piece.text
        .split('\n')
        .filter(text => text.trim() !== '')
        .map((text, at) => {
          const begins = cell === 0 && at === 0 && rows.has(line.number);
          return { ...piece, text: begins ? BREAK + text : text, fresh: piece.fresh && at === 0 };
        }),
    ),
  );
}

function unplaced(line: Line): Finding {
  return omission(
    'unplaced-text',
    line.number,
    line.text,
    'this text stands in no cell, and no label or code goes with it',
  );
}
