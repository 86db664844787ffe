import { MAX_TEXT, MAX_TITLE } from '../matching/answer.ts';

/** Bytes of one input line: a text of MAX_TEXT units fits, however it is escaped. */
export const MAX_LINE_BYTES = 1024 * 1024;

/**
 * Why a row is rejected. The codes are stable: other programs count and filter by them. No message holds any of the
 * row, for the row is somebody's text.
 */
export const ROW_PROBLEMS = {
  'empty-line': 'the line is blank; one row a line is expected',
  'line-too-long': `the line is longer than ${MAX_LINE_BYTES} bytes`,
  'invalid-encoding': 'the line is not valid in its encoding (UTF-8 unless told otherwise)',
  'invalid-json': 'the line is not valid JSON; one JSON object a line is expected',
  'not-an-object': 'the line is JSON, but no object; {"id", "text", "title"?, "kind"?} is expected',
  'invalid-id': '`id` is neither a string nor a number that JSON carries exactly; write it as a string',
  'missing-text': 'the row has no `text`',
  'invalid-text': '`text` is not a string',
  'empty-text': '`text` is empty',
  'text-too-long': `\`text\` is longer than ${MAX_TEXT} UTF-16 units`,
  'invalid-title': '`title` is not a string',
  'title-too-long': `\`title\` is longer than ${MAX_TITLE} UTF-16 units`,
  'invalid-kind': '`kind` is neither "ad" nor "cv"',
} as const;

/** What only a job over a file meets: CSV, a look back at earlier rows, and a fault that must not stop the night. */
export const JOB_PROBLEMS = {
  'unclosed-quote': 'a quote is opened and not closed again; what follows this line is read anew',
  'invalid-csv':
    'no valid CSV: a quoted cell goes on after its closing quote; what follows this line is read anew',
  'column-count': 'the row has more or fewer cells than the header',
  'duplicate-text': 'the same text, title and kind came in an earlier row',
  'internal-error': 'the matcher failed on this row; please report it',
} as const;

export type RowProblem = keyof typeof ROW_PROBLEMS | keyof typeof JOB_PROBLEMS;

export function messageOf(code: RowProblem): string {
  return code in JOB_PROBLEMS
    ? JOB_PROBLEMS[code as keyof typeof JOB_PROBLEMS]
    : ROW_PROBLEMS[code as keyof typeof ROW_PROBLEMS];
}
