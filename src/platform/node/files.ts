import { randomBytes } from 'node:crypto';
import { access, constants, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Writes a file so that at any moment either the old or the new one is there, whole. */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const output = await createOutput(path);
  try {
    await output.write(bytes);
  } catch (error) {
    await output.discard();
    throw error;
  }
  await output.finish();
}

/** Where lines go. Exactly one of `finish` and `discard` ends it. */
export interface Output {
  /** What was written stays, even if the rest never comes: a pipe or a device. */
  readonly direct: boolean;
  write(part: string | Uint8Array): Promise<void>;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * A file that is there only when it is whole: what is written goes to a temporary file beside it, which takes its name at the end.
 * What is no regular file (a device, a named pipe) is written directly, for it could not be replaced by a rename.
 */
export async function createOutput(path: string): Promise<Output> {
  const present = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (present !== null) await access(path, constants.W_OK);
  if (present !== null && !present.isFile()) {
    const file = await open(path, 'w');
    const close = (): Promise<void> => file.close();
    return { direct: true, write: part => file.writeFile(part), finish: close, discard: close };
  }
  const target = present === null ? path : await realpath(path);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(temporary, 'wx');
  return {
    direct: false,
    write: part => file.writeFile(part), // goes on where the last one ended
    finish: () => putInPlace(file, temporary, target),
    async discard() {
      await file.close();
      await rm(temporary, { force: true });
    },
  };
}

async function putInPlace(file: FileHandle, temporary: string, target: string): Promise<void> {
  await file.sync();
  await rename(temporary, target);
  await syncFolder(dirname(target));
  await file.close();
}

/** A rename is durable once its folder is; some file systems cannot sync a folder, and then it is as good as it gets. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    return;
  }
}
