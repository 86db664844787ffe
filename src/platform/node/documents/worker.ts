import { type DocumentResult, readDocument } from '../../../standards/document.ts';

/** One thread of the readers. */
export default (bytes: Uint8Array): Promise<DocumentResult> => readDocument(bytes);
