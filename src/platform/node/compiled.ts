import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledCache } from '../../indexing/compile.ts';

/** A build compiles the dictionary twice; this many files of some 6 MB serve the last few indexes. */
const MOST_FILES = 4;
const NAME = /^words-[0-9a-f]{32}\.trie$/;

/**
 * Compiled dictionaries in the first of these folders that can be written; the newest few stay. What cannot be read or
 * written is no failure: it is made again.
 */
export function compiledCache(places: readonly string[]): CompiledCache {
  return {
    read(key) {
      for (const place of places) {
        try {
          return readFileSync(join(place, `words-${key}.trie`));
        } catch {
          // not there: try the next place
        }
      }
      return undefined;
    },
    write(key, bytes) {
      for (const place of places) {
        try {
          mkdirSync(place, { recursive: true, mode: 0o700 });
          const temporary = join(place, `.words-${key}.${process.pid}.tmp`);
          writeFileSync(temporary, bytes);
          renameSync(temporary, join(place, `words-${key}.trie`));
          removeOlder(place);
          return;
        } catch {
          // read-only, full, or somebody else's: try the next place
        }
      }
    },
  };
}

function removeOlder(place: string): void {
  const files = readdirSync(place)
    .filter(name => NAME.test(name))
    .map(name => ({ name, written: statSync(join(place, name)).mtimeMs }))
    .sort((a, b) => b.written - a.written);
  for (const { name } of files.slice(MOST_FILES)) rmSync(join(place, name), { force: true });
}
