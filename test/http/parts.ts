import { type App, createApp } from '../../src/http/app.ts';
import type { AppParts, PagePart } from '../../src/http/parts.ts';
import type { RequestRecord } from '../../src/http/requests.ts';
import type { Verdict } from '../../src/matching/answer.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { postTo } from '../contract/asking.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';

export { problemOf, streamed } from '../contract/asking.ts';

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
  const post = postTo(async (path, init) => app.request(path, init), '/v1/match');
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
