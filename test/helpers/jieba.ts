import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodejieba from 'nodejieba';

/** The oracle: nodejieba with these folded user words (each at the median weight) beside its own. Reloads the whole dictionary. */
export function loadJieba(userWords: readonly string[]): { cut(run: string, hmm: boolean): string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'icap-match-'));
  try {
    const file = join(folder, 'words.utf8');
    writeFileSync(file, userWords.map(word => `${word}\n`).join('') || '\n'); // cppjieba aborts on an empty file
    nodejieba.load({ userDict: `${nodejieba.DEFAULT_USER_DICT};${file}` });
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { cut: (run, hmm) => nodejieba.cut(run, hmm) };
}
