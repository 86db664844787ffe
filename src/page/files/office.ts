import { DocumentFault } from '../../standards/documents/fault.ts';
import { openPackage, type Package } from '../../standards/documents/zip.ts';
import { decodeBytes } from './decode.ts';
import { type MarkupRules, visibleText } from './markup.ts';
import type { RawText } from './plain.ts';
import { FileProblem } from './problem.ts';

const WORD = 'word/document.xml';
const OPEN_DOCUMENT = 'content.xml';
const MANIFEST = 'META-INF/manifest.xml';

/** DOCX and ODT: the body, without headers, footers, notes and comments, and without what was deleted. */
export function readOffice(bytes: Uint8Array): RawText {
  try {
    return readBody(openPackage(bytes));
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    throw new FileProblem(error.code === 'encrypted' || error.code === 'too-large' ? error.code : 'damaged');
  }
}

function readBody(archive: Package): RawText {
  if (isEncrypted(archive)) throw new FileProblem('encrypted');
  const word = archive.entry(WORD);
  if (word !== null) return read(word, WORD_RULES);
  const open = archive.entry(OPEN_DOCUMENT);
  if (open === null || !/opendocument\.text/.test(textOf(archive, 'mimetype'))) {
    throw new FileProblem('unsupported');
  }
  return read(open, OPEN_RULES);
}

function read(xml: Uint8Array, rules: MarkupRules): RawText {
  const { text, notices } = decodeBytes(xml);
  return { text: visibleText(text, rules).text, notices, pictures: true };
}

/** With a password ODT keeps its names and says so in its manifest, or hides all in one entry; Word's is no ZIP. */
function isEncrypted(archive: Package): boolean {
  return archive.names.has('encrypted-package') || textOf(archive, MANIFEST).includes('encryption-data');
}

function textOf(archive: Package, name: string): string {
  return new TextDecoder().decode(archive.entry(name)?.subarray(0, 1024 * 1024));
}

/**
 * WordprocessingML (ECMA-376 part 1, 17): text stands in `t` alone; `Fallback` says again what stands before it, and the
 * `tab` of a paragraph's properties is no tab but the place of one.
 */
const WORD_RULES: MarkupRules = {
  xml: true,
  skipped: new Set(['del', 'moveFrom', 'Fallback', 'pPr', 'rPr', 'tblPr', 'trPr', 'tcPr', 'sectPr']),
  lines: new Set(['p']),
  rows: new Set(['tr']),
  cells: new Set(['tc']),
  signs: { tab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' },
  texts: new Set(['t']),
};

/** OpenDocument 1.3 part 3: text stands in paragraphs and headings; deletions are kept apart in `tracked-changes`. */
const OPEN_RULES: MarkupRules = {
  xml: true,
  skipped: new Set([
    'tracked-changes',
    'annotation',
    'note',
    'automatic-styles',
    'scripts',
    'font-face-decls',
  ]),
  lines: new Set(['p', 'h']),
  rows: new Set(['table-row']),
  cells: new Set(['table-cell']),
  signs: { tab: '\t', 'line-break': '\n', s: ' ' },
  texts: new Set(['p', 'h']),
  spaced: new Set(),
};
