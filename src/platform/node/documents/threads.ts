import type { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { DocumentResult } from '../../../standards/document.ts';
import { DocumentProblem } from './problem.ts';
import { Slots } from './slots.ts';

/** Reads documents in threads of their own. */
export interface Readers {
  /** Takes the bytes away. Rejects with a DocumentProblem when the document is given up; the others never notice. */
  read(bytes: Uint8Array<ArrayBuffer>): Promise<DocumentResult>;
  close(): Promise<void>;
}

export interface ReadersOptions {
  /** The module whose default export reads one document. */
  readonly module: URL;
  readonly threads: number;
  /** What one document may take, from when its thread takes it up. */
  readonly seconds: number;
  /** Of JavaScript's heap, for one thread, and as many again of bytes beside it. */
  readonly megabytes: number;
}

/**
 * Each thread has one document at a time, so a thread that hangs or runs out of memory takes nothing with it but that
 * document: it is ended, and another one goes on.
 */
export function readers({ module, threads, seconds, megabytes }: ReadersOptions): Readers {
  const pool = new Piscina({
    filename: module.href,
    minThreads: 1, // the others start when there is something for them, and stay
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    recordTiming: false,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  pool.on('error', () => {}); // a result that comes just when its document was given up: nobody waits for it
  const heavy = new Heavy(megabytes);
  const slots = new Slots(threads); // so that nothing waits within the pool while its time runs
  return {
    read: bytes =>
      slots.use(async () => {
        const late = new AbortController();
        const timer = setTimeout(() => late.abort(), seconds * 1000);
        const watch = setInterval(() => heavy.end(pool.threads), LOOK_EVERY);
        try {
          const run = { transferList: [bytes.buffer], signal: late.signal };
          return (await pool.run(bytes, run)) as DocumentResult;
        } catch (error) {
          if (late.signal.aborted) throw new DocumentProblem(tooSlow(seconds));
          throw new DocumentProblem(heavy.was(error) ? tooMuch(megabytes) : whatFailed(error, megabytes));
        } finally {
          clearTimeout(timer);
          clearInterval(watch);
        }
      }),
    close: () => pool.destroy(),
  };
}

/** Milliseconds between two looks at the memory of a thread: unpacking fills some 100 MB meanwhile. */
const LOOK_EVERY = 200;

/**
 * Ends threads that hold too many bytes beside JavaScript's heap, which is all that `resourceLimits` bounds: what a part of a
 * PDF unpacks to lies there, and nobody knows how much that is before it is done.
 */
class Heavy {
  readonly #most: number;
  readonly #ended = new Set<Worker>();
  #untold = 0;

  constructor(megabytes: number) {
    this.#most = megabytes * 2 ** 20;
  }

  end(threads: readonly Worker[]): void {
    for (const thread of threads) {
      thread.getHeapStatistics().then(
        async ({ external_memory: bytes }) => {
          if (bytes <= this.#most || this.#ended.has(thread)) return;
          this.#ended.add(thread);
          this.#untold++;
          await thread.terminate();
        },
        () => {}, // it is over already
      );
    }
  }

  /** Whether a document was given up with a thread that was ended; each such thread had one. */
  was(error: unknown): boolean {
    if (this.#untold === 0 || !(error as Error).message.startsWith('worker exited')) return false;
    this.#untold--;
    return true;
  }
}

function tooSlow(seconds: number): string {
  return `was not read within ${seconds} seconds and is given up; if it is sound, save it as plain text`;
}

function tooMuch(megabytes: number): string {
  return `needs more than ${megabytes} MB of memory and is given up; if it is sound, save it as plain text`;
}

function whatFailed(error: unknown, megabytes: number): string {
  if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') return tooMuch(megabytes);
  return `an unexpected fault, please report it: ${error instanceof Error ? error.message : String(error)}`;
}
