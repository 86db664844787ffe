import type { BigIntStats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DocumentProblem } from './problem.ts';

/** A file that may be a document, or a file of records. */
export interface FoundFile {
  readonly path: string;
  readonly size: number;
  /** Changes whenever the file does: its number, size and both times, as the system gives them. */
  readonly state: string;
}

/** A file or folder that cannot be read at all: missing, no permission, given up. */
export interface UnreadableDocument {
  readonly path: string;
  readonly error: unknown;
}

/**
 * The files of these paths and of all folders below, in order of path. Hidden ones are passed over, no folder is entered
 * twice, whatever links lead to it, and a folder's pipes and devices are not opened: they might never end. `except` is a
 * file that is no input, wherever it lies: the output.
 */
export async function findDocuments(
  paths: readonly string[],
  except?: string,
): Promise<(FoundFile | UnreadableDocument)[]> {
  const left = except === undefined ? null : await stat(except, { bigint: true }).catch(() => null);
  const found: (FoundFile | UnreadableDocument)[] = [];
  const entered = new Set<string>();
  const enter = async (path: string, given: boolean): Promise<void> => {
    try {
      const stats = await stat(path, { bigint: true });
      if (stats.isDirectory()) {
        const folder = await realpath(path);
        if (entered.has(folder)) return;
        entered.add(folder);
        const names = (await readdir(path)).filter(name => !name.startsWith('.')).sort();
        for (const name of names) await enter(join(path, name), false);
      } else if (!stats.isFile() && !given) {
        throw new DocumentProblem('is no file (a pipe, a socket or a device); it is not opened');
      } else if (left === null || left.ino !== stats.ino || left.dev !== stats.dev) {
        found.push({ path, size: Number(stats.size), state: stateOf(stats) });
      }
    } catch (error) {
      const garbled = !given && path.includes('\ufffd') && (error as NodeJS.ErrnoException).code === 'ENOENT';
      found.push({ path, error: garbled ? new DocumentProblem('its name is no UTF-8; rename it') : error });
    }
  };
  for (const path of paths) await enter(path, true);
  return found;
}

/** One text for the state of all that is found: the same while nothing was added, taken away or changed. */
export function stateOfAll(found: readonly (FoundFile | UnreadableDocument)[]): string {
  return found
    .map(entry => `${entry.path}\0${'error' in entry ? String(entry.error) : entry.state}`)
    .join('\n');
}

export function stateOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}
