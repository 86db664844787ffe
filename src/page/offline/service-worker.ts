import { type Language, pathOf, placeOf } from '../places.ts';

/**
 * Lets the page work without a network after its first visit. Kept are the shells, the files that they need and the packed
 * index: never anything of a text, of `/v1`, or of what is not asked for by GET. This script's bytes change exactly when
 * the list of files does, and with them the browser takes up the new one.
 */
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
/** What is used of a ServiceWorkerGlobalScope: its types and those of a page cannot be had together. */
interface Scope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
}
const scope = self as unknown as Scope;

/** Put in by whoever bundles this: what the page cannot do without, and a hash of that list. */
declare const PRECACHED: { readonly version: string; readonly paths: readonly string[] };

const PAGE_CACHE = `icap-match-page-${PRECACHED.version}`;
/** The index is the same whichever version of the page uses it. */
const INDEX_CACHE = 'icap-match-index';
const INDEX_PATH = /\/assets\/index-[\w-]+\.pack/;
/** The one that is used, and the one before it, which another tab may still load. */
const MOST_INDEXES = 2;
/** Milliseconds after which a page that is here is better than one that may come. */
const PATIENCE = 3_000;
/** Each is complete: what it shows of the index, its script finds there. */
const SHELLS = (['zh', 'en'] satisfies Language[]).flatMap(language =>
  (['match', 'compare', 'standards'] as const).map(page => pathOf({ page }, language)),
);

scope.addEventListener('install', event => event.waitUntil(install()));
scope.addEventListener('activate', event => event.waitUntil(activate()));
scope.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== scope.location.origin || request.headers.has('Range'))
    return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(asset(event, url.pathname));
  else if (request.mode === 'navigate') {
    const shell = shellOf(url.pathname);
    if (shell !== null) event.respondWith(page(event, shell));
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(PAGE_CACHE);
  await cache.addAll(PRECACHED.paths);
  await keepShells(cache);
  await keepIndex(cache).catch(() => {}); // it is kept when the page asks for it
}

async function keepShells(cache: Cache): Promise<void> {
  await cache.addAll(SHELLS.map(path => new Request(path, { cache: 'no-cache' })));
}

/** The page has loaded it, or is just loading it: the browser's own cache has it, so it does not come twice. */
async function keepIndex(cache: Cache): Promise<void> {
  const shell = await (await cache.match(SHELLS[0]!))!.text();
  const [path] = INDEX_PATH.exec(shell) ?? [];
  const indexes = await caches.open(INDEX_CACHE);
  if (path !== undefined && (await indexes.match(path, MATCHING)) === undefined) await indexes.add(path);
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter(name => name.startsWith('icap-match-page-') && name !== PAGE_CACHE);
  await Promise.all(old.map(name => caches.delete(name)));
  await scope.clients.claim();
}

/** What has a hash in its path never changes. Who asks past the caches got something damaged from there. */
async function asset(event: Fetching, path: string): Promise<Response> {
  const kept = event.request.cache === 'reload' ? undefined : await caches.match(path, MATCHING);
  if (kept !== undefined) return kept;
  const response = await fetch(event.request);
  if (response.status === 200) {
    event.waitUntil(keepAsset(path, response.clone()).catch(() => {})); // a full disk is no reason to stop
  }
  return response;
}

async function keepAsset(path: string, response: Response): Promise<void> {
  const isIndex = INDEX_PATH.test(path);
  const cache = await caches.open(isIndex ? INDEX_CACHE : PAGE_CACHE);
  await cache.put(path, response);
  if (!isIndex) return;
  const older = (await cache.keys()).slice(0, -MOST_INDEXES);
  await Promise.all(older.map(request => cache.delete(request)));
}

/** The network's answer, unless it is late, broken or not to be had, and there is one here. */
async function page(event: Fetching, shell: string): Promise<Response> {
  const answer = fetch(event.request);
  event.waitUntil(answer.then(response => renew(response, shell)).catch(() => {}));
  const kept = await caches.match(shell, MATCHING);
  if (kept === undefined) return answer;
  const late = new Promise<undefined>(resolve => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([answer, late]).catch(() => undefined);
  return first === undefined || first.status >= 500 ? kept : first;
}

/** A shell that has changed stands for all: they tell of the same index. */
async function renew(response: Response, shell: string): Promise<void> {
  const { pathname, search } = new URL(response.url);
  if (response.status !== 200 || pathname !== shell || search !== '') return;
  const cache = await caches.open(PAGE_CACHE);
  const kept = await cache.match(shell, MATCHING);
  if (kept?.headers.get('ETag') !== response.headers.get('ETag')) await keepShells(cache);
}

/** For one standard that of them all: the script looks at the address. Null for what is none of the page's. */
function shellOf(path: string): string | null {
  const found = placeOf(path);
  if (found === null) return null;
  const { place, language } = found;
  return pathOf(place.page === 'standard' ? { page: 'standards' } : place, language);
}

/** Encodings are the browser's affair. */
const MATCHING: CacheQueryOptions = { ignoreVary: true };
