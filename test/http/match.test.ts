import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../src/matching/matcher.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { problemOf, streamed, testApp } from './parts.ts';

const artifact = goldenArtifact();
const { app, post, records } = testApp({ artifact });
const ad = '負責開發證券客戶，受理客戶委託買賣有價證券，辦理開戶與 KYC，並遵守相關法規。';

describe('POST /v1/match', () => {
  it('answers what the matcher answers', async () => {
    const response = await post({ text: ad, title: '營業員', kind: 'ad', limit: 2 });
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('application/json');
    const answer = await response.json();
    const same = createMatcher(artifact).match({ text: ad, title: '營業員', kind: 'ad', limit: 2 });
    expect(answer).toEqual(JSON.parse(JSON.stringify(same))); // evidence is written out when it is read
    expect(answer).toMatchObject({ index: { digest: artifact.digest, standards: 5, tasks: 33 } });
  });

  it('gives ten with their reasons unless told otherwise', async () => {
    const full = await (await post({ text: ad })).json();
    expect(full.tasks).toHaveLength(10);
    expect(full.occupations[0].competencies.length).toBeGreaterThan(0);
    const bare = await (await post({ text: ad, explain: false })).json();
    expect(bare.occupations[0]).not.toHaveProperty('competencies');
    expect(bare.occupations[0]).not.toHaveProperty('tasks');
    expect(bare.occupations[0].score).toBe(full.occupations[0].score);
  });

  it('ignores fields that it does not know', async () => {
    expect((await post({ text: ad, id: 7, source: { any: 'thing' } })).status).toBe(200);
  });

  it('takes a text of exactly 50,000 UTF-16 units and no unit more', async () => {
    expect((await post({ text: '證'.repeat(50_000), explain: false })).status).toBe(200);
    const problem = await problemOf(await post({ text: '證'.repeat(50_001) }));
    expect(problem).toMatchObject({
      status: 422,
      code: 'invalid-values',
      errors: [{ pointer: '#/text', detail: 'at most 50000 UTF-16 units are expected' }],
    });
  });

  it.each([
    ['no text', {}, ['#/text']],
    ['an empty text', { text: '' }, ['#/text']],
    ['a text of white space', { text: ' \n\t　' }, ['#/text']],
    ['a text that is no string', { text: ['x'] }, ['#/text']],
    ['a title that is too long', { text: ad, title: 'x'.repeat(501) }, ['#/title']],
    ['an unknown kind', { text: ad, kind: 'poem' }, ['#/kind']],
    ['limits that are none', { text: ad, limit: 0 }, ['#/limit']],
    ['a limit above 100', { text: ad, limit: 101 }, ['#/limit']],
    ['a limit with a fraction', { text: ad, limit: 1.5 }, ['#/limit']],
    ['a limit as a string', { text: ad, limit: '10' }, ['#/limit']],
    ['flags that are none', { text: ad, explain: 1, superseded: 'yes' }, ['#/explain', '#/superseded']],
    [
      'everything wrong',
      { text: 1, title: 2, kind: 3, limit: 'x' },
      ['#/text', '#/title', '#/kind', '#/limit'],
    ],
    ['a list', [], ['#']],
    ['null', null, ['#']],
  ])('refuses %s with 422 and points at it', async (_, body, pointers) => {
    const response = await post(body);
    expect(response.status).toBe(422);
    const { code, errors } = await problemOf(response);
    expect(code).toBe('invalid-values');
    expect((errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it.each([
    ['', 'invalid-json'],
    ['{"text": "x"', 'invalid-json'],
    ["{'text': 'x'}", 'invalid-json'],
    [Uint8Array.of(0x7b, 0xa4, 0xa4, 0x7d), 'invalid-encoding'], // Big5
    [new Uint8Array(new Uint16Array([0xfeff, 0x7b, 0x7d]).buffer), 'invalid-encoding'], // UTF-16
  ])('refuses a body that is no JSON in UTF-8 with 400', async (body, code) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toMatchObject({ code });
  });

  it('reads a body with a byte order mark', async () => {
    expect((await post(`\ufeff${JSON.stringify({ text: ad })}`)).status).toBe(200);
  });

  it.each([
    { 'Content-Type': 'text/plain' },
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    { 'Content-Type': 'application/json; charset=big5' },
    { 'Content-Encoding': 'gzip' },
  ])('refuses %o with 415', async headers => {
    const response = await post({ text: ad }, headers as Record<string, string>);
    expect(response.status).toBe(415);
    expect(await problemOf(response)).toMatchObject({ code: 'unsupported-media-type' });
  });

  it('accepts a charset and capitals in the media type', async () => {
    expect((await post({ text: ad }, { 'Content-Type': 'Application/JSON; Charset="UTF-8"' })).status).toBe(
      200,
    );
  });

  it('refuses a body over the limit with 413, told beforehand or not', async () => {
    const small = testApp({ artifact, body: { bytes: 100, time: 10_000 } });
    const told = await small.post({ text: ad }, { 'Content-Length': '101' });
    expect(told.status).toBe(413);
    expect(await problemOf(told)).toMatchObject({ code: 'body-too-large' });

    const send = (body: ReadableStream) =>
      small.app.request('/v1/match', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
        duplex: 'half',
      } as RequestInit);
    expect((await send(streamed('{"text": "', 'x'.repeat(50), 'y'.repeat(50), '"}'))).status).toBe(413);
    expect((await send(streamed('{"text": "', 'x'.repeat(50), '"}'))).status).toBe(200);
    expect(small.records.map(({ requestBytes }) => requestBytes)).toEqual([0, 110, 62]); // told: not read at all
  });

  it('stops reading at the limit, however much would still come', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
      },
    });
    const response = await app.request('/v1/match', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(24);
  });

  it('says 400 when the body breaks off', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: controller => controller.error(new Error('連線中斷 CANARY')),
    });
    const response = await app.request('/v1/match', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: broken,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toMatchObject({ code: 'incomplete-body' });
  });

  it('tells the log the route, the status and the sizes, and nothing of the text', async () => {
    const from = records.length;
    const response = await post({ text: ad, title: '營業員' });
    const [record] = records.slice(from);
    expect(record).toEqual({
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: 'POST',
      route: '/v1/match',
      status: 200,
      duration: expect.any(Number),
      requestBytes: new TextEncoder().encode(JSON.stringify({ text: ad, title: '營業員' })).length,
      responseBytes: (await response.arrayBuffer()).byteLength,
    });
  });

  it('answers 500 without details when something breaks, and logs where without the message', async () => {
    const matcher = createMatcher(artifact);
    const broken = testApp({
      artifact,
      matcher: {
        ...matcher,
        match: ({ text }) => {
          throw new TypeError(`${text}\n    at ${text}`);
        },
      },
    });
    const response = await broken.post({ text: 'CANARY 金絲雀' });
    expect(response.status).toBe(500);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ code: 'internal-error' });
    const [record] = broken.records;
    expect(record).toMatchObject({ status: 500, fault: { name: 'TypeError' } });
    expect(record!.fault!.frames[0]).toMatch(/^at .*match\.test\.ts/);
    expect(JSON.stringify([problem, record])).not.toMatch(/CANARY|金絲雀/);
  });
});
