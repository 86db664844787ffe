import { type App, type AppParts, createApp } from '../../src/http/app.ts';
import type { RequestRecord } from '../../src/http/requests.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';

export interface TestApp {
  readonly app: App;
  /** What was told to the log, oldest first. */
  readonly records: RequestRecord[];
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** The app over the five golden standards; every part can be replaced. */
export function testApp(parts: Partial<AppParts> = {}): TestApp {
  const artifact = parts.artifact ?? goldenArtifact();
  const records: RequestRecord[] = [];
  const app = createApp({
    artifact,
    matcher: createMatcher(artifact),
    log: record => records.push(record),
    ...parts,
  });
  const post = async (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    app.request('/v1/match', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body:
        typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
    });
  return { app, records, post };
}

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
