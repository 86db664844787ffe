import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CORPORA, SEEDS, VERSION } from './paths.ts';

/**
 * The name of the seeds' index: 16 hex digits of everything that its bytes depend on, which are the documents, the corpora
 * and the program that builds. Reading all that takes longer than a match, so the key is remembered with the states of the
 * files that it was made from (as Git does with the files of its index): while the name, size, number and times of each
 * are the same, so is the key.
 *
 * The second time of a file, that of its last change of any kind, is set by the system alone: it tells an edit whose maker
 * puts the first one back, and a package that npm unpacks with one date for everything. A file that changed a moment ago
 * may change again within the same tick of the clock, so what is younger than SETTLED is not remembered.
 */
export async function seedsKey(
  places: readonly string[],
  { folders = FOLDERS, now = Date.now() }: { folders?: readonly string[]; now?: number } = {},
): Promise<string> {
  const files = folders.flatMap(folder => filesIn(folder, dirname(folder).length));
  const { states, newest } = look(files);
  const remembered = places.map(place => join(place, 'seeds.key'));
  for (const path of remembered) {
    const key = recall(path, states);
    if (key !== undefined) return key;
  }
  const { hashFiles, remember } = await import('./seeds-hash.ts');
  const key = hashFiles(VERSION, files);
  // looked at again, because a file may have changed while it was read
  if (newest < now - SETTLED && look(files).states === states) remember(remembered, `${key}\n${states}`);
  return key;
}

/** `src/` here, `dist/` in the package. */
const CODE = fileURLToPath(new URL('../../', import.meta.url));
const ROOMS = ['standards', 'analysis', 'artifact', 'indexing'];
const FOLDERS = [SEEDS, CORPORA, ...ROOMS.map(room => join(CODE, room))];

/** Milliseconds: more than the tick of any file system's clock (FAT: two seconds). */
const SETTLED = 3000;

interface NamedFile {
  readonly path: string;
  /** Without what is the same for every install. */
  readonly name: string;
}

/** Every file below a folder, in order, but what is only for measuring. */
function filesIn(folder: string, common: number): NamedFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'judged' ? [] : filesIn(path, common);
      return entry.isFile() ? [{ path, name: path.slice(common) }] : [];
    });
}

/** The states of the files, a line each, and when the last of them changed, in milliseconds. */
function look(files: readonly NamedFile[]): { readonly states: string; readonly newest: number } {
  let newest = 0n;
  let states = VERSION;
  for (const { path } of files) {
    const { size, ino, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    if (mtimeNs > newest) newest = mtimeNs;
    if (ctimeNs > newest) newest = ctimeNs;
    states += `\n${path} ${size} ${ino} ${mtimeNs} ${ctimeNs}`;
  }
  return { states, newest: Number(newest / 1_000_000n) };
}

/** The key that was remembered, if it was made from files in these states. */
function recall(path: string, states: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return /^[0-9a-f]{16}\n/.test(text) && text.slice(17) === states ? text.slice(0, 16) : undefined;
  } catch {
    return undefined; // none there
  }
}
