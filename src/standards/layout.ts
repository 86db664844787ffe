import type { Kind } from './codes.ts';
import type { Finding } from './findings.ts';
import type { Sections } from './sections.ts';
import type { ProfileLabel } from './vocabulary.ts';

/**
 * A layout knows how documents of one look print their parts, and nothing about what the parts mean: it turns the
 * sections of a document into a `Draft`, the neutral form that `assemble` makes a Standard of. To read another look,
 * write another Layout.
 */
export interface Layout {
  readonly name: string;
  /** By evidence in the document; the first layout that fits is taken. */
  fits(sections: Sections): boolean;
  draft(sections: Sections): Draft;
}

export interface Draft {
  /** In printed order, newest first as a rule; the cells as printed. */
  readonly versions: readonly VersionRow[];
  readonly profile: ReadonlyMap<ProfileLabel, readonly Value[]>;
  /** The task table, by column. */
  readonly strips: readonly Strip[];
  /** The cells of the level column. */
  readonly levels: readonly Piece[];
  readonly attitudes: readonly Piece[];
  readonly remarks: readonly Piece[];
  readonly findings: readonly Finding[];
}

/** Some text and where it stands. */
export interface Piece {
  readonly text: string;
  readonly line: number;
  /** The row of the table; in a layout without rows the running number of the piece. */
  readonly row: number;
  /** Nothing before it goes on here (the row begins a task; a blank line stands before). */
  readonly fresh: boolean;
}

/** One value of the profile. A label that is printed twice has two values. */
export interface Value {
  readonly text: string;
  readonly line: number;
}

export interface VersionRow {
  readonly line: number;
  readonly version: string;
  readonly code: string;
  readonly name: string;
  readonly status: string;
  readonly note: string;
  readonly date: string;
}

/**
 * The cells of one column, one under the other: an item begins with its code and goes on, over cells and pages, until
 * the next code. A document that prints one column after the other is one strip that accepts every kind.
 */
export interface Strip {
  readonly accepts: ReadonlySet<Kind>;
  readonly flowing: boolean;
  readonly pieces: readonly Piece[];
}
