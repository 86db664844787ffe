import { randomFrom } from '../standards/print.ts';

/** How a test document is set: everything that may differ between two documents of the same record. */
export interface Look {
  /** Where chance is asked (spaced characters, footnote marks), it is asked from here: the same seed, the same document. */
  readonly seed: number;
  readonly landscape: boolean;
  /** Points. */
  readonly fontSize: number;
  /** Of duty, task, output, indicator, level, K and S, in hundredths of the page's width. */
  readonly widths: readonly [number, number, number, number, number, number, number];
  /** `double`: each cell has a frame of its own; `rows`: lines between rows only; `none`: nothing is drawn. */
  readonly borders: 'single' | 'double' | 'rows' | 'none';
  /** A duty's cell spans the rows of its tasks, is printed beside each, or only beside the first. */
  readonly duties: 'merged' | 'repeated' | 'first';
  /** Tasks whose other cells are the same share one row. */
  readonly shared: boolean;
  /** Several O, P, K or S of a cell: each on a line of its own, one after the other, or without anything between them. */
  readonly items: 'lines' | 'spaced' | 'glued';
  /** The K and S columns under one heading. */
  readonly header: 'one line' | 'two lines';
  /** Where the text of a task's row stands. */
  readonly align: 'top' | 'middle';
  /** Before the lines of the remarks; private-use characters are how symbol fonts come out. */
  readonly bullet: string;
  /** How many of the Chinese characters are set apart by a blank: 校 準. */
  readonly spaced: number;
  /** A raised 【註n】 for each footnote of the record, behind some indicator. */
  readonly marks: boolean;
  /** Attitudes and remarks in rows of the task table itself, in tables of their own, or as paragraphs. */
  readonly closing: 'same table' | 'tables' | 'paragraphs';
}

export const OFFICIAL: Look = {
  seed: 0,
  landscape: false,
  fontSize: 10,
  widths: [10, 12, 13, 30, 6, 15, 14],
  borders: 'single',
  duties: 'merged',
  shared: true,
  items: 'lines',
  header: 'one line',
  align: 'top',
  bullet: '●',
  spaced: 0,
  marks: true,
  closing: 'tables',
};

/** Any look: the same number, the same look. */
export function lookOf(seed: number): Look {
  const random = randomFrom(seed);
  const one = <T>(...of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  return {
    seed,
    landscape: one(true, false),
    fontSize: one(8, 9, 10, 11, 12),
    widths: one(
      [10, 12, 13, 30, 6, 15, 14],
      [12, 14, 16, 22, 6, 15, 15],
      [8, 10, 12, 36, 5, 15, 14],
      [14, 14, 14, 20, 8, 15, 15],
    ),
    borders: one('single', 'double'),
    duties: one('merged', 'repeated', 'first'),
    shared: one(true, false),
    items: one('lines', 'spaced', 'glued'),
    header: one('one line', 'two lines'),
    align: one('top', 'middle'),
    bullet: one('●', '■', '-', '\uf06e', '\uf0b2', '⚫'),
    spaced: one(0, 0, 0.02),
    marks: one(true, false),
    closing: one('same table', 'tables', 'paragraphs'),
  };
}
