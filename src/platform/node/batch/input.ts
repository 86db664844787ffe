import { createReadStream, type ReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { foreignOf } from '../../../batch/foreign.ts';
import type { Encoding } from '../../../batch/settings.ts';
import { isPacked } from '../names.ts';
import { BatchProblem, FileProblem } from './problem.ts';

/** Bytes to be cut into rows, unpacked. */
export interface Input {
  /** As messages name it. */
  readonly name: string;
  /** Of the file as it lies on the disk; null for a pipe. */
  readonly size: number | null;
  /** How many of those have been read. */
  read(): number;
  pieces(): AsyncGenerator<Uint8Array>;
  /** Ends reading, also a wait for a silent pipe. */
  stop(error: Error): void;
}

const PIECE = 256 * 1024;

export function fileInput(path: string, size: number | null, encoding: Encoding, signal: AbortSignal): Input {
  const file = createReadStream(path, { highWaterMark: PIECE });
  addAbortSignal(signal, file);
  const packed = isPacked(path);
  const stream = packed ? unpacked(file) : file;
  return {
    name: path,
    size,
    read: () => file.bytesRead,
    async *pieces() {
      yield* piecesOf(stream, path, encoding, packed);
      if (!packed && size !== null && file.bytesRead < size) {
        throw new BatchProblem(`${path}: became shorter while it was read`);
      }
    },
    stop: error => stream.destroy(error),
  };
}

export function pipeInput(stream: Readable, encoding: Encoding, signal: AbortSignal): Input {
  addAbortSignal(signal, stream);
  return {
    name: 'standard input',
    size: null,
    read: () => 0,
    pieces: () => piecesOf(stream, 'standard input', encoding, false),
    stop: error => stream.destroy(error),
  };
}

/** A file of gzip, read. */
export function unpacked(file: ReadStream): Readable {
  const gunzip = createGunzip({ chunkSize: PIECE });
  gunzip.on('error', () => {}); // whoever reads is told; until somebody does, an error must not end the process
  file.on('error', error => gunzip.destroy(error));
  gunzip.on('close', () => file.destroy());
  return file.pipe(gunzip);
}

async function* piecesOf(
  stream: Readable,
  name: string,
  encoding: Encoding,
  packed: boolean,
): AsyncGenerator<Uint8Array> {
  let first = true;
  try {
    for await (const piece of stream) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : (piece as Uint8Array);
      if (bytes.length === 0) continue;
      if (first) refuseForeign(bytes, name, encoding);
      first = false;
      yield bytes;
    }
  } catch (error) {
    throw inWords(error, name, packed);
  }
}

/** What the first bytes tell to be something else than was said. */
function refuseForeign(bytes: Uint8Array, name: string, encoding: Encoding): void {
  const foreign = foreignOf(bytes, encoding);
  if (foreign === null) return;
  if (foreign === 'gzip') {
    const advice = name.startsWith('standard')
      ? 'put `gunzip -c |` before it'
      : 'give the file a name that ends in .gz';
    throw new BatchProblem(`${name}: is packed with gzip; ${advice}`);
  }
  throw new BatchProblem(`${name}: begins with the byte order mark of ${foreign}; say --encoding ${foreign}`);
}

function inWords(error: unknown, name: string, packed: boolean): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (packed && (code === 'Z_BUF_ERROR' || code === 'ERR_STREAM_PREMATURE_CLOSE')) {
    return new BatchProblem(`${name}: the gzip data breaks off; was the file copied whole?`);
  }
  if (packed && code?.startsWith('Z_')) {
    return new BatchProblem(
      `${name}: is no sound gzip; unpack it, or give it a name without .gz if it is not packed`,
    );
  }
  return syscall === undefined ? error : new FileProblem(name, error);
}
