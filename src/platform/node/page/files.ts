import { createHash } from 'node:crypto';
import { extname } from 'node:path';

/** A file of the page, as any server may serve it. */
export interface PageFile {
  readonly path: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** `immutable` for what has a hash in its path, which changes when the content does. */
  readonly cache: 'immutable' | 'revalidate';
}

/** Where everything is that has a hash in its path. */
export const ASSETS = '/assets/';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export function typeOf(path: string): string {
  return TYPES[extname(path)] ?? 'application/octet-stream';
}

/** `name.ending` becomes `/assets/name-hash.ending`. */
export function hashedFile(name: string, body: Uint8Array): PageFile {
  const ending = extname(name);
  const path = `${ASSETS}${name.slice(0, -ending.length)}-${contentHash(body)}${ending}`;
  return { path, contentType: typeOf(name), body, cache: 'immutable' };
}

/** Sixteen hex digits of SHA-256: enough to tell the few versions of a file apart. */
export function contentHash(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 16);
}
