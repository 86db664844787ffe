import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import { rateLimiter, type Store } from 'hono-rate-limiter';
import type { RateLimit } from './parts.ts';
import { Problem, problemResponse } from './problems.ts';
import { REQUEST_ID_HEADER, type RequestVariables } from './requests.ts';

/** What stands before the handlers and keeps the house: each from its library, with our choices. */
export type Env = { Variables: RequestVariables };

/**
 * The page needs its own scripts, workers, style, icon and manifest, and this API, and nothing else; nothing runs that
 * stands in the HTML itself. The library adds that other sites may neither embed what is here nor learn where one came
 * from (Cross-Origin-Opener-Policy and -Resource-Policy `same-origin`, Referrer-Policy `no-referrer`). Strict-Transport-Security is left to whoever
 * ends TLS.
 */
export function strictHeaders(): MiddlewareHandler {
  const [strict, withForm] = (["'none'", "'self'"] as const).map(formAction =>
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: [formAction],
        frameAncestors: ["'none'"],
      },
      permissionsPolicy: {
        camera: [],
        displayCapture: [],
        geolocation: [],
        microphone: [],
        payment: [],
        usb: [],
      },
      xFrameOptions: 'DENY',
      strictTransportSecurity: false,
    }),
  );
  return (c, next) => (LISTS.has(c.req.path) ? withForm! : strict!)(c, next);
}

/** Where one searches without scripts; no text can be pasted there, and elsewhere nothing can be submitted. */
const LISTS = new Set(['/standards', '/en/standards']);

/** Lets pages of these sites use the API, and read what they need of its headers. */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type', 'If-None-Match', 'X-Api-Key', REQUEST_ID_HEADER],
    exposeHeaders: [
      'ETag',
      'Index-Digest',
      'Link',
      'Location',
      'Retry-After',
      'Server-Timing',
      REQUEST_ID_HEADER,
    ],
    maxAge: 600,
  });
}

/** Whoever asks too often is told when to come back: when the window ends, or, where that is not known, after a whole one. */
export function limitRate(rate: RateLimit): MiddlewareHandler<Env> {
  const { requests, window, clientOf } = rate;
  const refuse = (c: Context<Env>): Response => {
    const detail = `A client may ask ${requests} times in ${window / 1000} seconds.`;
    const headers = { 'Retry-After': String(window / 1000) };
    const problem = new Problem('rate-limited', detail, 'store' in rate ? {} : { headers });
    return withHeadersSoFar(c, problemResponse(problem, c.get('requestId')));
  };
  if ('binding' in rate) {
    return rateLimiter<Env>({ binding: rate.binding, keyGenerator: clientOf, handler: refuse });
  }
  return rateLimiter<Env>({
    limit: requests,
    windowMs: window,
    standardHeaders: 'draft-6',
    keyGenerator: clientOf,
    store: rate.store as Store<Env>,
    handler: refuse,
  });
}

/** A response of its own gets the headers that middleware has prepared for whatever comes. */
export function withHeadersSoFar(c: Context, response: Response): Response {
  return c.newResponse(response.body, response);
}

/** Seconds for which an answer about standards may be used again without asking. */
const FRESH = 60;
/** What a 304 keeps of the answer that it stands for (RFC 9110, section 15.4.5). */
export const KEPT_BY_304 = ['cache-control', 'etag', 'vary'];

/** Says of good answers how long they hold, and by which tag they are known; they change with the index alone. */
export function revalidate(tag: string, personal: boolean): MiddlewareHandler {
  return async (c, next) => {
    c.header('ETag', tag);
    c.header('Cache-Control', `${personal ? 'private' : 'public'}, max-age=${FRESH}`);
    await next();
    if (c.res.ok || c.res.status === 304) return;
    c.res.headers.delete('ETag');
    c.res.headers.delete('Cache-Control');
  };
}
