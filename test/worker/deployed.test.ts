import { describe, expect, it } from 'vitest';
import { problemOf } from '../contract/asking.ts';
import { bindings, deployed } from './workerd.ts';

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

describe('the static assets', () => {
  const asset = (path: string): Promise<Response> => bindings.ASSETS.fetch(`https://icap.example${path}`);

  it('are the page, with the headers that the app gives to what it answers', async () => {
    const page = await asset('/');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('5 份 iCAP 職能基準');
    const app = await deployed('/docs');
    await app.arrayBuffer();
    for (const name of [
      'Content-Type',
      'Content-Security-Policy',
      'Permissions-Policy',
      'Referrer-Policy',
      'X-Content-Type-Options',
      'X-Frame-Options',
      'Index-Digest',
    ]) {
      expect(page.headers.get(name), name).toBe(app.headers.get(name));
    }
    const script = await asset('/page.js');
    expect(script.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    await script.body?.cancel();
  });

  it('do not give away their rules', async () => {
    expect((await asset('/_headers')).status).toBe(404);
  });
});
