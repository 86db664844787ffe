import { describe, expect, it } from 'vitest';
import { matchRow } from '../../src/batch/match-row.ts';
import { createLoad } from '../../src/http/load.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { problemOf, streamed, type TestApp, testApp } from './parts.ts';

const artifact = goldenArtifact();
const matcher = createMatcher(artifact);
const pause = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
const load = () => createLoad({ waiting: 8, batches: 2, patience: 10_000, pause });
const ad = '受理客戶委託買賣有價證券，辦理開戶與 KYC';

const send = async (
  { app }: TestApp,
  body: string | ReadableStream | Uint8Array,
  query = '',
  type = 'application/x-ndjson',
): Promise<Response> =>
  app.request(`/v1/batch${query}`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body,
    duplex: 'half',
  } as RequestInit);
const linesOf = async (response: Response): Promise<string[]> =>
  (await response.text()).split('\n').slice(0, -1);

describe('POST /v1/batch', () => {
  const rows = [
    JSON.stringify({ id: 'a', text: ad }),
    '',
    '{"id": "CANARY", "text": ',
    JSON.stringify({ text: '負責開發新客戶、報價與議價', title: '業務', kind: 'ad' }),
    JSON.stringify({ id: 5, text: '' }),
    `\ufeff${JSON.stringify({ id: 'last', text: ad })}`,
  ];

  it('gives a row for every row, in order, the same as the batch command', async () => {
    const test = testApp({ artifact, load: load() });
    const response = await send(test, rows.join('\n'), '?limit=3&superseded=false');
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('application/x-ndjson');
    expect(response.headers.get('Index-Digest')).toBe(artifact.digest);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const lines = await linesOf(response);
    expect(lines).toEqual(rows.map((row, i) => matchRow(row, i + 1, matcher, { limit: 3 })));
    expect(lines[2]).not.toContain('CANARY');
    expect(test.verdicts).toHaveLength(3);
  });

  it('does not mind where the pieces of the input end', async () => {
    const whole = rows.join('\n');
    const bytes = new TextEncoder().encode(whole);
    const expected = rows.map((row, i) => matchRow(row, i + 1, matcher));
    for (const size of [1, 7, 64, bytes.length]) {
      let at = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= bytes.length) controller.close();
          else controller.enqueue(bytes.subarray(at, at + size));
          at += size;
        },
      });
      expect(await linesOf(await send(testApp({ artifact }), body))).toEqual(expected);
    }
  });

  it('answers an empty body with no row, and a last line feed adds none', async () => {
    const test = testApp({ artifact });
    expect(await linesOf(await send(test, ''))).toEqual([]);
    expect(await linesOf(await send(test, `${rows[0]}\n`))).toHaveLength(1);
  });

  it('rejects a line that is too long or no UTF-8 and goes on', async () => {
    const body = new Blob([
      `{"text":"${'長'.repeat(400_000)}"}\n`,
      new Uint8Array([0xa4, 0xa4, 0x0a]),
      `${rows[0]}\n`,
    ]).stream();
    const lines = (await linesOf(await send(testApp({ artifact }), body))).map(line => JSON.parse(line));
    expect(lines).toMatchObject([
      { id: '1', line: 1, status: 'rejected', error: { code: 'line-too-long' } },
      { id: '2', line: 2, status: 'rejected', error: { code: 'invalid-encoding' } },
      { id: 'a', status: 'ok' },
    ]);
  });

  it('takes no more of the input than the client takes of the answers', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled++;
          controller.enqueue(new TextEncoder().encode(`${rows[0]}\n`.repeat(20)));
        },
      },
      { highWaterMark: 0 },
    );
    const test = testApp({ artifact, load: load() });
    const response = await send(test, endless);
    const reader = response.body!.getReader();
    await reader.read();
    await new Promise(resolve => setTimeout(resolve, 100));
    const soFar = pulled;
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(pulled).toBe(soFar);
    expect(pulled).toBeLessThan(4);
    await reader.cancel();
  });

  it('stops when the client goes away, and makes room', async () => {
    let cancelled = false;
    let matches = 0;
    const slow = new ReadableStream<Uint8Array>({
      pull: async controller => {
        await new Promise(resolve => setTimeout(resolve, 1));
        controller.enqueue(new TextEncoder().encode(`${rows[0]}\n`.repeat(5)));
      },
      cancel() {
        cancelled = true;
      },
    });
    const test = testApp({
      artifact,
      load: createLoad({ waiting: 8, batches: 1, patience: 10_000, pause }),
      matcher: {
        ...matcher,
        match: request => {
          matches++;
          return matcher.match(request);
        },
      },
    });
    const response = await send(test, slow);
    expect((await send(test, rows[0]!)).status).toBe(503);
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    const soFar = matches;
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(matches - soFar).toBeLessThanOrEqual(5);
    expect(cancelled).toBe(true);
    expect(test.records.at(-1)).toMatchObject({ route: '/v1/batch', status: 200, ended: 'aborted' });
    expect((await send(test, rows[0]!)).status).toBe(200);
  });

  it('lets single requests through while it runs', async () => {
    const test = testApp({ artifact, load: load() });
    const response = await send(test, `${rows[0]}\n`.repeat(2_000));
    const reading = linesOf(response);
    expect((await test.post({ text: ad, explain: false })).status).toBe(200);
    expect(test.records.map(({ route }) => route)).toEqual(['/v1/match']); // the batch is not at its end yet
    expect(await reading).toHaveLength(2_000);
  });

  it('tells in a last line that the input broke off or stalled', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start: controller => controller.enqueue(new TextEncoder().encode(`${rows[0]}\n{"text": "CANARY`)),
      pull: controller => controller.error(new Error('CANARY')),
    });
    const test = testApp({ artifact, body: { bytes: 1_000_000, time: 50 } });
    const first = await linesOf(await send(test, broken));
    expect(first.map(line => JSON.parse(line))).toMatchObject([
      { id: 'a', status: 'ok' },
      { status: 'aborted', error: { code: 'incomplete-body' } },
    ]);
    const stalled = new ReadableStream<Uint8Array>({
      start: controller => controller.enqueue(new TextEncoder().encode(`${rows[0]}\n`)),
    });
    const second = await linesOf(await send(test, stalled));
    expect(second.map(line => JSON.parse(line))).toMatchObject([
      { id: 'a', status: 'ok' },
      { status: 'aborted', error: { code: 'request-timeout' } },
    ]);
    expect(test.records).toMatchObject([
      { status: 200, rows: 1, ended: 'incomplete-body' },
      { status: 200, rows: 1, ended: 'request-timeout' },
    ]);
    expect(first.join() + second.join() + JSON.stringify(test.records)).not.toContain('CANARY');
  });

  it('tells so too when the server faults, and logs where', async () => {
    const test = testApp({
      artifact,
      matcher: {
        ...matcher,
        match: ({ text }) => {
          throw new RangeError(text);
        },
      },
    });
    const [line] = await linesOf(await send(test, '{"text":"CANARY"}\n'));
    expect(JSON.parse(line!)).toMatchObject({ status: 'aborted', error: { code: 'internal-error' } });
    expect(test.records[0]).toMatchObject({ ended: 'internal-error', fault: { name: 'RangeError' } });
    expect(line + JSON.stringify(test.records)).not.toContain('CANARY');
  });

  it('logs one record, at the end, with rows and sizes', async () => {
    const test = testApp({ artifact });
    const body = `${rows[0]}\n${rows[3]}\n`;
    const answer = await (await send(test, body)).text();
    expect(test.records).toEqual([
      {
        requestId: expect.any(String),
        method: 'POST',
        route: '/v1/batch',
        status: 200,
        duration: expect.any(Number),
        requestBytes: new TextEncoder().encode(body).length,
        responseBytes: new TextEncoder().encode(answer).length,
        rows: 2,
      },
    ]);
  });

  it.each([
    ['?limit=0', '', 422, 'invalid-values'],
    ['?limit=101', '', 422, 'invalid-values'],
    ['?limit=CANARY', '', 422, 'invalid-values'],
    ['?superseded=perhaps', '', 422, 'invalid-values'],
    ['', 'application/json', 415, 'unsupported-media-type'],
    ['', 'application/x-ndjson; charset=big5', 415, 'unsupported-media-type'],
  ])('refuses %s %s before anything is read', async (query, type, status, code) => {
    const response = await send(testApp({ artifact }), rows[0]!, query, type || undefined);
    expect(response.status).toBe(status);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ code });
    expect(JSON.stringify(problem)).not.toContain('CANARY');
  });

  it('knows a body that comes in many pieces from one that does not come', async () => {
    const test = testApp({ artifact, body: { bytes: 10, time: 10_000 } });
    const pieces = Array.from({ length: 50 }, () => `${rows[0]}\n`);
    expect(await linesOf(await send(test, streamed(...pieces)))).toHaveLength(50); // no limit but a line's
  });
});

it('is not there where batches are not offered', async () => {
  const { app } = testApp({ artifact, batch: false });
  expect((await app.request('/v1/batch', { method: 'POST' })).status).toBe(404);
  expect(await (await app.request('/openapi.json')).text()).not.toContain('/v1/batch');
});
