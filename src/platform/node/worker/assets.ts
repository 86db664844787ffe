import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createApp } from '../../../http/app.ts';
import type { StaticFile } from '../../../http/parts.ts';
import { createMatcher } from '../../../matching/matcher.ts';
import { pageFiles } from '../../../page/files.ts';
import { INDEX_FOLDER, type IndexManifest, MANIFEST_PATH } from '../../worker/index-asset.ts';
import type { LoadedIndex } from '../indexes.ts';
import { VERSION } from '../paths.ts';

/**
 * Writes the static assets of the Worker: the page, which the platform serves without asking the Worker, with the very
 * headers that the app would give it; and the index, which only the Worker reads.
 *
 * ```
 *   _headers               headers of each page file
 *   index.html page.js …   the page
 *   index/manifest.json    which index, and how long
 *   index/<digest>.icap.gz the index
 * ```
 */
export async function writeWorkerAssets(index: LoadedIndex, folder: string): Promise<WrittenAssets> {
  const page = pageFiles(index.artifact.manifest.standards);
  const assets = [...(await indexAssets(index)), ...page.map(pageAsset), await headersAsset(index, page)];
  for (const { path, bytes } of assets) {
    if (bytes.length > MOST_BYTES) {
      throw new RangeError(
        `${path} is ${bytes.length} bytes, and a static asset holds at most ${MOST_BYTES}: give an index of fewer standards`,
      );
    }
  }
  await rm(folder, { recursive: true, force: true });
  for (const { path, bytes } of assets) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return {
    digest: index.artifact.digest,
    files: assets.map(({ path, bytes }) => ({ path, bytes: bytes.length })),
  };
}

export interface WrittenAssets {
  readonly digest: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

interface Asset {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What Cloudflare takes of one static asset. */
export const MOST_BYTES = 25 * 1024 * 1024;
/** What an isolate can hold of an index, beside the 20 MB that everything else takes, and some for requests: of 128. */
const MOST_INFLATED = 80_000_000;

const zip = promisify(gzip);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function indexAssets({ artifact, bytes }: LoadedIndex): Promise<Asset[]> {
  if (bytes.length > MOST_INFLATED) {
    throw new RangeError(
      `the index is ${bytes.length} bytes, and an isolate has room for ${MOST_INFLATED}: give an index of fewer standards`,
    );
  }
  const { digest } = artifact;
  const path = `${INDEX_FOLDER}/${digest}.icap.gz`;
  const manifest: IndexManifest = { version: VERSION, digest, path, bytes: bytes.length };
  return [
    { path: MANIFEST_PATH, bytes: encode(`${JSON.stringify(manifest)}\n`) },
    { path, bytes: await zip(bytes, { level: 9 }) },
  ];
}

function pageAsset({ path, body }: StaticFile): Asset {
  return { path: path === '/' ? '/index.html' : path, bytes: encode(body) };
}

/** A rule for each file; rules that both apply would be joined by commas. */
async function headersAsset({ artifact }: LoadedIndex, files: readonly StaticFile[]): Promise<Asset> {
  const app = createApp({ artifact, matcher: createMatcher(artifact), files, version: VERSION });
  const rules: string[] = [];
  for (const { path } of files) {
    const { headers } = await app.request(path);
    const lines = [...headers]
      .filter(([name]) => !OF_ONE_ANSWER.has(name))
      .map(([name, value]) => `  ${name}: ${value}`);
    rules.push(`${path}\n${lines.join('\n')}\n`);
  }
  return { path: '/_headers', bytes: encode(rules.join('\n')) };
}

const OF_ONE_ANSWER = new Set(['content-length', 'x-request-id']);
