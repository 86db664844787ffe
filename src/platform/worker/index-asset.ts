import { z } from 'zod';
import { ArtifactError } from '../../artifact/errors.ts';
import { type Artifact, openArtifact } from '../../artifact/read.ts';
import type { Bindings } from './bindings.ts';

/**
 * The index among the static assets: one file, compressed by gzip, and a manifest that says which. Stored whole and not in
 * its packed form, because unpacking the catalogue's takes 0.7 s and some 250 MB, and an isolate has 128 MB: inflated piece
 * by piece into the place where it stays, it takes its own length and little more.
 */
export interface IndexManifest {
  /** Of the program that wrote it. */
  readonly version: string;
  readonly digest: string;
  /** Where the index is, among the assets. */
  readonly path: string;
  /** Of the index, inflated. */
  readonly bytes: number;
}

/** The Worker answers for everything below, so nobody gets the index without asking it. */
export const INDEX_FOLDER = '/index';
export const MANIFEST_PATH = `${INDEX_FOLDER}/manifest.json`;

const manifestShape: z.ZodType<IndexManifest> = z.object({
  version: z.string(),
  digest: z.string(),
  path: z.string().startsWith(INDEX_FOLDER),
  bytes: z.int().positive(),
});

export interface StoredIndex {
  readonly artifact: Artifact;
  readonly version: string;
}

/** Throws an Error that says what to do when the assets hold no sound index. */
export async function openStoredIndex(assets: Bindings['ASSETS']): Promise<StoredIndex> {
  const manifest = manifestShape.safeParse(await (await read(assets, MANIFEST_PATH)).json());
  if (!manifest.success) throw new Error(`${MANIFEST_PATH} is no manifest of an index; ${BUILD_AGAIN}`);
  const { path, bytes, digest, version } = manifest.data;
  const artifact = openArtifact(await inflate((await read(assets, path)).body!, bytes));
  if (artifact.digest !== digest) throw new Error(`${path} is not the index of the manifest; ${BUILD_AGAIN}`);
  return { artifact, version };
}

const BUILD_AGAIN = 'build the assets again and deploy them';

async function read(assets: Bindings['ASSETS'], path: string): Promise<Response> {
  const response = await assets.fetch(`https://assets.invalid${path}`);
  if (response.ok && response.body !== null) return response;
  await response.body?.cancel();
  throw new Error(`the asset ${path} is answered ${response.status}; ${BUILD_AGAIN}`);
}

/** Throws ArtifactError when the pieces are not `length` bytes together. */
async function inflate(body: ReadableStream<BufferSource>, length: number): Promise<Uint8Array> {
  const whole = new Uint8Array(length);
  const reader = body.pipeThrough(new DecompressionStream('gzip')).getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > length) {
      await reader.cancel();
      throw new ArtifactError('truncated');
    }
    whole.set(value, at);
    at += value.length;
  }
  if (at < length) throw new ArtifactError('truncated');
  return whole;
}
