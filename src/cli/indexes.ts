import { ArtifactError } from '../artifact/errors.ts';
import type { Artifact } from '../artifact/read.ts';
import { type LoadedIndex, loadIndex } from '../platform/node/indexes.ts';
import { describeFileError, Failure } from './failure.ts';
import type { Io } from './io.ts';

/** The index that a command was told to use, or the seeds'. Building the seeds' index is announced on stderr. */
export async function indexFor(path: string | undefined, io: Io): Promise<Artifact> {
  return (await loadedIndexFor(path, io)).artifact;
}

/** The same with its bytes, for who hands them on. */
export async function loadedIndexFor(path: string | undefined, io: Io): Promise<LoadedIndex> {
  try {
    return await loadIndex(path, step => io.stderr.write(`${step} …\n`));
  } catch (error) {
    if (path !== undefined && (error as NodeJS.ErrnoException).code !== undefined) {
      const isFolder = (error as NodeJS.ErrnoException).code === 'EISDIR';
      const hint = isFolder ? '; `icap-match index --standards FOLDER --out FILE` makes an index of one' : '';
      throw new Failure(`${describeFileError(error, path)}${hint}`);
    }
    if (path !== undefined && error instanceof ArtifactError) throw new Failure(`${path}: ${error.message}`);
    throw error;
  }
}
