import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Artifact, openArtifact } from '../../artifact/read.ts';
import { readBytes } from './bytes.ts';
import { BUILD } from './paths.ts';
import { seedsKey } from './seeds-key.ts';

/** An opened index with its bytes, for who hands them on. */
export interface LoadedIndex {
  readonly artifact: Artifact;
  readonly bytes: Uint8Array;
}

/** Opens an index file, or, without a path, the index of the five seeds, which is built on first use and kept. */
export async function loadIndex(path?: string, onStep?: (step: string) => void): Promise<LoadedIndex> {
  return path === undefined ? seedsIndex(onStep) : opened(await readBytes(path));
}

function opened(bytes: Uint8Array): LoadedIndex {
  return { artifact: openArtifact(bytes), bytes };
}

/** The seeds' index: from the cache when it was made from the same seeds, corpora and program. */
async function seedsIndex(onStep: (step: string) => void = () => {}): Promise<LoadedIndex> {
  const places = cachePlaces();
  const name = `seeds-${await seedsKey(places)}.icap`;
  for (const place of places) {
    const cached = await readSound(join(place, name));
    if (cached !== null) return cached;
  }
  const { buildSeedsIndex } = await import('./seeds.ts'); // what builds is loaded only when it is needed
  return opened(await buildSeedsIndex(name, places, onStep));
}

async function readSound(path: string): Promise<LoadedIndex | null> {
  try {
    return opened(await readBytes(path));
  } catch {
    return null; // none there, or a damaged one: it is built again
  }
}

/** Where what can be made again is kept, the wanted place first. */
export function cachePlaces(): string[] {
  return [BUILD, userCache()];
}

/** A folder that only this user writes (XDG Base Directory): an index is trusted, so no shared place will do. */
function userCache(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'icap-match');
}
