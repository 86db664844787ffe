import type { Artifact } from '../../artifact/read.ts';
import type { Jobs } from '../../batch/jobs/jobs.ts';
import { createApp } from '../../http/app.ts';
import type { RateLimit } from '../../http/parts.ts';
import type { Observer } from '../../http/requests.ts';
import { createMatcher, type Matcher } from '../../matching/matcher.ts';
import { network64 } from '../addresses.ts';
import type { AppSettings } from '../variables.ts';
import type { RequestContext, WorkerEnv } from './bindings.ts';
import { consume, type MessageBatch } from './jobs/consumer.ts';
import { openJobs } from './jobs/index.ts';
import { unqueued } from './load.ts';
import { createWorkerLog, type WorkerLog } from './log.ts';
import { createOnce } from './once.ts';
import { asItIs, packedIndex } from './packed.ts';
import { workerPage } from './page.ts';
import { readWorkerSettings } from './settings.ts';
import { notReady } from './shell.ts';
import { openStored } from './stored.ts';

/** What an isolate has once its index is open; requests and messages of queues share it. */
export interface Opened {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly artifact: Artifact;
  readonly matcher: Matcher;
  /** Where a bucket and a queue are bound. */
  readonly jobs?: Jobs;
  readonly settings: AppSettings;
}

/** The app with the parts that a Worker has for it. One for each isolate, which gets the same bindings every time. */
export interface WorkerService {
  fetch(request: Request, env: WorkerEnv, context: RequestContext): Promise<Response>;
  /** Messages of jobs, and dead ones. Rejects when there is no index: then all of them come again. */
  queue(batch: MessageBatch, env: WorkerEnv, context: RequestContext): Promise<void>;
  /** Opens the index when first asked. Rejects with an Error that says what to do; the next who asks tries again. */
  open(env: WorkerEnv, context: RequestContext): Promise<Opened>;
  readonly log: WorkerLog;
}

const MINUTE = 60_000;

export function createWorkerService(write: (line: string) => void = console.log): WorkerService {
  const log = createWorkerLog(write);
  const observer: Observer = { request: record => log.request(record), verdict: () => {} };
  const once = createOnce();
  const closed = notReady(observer);
  let opening: (() => Promise<Opened>) | undefined;

  const openWith = async (env: WorkerEnv): Promise<Opened> => {
    const settings = readWorkerSettings(env);
    const { artifact, manifest } = await openStored(env.ASSETS);
    const matcher = createMatcher(artifact);
    const jobs = openJobs(env, matcher);
    const app = createApp({
      artifact,
      matcher,
      ...(settings.page ? { page: workerPage(artifact, matcher.fold, manifest.page) } : {}),
      batch: settings.maxBatches > 0,
      ...(jobs === undefined ? {} : { jobs }),
      version: manifest.version,
      body: { bytes: settings.bodyLimit, time: settings.requestTimeout * 1000 },
      load: unqueued,
      once,
      apiKeys: settings.apiKeys,
      corsOrigins: settings.corsOrigins,
      ...rateLimitOf(env, settings),
      observer,
    });
    const packed = settings.page ? packedIndex(env.ASSETS, manifest, observer) : app;
    log.event('index opened', { ...matcher.index });
    return {
      fetch: async request => {
        const isPacked = new URL(request.url).pathname === manifest.page.index.url;
        return asItIs(await (isPacked ? packed : app).fetch(request));
      },
      artifact,
      matcher,
      settings,
      ...(jobs === undefined ? {} : { jobs }),
    };
  };

  const open: WorkerService['open'] = (env, context) => {
    opening ??= once(() => openWith(env));
    const opened = opening();
    context.waitUntil(opened.catch(() => {})); // goes on though its client goes away: others wait for it
    return opened;
  };
  return {
    log,
    open,
    async queue(batch, env, context) {
      const { jobs } = await open(env, context);
      if (jobs === undefined) throw new Error('messages came, but no bucket JOBS and queue SHARDS are bound');
      await consume(batch, jobs, log);
    },
    async fetch(request, env, context) {
      const opened = await open(env, context).catch((error: Error) => {
        log.failure('index not opened', { reason: error.message });
      });
      return (opened ?? closed).fetch(request);
    },
  };
}

/** wrangler.toml says the limit twice: to the binding, which counts, and in a variable, which the answers repeat. */
function rateLimitOf(
  { RATE_LIMITER: binding }: WorkerEnv,
  { rateLimit }: AppSettings,
): { rateLimit?: RateLimit } {
  if (binding === undefined || rateLimit === 0) return {};
  return {
    rateLimit: {
      requests: rateLimit,
      window: MINUTE,
      clientOf: c => clientOf(c.req.header('CF-Connecting-IP')),
      binding,
    },
  };
}

/** The platform sets the header on every request from outside, whatever the client sent. */
function clientOf(address = 'unknown'): string {
  return address.includes(':') ? network64(address) : address;
}
