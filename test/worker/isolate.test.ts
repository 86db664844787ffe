import { describe, expect, it } from 'vitest';
import type { Bindings, WorkerEnv } from '../../src/platform/worker/bindings.ts';
import { problemOf } from '../contract/asking.ts';
import { REQUEST_FIELDS } from '../helpers/log-fields.ts';
import { bindings, isolate } from './workerd.ts';

const { ASSETS } = bindings;
const match = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ text: '受理客戶委託買賣有價證券', explain: false }),
};

/** The assets, but for what `change` answers instead. Counts what is asked for. */
function changed(
  change: (path: string) => Promise<Response> | undefined,
): Bindings['ASSETS'] & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetch(address) {
      const { pathname } = new URL(address);
      asked.push(pathname);
      return change(pathname) ?? ASSETS.fetch(address);
    },
  };
}

const isIndex = (path: string): boolean => path.endsWith('.icap.gz');

describe('an isolate', () => {
  it('opens the index once, however many requests come first', async () => {
    const assets = changed(() => undefined);
    const { ask, log } = isolate({ ASSETS: assets });
    const responses = await Promise.all(Array.from({ length: 20 }, () => ask('/v1/match', match)));
    const answers = await Promise.all(responses.map(response => response.text()));
    expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers).size).toBe(1);
    expect(assets.asked.filter(isIndex)).toHaveLength(1);
    expect(log.filter(({ msg }) => msg === 'index opened')).toMatchObject([{ standards: 5, level: 30 }]);
  });

  it.each<[string, (path: string) => Promise<Response> | undefined, string]>([
    ['is not there', async () => new Response(null, { status: 404 }), 'manifest.json is answered 404'],
    ['cannot be reached', () => Promise.reject(new Error('connection lost')), 'connection lost'],
    ['has no manifest', async () => Response.json({ digest: 7 }), 'manifest.json is none of this version'],
    ['is cut off', path => (isIndex(path) ? cut(path) : undefined), ''],
    ['is another file', path => (isIndex(path) ? squeezed('not an index') : undefined), 'cut off'],
    ['is too long', path => (isIndex(path) ? squeezed('x'.repeat(20_000_000)) : undefined), 'cut off'],
  ])('says 503 while the index %s, and opens it for who comes after', async (_, fault, reason) => {
    let broken = true;
    const { ask, log } = isolate({ ASSETS: changed(path => (broken ? fault(path) : undefined)) });
    const refused = await ask('/v1/match', match);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('Retry-After')).toBe('1');
    expect(refused.headers.get('Cache-Control')).toBe('no-store');
    expect(refused.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/);
    expect(await problemOf(refused)).toMatchObject({ code: 'not-ready' });
    expect(log).toMatchObject([
      { msg: 'index not opened', level: 50 },
      { msg: 'request', status: 503, level: 40 },
    ]);
    expect(log[0]!.reason).toContain(reason);
    broken = false;
    expect((await ask('/v1/match', match)).status).toBe(200);
  });

  it('refuses an index that was altered, or is not the one of the manifest', async () => {
    const altered = isolate({ ASSETS: changed(path => (isIndex(path) ? flipped(path) : undefined)) });
    expect((await altered.ask('/health/ready')).status).toBe(503);
    expect(altered.log[0]!.reason).toContain('the index is damaged');
    const wrong = '0'.repeat(32);
    const manifest = (await (await ASSETS.fetch('https://x/index/manifest.json')).json()) as {
      digest: string;
    };
    const other = isolate({
      ASSETS: changed(path =>
        isIndex(path)
          ? ASSETS.fetch(`https://x${path.replace(wrong, manifest.digest)}`)
          : Promise.resolve(Response.json({ ...manifest, digest: wrong })),
      ),
    });
    expect((await other.ask('/health/ready')).status).toBe(503);
    expect(other.log[0]!.reason).toContain('holds another index');
  });

  it('says which setting cannot be used in its log, and no value of it to anyone', async () => {
    for (const [variable, value] of [
      ['ICAP_SERVE_API_KEYS', 'CANARY'],
      ['ICAP_SERVE_WORKERS', 'CANARY'],
    ] as const) {
      const { ask, log } = isolate({ ASSETS, [variable]: value } as WorkerEnv);
      const problem = await problemOf(await ask('/v1/match', match));
      expect(problem).toMatchObject({ code: 'not-ready' });
      expect(log[0]!.reason).toContain(variable);
      expect(JSON.stringify([problem, log])).not.toContain('CANARY');
    }
  });

  it('logs a line for each request in the words of the Node server, and nothing of what was sent', async () => {
    const { ask, log } = isolate({ ASSETS });
    const canary = '金絲雀CANARY';
    const escaped = encodeURIComponent(canary);
    const json = {
      ...match,
      headers: { ...match.headers, 'User-Agent': 'CANARY', 'CF-Connecting-IP': '192.0.2.7' },
    };
    await ask('/v1/match', { ...json, body: JSON.stringify({ text: canary, title: canary }) });
    await ask('/v1/match', { ...json, body: `{"text": "${canary}` });
    await ask(`/v1/standards?q=${escaped}&level=${escaped}`);
    await ask(`/v1/standards/${escaped}`);
    await ask(`/${escaped}`, { method: 'DELETE' });
    const batch = await ask('/v1/batch', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: JSON.stringify({ id: canary, text: canary }),
    });
    await batch.text();
    const lines = log.filter(({ msg }) => msg === 'request');
    expect(lines.map(({ method, route, status, level }) => [method, route, status, level])).toEqual([
      ['POST', '/v1/match', 200, 30],
      ['POST', '/v1/match', 400, 30],
      ['GET', '/v1/standards', 422, 30],
      ['GET', '/v1/standards/:id', 404, 30],
      ['DELETE', null, 404, 30],
      ['POST', '/v1/batch', 200, 30],
    ]);
    expect(JSON.stringify(log)).not.toMatch(/CANARY|金絲雀|%E9%87%91|192\.0\.2/);
    expect(Object.keys(lines[0]!).sort()).toEqual(REQUEST_FIELDS);
  });

  it('counts each address for itself, and an IPv6 client by its network', async () => {
    const counted: string[] = [];
    const RATE_LIMITER = {
      limit: async ({ key }: { readonly key: string }) => ({ success: counted.push(key) > 0 }),
    };
    const { ask } = isolate({ ASSETS, RATE_LIMITER, ICAP_SERVE_RATE_LIMIT: '10' } as WorkerEnv);
    for (const address of ['192.0.2.7', '2001:db8:0:1::7', '2001:DB8:0:1:ffff::']) {
      await ask('/v1/standards', {
        headers: { 'CF-Connecting-IP': address, 'X-Forwarded-For': '198.51.100.1' },
      });
    }
    expect(counted).toEqual(['192.0.2.7', '2001:db8:0:1::/64', '2001:db8:0:1::/64']);
  });
});

/** The first half of an asset. */
async function cut(path: string): Promise<Response> {
  const bytes = await bytesOf(path);
  return new Response(bytes.slice(0, bytes.length / 2));
}

/** The index with one bit of its middle changed. */
async function flipped(path: string): Promise<Response> {
  const whole = new Response(
    new Blob([await bytesOf(path)]).stream().pipeThrough(new DecompressionStream('gzip')),
  );
  const bytes = new Uint8Array(await whole.arrayBuffer());
  bytes[bytes.length >> 1]! ^= 1;
  return squeezed(bytes);
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await ASSETS.fetch(`https://x${path}`)).arrayBuffer());
}

async function squeezed(content: BlobPart): Promise<Response> {
  return new Response(new Blob([content]).stream().pipeThrough(new CompressionStream('gzip')));
}
