import { type Finding, finding } from './findings.ts';

/**
 * Longer than this is no competency standard: the longest of the ~900 published ones has about 30,000 characters.
 * Anything longer is refused unread, which also bounds the time that a hostile document can take.
 */
export const LONGEST_DOCUMENT = 200_000;
const MOST_LINES = 20_000;

const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/^%PDF-/, 'a PDF file'],
  [/^PK(?:\u0003\u0004|\u0005\u0006)/, 'a ZIP file (ODT, DOCX and XLSX are such)'],
  [/^(?:\u00d0\u00cf\u0011\u00e0|\ufffd\ufffd\u0011\ufffd)/, 'an old Office file (DOC or XLS)'],
  [/^\{\\rtf/, 'an RTF file'],
  [
    /^(?:<\?xml[^>]{0,200}>\s{0,9})?(?:<!--[^>]{0,400}-->\s{0,9})?<(?:!doctype html|html|head|body)\b/i,
    'an HTML page',
  ],
  [/^<\?xml/i, 'an XML file'],
];

/** Why a text cannot be a document at all, before anything in it is read; null when it can. */
export function refusal(text: string): Finding | null {
  const head = text.slice(0, 4096).replace(/^[\ufeff\s]+/, '');
  const foreign = FOREIGN.find(([form]) => form.test(head));
  if (foreign !== undefined) {
    return finding(
      'not-text',
      1,
      printable(head),
      `this is ${foreign[1]}, not plain text: save the document as text first`,
    );
  }
  if (looksBinary(text)) {
    return finding(
      'not-text',
      1,
      printable(head),
      'these are bytes, not text in UTF-8: save the document as UTF-8 text first',
    );
  }
  if (text.length > LONGEST_DOCUMENT) {
    const message = `${text.length} characters; a standard has at most ${LONGEST_DOCUMENT}: give one document at a time`;
    return finding('too-large', 0, printable(head), message);
  }
  if (linesExceed(text, MOST_LINES)) {
    return finding(
      'too-large',
      0,
      printable(head),
      `more than ${MOST_LINES} lines: give one document at a time`,
    );
  }
  return /\S/.test(head) || /\S/.test(text) ? null : finding('empty', 0, '', 'the document is empty');
}

function linesExceed(text: string, most: number): boolean {
  let count = 0;
  for (const _ of text.matchAll(/[\r\n\f][^\r\n\f]/g)) if (++count > most) return true;
  return false;
}

/** NUL is in no text; a text with many control or replacement characters was decoded wrongly. */
function looksBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const odd = text.slice(0, 20_000).match(/[\u0001-\u0008\u000e-\u001f\u007f\ufffd]/g)?.length ?? 0;
  return odd > 8 && odd * 50 > Math.min(text.length, 20_000);
}

function printable(text: string): string {
  return text.slice(0, 80).replace(/[\u0000-\u001f\u007f\ufffd]+/g, ' ');
}
