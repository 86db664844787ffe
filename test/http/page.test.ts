import { describe, expect, it } from 'vitest';
import type { StaticFile } from '../../src/http/files.ts';
import type { PagePart } from '../../src/http/parts.ts';
import { problemOf, testApp } from './parts.ts';

/** The page as the HTTP door sees it: something that has files and HTML, whatever they hold. */
const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (parts: Partial<StaticFile>): StaticFile => ({
  contentType: 'text/html; charset=utf-8',
  cache: 'revalidate',
  tag: 'tag',
  encodings: ['br', 'gzip'],
  bytes: async encoding => encoded(`as ${encoding ?? 'it is'}`),
  ...parts,
});
const script = file({
  contentType: 'text/javascript; charset=utf-8',
  cache: 'immutable',
  headers: { 'X-Plain-Length': '8' },
});
const asked: string[] = [];
const page: PagePart = {
  page: async ({ pathname, search }) => {
    asked.push(pathname + search);
    const status = pathname.includes('nope') ? 404 : 200;
    return { status, file: file({ tag: pathname, encodings: [], bytes: async () => encoded(pathname) }) };
  },
  file: async path =>
    path === '/assets/main-1.js' ? script : path === '/service-worker.js' ? file({}) : null,
};
const { app, records } = testApp({ page });
const get = async (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  app.request(path, { method, headers });
const html = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the pages', () => {
  it.each(['/', '/compare', '/standards', '/standards/a%2Fb', '/en/', '/en/compare', '/en/standards/x'])(
    'are at %s, to be asked for anew each time',
    async path => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toBe(path);
      expect(response.headers.get('Cache-Control')).toBe('no-cache');
      expect(response.headers.get('Content-Length')).toBe(String(path.length));
    },
  );

  it('get their query, and show no route to the log but their pattern', async () => {
    await get('/standards?q=CANARY');
    await get('/standards/CANARY');
    expect(asked).toContain('/standards?q=CANARY');
    expect(JSON.stringify(records)).not.toContain('CANARY');
    expect(records.at(-1)).toMatchObject({ route: '/standards/:id', status: 200 });
  });

  it('redirect /en to /en/', async () => {
    const response = await get('/en');
    expect([response.status, response.headers.get('Location')]).toEqual([308, '/en/']);
  });

  it('are not sent again to who has them', async () => {
    const tag = (await get('/compare')).headers.get('ETag')!;
    for (const known of [tag, tag.replace('W/', ''), `"other", ${tag}`, '*']) {
      const response = await get('/compare', { 'If-None-Match': known });
      expect([response.status, await response.text()]).toEqual([304, '']);
      expect(response.headers.get('ETag')).toBe(tag);
      expect(response.headers.get('Cache-Control')).toBe('no-cache');
    }
    expect((await get('/compare', { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('say 404 for what there is not, and that is kept nowhere', async () => {
    const response = await get('/standards/nope', html);
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([404, 'no-store']);
    expect(response.headers.get('ETag')).toBeNull();
    expect((await get('/standards/nope', { ...html, 'If-None-Match': '*' })).status).toBe(404);
  });

  it('show browsers a page at any other address, and programs a problem', async () => {
    const shown = await get('/nope', html);
    expect([shown.status, await shown.text()]).toEqual([404, '/nope']);
    expect(await problemOf(await get('/nope'))).toMatchObject({ code: 'unknown-route' });
    expect(await problemOf(await get('/nope', { Accept: '*/*' }))).toMatchObject({ code: 'unknown-route' });
    expect(await problemOf(await get('/v1/nope', html))).toMatchObject({ code: 'unknown-route' });
    expect(await problemOf(await get('/', html, 'POST'))).toMatchObject({ code: 'method-not-allowed' });
  });

  it('are not there where no page is served', async () => {
    const bare = testApp().app;
    for (const path of ['/', '/standards', '/assets/main-1.js', '/service-worker.js', '/nope']) {
      expect(await problemOf(await bare.request(path, { headers: html }))).toMatchObject({ status: 404 });
    }
  });

  it('run nothing but their own scripts, and submit nothing but a search', async () => {
    const policy = (await get('/')).headers.get('Content-Security-Policy')!.split('; ');
    expect(policy).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "img-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    for (const [path, action] of [
      ['/compare', "'none'"],
      ['/standards', "'self'"],
      ['/en/standards', "'self'"],
      ['/standards/x', "'none'"],
      ['/nope', "'none'"],
    ] as const) {
      expect((await get(path, html)).headers.get('Content-Security-Policy')).toContain(
        `form-action ${action}`,
      );
    }
    expect(Object.fromEntries((await get('/')).headers)).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  it('ask for no key', async () => {
    const keyed = testApp({ page, apiKeys: ['a-secret-key'] }).app;
    expect((await keyed.request('/')).status).toBe(200);
    expect((await keyed.request('/assets/main-1.js')).status).toBe(200);
    expect((await keyed.request('/v1/standards')).status).toBe(401);
  });
});

describe('the files of the page', () => {
  it('are kept for good when their path has a hash, and looked after when it has none', async () => {
    const hashed = await get('/assets/main-1.js');
    expect(hashed.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect(hashed.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(hashed.headers.get('X-Plain-Length')).toBe('8');
    expect((await get('/service-worker.js')).headers.get('Cache-Control')).toBe('no-cache');
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *;q=0.1', 'gzip'],
    ['identity', null],
    ['br;q=0, gzip;q=0', null],
    ['', null],
  ])('come to who accepts "%s" as %s', async (accept, encoding) => {
    const response = await get('/assets/main-1.js', { 'Accept-Encoding': accept });
    expect(response.headers.get('Content-Encoding')).toBe(encoding);
    expect(response.headers.get('Vary')).toBe('Accept-Encoding');
    const text = await response.text();
    expect(text).toBe(`as ${encoding ?? 'it is'}`);
    expect(response.headers.get('Content-Length')).toBe(String(text.length));
  });

  it('answer HEAD like GET, without a body', async () => {
    const [head, whole] = [await get('/assets/main-1.js', {}, 'HEAD'), await get('/assets/main-1.js')];
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const name of ['Content-Length', 'ETag', 'Cache-Control', 'Content-Type']) {
      expect(head.headers.get(name)).toBe(whole.headers.get(name));
    }
  });

  it.each(['bytes=0-1', 'bytes=5-1', 'bytes=999-', 'CANARY'])(
    'come whole to who asks for %s',
    async range => {
      const response = await get('/assets/main-1.js', { Range: range, 'If-Range': '"tag"' });
      expect([response.status, await response.text()]).toEqual([200, 'as it is']);
      expect(response.headers.get('Content-Range')).toBeNull();
    },
  );

  it.each([
    '/assets/',
    '/assets/main-1.js/',
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%252e%252e%252fpackage.json',
    '/assets/\\..\\package.json',
    '/assets//etc/passwd',
    '/assets/main-1.js%00',
    '/assets/__proto__',
  ])('are no way to other files: %s', async path => {
    expect(await problemOf(await get(path))).toMatchObject({ code: 'unknown-route', status: 404 });
  });
});
