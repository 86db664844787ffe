import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/page/engine/engine.ts';
import { remoteEngine } from '../../../src/page/engine/remote.ts';
import { describeEngine } from './contract.ts';
import { type Fetch, localEngine, serverEngine, serverFetch } from './parts.ts';

describeEngine('remote', serverEngine);

const text = '徵 CANARY 證券營業員，辦理開戶';

/** An engine whose server answers its start, and then everything with this. */
async function thenAnswering(answer: Fetch): Promise<Engine> {
  const real = serverFetch();
  let isStarted = false;
  const engine = await remoteEngine({ fetch: (url, init) => (isStarted ? answer : real)(url, init) });
  isStarted = true;
  return engine;
}

describe('a remote engine', () => {
  it('says that texts are sent, and sends them in bodies, never in an address', async () => {
    const seen: { url: string; init: RequestInit }[] = [];
    const engine = await remoteEngine({
      fetch: serverFetch((url, init) => seen.push({ url, init })),
      origin: 'https://match.example',
    });
    expect(engine.sendsTexts).toBe(true);
    await engine.match({ text, title: 'CANARY', open: 'KPS3322-002v2', limit: 1 });
    await engine.gaps({ text, occupation: 'FSI3311-001v3' });
    await engine.compare({ ad: { text }, cv: { text } });
    await engine.report({ text });
    expect(seen).toHaveLength(6);
    for (const { url, init } of seen) {
      expect(url).toMatch(/^https:\/\/match\.example\/v1\/\w+$/);
      expect(JSON.stringify(init.headers ?? {})).not.toContain('CANARY');
    }
    expect(seen.filter(({ init }) => String(init.body).includes('CANARY'))).toHaveLength(5);
  });

  it('answers what the local engine answers', async () => {
    const [local, remote] = await Promise.all([localEngine(), serverEngine()]);
    const { took: _, ...view } = await local.match({ text });
    expect(view).toEqual(await remote.match({ text }));
    expect(await local.report({ text })).toBe(await remote.report({ text }));
    local.close();
    remote.close();
  });

  it('calls off what was replaced', async () => {
    const signals: AbortSignal[] = [];
    const engine = await thenAnswering((_, init) => {
      signals.push(init!.signal!);
      return new Promise((_, reject) => {
        init!.signal!.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    });
    const replaced = engine.match({ text });
    const pending = engine.match({ text });
    await expect(replaced).rejects.toMatchObject({ name: 'Superseded' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    engine.close();
    await expect(pending).rejects.toMatchObject({ code: 'closed' });
  });

  it.each([
    ['rate-limited', 429, { code: 'rate-limited', detail: 'CANARY' }, '30', 30],
    ['overloaded', 503, { code: 'overloaded' }, '1', 1],
    ['unauthorized', 401, { code: 'unauthorized' }, 'Fri, 20 Nov 2026 00:00:00 GMT', undefined],
    ['internal-error', 500, { code: 'internal-error' }, null, undefined],
    ['unreachable', 502, '<h1>CANARY</h1>', null, undefined],
    ['unreachable', 403, { code: 'CANARY <b>' }, null, undefined],
    ['unreachable', 200, '<p>CANARY', null, undefined],
  ])('tells %s of an answer %i', async (code, status, body, after, retryAfter) => {
    const engine = await thenAnswering(
      async () =>
        new Response(typeof body === 'string' ? body : JSON.stringify(body), {
          status,
          headers: after === null ? {} : { 'Retry-After': after },
        }),
    );
    const error = (await engine.match({ text }).catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ name: 'EngineError', code, retryAfter });
    expect(error.stack).not.toContain('CANARY');
  });

  it('tells a server that cannot be reached, at its start and later', async () => {
    const unreachable: Fetch = async () => {
      throw new TypeError('fetch failed');
    };
    await expect(remoteEngine({ fetch: unreachable })).rejects.toMatchObject({ code: 'unreachable' });
    const engine = await thenAnswering(unreachable);
    await expect(engine.match({ text })).rejects.toMatchObject({ code: 'unreachable' });
    await expect(engine.standard('FSI3311-001v3')).rejects.toMatchObject({ code: 'unreachable' });
  });
});
