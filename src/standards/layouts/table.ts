import { type Kind, leadingToken } from '../codes.ts';
import { addFindings, type Finding, finding } from '../findings.ts';
import type { Draft, Layout, Piece, Strip } from '../layout.ts';
import { isLevelCell } from '../level.ts';
import type { Line } from '../lines.ts';
import { profileFromCells, profileFromText } from '../profile.ts';
import type { Block, Sections } from '../sections.ts';
import { versionsFromCells, versionsFromText } from '../versions.ts';
import { isHeaderCell } from '../vocabulary.ts';
import { COLUMNS, type Column, type Roles, rolesByCodes, rolesOf } from './columns.ts';
import { piecesOf } from './pieces.ts';
import { type Row, rowsOf, tabs } from './rows.ts';

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

/** Duty and task share a column in some forms, K and S in some rows: a column accepts its neighbour's codes too. */
const ACCEPTS: Readonly<Record<Exclude<Column, 'level'>, ReadonlySet<Kind>>> = {
  duty: new Set<Kind>(['duty', 'task']),
  task: new Set<Kind>(['duty', 'task']),
  output: new Set<Kind>(['output']),
  indicator: new Set<Kind>(['indicator']),
  knowledge: new Set<Kind>(['knowledge', 'skill']),
  skill: new Set<Kind>(['knowledge', 'skill']),
};

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

function readBlocks(blocks: readonly Block[]): { strips: Strip[]; levels: Piece[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const pieces: Record<Column, Piece[]> = {
    duty: [],
    task: [],
    output: [],
    indicator: [],
    level: [],
    knowledge: [],
    skill: [],
  };
  const width = tabsOfRow(blocks);
  const cut = blocks.map(block => {
    const { rows, rest } = rowsOf(block.lines, widthOf(block) ?? width);
    addFindings(findings, rest.map(unplaced));
    return { block, rows: withoutGarbledHeaders(rows, findings) };
  });
  const elsewhere = rolesByCodes(cut.flatMap(({ rows }) => rows.map(row => row.cells)));
  let number = 0;
  cut.forEach(({ block, rows }, page) => {
    const roles = rolesOf(
      block.header,
      rows.map(row => row.cells),
      elsewhere,
    );
    rows.forEach((row, at) => {
      if (page > 0 && at === 0 && !beginsTask(row)) findings.push(continued(row));
      place(row, number++, roles, pieces, findings);
    });
  });
  const strips = COLUMNS.flatMap(column =>
    column === 'level' ? [] : [{ accepts: ACCEPTS[column], flowing: false, pieces: pieces[column] }],
  );
  return { strips, levels: pieces.level, findings };
}

/** Each cell goes to the column of the code that it begins with; without one, to the column where it stands. */
function place(
  row: Row,
  number: number,
  roles: Roles,
  pieces: Record<Column, Piece[]>,
  findings: Finding[],
): void {
  const begins = beginsTask(row);
  row.cells.forEach((text, at) => {
    if (text === '') return;
    const role = roles(at);
    const lead = leadingToken(text)?.kind;
    const column = columnFor(text, lead, role);
    if (column === undefined) {
      findings.push(
        finding('unplaced-text', row.line, text, 'this cell stands in a column that is not known'),
      );
      return;
    }
    const fresh = begins && lead === undefined && !isBrokenCode(text);
    pieces[column].push({ text, line: row.line, row: number, fresh });
  });
}

function columnFor(text: string, lead: Kind | undefined, role: Column | undefined): Column | undefined {
  if (lead !== undefined && lead !== 'attitude') {
    return role !== undefined && role !== 'level' && ACCEPTS[role].has(lead) ? role : lead;
  }
  if (role === 'level') return isLevelCell(text) ? 'level' : undefined;
  return role ?? (isLevelCell(text) ? 'level' : undefined);
}

/** `P1.1.` whose last number stands in the next row. */
function isBrokenCode(text: string): boolean {
  return /^[TOPKSA0]\s?[\d.\s]*$/i.test(text);
}

function beginsTask(row: Row): boolean {
  return row.cells.some(cell => {
    const kind = leadingToken(cell)?.kind;
    return kind === 'duty' || kind === 'task';
  });
}

/** A page header of which only some cells can be read: no code in it, and two or more cells of headings. */
function withoutGarbledHeaders(rows: readonly Row[], findings: Finding[]): Row[] {
  return rows.filter(row => {
    const cells = row.cells.filter(cell => cell !== '');
    if (cells.some(cell => leadingToken(cell) !== null) || cells.filter(isHeaderCell).length < 2) return true;
    const unread = cells.filter(cell => !isHeaderCell(cell));
    if (unread.length > 0) {
      findings.push(
        finding(
          'garbled-header',
          row.line,
          unread.join(' '),
          'a page header that cannot be read is left out',
        ),
      );
    }
    return false;
  });
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

function continued(row: Row): Finding {
  return finding('continued-row', row.line, row.text, 'the row of the page before goes on here');
}

function unplaced(line: Line): Finding {
  return finding(
    'unplaced-text',
    line.number,
    line.text,
    'this text stands in no cell, and no label or code goes with it',
  );
}
