import { access, constants, realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { describeFileError, Failure } from './failure.ts';

/**
 * Refuses an output before any work is done for it: one that is an input itself or lies in an input folder as a document
 * that was there before (an index, `.icap`, is none), a folder, and one in a folder that is missing or may not be written.
 */
export async function refuseOutput(out: string, inputs: readonly string[]): Promise<void> {
  const target = await realpath(out).catch(() => null);
  for (const input of inputs) {
    const source = await realpath(input).catch(() => null);
    if (target === null || source === null) continue;
    const inside = (await stat(source)).isDirectory() && target.startsWith(`${source}/`);
    if (target === source || (inside && !target.endsWith('.icap'))) {
      throw new Failure(`${out} is an input itself; give another place for the output`, 2);
    }
  }
  if (target !== null && (await stat(target)).isDirectory()) {
    throw new Failure(describeFileError({ code: 'EISDIR' }, out));
  }
  const folder = dirname(resolve(out));
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new Failure(describeFileError(error, folder));
  }
}
