import type { Hono } from 'hono';
import { preferredOf } from '../../http/answers.ts';
import type { Env } from '../../http/guards.ts';
import type { Observer } from '../../http/requests.ts';
import { PLAIN_LENGTH } from '../../page/engine/engine.ts';
import type { Bindings } from './bindings.ts';
import { packPath, type WorkerManifest } from './manifest.ts';
import { createShell } from './shell.ts';
import { readAsset } from './stored.ts';

/**
 * The packed index for browsers, as it was compressed when the assets were built: the platform compresses by itself, but
 * not such bytes, nor as well. It flows through and is never held: it is megabytes, and clients may be slow.
 */
export function packedIndex(
  assets: Bindings['ASSETS'],
  { digest, page: { index } }: WorkerManifest,
  observer: Pick<Observer, 'request'>,
): Hono<Env> {
  const shell = createShell(observer);
  shell.get(index.url, async c => {
    const encoding = preferredOf(['br', 'gzip'], acceptedBy(c.req.raw));
    const stored = await readAsset(assets, packPath(digest, encoding ?? 'gzip'));
    const length = stored.headers.get('Content-Length');
    return new Response(encoding === null ? inflated(stored.body!) : stored.body, {
      headers: {
        'Content-Type': 'application/octet-stream',
        'Cache-Control': 'public, max-age=31536000, immutable',
        'Index-Digest': digest,
        Vary: 'Accept-Encoding',
        [PLAIN_LENGTH]: String(index.bytes),
        ...(encoding === null ? {} : { 'Content-Encoding': encoding }),
        ...(encoding === null || length === null ? {} : { 'Content-Length': length }),
      },
    });
  });
  return shell;
}

/** The header always names both, whatever the client sent; that is told beside it. */
function acceptedBy(request: Request): string {
  const { cf } = request as { readonly cf?: { readonly clientAcceptEncoding?: string } };
  return cf?.clientAcceptEncoding ?? request.headers.get('Accept-Encoding') ?? '';
}

/** An answer that is compressed already goes out as it is: told of an encoding, the platform would compress once more. */
export function asItIs(response: Response): Response {
  if (!response.headers.has('Content-Encoding')) return response;
  const { status, headers } = response;
  return new Response(response.body, { status, headers, encodeBody: 'manual' } as ResponseInit);
}

function inflated(body: ReadableStream<BufferSource>): ReadableStream<Uint8Array> {
  return body.pipeThrough(new DecompressionStream('gzip'));
}
