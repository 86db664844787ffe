import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { secureHeaders } from 'hono/secure-headers';
import type { Artifact } from '../artifact/read.ts';
import type { Matcher } from '../matching/matcher.ts';
import { readJson } from './body.ts';
import { matchBody, parseBody, parseQuery, standardsQuery } from './contract.ts';
import { Problem, problemResponse } from './problems.ts';
import { createSelfTest } from './readiness.ts';
import { type RequestRecord, type RequestVariables, recordRequests } from './requests.ts';
import { createCatalogue } from './standards.ts';

/**
 * The HTTP door: routes over one opened index. Knows no runtime, reads no environment and keeps no text; what depends
 * on the world (page files, log, clock) is handed in by a platform.
 */
export interface AppParts {
  readonly artifact: Artifact;
  readonly matcher: Matcher;
  /** What is served as it is: the page with its script and style. */
  readonly files?: readonly StaticFile[];
  /** Bytes of a request body. */
  readonly bodyLimit?: number;
  readonly log?: (record: RequestRecord) => void;
  readonly now?: () => number;
  readonly requestId?: () => string;
}

export interface StaticFile {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

const DEFAULTS = {
  files: [],
  bodyLimit: 1024 * 1024,
  log: () => {},
  now: () => performance.now(),
  requestId: () => crypto.randomUUID(),
} as const;

export type App = Hono<{ Variables: RequestVariables }>;

export function createApp(parts: AppParts): App {
  const { artifact, matcher, files, bodyLimit, log, now, requestId } = { ...DEFAULTS, ...parts };
  const catalogue = createCatalogue(artifact, matcher.fold);
  const passesSelfTest = createSelfTest(artifact, matcher);
  const app: App = new Hono();

  app.use(recordRequests({ requestId, now, log }));
  app.use(secureHeaders(SECURE_HEADERS));
  app.use(async (c, next) => {
    await next();
    c.res.headers.set('Cache-Control', 'no-store'); // answers hold words of the text
    c.res.headers.set('Index-Digest', matcher.index.digest);
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

  app.post('/v1/match', async c => {
    const body = await readJson(c.req.raw, bodyLimit, bytes => c.set('requestBytes', bytes));
    return c.json(matcher.match(parseBody(matchBody, body)));
  });
  app.get('/v1/standards', c => {
    const standards = catalogue.list(parseQuery(standardsQuery, c.req.query()));
    return c.json({ index: matcher.index, standards });
  });
  app.get('/v1/standards/:id', c => c.json(catalogue.record(c.req.param('id'))));
  app.get('/health/live', c => c.json({ status: 'live' }));
  app.get('/health/ready', c => {
    if (!passesSelfTest()) throw new Problem('not-ready', 'The index does not answer its own self-test.');
    return c.json({ status: 'ready', index: matcher.index });
  });
  for (const { path, contentType, body } of files) {
    app.get(path, c => c.body(body, 200, { 'Content-Type': contentType }));
  }

  app.notFound(c =>
    problemResponse(new Problem('unknown-route', 'The API is at /v1, the page at /.'), c.get('requestId')),
  );
  app.onError((error, c) => {
    const problem =
      error instanceof Problem ? error : new Problem('internal-error', 'It is logged under this request id.');
    return problemResponse(problem, c.get('requestId'));
  });
  return app;
}

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
  xFrameOptions: 'DENY',
  strictTransportSecurity: false,
};
