import type { Content } from './documents/content.ts';
import { decodePage, decodeText } from './documents/decode.ts';
import { DocumentFault, type FaultCode } from './documents/fault.ts';
import { htmlContent } from './documents/html.ts';
import { LIMITS } from './documents/limits.ts';
import { readContent } from './documents/read-content.ts';
import { sniff } from './documents/sniff.ts';
import { type FindingCode, finding } from './findings.ts';
import { type ReadResult, readText } from './read.ts';

/** What a document is, by its content and never by its name. */
export type DocumentFormat = 'text' | 'html' | 'odt' | 'docx' | 'pdf';

/** A document, read: what `readStandard` tells of a text, and how sure it is that nothing was lost. */
export interface DocumentResult extends ReadResult {
  /** Null for bytes of no format that is read. */
  readonly format: DocumentFormat | null;
  /** The name of the layout that was recognised; null when there is no standard. */
  readonly layout: string | null;
}

/**
 * The door for documents: bytes of any format that is read. Never throws on a messy, damaged or hostile document; what
 * it could not place is a finding, and a document that is no standard says why.
 */
export async function readDocument(bytes: Uint8Array): Promise<DocumentResult> {
  let format: DocumentFormat | null = null;
  try {
    if (bytes.length > LIMITS.bytes) {
      const most = LIMITS.bytes / 1024 / 1024;
      throw new DocumentFault(
        'too-large',
        `more than ${most} MB: give one document at a time, without pictures`,
      );
    }
    const container = sniff(bytes);
    if (container === 'text') return { ...readText(decodeText(bytes)), format: 'text' };
    format = 'html';
    const content: Content = htmlContent(decodePage(bytes));
    return { ...readContent(content), format };
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    return {
      standard: null,
      findings: [finding(FINDING_OF[error.code], 0, '', error.message)],
      format,
      layout: null,
    };
  }
}

const FINDING_OF: Readonly<Record<FaultCode, FindingCode>> = {
  encrypted: 'encrypted',
  damaged: 'damaged',
  'too-large': 'too-large',
  'too-deep': 'too-large',
  'no-text': 'no-text',
  'unknown-format': 'not-text',
};
