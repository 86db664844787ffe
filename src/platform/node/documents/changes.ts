import { type FSWatcher, watch } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface WatchedFolder {
  readonly path: string;
  readonly below: boolean;
}

export interface ChangesOptions {
  /** What is looked at, as one text that is the same while nothing changed. */
  readonly look: () => Promise<string>;
  /** The state that is known already. */
  readonly from: string;
  /** Folders in which the system tells at once that something changed: there, or anywhere below. */
  readonly folders: readonly WatchedFolder[];
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Milliseconds without a change after which one is told: a file that is still being written is waited for. */
  readonly settle?: number;
  /** Milliseconds between two looks where the system tells nothing: on network drives, or out of watches. */
  readonly poll?: number;
}

/** However long a file is being written, somebody is told in the end, in milliseconds. */
const LONGEST_WAIT = 60_000;

/**
 * Yields once after every burst of changes, when all has been quiet for a while. What the system tells only wakes it up; whether
 * anything changed it sees for itself, so it misses nothing that the system forgets to tell, and tells nothing twice.
 */
export async function* changes({
  look,
  from,
  folders,
  signal,
  settle = 500,
  poll = 2000,
}: ChangesOptions): AsyncGenerator<void> {
  const bell = new Bell(folders);
  let known = from;
  try {
    while (!signal.aborted) {
      const now = await settled(look, known, settle, signal);
      if (signal.aborted) return;
      if (now !== known) {
        known = now;
        yield;
      } else await bell.rung(poll, signal);
    }
  } finally {
    bell.close();
  }
}

/** The state once it does not change any more. */
async function settled(
  look: () => Promise<string>,
  known: string,
  settle: number,
  signal: AbortSignal,
): Promise<string> {
  const until = performance.now() + LONGEST_WAIT;
  let last = await look();
  while (last !== known && performance.now() < until && !signal.aborted) {
    await sleep(settle, signal);
    const now = await look();
    if (now === last) break;
    last = now;
  }
  return last;
}

/** Rings when the system tells of a change in one of the folders. One that cannot be watched, or is gone, is silent. */
class Bell {
  readonly #watchers: FSWatcher[] = [];
  #wake: () => void = () => {};
  #rang = false;

  constructor(folders: readonly WatchedFolder[]) {
    const ring = (): void => {
      this.#rang = true;
      this.#wake();
    };
    for (const { path, below } of folders) {
      try {
        const watcher = watch(path, { recursive: below }, ring);
        watcher.on('error', () => watcher.close());
        this.#watchers.push(watcher);
      } catch {
        // not there, or the system has no more watches: looking now and then will do
      }
    }
  }

  /** Resolves when it rings or has rung since the last time, after so many milliseconds, or when it is aborted. */
  async rung(most: number, signal: AbortSignal): Promise<void> {
    if (!this.#rang) {
      const stop = new AbortController();
      await Promise.race([
        sleep(most, AbortSignal.any([signal, stop.signal])),
        new Promise<void>(resolve => {
          this.#wake = resolve;
        }),
      ]);
      stop.abort();
    }
    this.#rang = false;
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close();
  }
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => {}); // aborted: whoever waits looks at the signal
}
