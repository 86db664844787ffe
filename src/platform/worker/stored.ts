import { ArtifactError } from '../../artifact/errors.ts';
import { type Artifact, openArtifact } from '../../artifact/read.ts';
import type { Bindings } from './bindings.ts';
import { indexPath, MANIFEST, manifestShape, type WorkerManifest } from './manifest.ts';

export interface Stored {
  readonly artifact: Artifact;
  readonly manifest: WorkerManifest;
}

/**
 * The index among the static assets. It is stored whole, compressed by gzip, and not in its packed form, because unpacking
 * the catalogue's takes 0.7 s and some 250 MB, and an isolate has 128 MB: inflated piece by piece into the place where it
 * stays, it takes its own length and little more. Throws an Error that says what to do when the assets hold no sound index.
 */
export async function openStored(assets: Bindings['ASSETS']): Promise<Stored> {
  const parsed = manifestShape.safeParse(await (await readAsset(assets, MANIFEST)).json());
  if (!parsed.success) throw new Error(`${MANIFEST} is none of this version; ${BUILD_AGAIN}`);
  const manifest = parsed.data;
  const path = indexPath(manifest.digest);
  const artifact = openArtifact(await inflate((await readAsset(assets, path)).body!, manifest.bytes));
  if (artifact.digest !== manifest.digest) throw new Error(`${path} holds another index; ${BUILD_AGAIN}`);
  return { artifact, manifest };
}

const BUILD_AGAIN = 'build the assets again and deploy them';

/** Throws an Error when there is none. */
export async function readAsset(assets: Bindings['ASSETS'], path: string): Promise<Response> {
  const response = await assets.fetch(`https://assets.invalid${path}`);
  if (response.ok && response.body !== null) return response;
  await response.body?.cancel();
  throw new Error(`the asset ${path} is answered ${response.status}; ${BUILD_AGAIN}`);
}

/**
 * Throws ArtifactError when the pieces are not `length` bytes together. Each is read into the place where it stays: pieces of
 * their own would be as much again, which nobody collects while the index is being opened.
 */
async function inflate(body: ReadableStream<BufferSource>, length: number): Promise<Uint8Array> {
  const reader = body.pipeThrough(new DecompressionStream('gzip')).getReader({ mode: 'byob' });
  let room = new Uint8Array(length + 1); // one more, so that what is too long is seen
  let at = 0;
  while (at <= length) {
    const { done, value } = await reader.read(room.subarray(at));
    room = new Uint8Array(value!.buffer);
    if (done) break;
    at += value.length;
  }
  if (at !== length) {
    await reader.cancel();
    throw new ArtifactError('truncated');
  }
  return room.subarray(0, length);
}
