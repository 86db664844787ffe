import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { etag } from 'hono/etag';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { secureHeaders } from 'hono/secure-headers';
import { rateLimiter, type Store } from 'hono-rate-limiter';
import type { Artifact } from '../artifact/read.ts';
import type { Matcher } from '../matching/matcher.ts';
import { type Compress, send } from './answers.ts';
import { streamBatch } from './batch.ts';
import { type BodyLimits, expectMediaType, readJson } from './body.ts';
import {
  batchQuery,
  compareBody,
  gapsBody,
  matchBody,
  parseBody,
  parseQuery,
  standardsQuery,
} from './contract.ts';
import type { GapFinder } from './gaps.ts';
import { requireKey } from './keys.ts';
import { createLoad, type Load } from './load.ts';
import { Problem, problemResponse } from './problems.ts';
import { createSelfTest } from './readiness.ts';
import { type Observer, REQUEST_ID_HEADER, type RequestVariables, recordRequests } from './requests.ts';
import { createCatalogue } from './standards.ts';

/**
 * The HTTP door: routes over one opened index. Knows no runtime, reads no environment and keeps no text; what depends
 * on the world (page files, log, metrics, clock, who a client is) is handed in by a platform. An app belongs to one index
 * for good: another index is another app, and what has to outlive it (the load, the counts of clients) is handed in.
 */
export interface AppParts {
  readonly artifact: Artifact;
  readonly matcher: Pick<Matcher, 'index' | 'fold' | 'match'>;
  /** Without it there are no `/v1/gaps` and `/v1/compare`. */
  readonly gapFinder?: GapFinder;
  /** What is served as it is: the page with its script and style. */
  readonly files?: readonly StaticFile[];
  /** Of the program; a part of the ETags. */
  readonly version?: string;
  readonly body?: BodyLimits;
  readonly load?: Load;
  /** Whoever shows none of these is refused everything but the page, the documentation and the health. */
  readonly apiKeys?: readonly string[];
  /** Other sites whose pages may use the API. */
  readonly corsOrigins?: readonly string[];
  readonly rateLimit?: RateLimit;
  readonly compress?: Compress;
  readonly observer?: Observer;
  /** What `/metrics` shows; without it there is none. */
  readonly metrics?: () => Promise<{ readonly contentType: string; readonly body: string }>;
  readonly now?: () => number;
  readonly requestId?: () => string;
}

export interface StaticFile {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

export interface RateLimit {
  /** Requests of one client to `/v1` in one window. */
  readonly requests: number;
  /** Milliseconds. */
  readonly window: number;
  /** Who it is: an address, and nothing that a client can make up. */
  readonly clientOf: (c: Context) => string;
  readonly store: Store;
}

export const DEFAULTS = {
  files: [],
  version: '0',
  body: { bytes: 1024 * 1024, time: 10_000 },
  load: { waiting: 64, batches: 2, patience: 10_000, pause: () => Promise.resolve() },
  observer: { request: () => {}, verdict: () => {} },
  now: () => performance.now(),
  requestId: () => crypto.randomUUID(),
} as const;

type Env = { Variables: RequestVariables };
export type App = Hono<Env>;

export function createApp(parts: AppParts): App {
  const { artifact, matcher, gapFinder, files, version, body, observer, now, requestId, ...options } = {
    ...DEFAULTS,
    ...parts,
  };
  const { apiKeys = [], corsOrigins = [], rateLimit, compress, metrics } = options;
  const load = parts.load ?? createLoad(DEFAULTS.load);
  const catalogue = createCatalogue(artifact, matcher.fold);
  const passesSelfTest = createSelfTest(artifact, matcher);
  const app: App = new Hono();

  app.use(recordRequests({ requestId, now, log: record => observer.request(record) }));
  app.use(secureHeaders(SECURE_HEADERS));
  app.use(async (c, next) => {
    await next();
    const { headers } = c.res;
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store'); // answers hold words of the text
    headers.set('Index-Digest', matcher.index.digest);
  });
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allow = methods.join(', ');
        const problem = new Problem('method-not-allowed', `This address answers to ${allow}.`, {
          headers: { Allow: allow },
        });
        return problemResponse(problem, c.get('requestId'));
      },
    }),
  );
  if (corsOrigins.length > 0) app.use('/v1/*', cors({ ...CORS, origin: [...corsOrigins] }));
  if (rateLimit !== undefined) app.use('/v1/*', limitRate(rateLimit));
  if (apiKeys.length > 0) {
    const keyed = requireKey(apiKeys);
    app.use('/v1/*', keyed);
    app.use('/metrics', keyed);
  }

  /** A body in, an answer out, computed when its turn comes; how long each step took goes along. */
  const answer = async <Request, Answer>(
    c: Context<Env>,
    read: (body: unknown) => Request,
    compute: (request: Request) => Answer,
  ): Promise<Response> => {
    load.expectRoom(); // before the body is read, so that refusing is cheap
    const began = now();
    const request = read(await readJson(c.req.raw, body, bytes => c.set('requestBytes', bytes)));
    const queued = now();
    let [started, computed] = [queued, queued];
    const json = await load.run(
      () => {
        started = now();
        const value = compute(request);
        computed = now();
        return JSON.stringify(value);
      },
      () => c.req.raw.signal.aborted,
    );
    const steps = {
      read: queued - began,
      wait: started - queued,
      match: computed - started,
      json: now() - computed,
    };
    c.header(
      'Server-Timing',
      Object.entries(steps)
        .map(([name, ms]) => `${name};dur=${ms.toFixed(2)}`)
        .join(', '),
    );
    return send(c, json, 'application/json', compress);
  };

  app.post('/v1/match', c =>
    answer(
      c,
      value => parseBody(matchBody, value),
      request => {
        const found = matcher.match(request);
        observer.verdict(found.verdict);
        return found;
      },
    ),
  );
  if (gapFinder !== undefined) {
    app.post('/v1/gaps', c =>
      answer(
        c,
        value => parseBody(gapsBody, value),
        request => gapFinder.gaps(request) ?? unknownStandard(),
      ),
    );
    app.post('/v1/compare', c =>
      answer(
        c,
        value => parseBody(compareBody, value),
        request => gapFinder.compare(request) ?? unknownStandard(),
      ),
    );
  }
  app.post('/v1/batch', c => {
    const rowOptions = parseQuery(batchQuery, c.req.query());
    expectMediaType(c.req.raw.headers, NDJSON, `one JSON object a line, with Content-Type: ${NDJSON[0]}`);
    const stream = streamBatch(c.req.raw.body, {
      matcher,
      load,
      options: rowOptions,
      patience: body.time,
      onBytes: bytes => c.set('requestBytes', bytes),
      onVerdict: verdict => observer.verdict(verdict),
    });
    c.set('streamEnd', stream.end);
    return c.body(stream.body, 200, { 'Content-Type': NDJSON[0] });
  });

  const revalidated = revalidate(`W/"${matcher.index.digest}-${version}"`, apiKeys.length > 0);
  app.get('/v1/standards', revalidated, etag({ retainedHeaders: RETAINED }), c => {
    const standards = catalogue.list(parseQuery(standardsQuery, c.req.query()));
    return send(c, JSON.stringify({ index: matcher.index, standards }), 'application/json', compress);
  });
  app.get('/v1/standards/:id', revalidated, etag({ retainedHeaders: RETAINED }), c =>
    send(c, JSON.stringify(catalogue.record(c.req.param('id'))), 'application/json', compress),
  );

  app.get('/health/live', c => send(c, JSON.stringify({ status: 'live' }), 'application/json', compress));
  app.get('/health/ready', c => {
    if (!passesSelfTest()) throw new Problem('not-ready', 'The index does not answer its own self-test.');
    return send(c, JSON.stringify({ status: 'ready', index: matcher.index }), 'application/json', compress);
  });
  if (metrics !== undefined) {
    app.get('/metrics', async c => {
      const { contentType, body } = await metrics();
      return send(c, body, contentType, compress);
    });
  }
  for (const { path, contentType, body } of files) app.get(path, c => send(c, body, contentType, compress));

  app.notFound(c =>
    problemResponse(new Problem('unknown-route', 'The API is at /v1, the page at /.'), c.get('requestId')),
  );
  app.onError((error, c) => {
    const problem =
      error instanceof Problem ? error : new Problem('internal-error', 'It is logged under this request id.');
    return withHeadersSoFar(c, problemResponse(problem, c.get('requestId')));
  });
  return app;
}

const NDJSON = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'] as const;

/** What a 304 keeps of the answer that it stands for (RFC 9110, section 15.4.5). */
const RETAINED = ['cache-control', 'etag', 'vary'];
/** Seconds for which an answer about standards may be used again without asking. */
const FRESH = 60;

function unknownStandard(): never {
  throw new Problem(
    'unknown-standard',
    'No standard of this index has that id; GET /v1/standards lists them.',
  );
}

/** Says of good answers how long they hold, and by which tag they are known; they change with the index alone. */
function revalidate(tag: string, personal: boolean): MiddlewareHandler {
  return async (c, next) => {
    c.header('ETag', tag);
    c.header('Cache-Control', `${personal ? 'private' : 'public'}, max-age=${FRESH}`);
    await next();
    if (c.res.ok || c.res.status === 304) return;
    c.res.headers.delete('ETag');
    c.res.headers.delete('Cache-Control');
  };
}

function limitRate({ requests, window, clientOf, store }: RateLimit): MiddlewareHandler<Env> {
  return rateLimiter<Env>({
    limit: requests,
    windowMs: window,
    standardHeaders: 'draft-6',
    keyGenerator: clientOf,
    store: store as Store<Env>,
    handler: c => {
      const problem = new Problem(
        'rate-limited',
        `A client may ask ${requests} times in ${window / 1000} seconds.`,
      );
      return withHeadersSoFar(c, problemResponse(problem, c.get('requestId')));
    },
  });
}

/** A response of its own gets the headers that middleware has prepared for whatever comes. */
function withHeadersSoFar(c: Context, response: Response): Response {
  return c.newResponse(response.body, response);
}

const CORS = {
  allowMethods: ['GET', 'HEAD', 'POST'],
  allowHeaders: ['Authorization', 'Content-Type', 'If-None-Match', 'X-Api-Key', REQUEST_ID_HEADER],
  exposeHeaders: ['ETag', 'Index-Digest', 'Retry-After', 'Server-Timing', REQUEST_ID_HEADER],
  maxAge: 600,
};

/**
 * The page needs its own script, style and this API, and nothing else. Strict-Transport-Security is left to whoever
 * ends TLS.
 */
const SECURE_HEADERS = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  xFrameOptions: 'DENY',
  strictTransportSecurity: false,
};
