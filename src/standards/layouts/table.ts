import { addFindings, type Finding, omission } from '../findings.ts';
import type { Draft, Layout } from '../layout.ts';
import type { Line } from '../lines.ts';
import { profileFromCells, profileFromText } from '../profile.ts';
import type { Block, Sections } from '../sections.ts';
import { versionsFromCells, versionsFromText } from '../versions.ts';
import { piecesOf } from './pieces.ts';
import { type Placed, placeRows } from './placing.ts';
import { rowsOf, tabs } from './rows.ts';

/**
 * Tables whose cells are set off by tabs. A row goes on in the next one where its cells begin without a code, also
 * over a repeated page header; so a column is read downwards as one text.
 */
export const table: Layout = { name: 'table', fits, draft };

/** Evidence: the header is printed cell by cell, or a fifth of the lines of the task table are rows. */
function fits(sections: Sections): boolean {
  if (sections.blocks.some(block => block.header.some(line => tabs(line) >= 3))) return true;
  const lines = sections.blocks.flatMap(block => block.lines);
  const rows = lines.filter(line => tabs(line) >= 2).length;
  return rows >= 2 && rows * 5 >= lines.length;
}

function draft(sections: Sections): Draft {
  const inCells = (lines: readonly Line[]) => lines.some(line => line.text.trim().includes('\t'));
  const versions = inCells([...sections.versionHeader, ...sections.versions])
    ? versionsFromCells(sections.versionHeader, sections.versions)
    : versionsFromText(sections.versions);
  const profile = inCells(sections.profile)
    ? profileFromCells(sections.profile)
    : profileFromText(sections.profile);
  const columns = readBlocks(sections.blocks);
  return {
    versions: versions.rows,
    profile: profile.values,
    strips: columns.strips,
    levels: columns.levels,
    attitudes: piecesOf(sections.attitudes),
    remarks: piecesOf(sections.remarks),
    findings: [...[...versions.rest, ...profile.rest].map(unplaced), ...columns.findings],
  };
}

function readBlocks(blocks: readonly Block[]): Placed {
  const findings: Finding[] = [];
  const width = tabsOfRow(blocks);
  const pages = blocks.map(({ header, lines }) => {
    const { rows, rest } = rowsOf(lines, widthOf({ header, lines }) ?? width);
    addFindings(findings, rest.map(unplaced));
    return { header, rows };
  });
  const placed = placeRows(pages, { linewise: true });
  return { ...placed, findings: [...findings, ...placed.findings] };
}

function tabsOfRow(blocks: readonly Block[]): number {
  const counts = new Map<number, number>();
  for (const block of blocks) {
    for (const line of block.lines) {
      const count = tabs(line);
      if (count >= 3) counts.set(count, (counts.get(count) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** The tabs of the block's own header, unless a row has more. */
function widthOf(block: Block): number | undefined {
  const header = Math.max(0, ...block.header.map(tabs));
  return header >= 3 && block.lines.every(line => tabs(line) <= header) ? header : undefined;
}

function unplaced(line: Line): Finding {
  return omission(
    'unplaced-text',
    line.number,
    line.text,
    'this text stands in no cell, and no label or code goes with it',
  );
}
