import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ANALYSER_VERSION, FORMAT_VERSION } from '../../artifact/format.ts';
import { type Artifact, openArtifact } from '../../artifact/read.ts';
import type { Standard } from '../../standards/model.ts';
import { readDocuments } from './documents.ts';
import { writeFileAtomically } from './files.ts';
import { BUILD, CORPORA, SEEDS, VERSION } from './paths.ts';

/** Opens an index file, or, without a path, the index of the five seeds, which is built on first use and kept. */
export async function openIndex(path?: string, onStep?: (step: string) => void): Promise<Artifact> {
  return openArtifact(path === undefined ? await seedsIndex(onStep) : await readFile(path));
}

/** The bytes of the seeds' index: from the cache when it was made from the same seeds, corpora and program. */
export async function seedsIndex(onStep: (step: string) => void = () => {}): Promise<Uint8Array> {
  const name = `seeds-${await cacheKey()}.icap`;
  const places = [BUILD, join(tmpdir(), 'icap-match')];
  for (const place of places) {
    const cached = await readSound(join(place, name));
    if (cached !== null) return cached;
  }
  onStep('building the index of the five seeds (once)');
  const { buildIndex } = await import('../../indexing/build.ts'); // nodejieba is loaded only when it is needed
  const standards: Standard[] = [];
  for await (const reading of readDocuments([SEEDS]))
    if ('standards' in reading) standards.push(...reading.standards);
  const { bytes } = buildIndex(standards, { corpora: CORPORA, onStep });
  await keep(places, name, bytes);
  return bytes;
}

async function readSound(path: string): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(path);
    openArtifact(bytes);
    return bytes;
  } catch {
    return null; // none there, or a damaged one: it is built again
  }
}

/** Keeps the bytes in the first place that can be written; an index that cannot be kept is built again next time. */
async function keep(places: readonly string[], name: string, bytes: Uint8Array): Promise<void> {
  for (const place of places) {
    try {
      await mkdir(place, { recursive: true });
      await writeFileAtomically(join(place, name), bytes);
      return;
    } catch {
      // read-only, full, or somebody else's: try the next place
    }
  }
}

async function cacheKey(): Promise<string> {
  const hash = createHash('sha256').update(`${VERSION} ${FORMAT_VERSION} ${ANALYSER_VERSION}`);
  for (const root of [SEEDS, CORPORA]) {
    const names = (await readdir(root, { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile() && !join(entry.parentPath, entry.name).includes('/judged/'))
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
    for (const name of names) hash.update(name.slice(dirname(root).length)).update(await readFile(name));
  }
  return hash.digest('hex').slice(0, 16);
}
