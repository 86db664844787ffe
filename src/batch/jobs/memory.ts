import type { BlobInfo, BlobMeta, BlobStore } from './blobs.ts';
import { readBytes } from './blobs.ts';
import { type MessageQueue, messageSizes } from './queue.ts';

/** The storage and the queue of one process, for tests and for the examples of the documentation. */
export function memoryBlobs({ pageSize = 1000 }: { readonly pageSize?: number } = {}): BlobStore {
  const blobs = new Map<string, { readonly info: BlobInfo; readonly bytes: Uint8Array }>();
  let versions = 0;
  const put = (key: string, bytes: Uint8Array, meta: BlobMeta = {}): BlobInfo => {
    const info = { key, size: bytes.length, version: String(++versions), meta };
    blobs.set(key, { info, bytes: bytes.slice() });
    return info;
  };
  return {
    head: async key => blobs.get(key)?.info ?? null,
    async read(key, range = { from: 0, to: Number.POSITIVE_INFINITY }, version) {
      const found = blobs.get(key);
      if (found === undefined || (version !== undefined && version !== found.info.version)) return null;
      return pieces(found.bytes.slice(range.from, range.to));
    },
    put: async (key, bytes, meta) => put(key, bytes, meta),
    async putIfAbsent(key, bytes, meta) {
      if (blobs.has(key)) return false;
      put(key, bytes, meta);
      return true;
    },
    putStream: async (key, stream) => put(key, await readBytes(stream)),
    async list(prefix, next = '') {
      const keys = [...blobs.keys()].filter(key => key.startsWith(prefix) && key > next).sort();
      const page = keys.slice(0, pageSize);
      return {
        blobs: page.map(key => blobs.get(key)!.info),
        next: keys.length > page.length ? page.at(-1)! : null,
      };
    },
    async delete(keys) {
      for (const key of keys) blobs.delete(key);
    },
  };
}

export interface MemoryQueue<Message> extends MessageQueue<Message> {
  /** The oldest message, which is then no longer there. */
  take(): Message | undefined;
}

export function memoryQueue<Message>(): MemoryQueue<Message> {
  const waiting: string[] = [];
  return {
    async send(messages) {
      messageSizes(messages);
      for (const message of messages) waiting.push(JSON.stringify(message));
    },
    take() {
      const next = waiting.shift();
      return next === undefined ? undefined : (JSON.parse(next) as Message);
    },
  };
}

const PIECE = 64 * 1024;

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}
