import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stop } from 'esbuild';
import { type PageAssets, SERVICE_WORKER, WEB_MANIFEST } from '../../../page/assets.ts';
import { bundle } from './bundle.ts';
import { contentHash, hashedFile, type PageFile, typeOf } from './files.ts';
import { pdfFiles } from './pdf.ts';

export interface BuiltPage {
  readonly files: readonly PageFile[];
  /** Without the index, which is the server's. */
  readonly assets: Omit<PageAssets, 'index'>;
  /** Paths of what the page cannot do without. */
  readonly first: readonly string[];
  /** Those, and what is loaded when it is needed and is not large: the service worker keeps them for offline use. */
  readonly offline: readonly string[];
}

/** Bytes. Of what is larger there is only the reader of PDF documents, which most people never need. */
const LARGE = 200_000;

/** The documentation has its icon from here. */
const ICON = '/icon.svg';
/** The page's own folder: TypeScript in a checkout, JavaScript in the package. */
const PAGE = fileURLToPath(new URL('../../../page', import.meta.url));

/**
 * The page as files, made in memory from whatever this program runs from: it takes a quarter of a second, so there is no
 * build step. The same sources give the same bytes under the same paths. Rejects with esbuild's error, which says where.
 */
export async function buildPage(folder: string = PAGE): Promise<BuiltPage> {
  try {
    const [client, alone, pdf, iconBody] = await Promise.all([
      bundle(folder, { main: 'client/main' }, { format: 'esm', splitting: true }),
      // Classic scripts: one has to run before anything is painted, and a worker may be of either kind.
      bundle(folder, { boot: 'boot', worker: 'engine/worker', page: 'style/page.css' }, { format: 'iife' }),
      pdfFiles(),
      readFile(join(folder, 'icon.svg')),
    ]);
    const icon = hashedFile('icon.svg', iconBody);
    const first = [...client.first, ...alone.first, icon.path].sort();
    const small = client.files.filter(({ body }) => body.length < LARGE).map(({ path }) => path);
    const offline = [...new Set([...first, ...small])].sort();
    const serviceWorker = await bundle(
      folder,
      { 'service-worker': 'offline/service-worker' },
      { format: 'iife', entryNames: '[name]', define: { PRECACHED: JSON.stringify(precached(offline)) } },
    );
    return {
      files: [
        ...client.files,
        ...alone.files,
        icon,
        pdf.worker,
        ...pdf.maps,
        { ...serviceWorker.files[0]!, path: SERVICE_WORKER, cache: 'revalidate' },
        manifest(icon),
        { ...icon, path: ICON, cache: 'revalidate' },
      ],
      assets: {
        boot: alone.entries.boot!,
        script: client.entries.main!,
        style: alone.entries.page!,
        icon: icon.path,
        worker: alone.entries.worker!,
        pdfWorker: pdf.worker.path,
        pdfCharacterMaps: pdf.folder,
      },
      first,
      offline,
    };
  } finally {
    await stop(); // or its process stays for as long as ours
  }
}

function precached(paths: readonly string[]): { version: string; paths: readonly string[] } {
  return { version: contentHash(new TextEncoder().encode(paths.join())), paths };
}

/** What lets a browser keep the page beside its programs. */
function manifest(icon: PageFile): PageFile {
  const content = {
    name: '職能比對｜icap-match',
    short_name: '職能比對',
    lang: 'zh-Hant-TW',
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    icons: [{ src: icon.path, type: icon.contentType, sizes: 'any' }],
  };
  return {
    path: WEB_MANIFEST,
    contentType: typeOf(WEB_MANIFEST),
    body: new TextEncoder().encode(JSON.stringify(content)),
    cache: 'revalidate',
  };
}
