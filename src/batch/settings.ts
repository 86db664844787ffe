import { COLUMNS, type Columns, type Keep } from './row.ts';

export type RowFormat = 'ndjson' | 'csv';

/**
 * All that decides which bytes come out, beside the input and the index: the same settings, whoever runs them and on how
 * many cores, give the same output. Plain values, so that they can be sent to workers and kept in a checkpoint.
 */
export interface BatchSettings {
  readonly from: RowFormat;
  readonly encoding: Encoding;
  readonly columns: Columns;
  readonly keep: Keep;
  readonly unique: boolean;
  readonly format: RowFormat;
  /** CSV that Excel opens as meant: a BOM, and cells that it would take for formulas made plain text. */
  readonly excel: boolean;
  readonly gzip: boolean;
  readonly limit: number;
  readonly explain: boolean;
  readonly superseded: boolean;
  /** A standard must have one of these in its category, and one of the levels; none asks for nothing. */
  readonly category: readonly string[];
  readonly level: readonly number[];
}

export const BATCH_DEFAULTS: BatchSettings = {
  from: 'ndjson',
  encoding: 'utf-8',
  columns: COLUMNS,
  keep: [],
  unique: false,
  format: 'ndjson',
  excel: false,
  gzip: false,
  limit: 10,
  explain: false,
  superseded: false,
  category: [],
  level: [],
};

/** By the Encoding standard's names. */
export const ENCODINGS = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  big5: 'big5',
  cp950: 'big5',
  gbk: 'gbk',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
} as const;

export type Encoding = (typeof ENCODINGS)[keyof typeof ENCODINGS];
