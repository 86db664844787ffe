import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compress } from '../../src/platform/node/compression.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { testApp } from './parts.ts';

const artifact = goldenArtifact();
const text = '受理客戶委託買賣有價證券，辦理開戶與 KYC，並遵守相關法規';

describe('answers about standards', () => {
  const { app } = testApp({ artifact, version: '1.2.3' });
  const get = (path: string, tag?: string): Response | Promise<Response> =>
    app.request(path, tag === undefined ? {} : { headers: { 'If-None-Match': tag } });

  it.each(['/v1/standards', '/v1/standards?q=%E8%AD%89%E5%88%B8', '/v1/standards/FSI3311-001v3'])(
    'may be kept and asked for again: %s',
    async path => {
      const first = await get(path);
      const tag = first.headers.get('ETag')!;
      expect(tag).toBe(`W/"${artifact.digest}-1.2.3"`);
      expect(first.headers.get('Cache-Control')).toBe('public, max-age=60');
      for (const known of [tag, tag.slice(2), `"other", ${tag}`, '*']) {
        const again = await get(path, known);
        expect([again.status, await again.text()]).toEqual([304, '']);
        expect(again.headers.get('ETag')).toBe(tag);
        expect(again.headers.get('Cache-Control')).toBe('public, max-age=60');
        expect(again.headers.get('Index-Digest')).toBe(artifact.digest);
        expect(again.headers.get('Content-Length')).toBeNull();
      }
      expect((await get(path, '"another"')).status).toBe(200);
    },
  );

  it('are never kept when they are problems', async () => {
    for (const path of ['/v1/standards/nope', '/v1/standards?level=9']) {
      const response = await get(path, `W/"${artifact.digest}-1.2.3"`);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.headers.get('ETag')).toBeNull();
      expect(response.headers.get('Cache-Control')).toBe('no-store');
    }
  });
});

describe('large answers', () => {
  const { post, records } = testApp({ artifact, compress });
  const accepting = (accept: string) => post({ text }, { 'Accept-Encoding': accept });
  const plainly = async () => Buffer.from(await (await post({ text })).arrayBuffer());

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['*', 'br'],
    ['br;q=0, gzip;q=0', null],
    ['*;q=0', null],
    ['deflate', null],
    ['identity', null],
    ['br;q=no', null],
    [',;=;q', null],
  ])('are compressed as the client accepts: %s', async (accept, encoding) => {
    const response = await accepting(accept);
    expect(response.headers.get('Content-Encoding')).toBe(encoding);
    expect(response.headers.get('Vary')).toBe('Accept-Encoding');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(Number(response.headers.get('Content-Length'))).toBe(bytes.length);
    expect(records.at(-1)!.responseBytes).toBe(bytes.length);
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync, none: (same: Buffer) => same };
    const plain = unpack[(encoding ?? 'none') as keyof typeof unpack](bytes);
    expect(plain.equals(await plainly())).toBe(true);
    if (encoding !== null) expect(bytes.length).toBeLessThan(plain.length / 5);
  });

  it('go out as they are where the platform compresses none, and small ones everywhere', async () => {
    const response = await testApp({ artifact }).post({ text }, { 'Accept-Encoding': 'br' });
    expect(response.headers.get('Content-Encoding')).toBeNull();
    const small = await post({ text, limit: 1, explain: false }, { 'Accept-Encoding': 'br' });
    expect(small.headers.get('Content-Encoding')).toBeNull();
  });

  it('say how long each step took', async () => {
    const { headers } = await post({ text });
    expect(headers.get('Server-Timing')).toMatch(
      /^read;dur=[\d.]+, wait;dur=[\d.]+, match;dur=[\d.]+, json;dur=[\d.]+$/,
    );
  });
});
