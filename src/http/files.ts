import type { Context } from 'hono';
import { type Encoding, preferredOf } from './answers.ts';

/** Something that is served as it is, in the forms that whoever brings it keeps: compressing is not done per request. */
export interface StaticFile {
  readonly contentType: string;
  /** `immutable` for what has its content's hash in its path; `revalidate` for what is asked for anew each time. */
  readonly cache: 'immutable' | 'revalidate';
  /** Tells contents apart, whatever their encoding. */
  readonly tag: string;
  /** Empty for what is not worth compressing. */
  readonly encodings: readonly Encoding[];
  bytes(encoding: Encoding | null): Promise<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An address of the page: what is there, or the page that says that nothing is. */
export interface PageAnswer {
  readonly status: 200 | 404;
  readonly file: StaticFile;
}

const CACHE_CONTROL = { immutable: 'public, max-age=31536000, immutable', revalidate: 'no-cache' } as const;

/**
 * A file in the encoding that the client likes best, or 304 when it has it already. A range is answered with the whole
 * (RFC 9110, section 14.2, lets a server ignore it). A 404 is not kept anywhere.
 */
export async function sendFile(c: Context, file: StaticFile, status: 200 | 404 = 200): Promise<Response> {
  const tag = `W/"${file.tag}"`;
  const headers = {
    ...file.headers,
    'Cache-Control': status === 200 ? CACHE_CONTROL[file.cache] : 'no-store',
    ...(status === 200 ? { ETag: tag } : {}),
    ...(file.encodings.length === 0 ? {} : { Vary: 'Accept-Encoding' }),
  };
  if (status === 200 && isAmong(tag, c.req.header('If-None-Match'))) return c.body(null, 304, headers);
  const encoding = preferredOf(file.encodings, c.req.header('Accept-Encoding') ?? '');
  const bytes = await file.bytes(encoding);
  return c.body(bytes as Uint8Array<ArrayBuffer>, status, {
    ...headers,
    'Content-Type': file.contentType,
    'Content-Length': String(bytes.length),
    ...(encoding === null ? {} : { 'Content-Encoding': encoding }),
  });
}

/** RFC 9110, section 13.1.2: tags are compared weakly. */
function isAmong(tag: string, header: string | undefined): boolean {
  if (header === undefined) return false;
  const opaque = (text: string): string => text.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some(part => opaque(part) === opaque(tag));
}

/** Whether a browser asks for something to show, rather than a program for something to read. */
export function wantsHtml(c: Context): boolean {
  const fetches = c.req.method === 'GET' || c.req.method === 'HEAD';
  return fetches && /(^|,)\s*text\/html\s*(;|,|$)/i.test(c.req.header('Accept') ?? '');
}
