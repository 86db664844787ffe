import { createHash } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { BATCH_DEFAULTS, type BatchSettings } from '../../../batch/settings.ts';
import { NO_ROWS, type Tally } from '../../../batch/tally.ts';
import { syncFolder } from '../files.ts';
import { VERSION } from '../paths.ts';
import { CannotResume, FileProblem, ofFile } from './problem.ts';

/**
 * How far a job has come, beside its output and written after it: what a checkpoint says is there, is there. It holds counts
 * and hashes, and no text.
 */
export interface Checkpoint {
  readonly program: string;
  /** Digest of the index. */
  readonly index: string;
  readonly settings: BatchSettings;
  readonly input: {
    /** Of the file; null for a pipe. */
    readonly size: number | null;
    /** Bytes of the unpacked input whose rows are in the output, and the SHA-256 of these bytes. */
    readonly bytes: number;
    readonly sha256: string;
  };
  readonly output: {
    readonly bytes: number;
    /** SHA-256 of the last bytes before that, at most TAIL: another file is known from it. */
    readonly tail: string;
  };
  readonly tally: Tally;
}

const TAIL = 64 * 1024;
const SCHEMA = z.object({
  program: z.string(),
  index: z.string(),
  settings: z.looseObject({}),
  input: z.object({ size: z.number().nullable(), bytes: z.number(), sha256: z.string() }),
  output: z.object({ bytes: z.number(), tail: z.string() }),
  tally: z.object({
    rows: z.number(),
    ok: z.number(),
    verdicts: z.looseObject({}),
    rejected: z.looseObject({}),
  }),
});

export const checkpointPath = (out: string): string => `${out}.checkpoint`;

/** Null where there is none. */
export async function readCheckpoint(out: string): Promise<Checkpoint | null> {
  const path = checkpointPath(out);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new FileProblem(path, error);
  }
  try {
    const value: unknown = JSON.parse(text);
    SCHEMA.parse(value);
    return value as Checkpoint;
  } catch {
    throw new CannotResume(`${path}: is damaged or no checkpoint; without --resume everything is done anew`);
  }
}

/** So that at any moment, also when the power fails, the old or the new one is there, whole. */
export async function writeCheckpoint(out: string, checkpoint: Checkpoint): Promise<void> {
  const path = checkpointPath(out);
  const next = `${path}.new`;
  await ofFile(
    path,
    (async () => {
      const file = await open(next, 'w');
      try {
        await file.writeFile(`${JSON.stringify(checkpoint)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(next, path);
      await syncFolder(dirname(path));
    })(),
  ).catch(async error => {
    await rm(next, { force: true }).catch(() => {});
    throw error;
  });
}

export async function removeCheckpoint(out: string): Promise<void> {
  const path = checkpointPath(out);
  await ofFile(path, rm(path, { force: true }));
  await rm(`${path}.new`, { force: true });
  await syncFolder(dirname(path));
}

export function firstCheckpoint(
  parts: Pick<Checkpoint, 'index' | 'settings'> & { readonly size: number | null },
): Checkpoint {
  return {
    program: VERSION,
    index: parts.index,
    settings: parts.settings,
    input: { size: parts.size, bytes: 0, sha256: createHash('sha256').digest('hex') },
    output: { bytes: 0, tail: createHash('sha256').digest('hex') },
    tally: NO_ROWS,
  };
}

/** Says why a job that is asked for is not the one that was begun. That its input is the same is seen when it is read. */
export async function refuseOther(out: string, begun: Checkpoint, asked: Checkpoint): Promise<void> {
  const path = checkpointPath(out);
  const refuse = (what: string): never => {
    throw new CannotResume(
      `${path}: cannot go on: ${what}. Give what it was begun with, or leave out --resume to begin anew`,
    );
  };
  if (begun.program !== asked.program)
    refuse(`it was begun by version ${begun.program}, this is ${asked.program}`);
  if (begun.index !== asked.index) refuse(`another index was used (${begun.index}, not ${asked.index})`);
  const other = differing(begun.settings, asked.settings);
  if (other.length > 0) refuse(`other options were given (${other.join(', ')})`);
  if (begun.input.size !== asked.input.size) {
    const size = (bytes: number | null): string => (bytes === null ? 'a pipe' : `${bytes} bytes`);
    refuse(`the input is another (${size(begun.input.size)} then, ${size(asked.input.size)} now)`);
  }
  if (begun.output.bytes > 0 && (await tailOf(out, begun.output.bytes)) !== begun.output.tail) {
    refuse(`${out} is not what was written`);
  }
}

export function otherInput(out: string): CannotResume {
  return new CannotResume(
    `${checkpointPath(out)}: cannot go on: the input is another, its beginning is not what was read. Give the same input, or leave out --resume to begin anew`,
  );
}

/** Hash of what stands before a position of a file; null where the file is shorter or not there. */
export async function tailOf(path: string, end: number): Promise<string | null> {
  try {
    const file = await open(path, 'r');
    try {
      if ((await file.stat()).size < end) return null;
      const length = Math.min(TAIL, end);
      const bytes = Buffer.alloc(length);
      await file.read(bytes, 0, length, end - length);
      return createHash('sha256').update(bytes).digest('hex');
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new FileProblem(path, error);
  }
}

/** Options by the names that the command line gives them. */
const OPTIONS: Readonly<Record<keyof BatchSettings, string>> = {
  from: '--input-format',
  encoding: '--encoding',
  columns: '--…-column',
  keep: '--keep',
  unique: '--unique',
  format: '--format',
  excel: '--excel',
  gzip: 'the ending .gz of OUT',
  limit: '--limit',
  explain: '--explain',
  superseded: '--superseded',
  category: '--category',
  level: '--level',
};

function differing(begun: BatchSettings, asked: BatchSettings): string[] {
  return (Object.keys(BATCH_DEFAULTS) as (keyof BatchSettings)[])
    .filter(name => JSON.stringify(begun[name]) !== JSON.stringify(asked[name]))
    .map(name => OPTIONS[name]);
}
