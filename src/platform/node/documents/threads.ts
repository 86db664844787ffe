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
  /** Of JavaScript's heap, for one thread. */
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
  const slots = new Slots(threads); // so that nothing waits within the pool while its time runs
  return {
    read: bytes =>
      slots.use(async () => {
        const late = new AbortController();
        const timer = setTimeout(() => late.abort(), seconds * 1000);
        try {
          const run = { transferList: [bytes.buffer], signal: late.signal };
          return (await pool.run(bytes, run)) as DocumentResult;
        } catch (error) {
          throw new DocumentProblem(late.signal.aborted ? tooSlow(seconds) : whatFailed(error, megabytes));
        } finally {
          clearTimeout(timer);
        }
      }),
    close: () => pool.destroy(),
  };
}

function tooSlow(seconds: number): string {
  return `was not read within ${seconds} seconds and is given up; if it is sound, save it as plain text`;
}

function whatFailed(error: unknown, megabytes: number): string {
  if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
    return `needs more than ${megabytes} MB of memory and is given up; if it is sound, save it as plain text`;
  return `an unexpected fault, please report it: ${error instanceof Error ? error.message : String(error)}`;
}
