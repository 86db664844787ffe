import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { writeAnswer } from '../matching/write.ts';
import { send } from './answers.ts';
import { streamBatch } from './batch.ts';
import { expectMediaType, readJson } from './body.ts';
import {
  batchQuery,
  compareBody,
  gapsBody,
  matchBody,
  parseBody,
  parseQuery,
  standardsQuery,
} from './contract.ts';
import { docsPage } from './docs/page.ts';
import { DOCS_STYLE } from './docs/style.ts';
import { wantsHtml } from './files.ts';
import {
  allowOrigins,
  type Env,
  KEPT_BY_304,
  limitRate,
  revalidate,
  strictHeaders,
  withHeadersSoFar,
} from './guards.ts';
import { mountJobs } from './jobs.ts';
import { exampleAsk } from './jobs-example.ts';
import { requireKey } from './keys.ts';
import { createLoad } from './load.ts';
import { once } from './once.ts';
import { describeApi } from './openapi.ts';
import { servePage, showPage } from './page.ts';
import type { AppParts } from './parts.ts';
import { Problem, problemResponse } from './problems.ts';
import { createSelfTest } from './readiness.ts';
import { recordRequests } from './requests.ts';
import { createCatalogue } from './standards.ts';

const DEFAULTS = {
  batch: true,
  version: '0',
  body: { bytes: 1024 * 1024, time: 10_000 },
  apiKeys: [],
  corsOrigins: [],
  once,
  observer: { request: () => {}, verdict: () => {} },
  now: () => performance.now(),
  requestId: () => crypto.randomUUID(),
} as const;

export type App = Hono<Env>;

/**
 * The HTTP door: routes over one opened index. Knows no runtime, reads no environment and keeps no text; what depends
 * on the world (the page, log, metrics, clock, who a client is) is handed in by a platform. An app belongs to one index
 * for good: another index is another app, and what has to outlive it (the load, the counts of clients) is handed in.
 */
export function createApp(parts: AppParts): App {
  const options = { ...DEFAULTS, ...parts };
  const { artifact, matcher, page, batch, jobs, version, body, apiKeys, corsOrigins, rateLimit } = options;
  const { compress, observer, metrics, now, requestId } = options;
  const load = parts.load ?? createLoad({ waiting: 64, batches: 2, patience: 10_000, pause: async () => {} });
  const catalogue = createCatalogue(artifact, matcher.fold);
  const passesSelfTest = createSelfTest(artifact, matcher);
  const app: App = new Hono();
  const sendJson = (c: Context, value: unknown): Promise<Response> =>
    send(c, JSON.stringify(value), 'application/json', compress);

  app.use(recordRequests({ requestId, now, log: record => observer.request(record) }));
  app.use(strictHeaders());
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
  if (corsOrigins.length > 0) app.use('/v1/*', allowOrigins(corsOrigins));
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
    write: (answer: Answer) => string = JSON.stringify,
  ): Promise<Response> => {
    load.expectRoom(); // before the body is read, so that refusing is cheap
    const began = now();
    const request = read(await readJson(c.req.raw, body, bytes => c.set('requestBytes', bytes)));
    const queued = now();
    let [started, computed] = [queued, queued];
    const turn = (): string => {
      started = now();
      const value = compute(request);
      computed = now();
      return write(value);
    };
    const json = await load.run(turn, () => c.req.raw.signal.aborted);
    const steps = [
      ['read', queued - began],
      ['wait', started - queued],
      ['match', computed - started],
      ['json', now() - computed],
    ] as const;
    c.header('Server-Timing', steps.map(([name, ms]) => `${name};dur=${ms.toFixed(2)}`).join(', '));
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
      writeAnswer,
    ),
  );
  app.post('/v1/gaps', c =>
    answer(
      c,
      value => parseBody(gapsBody, value),
      request => matcher.gaps(request) ?? catalogue.unknown(),
    ),
  );
  app.post('/v1/compare', c =>
    answer(
      c,
      value => parseBody(compareBody, value),
      request => matcher.compare(request) ?? catalogue.unknown(),
    ),
  );
  const answerBatch = (c: Context<Env>): Response => {
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
  };
  if (batch) app.post('/v1/batch', answerBatch);
  if (jobs !== undefined) mountJobs(app, { jobs, body, hasKeys: apiKeys.length > 0 });

  app.use(
    '/v1/standards/*',
    revalidate(`W/"${matcher.index.digest}-${version}"`, apiKeys.length > 0),
    etag({ retainedHeaders: KEPT_BY_304 }),
  );
  app.get('/v1/standards', c =>
    sendJson(c, {
      index: matcher.index,
      standards: catalogue.list(parseQuery(standardsQuery, c.req.query())),
    }),
  );
  app.get('/v1/standards/:id', c => sendJson(c, catalogue.record(c.req.param('id'))));

  app.get('/health/live', c => sendJson(c, { status: 'live' }));
  app.get('/health/ready', c => {
    if (!passesSelfTest()) throw new Problem('not-ready', 'The index does not answer its own self-test.');
    return sendJson(c, { status: 'ready', index: matcher.index });
  });
  if (metrics !== undefined) {
    app.get('/metrics', async c => {
      const { contentType, body } = await metrics();
      return send(c, body, contentType, compress);
    });
  }

  /** Made when first asked for, and kept as it is sent: neither address asks for a key. */
  const describe = options.once(async () => {
    const [first] = artifact.occupations;
    const document = await describeApi({
      facts: {
        occupation: first?.id ?? '',
        level: first?.level ?? null,
        hasBatch: batch,
        hasJobs: jobs !== undefined,
        hasMetrics: metrics !== undefined,
      },
      version,
      hasKeys: apiKeys.length > 0,
      hasRateLimit: rateLimit !== undefined,
      ask: exampleAsk(
        other => createApp({ artifact, matcher, requestId: () => EXAMPLE_ID, ...other }),
        matcher,
      ),
    });
    return { json: JSON.stringify(document), page: docsPage(document) };
  });
  app.get('/openapi.json', async c => send(c, (await describe()).json, 'application/json', compress));
  app.get('/docs', async c => send(c, (await describe()).page, 'text/html; charset=utf-8', compress));
  app.get('/docs.css', c => send(c, DOCS_STYLE, 'text/css; charset=utf-8', compress));
  if (page !== undefined) servePage(app, page);

  app.notFound(async c => {
    if (page !== undefined && !c.req.path.startsWith('/v1/') && wantsHtml(c)) return showPage(c, page);
    const problem = new Problem('unknown-route', 'The API is at /v1, its documentation at /docs.');
    return problemResponse(problem, c.get('requestId'));
  });
  app.onError((error, c) => {
    const problem =
      error instanceof Problem ? error : new Problem('internal-error', 'It is logged under this request id.');
    return withHeadersSoFar(c, problemResponse(problem, c.get('requestId')));
  });
  return app;
}

const NDJSON = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'] as const;
/** The request id of every example. */
const EXAMPLE_ID = '0190c5a0-7a3c-7e4e-8f5d-2a1b3c4d5e6f';
