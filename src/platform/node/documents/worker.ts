import { type DocumentResult, readDocument } from '../../../standards/document.ts';
import { characterMaps } from './character-maps.ts';

/** stdout is for results; what a library has to say is none. */
console.log = console.error;
console.info = console.error;

/** One thread of the readers. */
export default (bytes: Uint8Array): Promise<DocumentResult> => readDocument(bytes, { characterMaps });
