import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildPage } from '../../../src/platform/node/page/build.ts';
import { Browser } from './browser.ts';

/** The service worker as it is served, in as much of a browser as it needs. */
let script: string;
let first: readonly string[];
beforeAll(async () => {
  const built = await buildPage();
  first = built.offline;
  const file = built.files.find(({ path }) => path === '/service-worker.js')!;
  script = new TextDecoder().decode(file.body);
});

const SHELLS = ['/', '/compare', '/standards', '/en/', '/en/compare', '/en/standards'];
const INDEX = '/assets/index-0123456789abcdef0123456789abcdef-1.pack';
const NEXT = '/assets/index-fedcba9876543210fedcba9876543210-1.pack';
/** A server whose pages tell of an index. */
const serverOf =
  (index: string, version = '1') =>
  (path: string): Response =>
    path.startsWith('/assets/')
      ? new Response(`content of ${path}`)
      : new Response(`${path} of ${version}, with ${index}`, { headers: { ETag: `"${path}${version}"` } });
const noNetwork = (): never => {
  throw new TypeError('no network');
};
const textOf = async (answer: Promise<Response> | null): Promise<string> => (await answer!).text();

let browser: Browser;
beforeEach(async () => {
  browser = new Browser(serverOf(INDEX));
  await browser.start(script);
});

describe('the service worker', () => {
  it('keeps the shells, their files and the index, and asks for each once', () => {
    expect(browser.kept()).toEqual([...SHELLS, ...first, INDEX].sort());
    expect(browser.sent.map(({ path }) => path).sort()).toEqual(browser.kept());
    for (const { path, cache } of browser.sent)
      expect(cache).toBe(SHELLS.includes(path) ? 'no-cache' : 'default');
  });

  it('shows every place without a network, a standard through the list’s shell', async () => {
    browser.server = noNetwork;
    for (const [path, shell] of [
      ...SHELLS.map(path => [path, path] as const),
      ['/standards/FSI3311-001v3', '/standards'],
      ['/en/standards/a%2Fb', '/en/standards'],
      ['/standards?q=word', '/standards'],
    ] as const) {
      expect(await textOf(browser.ask(path, { navigates: true }))).toMatch(`${shell} of 1`);
    }
    for (const path of [...first, INDEX]) expect(await textOf(browser.ask(path))).toBe(`content of ${path}`);
  });

  it.each([
    ['/v1/standards', {}],
    ['/v1/match', { method: 'POST', body: 'CANARY' }],
    ['/', { method: 'POST', body: 'CANARY', navigates: true }],
    ['/assets/x.js', { method: 'HEAD' }],
    [INDEX, { headers: { Range: 'bytes=0-1' } }],
    ['/docs', { navigates: true }],
    ['/health/ready', { navigates: true }],
    ['/openapi.json', {}],
    ['/', {}],
    ['https://elsewhere.test/assets/x.js', {}],
    ['https://elsewhere.test/', { navigates: true }],
  ])('leaves %s %o to the browser', (path, init) => {
    expect(browser.ask(path, init)).toBeNull();
    expect(browser.kept()).toEqual([...SHELLS, ...first, INDEX].sort());
  });

  it('prefers the network for pages, unless it is late or broken', async () => {
    browser.server = serverOf(INDEX, '2');
    expect(await textOf(browser.ask('/compare', { navigates: true }))).toMatch('/compare of 2');
    browser.server = () => new Response('broken', { status: 502 });
    expect(await textOf(browser.ask('/standards/x', { navigates: true }))).toMatch('/standards of ');
    browser.server = () => new Response('not here', { status: 404 });
    expect(await textOf(browser.ask('/standards/x', { navigates: true }))).toBe('not here');
    browser.server = () => new Promise(() => {});
    const late = browser.ask('/', { navigates: true });
    await browser.wait();
    expect(await textOf(late)).toMatch('/ of ');
  });

  it('renews all shells when one has changed, and none when none has', async () => {
    browser.sent.length = 0;
    await browser.ask('/', { navigates: true });
    await browser.wait();
    expect(browser.sent.map(({ path }) => path)).toEqual(['/']);
    browser.server = serverOf(NEXT, '2');
    await browser.ask('/compare', { navigates: true });
    await vi.waitFor(() => expect(browser.sent).toHaveLength(2 + SHELLS.length));
    browser.server = noNetwork;
    await vi.waitFor(async () =>
      expect(await textOf(browser.ask('/en/', { navigates: true }))).toMatch(NEXT),
    );
  });

  it('keeps a page that was asked for with a query, or one standard’s, nowhere', async () => {
    browser.server = serverOf(INDEX, 'CANARY');
    await browser.ask('/standards?q=x', { navigates: true });
    await browser.ask('/standards/x', { navigates: true });
    await browser.wait();
    browser.server = noNetwork;
    expect(await textOf(browser.ask('/standards', { navigates: true }))).not.toContain('CANARY');
  });

  it('keeps what is loaded now and then, and of indexes the last two', async () => {
    const later = '/assets/index-00000000000000000000000000000000-1.pack';
    for (const path of ['/assets/library-ABCDEFGH.js', NEXT, later]) await browser.ask(path);
    await vi.waitFor(() => expect(browser.kept()).not.toContain(INDEX));
    expect(browser.kept()).toEqual([...SHELLS, ...first, '/assets/library-ABCDEFGH.js', NEXT, later].sort());
  });

  it('asks again for what was damaged, and keeps nothing that failed', async () => {
    browser.server = () => new Response('whole');
    expect(await textOf(browser.ask(INDEX, { cache: 'reload' }))).toBe('whole');
    await vi.waitFor(async () => expect(await textOf(browser.ask(INDEX))).toBe('whole'));
    browser.server = () => new Response('', { status: 503 });
    expect((await browser.ask('/assets/other.js')!).status).toBe(503);
    await browser.wait();
    expect(browser.kept()).not.toContain('/assets/other.js');
  });

  it('removes what an older one kept when it takes over, but not the index', async () => {
    const newer = script.replace(/version:"[0-9a-f]+"/, 'version:"newer"');
    expect(newer).not.toBe(script);
    browser.caches.set('not ours', new Map());
    await browser.start(newer);
    expect([...browser.caches.keys()].sort()).toEqual([
      'icap-match-index',
      'icap-match-page-newer',
      'not ours',
    ]);
    expect(browser.sent.filter(({ path }) => path === INDEX)).toHaveLength(1);
  });

  it('is not installed without its files, and is without the index', async () => {
    const broken = new Browser(path =>
      path === first[0] ? new Response('', { status: 500 }) : serverOf(INDEX)(path),
    );
    await expect(broken.start(script)).rejects.toThrow();
    const without = new Browser(path =>
      path === INDEX ? new Response('', { status: 404 }) : serverOf(INDEX)(path),
    );
    await without.start(script);
    expect(without.kept()).toEqual([...SHELLS, ...first].sort());
  });
});
