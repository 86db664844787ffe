/**
 * What was odd in a source document or a record. A finding is data for whoever keeps the documents: nothing is
 * thrown, nothing is lost silently. `FINDINGS` is the one list of codes; `finding()` is the only way to make one.
 */
export type Severity = 'info' | 'warning' | 'error';

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /**
   * Line of the text (or of the .jsonl file), from 1; in a document of another format the running number of the table row
   * or line of a paragraph, and the message names the page where it is known. 0 is the document as a whole.
   */
  readonly line: number;
  /** What stands there, as printed, cut to 80 UTF-16 units. */
  readonly excerpt: string;
  readonly message: string;
}

export type FindingCode = keyof typeof FINDINGS;

/** `error`: something is missing or unusable. `warning`: somebody should look. `info`: odd, but read with certainty. */
export const FINDINGS = {
  // The document is refused: there is no Standard.
  empty: { severity: 'error', meaning: 'the document holds no text' },
  'too-large': { severity: 'error', meaning: 'far longer than any competency standard' },
  'not-text': {
    severity: 'error',
    meaning: 'bytes of a format that is not read (an image, RTF, DOC, binary)',
  },
  encrypted: { severity: 'error', meaning: 'the document is protected by a password' },
  damaged: { severity: 'error', meaning: 'the file is cut off or altered, and cannot be read' },
  'no-text': { severity: 'error', meaning: 'pages without text: a scan, which needs text recognition (OCR)' },
  'not-a-standard': { severity: 'error', meaning: 'lacks the headings of a competency standard' },
  'no-tasks': {
    severity: 'error',
    meaning: 'a standard by its headings, but no task with indicators, K or S in it',
  },
  'no-name': { severity: 'error', meaning: 'neither 職業 nor 職類 holds a name' },

  // Something is missing.
  'second-standard': {
    severity: 'error',
    meaning: 'another standard begins in the same document; only the first is read',
  },
  'no-attitudes': {
    severity: 'error',
    meaning: 'no section 職能內涵 (A=attitude 態度): cut off, or never there',
  },
  'empty-attitudes': { severity: 'warning', meaning: 'the section of attitudes holds none' },
  'no-remarks': { severity: 'warning', meaning: 'no section 說明與補充事項: cut off, or never there' },
  'no-code': { severity: 'info', meaning: 'no 職能基準代碼; the name serves as id' },
  'odd-code': { severity: 'warning', meaning: '職能基準代碼 has an unusual form' },
  'no-version-table': { severity: 'info', meaning: 'no table of versions' },
  'no-level': { severity: 'warning', meaning: 'no 基準級別' },
  'no-task-level': { severity: 'warning', meaning: 'a task without its own level' },
  'no-indicators': { severity: 'warning', meaning: 'a task without indicators' },
  'no-competencies': { severity: 'warning', meaning: 'a task without knowledge and skills' },
  'no-duty': { severity: 'warning', meaning: 'a task whose duty is not printed' },
  'empty-text': { severity: 'warning', meaning: 'a code without a name or text' },

  // Something is inconsistent.
  'two-names': {
    severity: 'warning',
    meaning: 'one code with two names; each task keeps the one printed there',
  },
  'two-codes': { severity: 'info', meaning: 'one name with two codes' },
  'codes-not-consecutive': { severity: 'info', meaning: 'numbers are left out in a sequence of codes' },
  'duplicate-code': { severity: 'warning', meaning: 'a code comes twice; the second is kept as CODE~2' },
  'code-case': { severity: 'info', meaning: 'a code that differs from another only in case' },
  'wrong-prefix': { severity: 'warning', meaning: 'an output or indicator whose code names another task' },
  'several-tasks-in-cell': {
    severity: 'info',
    meaning: 'several tasks share one cell, its outputs, indicators, K and S',
  },
  'task-above-standard': { severity: 'info', meaning: "a task's level is above the standard's" },
  'level-out-of-range': {
    severity: 'warning',
    meaning: 'a level that is not one integer from 1 to 6; null is kept',
  },
  'identical-indicators': { severity: 'info', meaning: 'two indicators with the same text' },
  'version-names-differ': {
    severity: 'info',
    meaning: 'the rows of the version table carry different names',
  },
  'odd-date': { severity: 'warning', meaning: 'a date that cannot be read; kept as printed' },

  // The document was hard to read.
  'continued-row': { severity: 'info', meaning: 'a row goes on after a repeated page header' },
  'doubtful-place': {
    severity: 'warning',
    meaning: 'the rest of a cell after a page break; it may belong to another column',
  },
  'running-line': { severity: 'info', meaning: 'a line that comes again on every page; left out' },
  'garbled-header': {
    severity: 'info',
    meaning: 'a repeated page header that is partly unreadable; dropped',
  },
  'garbled-mark': { severity: 'warning', meaning: 'a broken footnote mark; removed' },
  'dots-for-commas': { severity: 'info', meaning: 'the document prints · for ，; read as ，' },
  'attitudes-without-codes': {
    severity: 'info',
    meaning: 'attitudes are printed without codes; numbered A01, A02 …',
  },
  'lost-text': {
    severity: 'error',
    meaning: 'text of the document that is in no part of the standard, and in no other finding',
  },
  'unplaced-text': { severity: 'warning', meaning: 'text that belongs to no part of the standard; left out' },

  // A line of standards.jsonl.
  'invalid-json': { severity: 'error', meaning: 'the line is no JSON; skipped' },
  'refused-record': { severity: 'error', meaning: 'the record is no Standard; skipped' },
  'null-name': { severity: 'info', meaning: 'a name is null in the record; read as an empty text' },
} as const satisfies Record<string, { severity: Severity; meaning: string }>;

const EXCERPT = 80;

export function finding(code: FindingCode, line: number, excerpt: string, message: string): Finding {
  const shown = excerpt
    .slice(0, EXCERPT * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return { code, severity: FINDINGS[code].severity, line, excerpt: cut(shown), message };
}

const WHOLE: unique symbol = Symbol('left out');

/** A finding that stands for a text which is left out: all of it, however long, can be asked for again. */
export function omission(
  code: FindingCode,
  line: number,
  excerpt: string,
  message: string,
  whole = excerpt,
): Finding {
  return Object.defineProperty(finding(code, line, excerpt, message), WHOLE, { value: whole });
}

/** The whole text that a finding stands for; undefined where nothing is left out. */
export function leftOut(one: Finding): string | undefined {
  return (one as { readonly [WHOLE]?: string })[WHOLE];
}

/** Adds a list that may be long (`push(...list)` fails on 100,000). */
export function addFindings(to: Finding[], more: readonly Finding[]): void {
  for (const one of more) to.push(one);
}

/** At most 80 units, and never half a surrogate pair. */
function cut(text: string): string {
  if (text.length <= EXCERPT) return text;
  return `${text.slice(0, EXCERPT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
