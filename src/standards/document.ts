import { decodeText } from './documents/decode.ts';
import { type ReadResult, readStandard } from './read.ts';

/** What a document is, by its content and never by its name. */
export type DocumentFormat = 'text';

/** A document, read: what `readStandard` tells of a text, and how sure it is that nothing was lost. */
export interface DocumentResult extends ReadResult {
  /** Null for bytes of no format that is read. */
  readonly format: DocumentFormat | null;
  /** The name of the layout that was recognised; null when there is no standard. */
  readonly layout: string | null;
  /** The share of the document's text that has its place, 0 to 1. */
  readonly coverage: number;
}

/**
 * The door for documents: bytes of any format that is read. Never throws on a messy, damaged or hostile document; what
 * it could not place is a finding, and a document that is no standard says why.
 */
export async function readDocument(bytes: Uint8Array): Promise<DocumentResult> {
  const result = readStandard(decodeText(bytes));
  return { ...result, format: 'text', layout: null, coverage: 1 };
}
