import { describe, expect, it } from 'vitest';
import { problemOf } from '../contract/asking.ts';
import { bindings, deployed, isolate } from './workerd.ts';

describe('the Worker with the bindings and variables of wrangler.toml', () => {
  it('is ready, and counts its clients', async () => {
    const ready = await deployed('/health/ready');
    expect(await ready.json()).toMatchObject({ status: 'ready', index: { standards: 5 } });
    expect(await (await deployed('/openapi.json')).text()).toContain('rate-limited');
    expect((await deployed('/v1/standards')).status).toBe(200);
  });

  it('gives the index to nobody: its folder comes to the app, which has no such address', async () => {
    for (const path of ['/index/manifest.json', '/index/', '/_headers', '/nope']) {
      expect(await problemOf(await deployed(path))).toMatchObject({ status: 404, code: 'unknown-route' });
    }
  });
});

describe('the page of a Worker', () => {
  const asset = (path: string): Promise<Response> => bindings.ASSETS.fetch(`https://icap.example${path}`);
  const html = { headers: { Accept: 'text/html' } };

  it('is rendered at each of its addresses, and says when there is nothing', async () => {
    for (const [path, status, words] of [
      ['/', 200, '<html lang="zh-Hant-TW"'],
      ['/en/', 200, '<html lang="en"'],
      ['/standards', 200, '證券業-受託買賣業務人員'],
      ['/standards/FSI3311-001v3', 200, '受理客戶委託買賣有價證券'],
      ['/standards/nope', 404, '<html'],
      ['/nope', 404, '<html'],
    ] as const) {
      const response = await deployed(path, html);
      expect(response.status, path).toBe(status);
      expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/);
      expect(await response.text()).toContain(words);
    }
    const tag = (await deployed('/', html)).headers.get('ETag')!;
    expect((await deployed('/', { headers: { ...html.headers, 'If-None-Match': tag } })).status).toBe(304);
  });

  it('has its files beside it, with the headers that the app gives to what it answers', async () => {
    const page = await (await deployed('/', html)).text();
    const paths = [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css|svg|webmanifest))"/g)].map(
      ([, path]) => path!,
    );
    expect(paths.length).toBeGreaterThan(3);
    const app = await deployed('/docs');
    await app.arrayBuffer();
    for (const path of [...paths, '/service-worker.js']) {
      const file = await asset(path);
      await file.arrayBuffer();
      expect(file.status, path).toBe(200);
      expect(file.headers.get('Content-Type'), path).toMatch(/javascript|css|svg|manifest/);
      expect(file.headers.get('Cache-Control')).toBe(
        path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
      for (const name of ['Content-Security-Policy', 'Permissions-Policy', 'X-Content-Type-Options']) {
        expect(file.headers.get(name), `${name} of ${path}`).toBe(app.headers.get(name));
      }
    }
    expect((await asset('/_headers')).status).toBe(404);
  });

  it('gives the packed index as it was compressed, or as it is for who reads neither encoding', async () => {
    const { page } = (await (await asset('/index/manifest.json')).json()) as {
      page: { index: { url: string; bytes: number; sent: number } };
    };
    const { url, bytes, sent } = page.index;
    const { ask, log } = isolate({ ASSETS: bindings.ASSETS });
    for (const [accept, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['identity', null],
    ] as const) {
      const response = await ask(url, { headers: { 'Accept-Encoding': accept } });
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Encoding')).toBe(encoding);
      expect(response.headers.get('Cache-Control')).toContain('immutable');
      expect(response.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/);
      const body = await response.arrayBuffer();
      if (encoding === 'br') expect(body.byteLength).toBe(sent);
      if (encoding === null) expect(body.byteLength).toBe(bytes);
    }
    expect(log.filter(({ msg }) => msg === 'request')).toHaveLength(3);
  });

  it('is not there where it is turned off, nor is the packed index', async () => {
    const { ask } = isolate({ ASSETS: bindings.ASSETS, ICAP_SERVE_PAGE: 'off' });
    const { page } = (await (await asset('/index/manifest.json')).json()) as {
      page: { index: { url: string } };
    };
    for (const path of ['/', '/standards', page.index.url]) {
      expect(await problemOf(await ask(path, html)), path).toMatchObject({ code: 'unknown-route' });
    }
    expect((await ask('/v1/standards')).status).toBe(200);
  });
});
