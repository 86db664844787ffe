import type { Context } from 'hono';

/** The two encodings that are worth their time; which of them, or none, is the client's choice. */
export type Encoding = 'br' | 'gzip';

/** Makes bytes smaller. Where there is none (a platform that does it at its edge), answers go out as they are. */
export type Compress = (bytes: Uint8Array, encoding: Encoding) => Promise<Uint8Array>;

/** Bytes below which an answer fits into one packet anyway. */
const WORTH_IT = 1400;

/**
 * An answer whose length is known, compressed where the client accepts it. Answers with an explanation are large (half a
 * megabyte) and say the same words again and again, so brotli leaves a sixtieth of them.
 */
export async function send(
  c: Context,
  body: string | Uint8Array,
  contentType: string,
  compress: Compress | undefined,
): Promise<Response> {
  const plain = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const encoding =
    compress === undefined || plain.length < WORTH_IT
      ? null
      : preferredOf(ENCODINGS, c.req.header('Accept-Encoding') ?? '');
  const bytes = encoding === null ? plain : await compress!(plain, encoding);
  return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
    'Content-Type': contentType,
    'Content-Length': String(bytes.length),
    ...(compress === undefined ? {} : { Vary: 'Accept-Encoding' }),
    ...(encoding === null ? {} : { 'Content-Encoding': encoding }),
  });
}

const ENCODINGS: readonly Encoding[] = ['br', 'gzip'];

/** RFC 9110, section 12.5.3: of those that there are, the most welcome; of two that are as welcome, the first. */
export function preferredOf(encodings: readonly Encoding[], accept: string): Encoding | null {
  const weights = new Map<string, number>();
  for (const part of accept.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map(piece => piece.trim());
    const q = parameters.find(parameter => parameter.startsWith('q='));
    weights.set(name, q === undefined ? 1 : Number(q.slice(2)) || 0);
  }
  const weight = (name: Encoding): number => weights.get(name) ?? weights.get('*') ?? 0;
  return encodings.reduce<Encoding | null>(
    (found, name) => (weight(name) > (found === null ? 0 : weight(found)) ? name : found),
    null,
  );
}
