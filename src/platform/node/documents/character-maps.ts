import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * A character map of those that come with pdfjs-dist, by name: what the text of a PDF needs whose fonts are not in it. The name comes out
 * of the PDF, so it must not lead anywhere else.
 */
export async function characterMaps(name: string): Promise<Uint8Array> {
  const home = findPackageJSON('pdfjs-dist', import.meta.url);
  if (home === undefined || !/^[A-Za-z0-9-]{1,64}$/.test(name))
    throw new Error('there is no such character map');
  return new Uint8Array(await readFile(join(dirname(home), 'cmaps', `${name}.bcmap`)));
}
