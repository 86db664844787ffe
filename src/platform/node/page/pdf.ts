import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ASSETS, contentHash, hashedFile, type PageFile, typeOf } from './files.ts';

/** What pdfjs loads by itself when a PDF document is opened: its worker, and maps for fonts that bring none. */
export interface PdfFiles {
  readonly worker: PageFile;
  readonly maps: readonly PageFile[];
  /** The folder of the maps; pdfjs knows their names, so the folder has the hash of them all. */
  readonly folder: string;
}

export async function pdfFiles(): Promise<PdfFiles> {
  const worker = fileURLToPath(import.meta.resolve('pdfjs-dist/build/pdf.worker.min.mjs'));
  const source = join(worker, '../../cmaps');
  const names = (await readdir(source)).filter(name => name.endsWith('.bcmap')).sort();
  const bodies = await Promise.all(names.map(name => readFile(join(source, name))));
  const folder = `${ASSETS}character-maps-${contentHash(...bodies)}/`;
  const maps = names.map((name, index): PageFile => {
    return { path: folder + name, contentType: typeOf(name), body: bodies[index]!, cache: 'immutable' };
  });
  return { worker: hashedFile('pdf.worker.mjs', await readFile(worker)), maps, folder };
}
