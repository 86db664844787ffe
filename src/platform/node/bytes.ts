import { type FileHandle, open } from 'node:fs/promises';

/** In the `code` of its errors beside Node's own: a file that is there and of no use. */
export type BytesProblem = 'EMPTY' | 'CHANGED' | 'TOOBIG';

/** More than Node reads at once is more than 2 GiB; this much at a time, so that no reader of other files waits long. */
const PIECE = 64 * 1024 * 1024;

/**
 * A whole file in one buffer of just its size, however large it is, read without a second copy of any of it. A pipe has
 * no size and is gathered. Rejects with Node's errors (ENOENT, EISDIR, EACCES, …) or a BytesProblem.
 */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path);
  try {
    const stats = await file.stat();
    if (stats.isDirectory()) throw problem('EISDIR', 'is a folder');
    const bytes = stats.isFile()
      ? await fill(file, roomFor(stats.size))
      : new Uint8Array(await file.readFile()); // starts on a border of eight, as the pieces of Node's pool may not
    if (bytes.length === 0) throw problem('EMPTY', 'is empty');
    return bytes;
  } finally {
    await file.close();
  }
}

async function fill(file: FileHandle, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, at, Math.min(PIECE, bytes.length - at), at);
    if (bytesRead === 0) throw problem('CHANGED', 'became shorter while it was read');
    at += bytesRead;
  }
  return bytes;
}

function roomFor(size: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(size);
  } catch {
    throw problem('TOOBIG', `${size} bytes are more than there is memory for`);
  }
}

function problem(code: BytesProblem | 'EISDIR', message: string): Error {
  return Object.assign(new Error(message), { code });
}
