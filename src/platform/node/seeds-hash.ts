import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** 16 hex digits of what these files hold, and of what they are called below `root`. */
export function hashFiles(version: string, files: readonly { path: string; name: string }[]): string {
  const hash = createHash('sha256').update(version);
  for (const { path, name } of files) hash.update(name).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

/** Keeps a text under the first of these paths that can be written; what cannot be kept is made again next time. */
export function remember(paths: readonly string[], text: string): void {
  for (const path of paths) {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
      writeFileSync(temporary, text);
      renameSync(temporary, path);
      return;
    } catch {
      // read-only, full, or somebody else's: try the next one
    }
  }
}
