import { readFile } from 'node:fs/promises';
import type { CharacterMaps } from '../../standards/documents/pdf/open.ts';

/** The character maps of pdfjs-dist, read when a PDF whose fonts are not embedded asks for one. */
export const characterMaps: CharacterMaps = async name => {
  if (!/^[A-Za-z0-9-]+$/.test(name)) throw new Error('no name of a character map');
  const folder = new URL('cmaps/', import.meta.resolve('pdfjs-dist/package.json'));
  return new Uint8Array(await readFile(new URL(`${name}.bcmap`, folder)));
};
