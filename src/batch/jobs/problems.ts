/**
 * Why a job as a whole ends without results for every row, and what stands in the place of rows that got none. The codes
 * are stable. No message holds anything of the input.
 */
export const JOB_ENDS = {
  'empty-input': 'The input is empty; a line of column names was expected.',
  'packed-input': 'The input is packed with gzip; send it unpacked.',
  'other-encoding':
    'The input begins with the byte order mark of UTF-16; say `encoding=utf-16le` or `utf-16be`.',
  'no-header': 'The first line is no line of column names in the encoding that was said.',
  'unknown-column':
    'The first line lacks a column that was asked for; say with textColumn, titleColumn, idColumn, kindColumn which is which, and give keep only names of that line.',
  'repeated-column': 'The first line names a column that is read twice.',
  'input-changed': 'The input is gone, or is another one than when the job was submitted; submit it again.',
  'index-changed':
    'The service has another index than when the job was submitted, and answers of two are not mixed; submit it again.',
  'too-many-shards': 'The input has too many rows for one job; split it.',
  'cutting-failed':
    'The input could not be cut into rows; submit it again, and report it if that does not help.',
} as const;

export type JobEnd = keyof typeof JOB_ENDS;

/** One line of the results for all rows of a shard that was given up. */
export interface FailedLine {
  readonly status: 'failed';
  /** The line of the input that the first of them begins on. */
  readonly line: number;
  readonly rows: number;
  readonly error: { readonly code: 'shard-failed'; readonly message: string };
}

export function failedLine(line: number, rows: number): FailedLine {
  const message = 'these rows could not be answered after several tries; send them again';
  return { status: 'failed', line, rows, error: { code: 'shard-failed', message } };
}
