/**
 * A document as its format shows it: paragraphs and tables in reading order, and nothing of what they mean. Every format
 * that has real cells (ODT, DOCX, HTML) or draws them (PDF) ends here, and one assembly goes on from here.
 */
export interface Content {
  readonly blocks: readonly Block[];
}

export type Block = Paragraph | Table;

/** A line or paragraph outside any table: a title, a heading, a page number. */
export interface Paragraph {
  readonly kind: 'paragraph';
  /** Lines as in a cell; it begins with a BREAK where the format itself tells that a paragraph begins here. */
  readonly text: string;
  /** From 1; 0 where the format has no pages. */
  readonly page: number;
}

/** One table of one page; a table that goes on over a page is two, and the second may begin with a repeated header. */
export interface Table {
  readonly kind: 'table';
  readonly page: number;
  /** Rows of cells, left to right. A cell that spans rows stands in its first row only. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Cell {
  /**
   * As printed. `\n` is the end of a printed line, which says nothing (the line was full); `\v` (BREAK) is a break that the
   * format itself tells: another paragraph, item of a list or line of the cell.
   */
  readonly text: string;
  /** The first of the table's physical columns that it covers, from 0. */
  readonly column: number;
  /** How many columns and rows it covers. */
  readonly columns: number;
  readonly rows: number;
}
