import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DocumentResult } from '../../../standards/document.ts';
import { VERSION } from '../paths.ts';
import { hashFiles } from '../seeds-hash.ts';

/** Remembers what documents were read as. */
export interface DocumentCache {
  /** What names a document: its bytes, and the code that reads. */
  key(bytes: Uint8Array): string;
  get(key: string): Promise<DocumentResult | undefined>;
  put(key: string, result: DocumentResult): Promise<void>;
  /** Takes away what has not been asked for longest, when there is too much. */
  sweep(): Promise<void>;
}

/** Some five times the published standards, in 5 KB each; a bound against hostile ones, too. */
const MOST_ENTRIES = 5000;
const MOST_BYTES = 128 * 1024 * 1024;
const LARGEST_RESULT = 16 * 1024 * 1024;
/** Milliseconds: an entry that is used says so once a day, in its time. */
const DAY = 86_400_000;
const NAME = /^[0-9a-f]{64}\.json\.gz$/;
const TEMPORARY = /^\.[0-9a-f]{64}\.\d+\.tmp$/;

/**
 * Results in the first of these places that can be written, one compressed file each, whose checksum (gzip's own) tells a
 * damaged one: it counts as none, and the document is read again. Only what is a standard is kept: what else lies in a
 * folder, a CV for one, leaves no trace of its text.
 */
export function documentCache(
  places: readonly string[],
  { code = readingCode(), entries = MOST_ENTRIES }: { code?: string; entries?: number } = {},
): DocumentCache {
  const folders = places.map(place => join(place, 'documents'));
  let wrote = false;
  return {
    key: bytes => createHash('sha256').update(code).update(bytes).digest('hex'),
    async get(key) {
      for (const folder of folders) {
        const path = join(folder, `${key}.json.gz`);
        try {
          const plain = await unpack(await readFile(path), { maxOutputLength: LARGEST_RESULT });
          await touch(path);
          return JSON.parse(plain.toString()) as DocumentResult;
        } catch {
          // none there, or a damaged one: try the next place
        }
      }
      return undefined;
    },
    async put(key, result) {
      if (result.standard === null) return;
      const plain = Buffer.from(JSON.stringify(result));
      if (plain.length > LARGEST_RESULT) return;
      const bytes = await pack(plain);
      for (const folder of folders) {
        try {
          await mkdir(folder, { recursive: true, mode: 0o700 });
          const temporary = join(folder, `.${key}.${process.pid}.tmp`);
          await writeFile(temporary, bytes);
          await rename(temporary, join(folder, `${key}.json.gz`));
          wrote = true;
          return;
        } catch {
          // read-only, full, or somebody else's: try the next place
        }
      }
    },
    async sweep() {
      if (wrote) for (const folder of folders) await removeOldest(folder, entries).catch(() => {});
      wrote = false;
    },
  };
}

const pack = promisify(gzip);
const unpack = promisify(gunzip);

async function touch(path: string): Promise<void> {
  const now = Date.now();
  if ((await stat(path)).mtimeMs < now - DAY) await utimes(path, now / 1000, now / 1000).catch(() => {});
}

async function removeOldest(folder: string, entries: number): Promise<void> {
  const now = Date.now();
  const kept: { path: string; size: number; used: number }[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!NAME.test(name) && !TEMPORARY.test(name)) continue;
    const { size, mtimeMs } = await stat(path);
    if (NAME.test(name)) kept.push({ path, size, used: mtimeMs });
    else if (mtimeMs < now - DAY) await rm(path, { force: true }); // of a process that was killed
  }
  kept.sort((a, b) => b.used - a.used);
  let bytes = 0;
  for (const [place, { path, size }] of kept.entries()) {
    bytes += size;
    if (place >= entries || bytes > MOST_BYTES) await rm(path, { force: true });
  }
}

/** `src/standards` here, `dist/standards` in the package. */
const READING = fileURLToPath(new URL('../../../standards/', import.meta.url));
const PACKAGES = ['pdfjs-dist', 'fflate', 'htmlparser2'];

/** 16 hex digits of the program that reads: its files, the packages it reads with, and Node. */
export function readingCode(): string {
  const files = readdirSync(READING, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map(path => ({ path, name: path.slice(READING.length) }));
  const packages = PACKAGES.map(name => `${name} ${packageVersion(name)}`);
  return hashFiles([VERSION, process.version, ...packages].join('\n'), files);
}

function packageVersion(name: string): string {
  const path = findPackageJSON(name, import.meta.url);
  return path === undefined
    ? 'none'
    : (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
