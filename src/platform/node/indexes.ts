import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Artifact, openArtifact } from '../../artifact/read.ts';
import type { Standard } from '../../standards/model.ts';
import { compiledCache } from './compiled.ts';
import { readDocuments } from './documents.ts';
import { writeFileAtomically } from './files.ts';
import { BUILD, CORPORA, SEEDS, VERSION } from './paths.ts';

/** An opened index with its bytes, for who hands them on. */
export interface LoadedIndex {
  readonly artifact: Artifact;
  readonly bytes: Uint8Array;
}

/** Opens an index file, or, without a path, the index of the five seeds, which is built on first use and kept. */
export async function loadIndex(path?: string, onStep?: (step: string) => void): Promise<LoadedIndex> {
  return path === undefined ? seedsIndex(onStep) : opened(await readFile(path));
}

function opened(bytes: Uint8Array): LoadedIndex {
  return { artifact: openArtifact(bytes), bytes };
}

/** The seeds' index: from the cache when it was made from the same seeds, corpora and program. */
async function seedsIndex(onStep: (step: string) => void = () => {}): Promise<LoadedIndex> {
  const name = `seeds-${await cacheKey()}.icap`;
  const places = cachePlaces();
  for (const place of places) {
    const cached = await readSound(join(place, name));
    if (cached !== null) return cached;
  }
  onStep('building the index of the five standards that come along (once)');
  const { buildIndex } = await import('../../indexing/build.ts'); // nodejieba is loaded only when it is needed
  const standards: Standard[] = [];
  for await (const reading of readDocuments([SEEDS])) {
    if ('error' in reading) throw reading.error;
    standards.push(...reading.standards);
  }
  const { bytes } = buildIndex(standards, { corpora: CORPORA, onStep, cache: compiledCache(places) });
  await keep(places, name, bytes);
  return opened(bytes);
}

async function readSound(path: string): Promise<LoadedIndex | null> {
  try {
    return opened(await readFile(path));
  } catch {
    return null; // none there, or a damaged one: it is built again
  }
}

/** Keeps the bytes in the first place that can be written; an index that cannot be kept is built again next time. */
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

/** Where what can be made again is kept, the wanted place first. */
export function cachePlaces(): string[] {
  return [BUILD, userCache()];
}

/** A folder that only this user writes (XDG Base Directory): an index is trusted, so no shared place will do. */
function userCache(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'icap-match');
}

/** Of everything that the bytes depend on: the documents, the corpora and the program that builds. */
async function cacheKey(): Promise<string> {
  const hash = createHash('sha256').update(VERSION);
  const code = fileURLToPath(new URL('../../', import.meta.url)); // src/, or dist/ in the package
  const rooms = ['standards', 'analysis', 'artifact', 'indexing'].map(room => join(code, room));
  for (const root of [SEEDS, CORPORA, ...rooms]) {
    const names = (await readdir(root, { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile() && basename(entry.parentPath) !== 'judged')
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
    for (const name of names) hash.update(name.slice(dirname(root).length)).update(await readFile(name));
  }
  return hash.digest('hex').slice(0, 16);
}
