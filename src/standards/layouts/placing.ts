import { type Kind, leadingKind, leadingToken, mentions } from '../codes.ts';
import { type Finding, finding, omission } from '../findings.ts';
import { fold } from '../fold.ts';
import type { Piece, Strip } from '../layout.ts';
import { isLevelCell } from '../level.ts';
import type { Line } from '../lines.ts';
import { isHeaderCell } from '../vocabulary.ts';
import { COLUMNS, type Column, type Roles, rolesByCodes, rolesOf } from './columns.ts';
import { type ReadRow, readRow, taskOf, taskRows } from './linewise.ts';
import type { Row } from './rows.ts';

/** The rows of the task table between two page headers. */
export interface Page {
  readonly header: readonly Line[];
  readonly rows: readonly Row[];
}

/** The task table, by column. */
export interface Placed {
  readonly strips: Strip[];
  readonly levels: Piece[];
  readonly findings: Finding[];
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

/**
 * Puts the cells of all rows into the columns of the form, one under the other. `linewise` tables may print one line of
 * their cells in each row; in others a row is a row.
 */
export function placeRows(printed: readonly Page[], { linewise }: { linewise: boolean }): Placed {
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
  const cut = printed.map(({ header, rows }) => ({ header, rows: withoutGarbledHeaders(rows, findings) }));
  const elsewhere = rolesByCodes(cut.flatMap(({ rows }) => rows.map(row => row.cells)));
  const pages = cut.map(({ header, rows }, page) => {
    const roles = rolesOf(
      header,
      rows.map(row => row.cells),
      elsewhere,
    );
    const hasLevel = (row: Row) => row.cells.some((cell, at) => isLevelCell(cell) && roles(at) === 'level');
    return { roles, rows: rows.map((row, at) => readRow(row, hasLevel(row), page > 0 && at === 0)) };
  });
  const all = pages.flatMap(({ rows }) => rows);
  const begins = beginnings(all, linewise);
  let number = 0;
  pages.forEach(({ roles, rows }, page) => {
    rows.forEach((row, at) => {
      const here = begins[number]!;
      if (page > 0 && at === 0 && !here.task) findings.push(continued(row.row));
      place(row.row, number++, here, roles, pieces, findings, linewise);
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
  begins: Begins,
  roles: Roles,
  pieces: Record<Column, Piece[]>,
  findings: Finding[],
  linewise: boolean,
): void {
  row.cells.forEach((text, place) => {
    if (text === '') return;
    const role = roles(place);
    // A row of a scanned table may begin with a code that the row above speaks of.
    const spokenOf = role === 'indicator' && mentions(pieces.indicator.at(-1)?.text ?? '');
    const lead = spokenOf ? undefined : (leadingKind(text) ?? undefined);
    const column = columnFor(text, lead, role);
    if (column === undefined) {
      findings.push(
        omission('unplaced-text', row.line, text, 'this cell stands in a column that is not known'),
      );
      return;
    }
    // Where a cell is a cell, the code that it begins with is no mention of one.
    const fresh =
      lead === undefined ? !isBrokenCode(text) && (column === 'duty' ? begins.duty : begins.task) : !linewise;
    // A task's cell that goes on is one cell with what stands above, other codes in it included.
    const above = column === 'task' && lead === undefined && !fresh ? pieces.task.at(-1) : undefined;
    const at = lead === 'task' ? begins.row : (above?.row ?? number);
    pieces[column].push({ text, line: row.line, row: at, fresh });
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
  return /^[TOPKSA0]\s?[\d.\s]*$/i.test(fold(text));
}

/** What begins in a row: nothing of a cell that stands above goes on in it. */
interface Begins {
  readonly duty: boolean;
  readonly task: boolean;
  /** Where the task begins whose code is printed in the row. */
  readonly row: number;
}

/**
 * A duty and a task that are printed again on the next page are the same; and a duty's cell goes on beside its later
 * tasks.
 */
function beginnings(rows: readonly ReadRow[], linewise: boolean): Begins[] {
  const rowOf = taskRows(rows, linewise);
  const tasks = new Set(rowOf.values());
  let openDuty = '';
  let openTask = '';
  return rows.map((row, at) => {
    const task = taskOf(row)?.code;
    const printed = row.tokens.find(token => token.kind === 'duty')?.code;
    const duty = printed ?? task?.split('.')[0] ?? openDuty;
    const newDuty = duty !== openDuty;
    const newTask = tasks.has(at) && (task === undefined || task !== openTask);
    openDuty = duty;
    openTask = task ?? openTask;
    return {
      duty: newDuty,
      task: newTask || (newDuty && printed !== undefined),
      row: rowOf.get(row.row) ?? at,
    };
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
        omission(
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

function continued(row: Row): Finding {
  return finding('continued-row', row.line, row.text, 'the row of the page before goes on here');
}
