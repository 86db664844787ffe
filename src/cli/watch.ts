import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { changes, type WatchedFolder } from '../platform/node/documents/changes.ts';
import { findDocuments, stateOf, stateOfAll } from '../platform/node/documents/find.ts';
import { Failure } from './failure.ts';
import type { Io } from './io.ts';

export interface Rebuilding {
  readonly paths: readonly string[];
  readonly out: string;
  readonly io: Io;
  /** Rejects soon when it is aborted. */
  readonly build: (signal: AbortSignal) => Promise<void>;
}

/**
 * Builds, and builds anew whenever a document of these paths changes, until Ctrl-C. A build that fails says why, and what was built
 * before stays; it is tried again with the next change.
 */
export async function rebuildOnChanges({ paths, out, io, build }: Rebuilding): Promise<void> {
  const { signal } = io;
  const look = async (): Promise<string> => stateOfAll(await findDocuments(paths, out));
  const from = await look();
  await attempt(build, io);
  if (signal.aborted) return;
  io.stderr.write('watching for changes; Ctrl-C ends\n');
  const folders = await foldersOf(paths);
  for await (const _ of changes({ look, from, folders, signal, settle: 1000 })) {
    io.stderr.write('the documents have changed\n');
    await attempt(build, io);
  }
}

async function attempt(build: Rebuilding['build'], io: Io): Promise<void> {
  try {
    await build(io.signal);
  } catch (error) {
    if (io.signal.aborted) return; // Ctrl-C while it was reading
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const why =
      error instanceof Failure
        ? error.message
        : `an unexpected fault; please report it with these lines\n${fault}`;
    io.stderr.write(`icap-match: ${why}\n`);
  }
}

/** The folders themselves, and those in which single files lie. */
async function foldersOf(paths: readonly string[]): Promise<WatchedFolder[]> {
  return Promise.all(
    paths.map(async path => {
      const below = (await stat(path).catch(() => null))?.isDirectory() === true;
      return { path: below ? path : dirname(resolve(path)), below };
    }),
  );
}

/**
 * Calls `reload` whenever another file stands under this name, or the file was written anew; one that is gone for a while is waited
 * for. `from` is its state when it was opened.
 */
export async function reloadOnChanges(
  path: string,
  from: string,
  reload: () => void,
  signal: AbortSignal,
): Promise<void> {
  let last = from;
  const look = async (): Promise<string> => {
    last = await stateOfFile(path).catch(() => last);
    return last;
  };
  const target = await realpath(path).catch(() => path);
  const folders = [...new Set([resolve(path), target].map(dirname))].map(path => ({ path, below: false }));
  for await (const _ of changes({ look, from, folders, signal })) reload();
}

/** Rejects when there is none. */
export async function stateOfFile(path: string): Promise<string> {
  return stateOf(await stat(path, { bigint: true }));
}
