import type { HttpBindings } from '@hono/node-server';
import { type App, createApp } from '../../http/app.ts';
import { createLoad } from '../../http/load.ts';
import type { Observer } from '../../http/requests.ts';
import type { IndexSummary } from '../../matching/answer.ts';
import { createMatcher } from '../../matching/matcher.ts';
import { BoundedCounts, CLIENTS, clientAddress } from './clients.ts';
import type { WorkerLink } from './cluster.ts';
import { compress } from './compression.ts';
import type { LoadedIndex } from './indexes.ts';
import type { ServerLog } from './logging.ts';
import { createMetrics } from './metrics.ts';
import { createSite, type SitePart } from './page/site.ts';
import { VERSION } from './paths.ts';
import type { Settings } from './settings.ts';

/** The app with the parts that Node has for it, over an index that can be replaced while it answers. */
export interface Service {
  fetch(request: Request, bindings: HttpBindings): Response | Promise<Response>;
  readonly index: IndexSummary;
  readonly observer: Observer;
  /**
   * Whether this request would be refused for want of room. Asked before anything else is done for it: the less a refusal
   * costs, the more is left for those who are let in.
   */
  refuses(method: string | undefined, url: string | undefined): boolean;
  /**
   * Opens the index anew. A changed one answers every request that comes from then on, while those that have begun end
   * with the old; one that cannot be opened, or does not answer its own self-test, is refused, and the old one stays.
   */
  reload(): Promise<void>;
  /** Makes the page and packs the index before somebody asks for them. */
  warm(): void;
  /** Ends what goes on beside the requests. */
  close(): void;
}

export interface ServiceParts {
  readonly index: LoadedIndex;
  readonly openIndex: () => Promise<LoadedIndex>;
  readonly settings: Settings;
  readonly log: ServerLog;
  /** In a worker: what it shares with the others. */
  readonly link: WorkerLink | null;
}

const MINUTE = 60_000;
/** Where a match is asked for; batches have a limit of their own. */
const MATCHES = /^\/v1\/(match|gaps|compare)(\?|$)/;

export function createService({ index, openIndex, settings, log, link }: ServiceParts): Service {
  const unsent = new Unsent();
  const patience = settings.requestTimeout * 1000;
  const load = createLoad({
    waiting: settings.maxWaiting,
    batches: settings.maxBatches,
    patience,
    hasMemory: () => unsent.bytes < settings.maxUnsent,
    pause: () => new Promise(resolve => setImmediate(resolve)),
  });
  const metrics = createMetrics(() => load.waiting);
  const observer: Observer = {
    request(record) {
      log.request(record);
      metrics.request(record);
    },
    verdict: verdict => metrics.verdict(verdict),
  };
  const counts = new BoundedCounts(CLIENTS);
  const store =
    link === null
      ? counts
      : {
          // Should the one who counts for all not reply, each worker counts for itself.
          increment: (client: string) => link.count(client, MINUTE).catch(() => counts.increment(client)),
          decrement: () => {},
          resetKey: () => {},
        };
  const site = settings.page ? createSite({ log, ...(link === null ? {} : { inTurn: link.inTurn }) }) : null;
  const appOf = (loaded: LoadedIndex): { app: App; index: IndexSummary; page: SitePart | undefined } => {
    const { artifact } = loaded;
    const matcher = createMatcher(artifact);
    const page = site?.over(loaded, matcher.fold);
    const app = createApp({
      artifact,
      matcher,
      ...(page === undefined ? {} : { page }),
      batch: settings.maxBatches > 0,
      version: VERSION,
      body: { bytes: settings.bodyLimit, time: patience },
      load,
      apiKeys: settings.apiKeys,
      corsOrigins: settings.corsOrigins,
      ...(settings.rateLimit === 0
        ? {}
        : {
            rateLimit: {
              requests: settings.rateLimit,
              window: MINUTE,
              clientOf: c =>
                clientAddress(
                  (c.env as HttpBindings).incoming.socket.remoteAddress,
                  c.req.header('X-Forwarded-For'),
                  settings.trustedProxies,
                ),
              store,
            },
          }),
      compress,
      observer,
      metrics: link === null ? () => metrics.render() : () => link.metrics(),
    });
    return { app, index: matcher.index, page };
  };

  let current = appOf(index);
  metrics.index(current.index);

  const replace = async (): Promise<void> => {
    const loaded = await openIndex();
    if (loaded.artifact.digest === current.index.digest) {
      log.event('index unchanged', { ...current.index });
      return;
    }
    const next = appOf(loaded);
    if (!(await answersItself(next.app))) {
      throw new Error('the index does not answer its own self-test; build it again and send SIGHUP');
    }
    current = next;
    metrics.index(next.index);
    log.event('index replaced', { ...next.index });
    void next.page?.warm();
  };
  let replacing = Promise.resolve();
  return {
    get index() {
      return current.index;
    },
    observer,
    refuses: (method, url) => load.full && method === 'POST' && MATCHES.test(url ?? ''),
    async fetch(request, bindings) {
      const response = await current.app.fetch(request, bindings);
      unsent.add(Number(response.headers.get('Content-Length') ?? 0), bindings);
      return response;
    },
    reload() {
      replacing = replacing.then(replace).catch((error: Error) => {
        log.event('index refused, the old one stays', {
          reason: error.message,
          digest: current.index.digest,
        });
      });
      return replacing;
    },
    warm: () => void current.page?.warm(),
    close: () => site?.close(),
  };
}

async function answersItself(app: App): Promise<boolean> {
  const { status } = await app.request('/health/ready', {}, {});
  return status === 200;
}

/** Bytes of answers that wait in memory for clients to take them. */
class Unsent {
  bytes = 0;

  add(bytes: number, { outgoing }: HttpBindings): void {
    if (outgoing.closed) return;
    this.bytes += bytes;
    outgoing.once('close', () => {
      this.bytes -= bytes;
    });
  }
}
