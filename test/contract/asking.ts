import { expect } from 'vitest';

/** Asks an app over whatever lies between; paths begin with a slash. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

export const postTo =
  (ask: Ask, path: string) =>
  (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    ask(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body:
        typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream
          ? (body as BodyInit)
          : JSON.stringify(body),
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    } as RequestInit);

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
