import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../src/matching/matcher.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { problemOf, testApp } from './parts.ts';

const artifact = goldenArtifact();
const matcher = createMatcher(artifact);
const { app } = testApp({ artifact });
const post = async (path: string, body: unknown): Promise<Response> =>
  app.request(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
const cv = '受理客戶委託買賣有價證券，熟悉相關法規';
const ad = '徵證券營業員，辦理開戶、KYC 與委託買賣';
const occupation = 'FSI3311-001v3';

describe('POST /v1/gaps', () => {
  it('answers what the matcher answers', async () => {
    const response = await post('/v1/gaps', { text: cv, title: '營業員', occupation });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(matcher.gaps({ text: cv, title: '營業員', occupation }));
    expect(response.headers.get('Server-Timing')).toContain('match;dur=');
  });

  it('answers 404 to an occupation that the index lacks, and does not repeat it', async () => {
    const response = await post('/v1/gaps', { text: cv, occupation: 'CANARY' });
    expect(response.status).toBe(404);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ code: 'unknown-standard' });
    expect(JSON.stringify(problem)).not.toContain('CANARY');
  });

  it.each([
    [{ text: cv }, ['#/occupation']],
    [{ text: ' ', occupation }, ['#/text']],
    [{ text: cv, occupation: 7 }, ['#/occupation']],
    [{ text: cv, occupation: 'x'.repeat(201) }, ['#/occupation']],
    [[], ['#']],
  ])('refuses %j and points at what is wrong', async (body, pointers) => {
    const response = await post('/v1/gaps', body);
    expect(response.status).toBe(422);
    const { errors } = await problemOf(response);
    expect((errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});

describe('POST /v1/compare', () => {
  it('answers what the matcher answers, with or without an occupation', async () => {
    const request = { ad: { text: ad, title: '營業員' }, cv: { text: cv } };
    for (const body of [request, { ...request, occupation }]) {
      const response = await post('/v1/compare', body);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual(matcher.compare(body));
    }
  });

  it('answers 404 to an occupation that the index lacks', async () => {
    const response = await post('/v1/compare', { ad: { text: ad }, cv: { text: cv }, occupation: 'x' });
    expect(response.status).toBe(404);
  });

  it.each([
    [{ ad: { text: ad } }, ['#/cv']],
    [{ ad: { text: '' }, cv: { text: 1 } }, ['#/ad/text', '#/cv/text']],
    [{ ad, cv }, ['#/ad', '#/cv']],
    [{ ad: { text: ad }, cv: { text: cv, title: 'x'.repeat(501) } }, ['#/cv/title']],
  ])('refuses %j and points at what is wrong', async (body, pointers) => {
    const response = await post('/v1/compare', body);
    expect(response.status).toBe(422);
    const { errors } = await problemOf(response);
    expect((errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});
