import cliProgress from 'cli-progress';
import { documentCache } from '../platform/node/documents/cache.ts';
import type { UnreadableDocument } from '../platform/node/documents/find.ts';
import { type DocumentReading, readDocuments } from '../platform/node/documents.ts';
import { cachePlaces } from '../platform/node/indexes.ts';
import type { Io } from './io.ts';
import { barOptions, counted, number } from './progress.ts';

/** How often a log is told how far it is, in milliseconds. */
const LOG_EVERY = 5000;

/**
 * Reads documents for a command: what was read before comes from the cache, and stderr is told how far it is, by a bar on a
 * terminal and by plain lines elsewhere.
 */
export async function* readAll(
  paths: readonly string[],
  io: Io,
  except?: string,
): AsyncGenerator<DocumentReading | UnreadableDocument> {
  const progress = new ReadingProgress(io);
  try {
    yield* readDocuments(paths, {
      cache: documentCache(cachePlaces()),
      onProgress: (done, total) => progress.tell(done, total),
      ...(except === undefined ? {} : { except }),
    });
  } finally {
    progress.end();
  }
}

class ReadingProgress {
  readonly #io: Io;
  readonly #bar: cliProgress.SingleBar | null;
  #told = performance.now();
  #started = false;

  constructor(io: Io) {
    this.#io = io;
    const format = '{bar} {value} of {total} documents · {eta_formatted} left';
    this.#bar =
      io.stderr.isTTY === true ? new cliProgress.SingleBar({ ...barOptions(io.stderr, true), format }) : null;
  }

  tell(done: number, total: number): void {
    if (this.#bar !== null) {
      if (this.#started) this.#bar.update(done);
      else this.#bar.start(total, done);
      this.#started = true;
    } else if (performance.now() - this.#told >= LOG_EVERY) {
      this.#told = performance.now();
      this.#io.stderr.write(`${number(done)} of ${counted(total, 'document')}\n`);
    }
  }

  end(): void {
    this.#bar?.stop();
  }
}
