import { describe, expect, it } from 'vitest';
import { createLoad } from '../../src/http/load.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { BoundedCounts } from '../../src/platform/node/clients.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { emptyPage, problemOf, testApp } from './parts.ts';

const artifact = goldenArtifact();
const text = '受理客戶委託買賣有價證券';
const pause = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('a body that comes slowly', () => {
  it('is cut off with 408 when its time is over, and the rest is not read', async () => {
    let cancelled = false;
    const dripping = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise(resolve => setTimeout(resolve, 5));
        controller.enqueue(new Uint8Array([0x20]));
      },
      cancel() {
        cancelled = true;
      },
    });
    const { app } = testApp({ artifact, body: { bytes: 1_000_000, time: 40 } });
    const response = await app.request('/v1/match', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: dripping,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(408);
    expect(await problemOf(response)).toMatchObject({ code: 'request-timeout' });
    expect(cancelled).toBe(true);
  });
});

describe('more requests than can be answered', () => {
  it('are answered in order up to the number that may wait, and the rest told at once to come back', async () => {
    const { post } = testApp({
      artifact,
      load: createLoad({ waiting: 3, batches: 1, patience: 10_000, pause }),
    });
    const responses = await Promise.all(Array.from({ length: 10 }, () => post({ text, explain: false })));
    const statuses = responses.map(({ status }) => status);
    expect(statuses.filter(status => status === 200).length).toBeGreaterThanOrEqual(3);
    const refused = responses.find(({ status }) => status === 503)!;
    expect(refused.headers.get('Retry-After')).toBe('1');
    expect(await problemOf(refused)).toMatchObject({ code: 'overloaded' });
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect((await post({ text })).status).toBe(200);
  });

  it('lets a refused body lie: nothing of it is read', async () => {
    const load = createLoad({ waiting: 0, batches: 1, patience: 10_000, pause });
    const { post, records } = testApp({ artifact, load });
    expect((await post({ text })).status).toBe(503);
    expect(records).toMatchObject([{ status: 503, requestBytes: 0 }]);
  });

  it('keeps health and standards at hand', async () => {
    const { app } = testApp({
      artifact,
      load: createLoad({ waiting: 0, batches: 0, patience: 10_000, pause }),
    });
    for (const path of ['/health/live', '/health/ready', '/v1/standards']) {
      expect((await app.request(path)).status).toBe(200);
    }
  });

  it('goes on after a match that broke', async () => {
    const matcher = createMatcher(artifact);
    let broken = true;
    const { post } = testApp({
      artifact,
      load: createLoad({ waiting: 1, batches: 1, patience: 10_000, pause }),
      matcher: {
        ...matcher,
        match: request => {
          if (broken) throw new Error('broken');
          return matcher.match(request);
        },
      },
    });
    expect((await post({ text })).status).toBe(500);
    broken = false;
    expect((await post({ text })).status).toBe(200);
  });
});

describe('API keys', () => {
  const { app, post } = testApp({
    artifact,
    apiKeys: ['first-key', 'second-key'],
    metrics: async () => ({ contentType: 'text/plain', body: '' }),
    page: emptyPage,
  });

  it.each([
    { Authorization: 'Bearer first-key' },
    { Authorization: 'bearer second-key' },
    { 'X-Api-Key': 'second-key' },
  ])('lets in %o', async headers => {
    expect((await post({ text }, headers as Record<string, string>)).status).toBe(200);
  });

  it.each([
    {},
    { Authorization: 'Bearer ' },
    { Authorization: 'Bearer first' },
    { Authorization: 'Bearer first-key-and-more' },
    { Authorization: 'Basic Zmlyc3Qta2V5' },
    { 'X-Api-Key': 'FIRST-KEY' },
    { 'X-Api-Key': 'first-key,second-key' },
  ])('refuses %o with 401', async headers => {
    const response = await post({ text }, headers as Record<string, string>);
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer realm="icap-match"');
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ code: 'unauthorized' });
    expect(JSON.stringify(problem)).not.toMatch(/first-key|Zmlyc3Q/);
  });

  it('asks for one at every door of the API and at the metrics, and not for page and health', async () => {
    const status = async (path: string): Promise<number> => (await app.request(path)).status;
    for (const path of ['/v1/standards', '/v1/standards/x', '/v1/nope', '/metrics']) {
      expect(await status(path), path).toBe(401);
    }
    for (const path of ['/', '/health/live', '/health/ready']) expect(await status(path), path).toBe(200);
  });

  it('keeps answers about standards out of shared caches', async () => {
    const response = await app.request('/v1/standards', { headers: { 'X-Api-Key': 'first-key' } });
    expect(response.headers.get('Cache-Control')).toBe('private, max-age=60');
  });
});

describe('other sites', () => {
  const origin = 'https://jobs.example';
  const preflight = {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type, x-canary',
    },
  };

  it('may not use the API unless they are named', async () => {
    const { app } = testApp({ artifact });
    expect((await app.request('/v1/match', preflight)).status).toBe(405);
    const response = await app.request('/v1/standards', { headers: { Origin: origin } });
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  it('may when they are named, and no other, with or without a key to show', async () => {
    const { app } = testApp({ artifact, corsOrigins: [origin], apiKeys: ['key'] });
    const asked = await app.request('/v1/match', preflight);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('Access-Control-Allow-Origin')).toBe(origin);
    expect(asked.headers.get('Access-Control-Allow-Headers')).toContain('X-Api-Key');
    expect(JSON.stringify([...asked.headers])).not.toContain('canary');
    const refused = await app.request('/v1/standards', { headers: { Origin: origin } });
    expect(refused.status).toBe(401); // and the site's script may read why
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe(origin);
    const other = await app.request('/v1/standards', { headers: { Origin: 'https://other.example' } });
    expect(other.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(other.headers.get('Vary')).toContain('Origin');
  });
});

describe('a client that asks too often', () => {
  const limited = (requests: number, capacity = 100) => {
    const store = new BoundedCounts(capacity);
    return testApp({
      artifact,
      rateLimit: { requests, window: 60_000, clientOf: c => c.req.header('X-Test-Client') ?? '', store },
    });
  };
  const from = (client: string) => ({ headers: { 'X-Test-Client': client } });

  it('gets 429 with the time to wait, and others go on', async () => {
    const { app } = limited(2);
    const first = await app.request('/v1/standards', from('a'));
    expect([first.status, first.headers.get('RateLimit-Remaining')]).toEqual([200, '1']);
    expect((await app.request('/v1/nope', from('a'))).status).toBe(404);
    const refused = await app.request('/v1/standards', from('a'));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await problemOf(refused)).toMatchObject({ code: 'rate-limited' });
    expect((await app.request('/v1/standards', from('b'))).status).toBe(200);
    expect((await app.request('/health/live', from('a'))).status).toBe(200);
  });

  it('is counted in bounded memory: of too many clients the oldest are forgotten', async () => {
    const store = new BoundedCounts(3);
    store.init({ windowMs: 60_000 });
    for (const client of ['a', 'a', 'b', 'c', 'd']) store.increment(client);
    expect(store.size).toBe(3);
    expect(store.increment('d').totalHits).toBe(2);
    expect(store.increment('a').totalHits).toBe(1);
  });

  it('may come back when its window is over', () => {
    let time = 1_000;
    const store = new BoundedCounts(10, () => time);
    store.init({ windowMs: 500 });
    store.increment('a');
    expect(store.increment('a')).toEqual({ totalHits: 2, resetTime: new Date(1_500) });
    time = 1_500;
    expect(store.increment('a').totalHits).toBe(1);
  });
});
