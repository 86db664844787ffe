import { type FileHandle, open } from 'node:fs/promises';
import { BatchProblem, ofFile } from './problem.ts';

/** Where rows go, at the end of what is there. */
export interface Output {
  /** Bytes written so far. */
  readonly position: number;
  write(bytes: Uint8Array): Promise<void>;
  /** When it returns, what was written survives a power failure. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** `position`: where to go on; what lies behind it (a half-written row) is cut off. */
export async function fileOutput(path: string, position: number): Promise<Output> {
  const file = await ofFile(path, openWritable(path));
  try {
    await ofFile(path, file.truncate(position));
  } catch (error) {
    await file.close();
    throw error;
  }
  let end = position;
  return {
    get position() {
      return end;
    },
    async write(bytes) {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await ofFile(path, file.write(bytes, done, bytes.length - done, end));
        done += bytesWritten;
        end += bytesWritten;
      }
    },
    sync: () => ofFile(path, file.sync()),
    close: () => file.close(),
  };
}

/** A file that may be there already, with what it holds. */
async function openWritable(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return open(path, 'w+');
  }
}

/** A device or a named pipe: what is written is gone, and nothing can be taken back or gone on with. */
export async function deviceOutput(path: string): Promise<Output> {
  const file = await ofFile(path, open(path, 'w'));
  let end = 0;
  return {
    get position() {
      return end;
    },
    async write(bytes) {
      await ofFile(path, file.writeFile(bytes));
      end += bytes.length;
    },
    sync: async () => {},
    close: () => file.close(),
  };
}

/** Each write waits until the reader has taken it, so that a slow reader slows everything and a gone one is known. */
export function pipeOutput(stream: NodeJS.WritableStream): Output {
  stream.on('error', () => {}); // the write that failed tells
  let end = 0;
  return {
    get position() {
      return end;
    },
    async write(bytes) {
      await new Promise<void>((resolve, reject) => {
        stream.write(bytes, error => (error ? reject(gone(error)) : resolve()));
      });
      end += bytes.length;
    },
    sync: async () => {},
    close: async () => {},
  };
}

function gone(error: NodeJS.ErrnoException): Error {
  const { code } = error;
  if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' || code === 'ECONNRESET') {
    return new BatchProblem('standard output: its reader went away');
  }
  return new BatchProblem(`standard output: ${code === 'ENOSPC' ? 'the disk is full' : error.message}`);
}
