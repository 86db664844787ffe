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
