import type { MiddlewareHandler } from 'hono';
import { Problem } from './problems.ts';

/**
 * Lets in who shows one of the keys, as `Authorization: Bearer KEY` or `X-Api-Key: KEY`. What is compared are SHA-256
 * digests, each with each and to the last byte, so that the time tells neither how much of a key was right nor which.
 */
export function requireKey(keys: readonly string[]): MiddlewareHandler {
  let known: Promise<readonly Uint8Array[]> | undefined;
  return async (c, next) => {
    known ??= Promise.all(keys.map(sha256));
    const shown = shownKey(c.req.header('Authorization'), c.req.header('X-Api-Key'));
    if (shown === null || !isKnown(await sha256(shown), await known)) {
      throw new Problem('unauthorized', 'Send a key as Authorization: Bearer KEY, or as X-Api-Key: KEY.', {
        headers: { 'WWW-Authenticate': 'Bearer realm="icap-match"' },
      });
    }
    await next();
  };
}

function shownKey(authorization: string | undefined, apiKey: string | undefined): string | null {
  const [, token] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  return token ?? apiKey ?? null;
}

async function sha256(key: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)));
}

function isKnown(shown: Uint8Array, known: readonly Uint8Array[]): boolean {
  let found = 0;
  for (const digest of known) {
    let difference = 0;
    for (let i = 0; i < digest.length; i++) difference |= digest[i]! ^ shown[i]!;
    found |= Number(difference === 0);
  }
  return found === 1;
}
