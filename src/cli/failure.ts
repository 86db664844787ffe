import { shown } from './shown.ts';

/**
 * A command that could not do what was asked. The message says what was expected, what came and what to do; it never
 * holds a piece of a text.
 */
export class Failure extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = 'Failure';
    this.exitCode = exitCode;
  }
}

/** What went wrong with a file, in words a person uses. */
export function describeFileError(error: unknown, path: string): string {
  return shown(`${path}: ${fileProblem(error)}`);
}

/** The same without the path. */
export function fileProblem(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const reasons: Record<string, string> = {
    ENOENT: 'no such file or folder',
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    EISDIR: 'is a folder, a file was expected',
    ENOTDIR: 'a part of the path is a file, not a folder',
    EMFILE: 'too many open files',
    ELOOP: 'links that lead in a circle',
    ENAMETOOLONG: 'the path is too long',
    EMPTY: 'the file is empty',
    CHANGED: 'the file became shorter while it was read; is it still being written?',
    TOOBIG: 'the file is larger than the memory there is',
  };
  const reason = code === undefined ? undefined : reasons[code];
  return reason ?? (error instanceof Error ? error.message : String(error));
}
