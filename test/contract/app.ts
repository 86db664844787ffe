import { beforeAll, describe, expect, it } from 'vitest';
import { type Ask, postTo, problemOf, streamed } from './asking.ts';
import type { Expected } from './requests.ts';

/** An app over the index of the five seeds, with these variables ICAP_SERVE_…: by itself, and ready to be asked. */
export type Open = (settings?: Readonly<Record<string, string>>) => Promise<Ask>;

const text = '負責開發證券客戶，受理客戶委託買賣有價證券，辦理開戶與 KYC，並遵守相關法規。';
const occupation = 'FSI3311-001v3';
const key = 'a-key-of-sixteen-and-more';

/**
 * What the app promises over HTTP, whatever it runs on. Every platform runs this suite; what only a look inside can tell
 * (what is logged, what is read of a body) is tested in test/http, and what is a platform's own beside it.
 */
export function describeApp(name: string, open: Open, expected: () => readonly Expected[]): void {
  describe(`${name}: the app`, () => {
    let ask: Ask;
    let digest: string;
    beforeAll(async () => {
      ask = await open();
      digest = (await ask('/health/ready')).headers.get('Index-Digest')!;
    });

    it('is live and ready, and says with which index', async () => {
      const live = await ask('/health/live');
      expect([live.status, await live.json()]).toEqual([200, { status: 'live' }]);
      const ready = await ask('/health/ready');
      expect(await ready.json()).toEqual({ status: 'ready', index: { digest, standards: 5, tasks: 33 } });
    });

    it('gives the same bytes for two hundred texts as the core in Node', async () => {
      const wanted = expected();
      const different: number[] = [];
      for (const [i, { body, digest }] of wanted.entries()) {
        const answer = await postTo(ask, '/v1/match')(body);
        if ((await sha256(await answer.arrayBuffer())) !== digest) different.push(i);
      }
      expect(wanted.length).toBeGreaterThanOrEqual(200);
      expect(different).toEqual([]);
    });

    it('explains a match so that it adds up, or leaves the reasons out', async () => {
      const match = postTo(ask, '/v1/match');
      const full = await (await match({ text, title: '營業員', limit: 2 })).json();
      expect(full).toMatchObject({
        index: { digest },
        verdict: 'clear',
        occupations: [{ id: occupation }, {}],
      });
      for (const { score, competencies, remainder, tasks, tasksRemainder } of full.occupations) {
        const sum = (parts: readonly { contribution: number }[]): number =>
          parts.reduce((total, { contribution }) => total + contribution, 0);
        expect(sum([...competencies, ...remainder])).toBeCloseTo(score, 9);
        expect(sum([...tasks, ...tasksRemainder])).toBeCloseTo(score, 9);
      }
      const bare = await (await match({ text, title: '營業員', limit: 2, explain: false })).json();
      expect(bare.occupations[0]).toEqual({
        id: occupation,
        code: occupation,
        name: '證券業-受託買賣業務人員',
        level: 3,
        score: full.occupations[0].score,
      });
    });

    it('tells gaps and compares, and knows no occupation that the index lacks', async () => {
      const gaps = await (await postTo(ask, '/v1/gaps')({ text, occupation })).json();
      expect(gaps).toMatchObject({ index: { digest }, occupation: { id: occupation } });
      expect(gaps.items.some(({ status }: { status: string }) => status !== 'missing')).toBe(true);
      const both = { ad: { text }, cv: { text: '熟悉相關法規' } };
      const compared = await (await postTo(ask, '/v1/compare')(both)).json();
      expect(compared).toMatchObject({ index: { digest }, occupation: { id: occupation } });
      for (const [path, body] of [
        ['/v1/gaps', { text, occupation: 'CANARY' }],
        ['/v1/compare', { ...both, occupation: 'CANARY' }],
      ] as const) {
        const problem = await problemOf(await postTo(ask, path)(body));
        expect(problem).toMatchObject({ status: 404, code: 'unknown-standard' });
        expect(JSON.stringify(problem)).not.toContain('CANARY');
      }
    });

    it('lists standards, finds them in any width and script, and gives the record', async () => {
      const list = async (query: string): Promise<string[]> =>
        (await (await ask(`/v1/standards${query}`)).json()).standards.map(({ id }: { id: string }) => id);
      expect(await list('')).toHaveLength(5);
      expect((await list(`?q=${encodeURIComponent('证券')}`)).sort()).toEqual(['FSI2412-006v4', occupation]);
      expect(await list(`?q=${encodeURIComponent('ｆｓｉ３３１１')}`)).toEqual([occupation]);
      expect((await list('?level=2')).sort()).toEqual(['FSI2412-006v4', 'KPS4999-001v3']);
      const named = await ask(`/v1/standards/${encodeURIComponent('機械設備行銷業務人員')}`);
      expect(await named.json()).toMatchObject({ code: null, name: '機械設備行銷業務人員' });
    });

    it('lets answers about standards be kept, and says when nothing has changed', async () => {
      const first = await ask('/v1/standards');
      await first.arrayBuffer();
      const tag = first.headers.get('ETag')!;
      expect(tag).toContain(digest);
      expect(first.headers.get('Cache-Control')).toBe('public, max-age=60');
      const again = await ask('/v1/standards', { headers: { 'If-None-Match': tag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    });

    it('answers a row for every row of a batch, in order, what is no row included', async () => {
      const rows = [JSON.stringify({ id: 'a', text }), '{"id": "CANARY', '', JSON.stringify({ text: '' })];
      const response = await ask('/v1/batch?limit=1', {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson' },
        body: `${rows.join('\n')}\n${`${rows[0]}\n`.repeat(500)}`,
      });
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Type')).toBe('application/x-ndjson');
      const lines = (await response.text()).split('\n').slice(0, -1);
      expect(lines).toHaveLength(504);
      expect(lines.slice(0, 4).map(line => JSON.parse(line))).toMatchObject([
        { id: 'a', status: 'ok', verdict: 'clear', occupations: [{ id: occupation }], tasks: [{}] },
        { id: '2', line: 2, status: 'rejected', error: { code: 'invalid-json' } },
        { id: '3', line: 3, status: 'rejected' },
        { id: '4', line: 4, status: 'rejected' },
      ]);
      expect(new Set(lines.slice(4))).toEqual(new Set([lines[0]]));
      expect(lines.join()).not.toContain('CANARY');
    });

    it('reads batches and bodies that come in pieces', async () => {
      const row = JSON.stringify({ id: 'a', text });
      const response = await ask('/v1/batch', {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson' },
        body: streamed(row.slice(0, 20), row.slice(20), '\n', row),
        duplex: 'half',
      } as RequestInit);
      expect((await response.text()).split('\n')).toHaveLength(3);
      const match = await postTo(ask, '/v1/match')(streamed('{"text": "證', '券', '"}'));
      expect(match.status).toBe(200);
    });

    it('describes itself: every address of the description is there, and the documentation needs nobody else', async () => {
      const document = await (await ask('/openapi.json')).json();
      expect(document.openapi).toBe('3.1.0');
      expect(Object.keys(document.paths)).toEqual(
        expect.arrayContaining(['/v1/match', '/v1/gaps', '/v1/compare', '/v1/batch', '/v1/standards']),
      );
      for (const [path, methods] of Object.entries(document.paths as Record<string, object>)) {
        for (const method of Object.keys(methods)) {
          const address = path.replace('{id}', occupation);
          const response = await ask(address, { method: method.toUpperCase() });
          await response.arrayBuffer();
          expect([404, 405], address).not.toContain(response.status);
        }
      }
      const page = await ask('/docs');
      expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
      expect(await page.text()).not.toMatch(/<script|<style|src="http/);
      expect((await ask('/docs.css')).headers.get('Content-Type')).toBe('text/css; charset=utf-8');
    });

    it.each<[string, unknown, Record<string, string>, number, string]>([
      ['no JSON', '{"text": "CANARY', {}, 400, 'invalid-json'],
      ['Big5', Uint8Array.of(0x7b, 0xa4, 0xa4, 0x7d), {}, 400, 'invalid-encoding'],
      ['a text as a form', 'text=CANARY', { 'Content-Type': 'text/plain' }, 415, 'unsupported-media-type'],
      ['a compressed body', { text }, { 'Content-Encoding': 'gzip' }, 415, 'unsupported-media-type'],
      ['an empty text', { text: ' ', title: 'CANARY' }, {}, 422, 'invalid-values'],
      ['a text too long', { text: '證'.repeat(50_001) }, {}, 422, 'invalid-values'],
      ['no limit', { text: 'CANARY', limit: 'CANARY' }, {}, 422, 'invalid-values'],
      ['a body too large', { text: 'CANARY'.repeat(200_000) }, {}, 413, 'body-too-large'],
      [
        'a large body in pieces',
        () => streamed(...Array(20).fill('x'.repeat(100_000))),
        {},
        413,
        'body-too-large',
      ],
    ])('refuses %s, and repeats nothing of it', async (_, body, headers, status, code) => {
      const sent = typeof body === 'function' ? body() : body;
      const response = await postTo(ask, '/v1/match')(sent, headers);
      expect(response.status).toBe(status);
      const problem = await problemOf(response);
      expect(problem).toMatchObject({ code });
      expect(JSON.stringify(problem)).not.toContain('CANARY');
      expect(response.headers.get('Index-Digest')).toBe(digest);
    });

    it('takes a text of exactly 50,000 UTF-16 units', async () => {
      const response = await postTo(ask, '/v1/match')({ text: '證'.repeat(50_000), explain: false });
      expect((await response.json()).text.characters).toBe(50_000);
    });

    it.each([
      ['GET', '/nope', 404, 'unknown-route', null],
      ['GET', '/v1', 404, 'unknown-route', null],
      ['POST', '/v1/match/x', 404, 'unknown-route', null],
      ['GET', '/v1/standards/nope', 404, 'unknown-standard', null],
      ['GET', '/v1/standards/%E4%B8', 404, 'unknown-standard', null],
      ['GET', '/v1/standards/__proto__', 404, 'unknown-standard', null],
      ['GET', '/v1/standards?level=CANARY', 422, 'invalid-values', null],
      ['POST', '/v1/batch?limit=0', 422, 'invalid-values', null],
      ['GET', '/v1/match', 405, 'method-not-allowed', 'POST'],
      ['DELETE', '/v1/standards', 405, 'method-not-allowed', 'GET, HEAD'],
      ['OPTIONS', '/health/live', 405, 'method-not-allowed', 'GET, HEAD'],
    ])('answers %s %s with %i %s', async (method, path, status, code, allow) => {
      const response = await ask(path, { method });
      expect(response.status).toBe(status);
      expect(response.headers.get('Allow')).toBe(allow);
      expect(response.headers.get('Cache-Control')).toBe('no-store');
      expect(await problemOf(response)).toMatchObject({ code });
    });

    it('answers HEAD like GET, without a body', async () => {
      const response = await ask('/v1/standards', { method: 'HEAD' });
      expect([response.status, await response.text()]).toEqual([200, '']);
      expect(response.headers.get('Content-Type')).toBe('application/json');
    });

    it.each(['/health/live', '/v1/standards', '/docs', '/nope', '/v1/match'])(
      'puts request id, digest and strict headers on %s',
      async path => {
        const response = await ask(path);
        await response.arrayBuffer();
        const { headers } = response;
        expect(headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
        expect(headers.get('Index-Digest')).toBe(digest);
        expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
        expect(headers.get('X-Frame-Options')).toBe('DENY');
        expect(headers.get('Referrer-Policy')).toBe('no-referrer');
        expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none';/);
        expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
      },
    );

    it('keeps a request id that is a trace id, and no other', async () => {
      const given = async (id: string) =>
        (await ask('/health/live', { headers: { 'X-Request-Id': id } })).headers.get('X-Request-Id');
      expect(await given('4bf92f3577b34da6a3ce929d0e0e4736')).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
      expect(await given('CANARY')).not.toContain('CANARY');
    });
  });

  describe(`${name}: an app with keys, named sites and small bodies`, () => {
    const origin = 'https://jobs.example';
    let ask: Ask;
    beforeAll(async () => {
      ask = await open({
        ICAP_SERVE_API_KEYS: `${key},another-key-of-sixteen`,
        ICAP_SERVE_CORS_ORIGINS: origin,
        ICAP_SERVE_BODY_LIMIT: '1024',
        ICAP_SERVE_MAX_BATCHES: '0',
      });
    });

    it('lets in who shows a key, by either header, and nobody else', async () => {
      const status = async (headers: Record<string, string>): Promise<number> =>
        (await postTo(ask, '/v1/match')({ text, explain: false }, headers)).status;
      expect(await status({ Authorization: `Bearer ${key}` })).toBe(200);
      expect(await status({ 'X-Api-Key': 'another-key-of-sixteen' })).toBe(200);
      for (const headers of [{}, { 'X-Api-Key': `${key}x` }, { Authorization: `Basic ${key}` }]) {
        const response = await postTo(ask, '/v1/match')({ text }, headers as Record<string, string>);
        expect(response.headers.get('WWW-Authenticate')).toBe('Bearer realm="icap-match"');
        const problem = await problemOf(response);
        expect(problem).toMatchObject({ status: 401, code: 'unauthorized' });
        expect(JSON.stringify(problem)).not.toContain(key);
      }
    });

    it('asks for one at every door of the API, and not for documentation and health', async () => {
      for (const [path, status] of [
        ['/v1/standards', 401],
        ['/v1/nope', 401],
        ['/docs', 200],
        ['/health/ready', 200],
      ] as const) {
        expect((await ask(path)).status, path).toBe(status);
      }
      const kept = await ask('/v1/standards', { headers: { 'X-Api-Key': key } });
      expect(kept.headers.get('Cache-Control')).toBe('private, max-age=60');
    });

    it('lets pages of the named site in, and of no other', async () => {
      const preflight = (from: string) =>
        ask('/v1/match', {
          method: 'OPTIONS',
          headers: { Origin: from, 'Access-Control-Request-Method': 'POST' },
        });
      const named = await preflight(origin);
      expect([named.status, named.headers.get('Access-Control-Allow-Origin')]).toEqual([204, origin]);
      expect(named.headers.get('Access-Control-Allow-Headers')).toContain('X-Api-Key');
      expect(
        (await preflight('https://other.example')).headers.get('Access-Control-Allow-Origin'),
      ).toBeNull();
    });

    it('keeps to the limit of a body, and has no batch where none is offered', async () => {
      const response = await postTo(ask, '/v1/match')({ text: 'x'.repeat(2000) }, { 'X-Api-Key': key });
      expect(await problemOf(response)).toMatchObject({
        status: 413,
        detail: 'A body holds at most 1024 bytes.',
      });
      const batch = await ask('/v1/batch', { method: 'POST', headers: { 'X-Api-Key': key } });
      expect(await problemOf(batch)).toMatchObject({ code: 'unknown-route' });
      expect(await (await ask('/openapi.json')).text()).not.toContain('/v1/batch');
    });
  });

  describe(`${name}: an app that counts its clients`, () => {
    it('refuses who asks too often, says when to come back, and stays healthy', async () => {
      const limit = 300;
      const ask = await open({ ICAP_SERVE_RATE_LIMIT: String(limit) });
      let response = await ask('/v1/nope');
      // the window may end once in between
      for (let i = 0; response.status === 404 && i <= 2 * limit; i++) {
        await response.arrayBuffer();
        response = await ask('/v1/nope');
      }
      expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
      expect(Number(response.headers.get('Retry-After'))).toBeLessThanOrEqual(60);
      expect(await problemOf(response)).toMatchObject({
        status: 429,
        code: 'rate-limited',
        detail: 'A client may ask 300 times in 60 seconds.',
      });
      expect((await ask('/health/live')).status).toBe(200);
    });
  });
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('');
}
