import type { DocumentFormat } from '../document.ts';
import { decodeText, latin } from './decode.ts';
import { DocumentFault } from './fault.ts';

/** What stands at the beginning decides; a PDF may have up to a KB of something else before it. */
const HEAD = 1024;

const FOREIGN: readonly (readonly [RegExp, string, string])[] = [
  [/^\{\\rtf/, 'an RTF file', 'save it as DOCX, ODT or PDF'],
  [
    /^\u00ff\u00d8\u00ff|^\u0089PNG|^GIF8|^BM.{4}\0\0|^II\*\0|^MM\0\*|^RIFF.{4}WEBP/s,
    'an image',
    'run text recognition (OCR) on it and save the text',
  ],
  [/^\u001f\u008b/, 'a gzip file', 'unpack it first'],
  [/^(?:Rar!|7z\u00bc\u00af)/, 'an archive', 'unpack it first'],
  [
    /^(?:From: <Saved by|MIME-Version:)/i,
    'a page saved as one MHTML file',
    'save it as "web page, HTML only"',
  ],
];

const OLD_OFFICE = '\u00d0\u00cf\u0011\u00e0';
/** UTF-16, as the directory of an old Office file prints it. */
const ENCRYPTED_PACKAGE = [...'EncryptedPackage'].join('\0');

export type Container = Exclude<DocumentFormat, 'odt' | 'docx'> | 'zip' | 'flat-odt';

/**
 * The format of a document by its content. Throws a `DocumentFault` for formats that are known and not read. Text is
 * what nothing else is.
 */
export function sniff(bytes: Uint8Array): Container {
  const head = latin(bytes.subarray(0, HEAD));
  const start = startOf(bytes, head);
  if (head.includes('%PDF-')) return 'pdf';
  if (/^PK(?:\u0003\u0004|\u0005\u0006)/.test(head)) return 'zip';
  if (head.startsWith(OLD_OFFICE)) throw oldOffice(bytes);
  for (const [form, what, remedy] of FOREIGN) {
    if (form.test(head)) throw new DocumentFault('unknown-format', `this is ${what}: ${remedy}`);
  }
  if (/^(?:<\?xml[^>]{0,200}>\s*)?<office:document\s/.test(start)) return 'flat-odt';
  return isPage(start, bytes) ? 'html' : 'text';
}

/** The first characters, without a byte order mark; of UTF-16 the mark tells how to read them. */
function startOf(bytes: Uint8Array, head: string): string {
  const wide = /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(head);
  return (wide ? decodeText(bytes.subarray(0, HEAD)) : head.replace(/^\u00ef\u00bb\u00bf/, '')).trimStart();
}

function oldOffice(bytes: Uint8Array): DocumentFault {
  const head = latin(bytes.subarray(0, HEAD * 4));
  const tail = latin(bytes.subarray(Math.max(0, bytes.length - HEAD * 16)));
  return head.includes(ENCRYPTED_PACKAGE) || tail.includes(ENCRYPTED_PACKAGE)
    ? new DocumentFault('encrypted', 'the document is protected by a password: save it without one')
    : new DocumentFault(
        'unknown-format',
        'this is an old Office file (DOC or XLS): save it as DOCX, ODT or PDF',
      );
}

const PREAMBLE = /^(?:<\?xml[^>]{0,200}>\s*|<!--[^>]{0,400}-->\s*)*/;

/** By its first tag; a text may begin with one too (`<p>`), but has no table of markup around its cells. */
function isPage(start: string, bytes: Uint8Array): boolean {
  const first = start.replace(PREAMBLE, '');
  if (/^<(?:!doctype html|html|head|body)\b/i.test(first)) return true;
  if (!/^<(?:meta|title|style|link|script|table|div|main|article|section|center|h[1-6]|p)\b/i.test(first))
    return false;
  const whole = new TextDecoder('latin1').decode(bytes.subarray(0, 2_000_000));
  return /<table\b/i.test(whole) && /<tr\b/i.test(whole) && /<t[dh]\b/i.test(whole);
}
