import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createApp } from '../../../http/app.ts';
import { createMatcher } from '../../../matching/matcher.ts';
import { FOLDER, indexPath, MANIFEST, packPath, type WorkerManifest } from '../../worker/manifest.ts';
import { cachePlaces, type LoadedIndex } from '../indexes.ts';
import { buildPage } from '../page/build.ts';
import { ASSETS, type PageFile } from '../page/files.ts';
import { locationOf, packIndex } from '../page/packed.ts';
import { servedFile } from '../page/served.ts';
import { VERSION } from '../paths.ts';

/** What Cloudflare takes of one static asset. */
export const MOST_BYTES = 25 * 1024 * 1024;
/** What an isolate can hold of an index: it has 128 MB, of which everything else takes some 20, and requests some more. */
const MOST_INFLATED = 80_000_000;

export interface AssetsOptions {
  readonly folder: string;
  /** Whether to wait for the smallest packed form, ten seconds for the catalogue's, or to take the first. */
  readonly smallest: boolean;
}

export interface WrittenAssets {
  readonly digest: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/**
 * Writes the static assets of the Worker: the files of the page, which the platform serves without asking the Worker, with
 * the headers that the app would give them (`_headers`); and what only the Worker reads (worker/manifest.ts). Throws
 * RangeError for an index that is too large for it.
 */
export async function writeWorkerAssets(
  index: LoadedIndex,
  { folder, smallest }: AssetsOptions,
): Promise<WrittenAssets> {
  const { length } = index.bytes;
  if (length > MOST_INFLATED) {
    throw new RangeError(`the index has ${length} bytes, a Worker has room for ${MOST_INFLATED}: ${FEWER}`);
  }
  const { files, assets: page } = await buildPage();
  const packing = new AbortController();
  const packed = await packIndex({
    index,
    places: cachePlaces(),
    inTurn: work => work(),
    signal: packing.signal,
    lull: 0,
  });
  if (smallest) await packed.best;
  else packing.abort();
  const { digest } = index.artifact;
  const manifest: WorkerManifest = {
    version: VERSION,
    digest,
    bytes: index.bytes.length,
    page: { ...page, index: locationOf(digest, packed) },
  };
  const assets: Asset[] = [
    ...files,
    { path: '/_headers', body: encode(await headerRules(index, files)) },
    { path: MANIFEST, body: encode(`${JSON.stringify(manifest)}\n`) },
    { path: indexPath(digest), body: await zip(index.bytes, { level: 9 }) },
    { path: packPath(digest, 'br'), body: packed.forms.br },
    { path: packPath(digest, 'gzip'), body: packed.forms.gzip },
  ];
  expectSmall(assets);
  await rm(folder, { recursive: true, force: true });
  for (const { path, body } of assets) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), body);
  }
  return { digest, files: assets.map(({ path, body }) => ({ path, bytes: body.length })) };
}

type Asset = Pick<PageFile, 'path' | 'body'>;

const zip = promisify(gzip);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const FEWER = 'take an index of fewer standards';

function expectSmall(assets: readonly Asset[]): void {
  for (const { path, body } of assets) {
    if (body.length <= MOST_BYTES) continue;
    throw new RangeError(
      `${path} has ${body.length} bytes, a static asset at most ${MOST_BYTES}${path.startsWith(FOLDER) ? `: ${FEWER}` : ''}`,
    );
  }
}

/**
 * A rule for all files with a hash in their path, which have everything alike but their type, and that the platform knows by
 * the ending; and one for each of the others. Rules that both apply would be joined, and there may be a hundred at most.
 */
async function headerRules({ artifact }: LoadedIndex, files: readonly PageFile[]): Promise<string> {
  const served = new Map(files.map(file => [file.path, servedFile(file)]));
  const page = {
    page: () => Promise.reject(new Error('only files are asked for')),
    file: async (path: string) => served.get(path) ?? null,
  };
  const app = createApp({ artifact, matcher: createMatcher(artifact), page, version: VERSION });
  const rule = async (pattern: string, { path }: PageFile, without: ReadonlySet<string>): Promise<string> => {
    const { headers } = await app.request(path);
    const lines = [...headers]
      .filter(([name]) => !without.has(name))
      .map(([name, value]) => `  ${name}: ${value}`);
    return `${pattern}\n${lines.join('\n')}\n`;
  };
  const hashed = files.find(({ path }) => path.startsWith(ASSETS))!;
  const others = files.filter(({ path }) => !path.startsWith(ASSETS));
  const rules = [
    await rule(`${ASSETS}*`, hashed, new Set([...OF_ONE_ANSWER, 'content-type'])),
    ...(await Promise.all(others.map(file => rule(file.path, file, OF_ONE_ANSWER)))),
  ];
  return rules.join('\n');
}

/** The platform has lengths, tags and encodings of its own. */
const OF_ONE_ANSWER: ReadonlySet<string> = new Set(['content-length', 'etag', 'vary', 'x-request-id']);
