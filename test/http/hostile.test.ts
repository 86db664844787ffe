import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { testApp } from './parts.ts';

/** Whatever is sent gets an answer 2xx or 4xx that repeats none of it. A failing run prints its seed. */
const artifact = goldenArtifact();
const { post, records } = testApp({ artifact, body: { bytes: 200_000, time: 10_000 } });
const CANARY = 'CANARY';

async function expectHarmless(
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<number> {
  const response = await post(body, headers);
  const answer = await response.text();
  expect(response.status, answer).toBeGreaterThanOrEqual(200);
  expect(response.status, answer).toBeLessThan(500);
  if (response.status >= 400) expect(answer).not.toContain(CANARY);
  expect(JSON.stringify([...response.headers])).not.toContain(CANARY);
  return response.status;
}

describe('hostile bodies', () => {
  it.each([
    ['a prototype', `{"__proto__":{"text":"${CANARY}","limit":1},"text":"證券"}`, 200],
    ['a prototype alone', `{"__proto__":{"text":"${CANARY}"}}`, 422],
    ['a constructor', `{"constructor":{"prototype":{"explain":false}},"text":"證券"}`, 200],
    ['the same key twice', `{"text":"${CANARY}","text":"證券"}`, 200],
    ['deep nesting', `{"text":${'['.repeat(90_000)}${']'.repeat(90_000)}}`, 422],
    [
      'deep nesting, unknown field',
      `{"text":"證券","x":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}}`,
      200,
    ],
    ['nesting that never closes', '['.repeat(100_000), 400],
    ['a huge number', '{"text":"證券","limit":1e999}', 422],
    ['a long number', `{"text":"證券","limit":${'9'.repeat(10_000)}}`, 422],
    ['a tiny limit', '{"text":"證券","limit":1e-300}', 422],
    ['minus zero', '{"text":"證券","limit":-0}', 422],
    ['lone surrogates', '{"text":"\\ud800證券\\udc00","title":"\\udfff"}', 200],
    ['NUL and controls', '{"text":"證\\u0000券\\u001b[31m\\u202e\\ufeff"}', 200],
    ['emoji and combining marks', `{"text":"👩‍💼證券${'\u0301'.repeat(1000)}"}`, 200],
    ['markup', `{"text":"<script>alert('${CANARY}')</script>","limit":"<b>"}`, 422],
    ['a number as the body', '1e400', 422],
    ['not a number', 'NaN', 400],
    ['two objects', '{"text":"證券"}{"text":"證券"}', 400],
    ['a comment', `{"text":"證券"/* ${CANARY} */}`, 400],
    ['a raw line break in a string', `{"text":"證券\n${CANARY}"}`, 400],
  ])('survives %s', async (_, body, status) => {
    expect(await expectHarmless(body)).toBe(status);
    expect(({} as Record<string, unknown>).text).toBeUndefined();
  });

  it('survives any JSON', async () => {
    const value = fc.anything({ withNullPrototype: false, maxDepth: 4 });
    const request = fc.record(
      { text: value, title: value, kind: value, limit: value, explain: value, superseded: value },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(request, async body => {
        let json: string;
        try {
          json = JSON.stringify(body);
        } catch {
          return; // a bigint or a circle is no JSON
        }
        await expectHarmless(json);
      }),
      { numRuns: 300 },
    );
  });

  it('survives any text, units of UTF-16 and all', async () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(units, units, fc.integer({ min: 1, max: 100 }), async (text, title, limit) => {
        const body = {
          text: `證${String.fromCharCode(...text)}`,
          title: String.fromCharCode(...title),
          limit,
        };
        expect(await expectHarmless(JSON.stringify(body))).toBe(200);
      }),
      { numRuns: 200 },
    );
  });

  it('survives any bytes', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(bytes, async body => void (await expectHarmless(body))),
      { numRuns: 300 },
    );
  });

  it('survives JSON that is cut anywhere and any media type', async () => {
    const json = JSON.stringify({ text: `${CANARY} 開發客戶`, title: CANARY, limit: 5 });
    const type = fc.string().filter(value => /^[\x20-\x7e]*$/.test(value));
    await fc.assert(
      fc.asyncProperty(fc.nat(json.length - 1), fc.option(type), async (cut, contentType) => {
        await expectHarmless(json.slice(0, cut), contentType === null ? {} : { 'Content-Type': contentType });
      }),
      { numRuns: 200 },
    );
    expect(JSON.stringify(records)).not.toContain(CANARY);
  });
});
