import { BREAK } from '../lines.ts';
import type { Block, Cell, Content } from './content.ts';
import { LIMITS, type Meter } from './limits.ts';

/**
 * Makes paragraphs and tables of what a reader of markup meets, in the order in which it meets it. Tables may stand in
 * cells; what that means is known when the outer table is over (`blocksOf`).
 */
export class ContentBuilder {
  readonly #blocks: Block[] = [];
  readonly #meter: Meter;
  readonly #tables: OpenTable[] = [];
  /** The paragraph or cell that is open. */
  #text = '';

  constructor(meter: Meter) {
    this.#meter = meter;
  }

  /** A `\v` of the document itself is no break. */
  text(text: string): void {
    this.#meter.text(text.length);
    this.#text += text.replaceAll(BREAK, ' ');
  }

  /** A tab sets off cells where there are none. */
  tab(): void {
    this.#meter.text(1);
    this.#text += this.#tables.length === 0 ? '\t' : ' ';
  }

  /** A line of the paragraph or cell ends. */
  break(): void {
    if (this.#text !== '' && !this.#text.endsWith(BREAK)) this.#text += BREAK;
  }

  /** A paragraph ends or begins: in a cell no more than a break. */
  paragraph(): void {
    if (this.#tables.length > 0) this.break();
    else this.#flush();
  }

  #flush(): void {
    if (this.#text.trim() !== '') this.#blocks.push(paragraph(this.#text));
    this.#text = '';
  }

  openTable(): void {
    if (this.#tables.length === 0) this.#flush();
    const cell = this.#tables.at(-1)?.cell;
    if (cell !== undefined && cell !== null) this.#keep(cell);
    this.#tables.push({ rows: [], row: null, cell: null, stray: [] });
  }

  openRow(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    this.closeCell();
    table.row = [];
    table.rows.push(table.row);
  }

  openCell(columns: number, rows: number, kind: CellKind = 'own'): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    this.closeCell();
    if (table.row === null) this.openRow();
    table.cell = {
      parts: [],
      columns: Math.min(Math.max(1, columns), LIMITS.columns),
      rows: Math.min(Math.max(1, rows), MOST_ROWS),
      kind,
    };
    table.row!.push(table.cell);
  }

  closeCell(): void {
    const table = this.#tables.at(-1);
    if (table?.cell == null) {
      // Text of a table that stands in no cell, a caption for instance.
      if (table !== undefined && this.#text.trim() !== '') table.stray.push(this.#text);
      if (table !== undefined) this.#text = '';
      return;
    }
    this.#keep(table.cell);
    table.cell = null;
  }

  #keep(cell: RawCell): void {
    if (this.#text.trim() !== '') cell.parts.push(this.#text);
    this.#text = '';
  }

  closeTable(): void {
    this.closeCell();
    const table = this.#tables.pop();
    if (table === undefined) return;
    const outer = this.#tables.at(-1);
    if (outer === undefined) {
      for (const block of blocksOf(table)) this.#blocks.push(block);
    } else if (outer.cell !== null) outer.cell.parts.push(table);
    else outer.stray.push(flat(table));
  }

  end(): Content {
    while (this.#tables.length > 0) this.closeTable();
    this.#flush();
    return { blocks: this.#blocks };
  }
}

/**
 * `own`: a cell. `continued`: the cell above goes on in it (DOCX prints one for each row). `covered`: it stands under a cell
 * that spans columns or rows (ODT), and takes no place.
 */
export type CellKind = 'own' | 'continued' | 'covered';

/** A cell spans at most this many rows. */
const MOST_ROWS = 2000;

interface RawCell {
  readonly parts: (string | RawTable)[];
  readonly columns: number;
  readonly rows: number;
  readonly kind: CellKind;
}

interface RawTable {
  readonly rows: readonly (readonly RawCell[])[];
  readonly stray: readonly string[];
}

interface OpenTable {
  readonly rows: RawCell[][];
  row: RawCell[] | null;
  cell: RawCell | null;
  readonly stray: string[];
}

/** Fewer columns than these are no task table: a table around one is there for its looks and is taken apart. */
const COLUMNS_OF_FORM = 5;

function blocksOf(table: RawTable): Block[] {
  const width = Math.max(0, ...table.rows.map(row => row.reduce((sum, cell) => sum + cell.columns, 0)));
  const inner = table.rows.flatMap(row =>
    row.flatMap(cell => cell.parts.filter(part => typeof part !== 'string')),
  );
  const stray = table.stray.map(paragraph);
  if (width < COLUMNS_OF_FORM && inner.some(isForm)) {
    const parts = table.rows.flatMap(row => row.flatMap(cell => cell.parts));
    return [
      ...stray,
      ...parts.flatMap(part => (typeof part === 'string' ? [paragraph(part)] : blocksOf(part))),
    ];
  }
  const rows = placed(table.rows);
  return rows.length === 0 ? stray : [...stray, { kind: 'table', page: 0, rows }];
}

function isForm(table: RawTable): boolean {
  return table.rows.some(
    row =>
      row.length >= 3 || row.some(cell => cell.parts.some(part => typeof part !== 'string' && isForm(part))),
  );
}

/** A break stands before its text, and none behind. Tabs and blanks stay: they may set off cells. */
function paragraph(text: string): Block {
  return { kind: 'paragraph', text: BREAK + (text.endsWith(BREAK) ? text.slice(0, -1) : text), page: 0 };
}

/** The text of a table that stands in a cell: one line for each row. */
function flat(table: RawTable): string {
  const rows = table.rows.map(row =>
    row
      .map(textOf)
      .filter(text => text !== '')
      .join(' '),
  );
  return [...table.stray, ...rows].filter(text => text !== '').join(BREAK);
}

function textOf(cell: RawCell): string {
  return cell.parts
    .map(part => (typeof part === 'string' ? part : flat(part)).trim())
    .filter(text => text !== '')
    .join(BREAK);
}

/** Gives each cell its column: the next one that no cell above covers. What a covered cell says is not lost. */
function placed(rows: readonly (readonly RawCell[])[]): Cell[][] {
  // For each column, the cell that reached it last, and the row after its end.
  const last: { cell: { rows: number }; end: number }[] = [];
  return rows.map((row, at) => {
    const cells: { text: string; column: number; columns: number; rows: number }[] = [];
    let column = 0;
    for (const { parts: _, columns, rows: span, kind, ...cell } of row.map(withText)) {
      if (kind === 'own') while ((last[column]?.end ?? 0) > at && column < LIMITS.columns) column++;
      const above = kind === 'continued' ? last[column] : undefined;
      const own = { text: cell.text, column: Math.min(column, LIMITS.columns), columns, rows: span };
      if (above !== undefined && above.end === at) {
        above.cell.rows++;
        above.end++;
      } else if (kind === 'own') {
        const reached = { cell: own, end: at + span };
        for (let to = own.column; to < Math.min(own.column + columns, LIMITS.columns); to++)
          last[to] = reached;
      }
      if (kind === 'own') cells.push(own);
      else if (cell.text !== '')
        cells.push({ ...own, column: Math.max(0, column - (kind === 'covered' ? 1 : 0)) });
      if (kind !== 'covered') column += columns;
    }
    return cells;
  });
}

function withText(cell: RawCell): RawCell & { readonly text: string } {
  return { ...cell, text: textOf(cell) };
}
