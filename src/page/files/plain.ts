import { decodeBytes } from './decode.ts';
import type { FileNotice } from './problem.ts';

/** What a reader of a format gives. */
export interface RawText {
  readonly text: string;
  readonly title?: string;
  readonly notices: readonly FileNotice[];
  /** Without text it is a document of pictures, not an empty one. */
  readonly pictures?: boolean;
}

/** Plain text and Markdown: as they are. */
export function readPlain(bytes: Uint8Array): RawText {
  return decodeBytes(bytes);
}
