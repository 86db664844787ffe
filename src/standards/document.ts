import type { Content } from './documents/content.ts';
import { decodeDocument, decodePage } from './documents/decode.ts';
import { docxContent } from './documents/docx.ts';
import { DocumentFault, type FaultCode } from './documents/fault.ts';
import { htmlContent } from './documents/html.ts';
import { LIMITS } from './documents/limits.ts';
import { flatOdtContent, odtContent } from './documents/odt.ts';
import { type PdfOptions, pdfContent } from './documents/pdf/read.ts';
import { readContent } from './documents/read-content.ts';
import { sniff } from './documents/sniff.ts';
import { openPackage } from './documents/zip.ts';
import { type FindingCode, finding } from './findings.ts';
import { type Checked, checked } from './lost/check.ts';
import { printedText } from './lost/printed.ts';
import { type ReadResult, readText } from './read.ts';

/** What a document is, by its content and never by its name. */
export type DocumentFormat = 'text' | 'html' | 'odt' | 'docx' | 'pdf';

/** A document, read: what `readStandard` tells of a text, and how sure it is that nothing was lost. */
export interface DocumentResult extends ReadResult {
  /** Null for bytes of no format that is read. */
  readonly format: DocumentFormat | null;
  /** The name of the layout that was recognised; null when there is no standard. */
  readonly layout: string | null;
  /**
   * The share of the document's characters that are in the standard, in what its form prints around it, or in a finding:
   * 1 when nothing is lost. 0 when there is no standard.
   */
  readonly coverage: number;
}

/**
 * The door for documents: bytes of any format that is read. Never throws on a messy, damaged or hostile document; what
 * it could not place is a finding, and a document that is no standard says why.
 */
export async function readDocument(bytes: Uint8Array, options: PdfOptions = {}): Promise<DocumentResult> {
  let format: DocumentFormat | null = null;
  try {
    if (bytes.length > LIMITS.bytes) throw tooLarge();
    const source = sourceOf(bytes, options);
    format = source.format;
    return { ...(await source.read()), format };
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    const refused = finding(FINDING_OF[error.code], 0, '', error.message);
    return { standard: null, findings: [refused], format, layout: null, coverage: 0 };
  }
}

interface Source {
  readonly format: DocumentFormat;
  readonly read: () => Checked | Promise<Checked>;
}

function sourceOf(bytes: Uint8Array, options: PdfOptions): Source {
  const cells = (format: DocumentFormat, content: () => Content | Promise<Content>): Source => ({
    format,
    read: async () => readContent(await content()),
  });
  switch (sniff(bytes)) {
    case 'text':
      return { format: 'text', read: () => readTextDocument(decodeDocument(bytes)) };
    case 'html':
      return cells('html', () => htmlContent(decodePage(bytes)));
    case 'flat-odt':
      return cells('odt', () => flatOdtContent(bytes));
    case 'pdf':
      return cells('pdf', () => pdfContent(bytes, options));
    case 'zip': {
      const files = openPackage(bytes);
      if (files.names.has('word/document.xml')) return cells('docx', () => docxContent(files));
      if (files.names.has('content.xml')) return cells('odt', () => odtContent(files));
      throw new DocumentFault('unknown-format', 'this is a ZIP file, and no ODT or DOCX: unpack it first');
    }
  }
}

function readTextDocument(text: string): Checked {
  const reading = readText(text);
  return checked(reading, reading.standard === null ? [] : printedText(text));
}

function tooLarge(): DocumentFault {
  const most = LIMITS.bytes / 1024 / 1024;
  return new DocumentFault(
    'too-large',
    `more than ${most} MB: give one document at a time, without pictures`,
  );
}

const FINDING_OF: Readonly<Record<FaultCode, FindingCode>> = {
  encrypted: 'encrypted',
  damaged: 'damaged',
  'too-large': 'too-large',
  'too-deep': 'too-large',
  'no-text': 'no-text',
  'unknown-format': 'not-text',
};
