import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIndex } from '../../indexing/build.ts';
import type { Standard } from '../../standards/model.ts';
import { compiledCache } from './compiled.ts';
import { readDocuments } from './documents.ts';
import { writeFileAtomically } from './files.ts';
import { CORPORA, SEEDS } from './paths.ts';

/** Builds the index of the seeds and keeps it under `name` in the first of the places that can be written. */
export async function buildSeedsIndex(
  name: string,
  places: readonly string[],
  onStep: (step: string) => void,
): Promise<Uint8Array> {
  onStep('building the index of the five standards that come along (once)');
  const standards: Standard[] = [];
  for await (const reading of readDocuments([SEEDS])) {
    if ('error' in reading) throw reading.error;
    standards.push(...reading.standards);
  }
  const { bytes } = buildIndex(standards, { corpora: CORPORA, onStep, cache: compiledCache(places) });
  await keep(places, name, bytes);
  return bytes;
}

/** An index that cannot be kept is built again next time. */
async function keep(places: readonly string[], name: string, bytes: Uint8Array): Promise<void> {
  for (const place of places) {
    try {
      await mkdir(place, { recursive: true, mode: 0o700 });
      await writeFileAtomically(join(place, name), bytes);
      await removeOlder(place, name);
      return;
    } catch {
      // read-only, full, or somebody else's: try the next place
    }
  }
}

/** Indexes of the seeds that an older program or other corpora left behind. */
async function removeOlder(place: string, name: string): Promise<void> {
  const old = (await readdir(place)).filter(file => /^seeds-[0-9a-f]{16}\.icap$/.test(file) && file !== name);
  await Promise.all(old.map(file => rm(join(place, file), { force: true })));
}
