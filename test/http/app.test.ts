import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../src/matching/matcher.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { emptyPage, testApp } from './parts.ts';

const artifact = goldenArtifact();
const { app, records } = testApp({ artifact, page: emptyPage });

describe('the HTTP door', () => {
  it('is live, and ready once the index has answered its self-test', async () => {
    const live = await app.request('/health/live');
    expect([live.status, await live.json()]).toEqual([200, { status: 'live' }]);
    const ready = await app.request('/health/ready');
    expect([ready.status, await ready.json()]).toMatchObject([
      200,
      { status: 'ready', index: { digest: artifact.digest } },
    ]);
  });

  it('tests itself once', async () => {
    const matcher = createMatcher(artifact);
    let matches = 0;
    const counted = testApp({
      artifact,
      matcher: {
        ...matcher,
        match: request => {
          matches++;
          return matcher.match(request);
        },
      },
    });
    for (let i = 0; i < 3; i++) expect((await counted.app.request('/health/ready')).status).toBe(200);
    expect(matches).toBe(1);
  });

  it('is not ready with an index that finds nothing, but live', async () => {
    const matcher = createMatcher(artifact);
    const dumb = testApp({
      artifact,
      matcher: { ...matcher, match: request => ({ ...matcher.match(request), occupations: [], tasks: [] }) },
    });
    const response = await dumb.app.request('/health/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'not-ready' });
    expect((await dumb.app.request('/health/live')).status).toBe(200);
  });

  it.each(['/nope', '/v1', '/v1/match/x', '/v1/standards/', '/health', '//', '/%2e%2e/etc/passwd'])(
    'answers 404 to %s',
    async path => {
      const response = await app.request(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'unknown-route' });
    },
  );

  it.each([
    ['GET', '/v1/match', 'POST'],
    ['DELETE', '/v1/match', 'POST'],
    ['POST', '/v1/standards', 'GET, HEAD'],
    ['PATCH', '/v1/standards/FSI3311-001v3', 'GET, HEAD'],
    ['OPTIONS', '/health/live', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
  ])('answers 405 to %s %s and says what is allowed', async (method, path, allow) => {
    const response = await app.request(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe(allow);
    expect(await response.json()).toMatchObject({ code: 'method-not-allowed', status: 405 });
  });

  it('answers HEAD like GET, without a body', async () => {
    const response = await app.request('/health/live', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it.each(['/', '/v1/standards', '/nope', '/v1/standards/nope', '/v1/match'])(
    'puts request id, digest and security headers on %s',
    async path => {
      const { headers } = await app.request(path);
      expect(headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('Index-Digest')).toBe(artifact.digest);
      expect(headers.get('Cache-Control')).toBe(
        { '/': 'no-cache', '/v1/standards': 'public, max-age=60' }[path] ?? 'no-store',
      );
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('X-Frame-Options')).toBe('DENY');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none';/);
      expect(headers.get('Content-Security-Policy')).not.toMatch(/unsafe|\*|http:/);
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    },
  );

  it('keeps a request id that is a UUID or a trace id, and no other', async () => {
    const given = async (id: string) =>
      (await app.request('/health/live', { headers: { 'X-Request-Id': id } })).headers.get('X-Request-Id');
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    expect(await given(trace)).toBe(trace);
    expect(await given('0190c5a0-7a3c-7e4e-8f5d-2a1b3c4d5e6f')).toBe('0190c5a0-7a3c-7e4e-8f5d-2a1b3c4d5e6f');
    for (const id of ['CANARY', 'a'.repeat(65), 'my-name-is-wang']) expect(await given(id)).not.toBe(id);
  });

  it('logs patterns, never addresses', async () => {
    const from = records.length;
    await app.request('/v1/standards?q=CANARY&level=3');
    await app.request('/v1/standards/CANARY');
    await app.request('/CANARY', { headers: { 'User-Agent': 'CANARY', 'X-Request-Id': 'CANARY' } });
    await app.request('/v1/standards/CANARY', { method: 'PUT' });
    const seen = records.slice(from);
    expect(seen.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['GET', '/v1/standards', 200],
      ['GET', '/v1/standards/:id', 404],
      ['GET', null, 404],
      ['PUT', null, 405],
    ]);
    expect(JSON.stringify(seen)).not.toContain('CANARY');
  });

  it('measures by the clock and names by the source that it is given', async () => {
    let time = 0;
    const timed = testApp({ artifact, now: () => (time += 5), requestId: () => 'request-1' });
    const response = await timed.app.request('/health/live');
    expect(response.headers.get('X-Request-Id')).toBe('request-1');
    expect(timed.records).toMatchObject([{ requestId: 'request-1', duration: 5 }]);
  });
});
