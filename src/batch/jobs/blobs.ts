/** Bytes under a key, as object storage has them: written whole or not at all, and read by everybody once written. */
export interface BlobInfo {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Another whenever the bytes are others. */
  readonly version: string;
  readonly meta: BlobMeta;
}

/** A few short words that are written with the bytes and come along when blobs are listed: 2,000 bytes at most. */
export type BlobMeta = Readonly<Record<string, string>>;

/** `[from, to)` in bytes, at least one; what lies behind the end is not there. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Where a job keeps everything it knows. What one call has written every later call sees, also a listing; there is no
 * transaction over two keys, and jobs are built so that they need none.
 */
export interface BlobStore {
  head(key: string): Promise<BlobInfo | null>;
  /** In pieces; null where there is none, or none of that version any more. Leaving the loop early lets go of the rest. */
  read(key: string, range?: ByteRange, version?: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** Replaces what was there. */
  put(key: string, bytes: Uint8Array, meta?: BlobMeta): Promise<BlobInfo>;
  /** False, and nothing changed, where the key is taken. */
  putIfAbsent(key: string, bytes: Uint8Array, meta?: BlobMeta): Promise<boolean>;
  /** Of any size, in the memory of a part. When the pieces end in an error, nothing is there and the error is thrown. */
  putStream(key: string, pieces: AsyncIterable<Uint8Array>): Promise<BlobInfo>;
  /** A page of those whose key begins so, in the order of their keys; `next` asks for the page after it. */
  list(prefix: string, next?: string): Promise<BlobPage>;
  /** At most MAX_DELETE of them; a key that is not there is no error. */
  delete(keys: readonly string[]): Promise<void>;
}

export interface BlobPage {
  readonly blobs: readonly BlobInfo[];
  readonly next: string | null;
}

export const MAX_DELETE = 1000;

/** Everything with that prefix, page after page. */
export async function* listAll(store: BlobStore, prefix: string): AsyncGenerator<BlobInfo, void> {
  for (let page = await store.list(prefix); ; page = await store.list(prefix, page.next)) {
    yield* page.blobs;
    if (page.next === null) return;
  }
}

export async function readBytes(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return joined(parts);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
