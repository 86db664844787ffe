import type { Encoding } from './settings.ts';

/** What the first bytes of an input tell that it is, when that is something else than rows in the encoding that was said. */
export function foreignOf(bytes: Uint8Array, encoding: Encoding): 'gzip' | 'utf-16le' | 'utf-16be' | null {
  const [a, b] = bytes;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  const marked = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : null;
  return marked === encoding ? null : marked;
}
