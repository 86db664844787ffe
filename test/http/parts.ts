import { expect } from 'vitest';
import { type App, createApp } from '../../src/http/app.ts';
import type { AppParts, PagePart } from '../../src/http/parts.ts';
import type { RequestRecord } from '../../src/http/requests.ts';
import type { Verdict } from '../../src/matching/answer.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';

export interface TestApp {
  readonly app: App;
  /** What was told to the log, oldest first. */
  readonly records: RequestRecord[];
  /** As they were given. */
  readonly verdicts: Verdict[];
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** The app over the five golden standards; every part can be replaced. */
export function testApp(parts: Partial<AppParts> = {}): TestApp {
  const artifact = parts.artifact ?? goldenArtifact();
  const records: RequestRecord[] = [];
  const verdicts: Verdict[] = [];
  const app = createApp({
    artifact,
    matcher: createMatcher(artifact),
    observer: { request: record => records.push(record), verdict: verdict => verdicts.push(verdict) },
    ...parts,
  });
  const post = async (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    app.request('/v1/match', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body:
        typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
    });
  return { app, records, verdicts, post };
}

/** A page of one word, at every address, and no files. */
export const emptyPage: PagePart = {
  page: async () => ({
    status: 200,
    file: {
      contentType: 'text/html; charset=utf-8',
      cache: 'revalidate',
      tag: 'empty',
      encodings: [],
      bytes: async () => new TextEncoder().encode('<!doctype html>'),
    },
  }),
  file: async () => null,
};

/** A body that comes in pieces, with no length told beforehand. */
export function streamed(...pieces: readonly string[]): ReadableStream<Uint8Array> {
  const rest = pieces.map(piece => new TextEncoder().encode(piece));
  return new ReadableStream({
    pull(controller) {
      const next = rest.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
  });
}

/** The body of a problem, once it has everything that every problem has. */
export async function problemOf(response: Response): Promise<Record<string, unknown>> {
  expect(response.headers.get('Content-Type')).toBe('application/problem+json');
  const problem = (await response.json()) as Record<string, unknown>;
  expect(problem).toMatchObject({
    type: `urn:icap-match:problem:${problem.code}`,
    status: response.status,
  });
  expect(problem.title).toBeTypeOf('string');
  expect(problem.detail).toBeTypeOf('string');
  expect(problem.requestId).toBe(response.headers.get('X-Request-Id'));
  return problem;
}
