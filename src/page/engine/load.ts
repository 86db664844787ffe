import { ArtifactError } from '../../artifact/errors.ts';
import { readPacked } from '../../artifact/packed/container.ts';
import { unpackArtifact } from '../../artifact/packed/unpack.ts';
import { type Artifact, openArtifact } from '../../artifact/read.ts';
import { type IndexLocation, LoadError, type LoadProgress, PLAIN_LENGTH } from './engine.ts';

export interface LoadOptions {
  readonly fetch: typeof fetch;
  readonly onProgress: (progress: LoadProgress) => void;
}

/**
 * The index at a location, fetched in packed form, unpacked and opened. Rejects with LoadError. Bytes that are damaged are
 * asked for once more past the browser's cache, where they may have been damaged.
 */
export async function loadIndex(location: IndexLocation, options: LoadOptions): Promise<Artifact> {
  if (!hasFeatures()) throw new LoadError('too-old');
  try {
    try {
      return openArtifact(await unpacked(location, 'default', options));
    } catch (error) {
      if (!(error instanceof ArtifactError)) throw error;
      return openArtifact(await unpacked(location, 'reload', options));
    }
  } catch (error) {
    throw loadError(error);
  }
}

/** A function of its own, so that the packed bytes are gone when the index is opened. */
async function unpacked(
  { url, bytes }: IndexLocation,
  cache: RequestCache,
  { fetch, onProgress }: LoadOptions,
): Promise<Uint8Array> {
  const { headers, body } = await found(() => fetch(url, { cache }));
  const total = bytes || Number(headers.get(PLAIN_LENGTH) ?? 0) || 0;
  const packed = await readBody(body, total, loaded => onProgress({ stage: 'loading', loaded, total }));
  onProgress({ stage: 'unpacking', loaded: packed.length, total: packed.length });
  return unpack(packed);
}

async function found(
  ask: () => Promise<Response>,
): Promise<{ readonly headers: Headers; readonly body: ReadableStream<Uint8Array> }> {
  const { status, ok, headers, body } = await online(ask);
  if (status === 404 || status === 410) throw new LoadError('not-found');
  if (!ok || body === null) throw new LoadError('offline');
  return { headers, body };
}

/** The browser has decoded what it read: `expected` counts decoded bytes too; 0 when nobody knows. */
async function readBody(
  body: ReadableStream<Uint8Array>,
  expected: number,
  onBytes: (loaded: number) => void,
): Promise<Uint8Array> {
  const reader = body.getReader();
  let bytes = new Uint8Array(expected === 0 ? UNKNOWN : expected);
  let loaded = 0;
  onBytes(loaded);
  for (;;) {
    const { done, value } = await online(() => reader.read());
    if (done) return bytes.subarray(0, loaded);
    if (loaded + value.length > bytes.length) bytes = grown(bytes, loaded + value.length);
    bytes.set(value, loaded);
    loaded += value.length;
    onBytes(loaded);
  }
}

function grown(bytes: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(least, 2 * bytes.length));
  larger.set(bytes);
  return larger;
}

/** Bytes to begin with when nobody says how many come. */
const UNKNOWN = 2 ** 20;

/** fetch and its streams reject when the network fails, and for nothing else that we do. */
async function online<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch {
    throw new LoadError('offline');
  }
}

/** Unpacking calls whatever fails damage; of bytes whose own checksum agrees, it is memory that was missing. */
function unpack(packed: Uint8Array): Uint8Array {
  try {
    return unpackArtifact(packed);
  } catch (error) {
    if (error instanceof ArtifactError && error.problem === 'altered') {
      readPacked(packed); // throws for bytes that are damaged
      throw new LoadError('no-memory');
    }
    throw error;
  }
}

function loadError(error: unknown): LoadError {
  if (error instanceof LoadError) return error;
  return new LoadError(error instanceof RangeError ? 'no-memory' : 'damaged');
}

/** What the core uses and a browser of before 2022 lacks; syntax that is too new ends the worker before it comes here. */
function hasFeatures(): boolean {
  return typeof ReadableStream === 'function' && typeof Object.hasOwn === 'function';
}
