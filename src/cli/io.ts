import type { Readable, Writable } from 'node:stream';

/** What a command may touch of the world around it: tests hand in their own. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. Who asks for it promises to stop at the next safe place. */
  readonly signal: AbortSignal;
  /**
   * Asked for by who tells himself that the reader of stdout went away: for anybody else the process then ends at once and
   * well, for the reader has seen enough.
   */
  readonly ownsStdout?: () => void;
}

/** Colours only where a person looks, and never against NO_COLOR (no-color.org). */
export function wantsColour(io: Io, stream: 'stdout' | 'stderr'): boolean {
  return io[stream].isTTY === true && (io.env.NO_COLOR ?? '') === '';
}

/** Writes and waits while the reader is slow, so that a long result never piles up in memory. */
export async function write(stream: Writable, part: string | Uint8Array): Promise<void> {
  if (stream.write(part)) return;
  await new Promise<void>((resolve, reject) => {
    const done = (error?: Error): void => {
      stream.off('drain', onDrain);
      stream.off('error', done);
      stream.off('close', onClose);
      if (error) reject(error);
      else resolve();
    };
    const onDrain = (): void => done();
    const onClose = (): void => done(new Error('the reader of the output went away'));
    stream.once('drain', onDrain);
    stream.once('error', done);
    stream.once('close', onClose);
  });
}
