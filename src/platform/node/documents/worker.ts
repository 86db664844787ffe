import { type DocumentResult, readDocument } from '../../../standards/document.ts';
import { characterMaps } from './character-maps.ts';

/** One thread of the readers. */
export default (bytes: Uint8Array): Promise<DocumentResult> => readDocument(bytes, { characterMaps });
