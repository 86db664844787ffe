import cluster, { type Worker } from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import { BoundedCounts, CLIENTS } from './clients.ts';
import type { ServerLog } from './logging.ts';
import type { Rendered } from './metrics.ts';
import { urlOf } from './server.ts';
import { Turns } from './turns.ts';

/**
 * All cores: one process that answers nothing itself, and workers that share its port. It starts them, starts again what
 * dies (at once, then less and less eagerly), passes on what it is told, adds up their metrics and counts clients for them
 * all. Every worker has the index in its own memory.
 */
export interface RunningCluster {
  readonly url: string;
  /** Tells every worker to look for a changed index. */
  reload(): void;
  /** Resolves when every worker has finished what it had begun and is gone. */
  stop(): Promise<void>;
}

/** Milliseconds before a dead worker is replaced: doubled for each that died young, up to the last. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 30_000;
/** A worker that lived so long did not die of its start. */
const YOUNG = 30_000;
/** Longer than a worker gives its requests, shorter than ten seconds. */
const DEADLINE = 9_500;

/** A worker ended before it listened; it has said why on stderr. */
export class WorkerFailure extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('a worker could not start');
    this.name = 'WorkerFailure';
    this.exitCode = exitCode;
  }
}

/** Starts this very command line again so many times; `serve` finds that it is a worker and listens. */
export async function startCluster(workers: number, log: ServerLog): Promise<RunningCluster> {
  const registry = new AggregatorRegistry();
  const counts = new BoundedCounts(CLIENTS);
  const turns = new Turns<Worker>();
  let stopping = false;
  const restarts = new Set<NodeJS.Timeout>();
  let quickDeaths = 0;

  const start = (): Worker => {
    const worker = cluster.fork();
    const born = performance.now();
    worker.on('message', (message: Question) => {
      if (message.kind === 'metrics') {
        registry.clusterMetrics().then(
          body => reply(worker, message.id, { contentType: registry.contentType, body }),
          () => reply(worker, message.id, null),
        );
      } else if (message.kind === 'count') {
        counts.init({ windowMs: message.window });
        const { totalHits, resetTime } = counts.increment(message.client);
        reply(worker, message.id, { totalHits, resetTime: resetTime.getTime() });
      } else if (message.kind === 'turn') turns.ask(worker, () => reply(worker, message.id, 'go on'));
      else if (message.kind === 'turn over') turns.over(worker);
    });
    worker.once('exit', (code, signal) => {
      turns.gone(worker);
      if (stopping) return;
      quickDeaths = performance.now() - born < YOUNG ? quickDeaths + 1 : 0;
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, quickDeaths - 1));
      log.event('worker died', { worker: worker.id, reason: signal ?? code, restartIn: pause });
      const timer = setTimeout(() => {
        restarts.delete(timer);
        start();
      }, pause);
      restarts.add(timer);
    });
    return worker;
  };

  const alive = (): Worker[] => Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined);
  const stop = async (): Promise<void> => {
    if (!stopping) log.event('stopping');
    stopping = true;
    for (const timer of restarts) clearTimeout(timer); // or they keep the process for another half a minute
    const gone = alive().map(worker => new Promise<void>(resolve => worker.once('exit', () => resolve())));
    for (const worker of alive()) worker.process.kill('SIGTERM');
    const deadline = setTimeout(() => {
      for (const worker of alive()) {
        log.event('worker did not end', { worker: worker.id });
        worker.process.kill('SIGKILL');
      }
    }, DEADLINE);
    await Promise.all(gone);
    clearTimeout(deadline);
    log.event('stopped');
  };

  const starting = Array.from({ length: workers }, async () => {
    const worker = start();
    return new Promise<string>((resolve, reject) => {
      worker.once('listening', ({ address, port }) =>
        resolve(urlOf({ address: address ?? '::', family: address?.includes(':') ? 'IPv6' : 'IPv4', port })),
      );
      worker.once('exit', code => reject(new WorkerFailure(code || 1)));
    });
  });
  try {
    const [url] = await Promise.all(starting);
    return {
      url: url!,
      reload: () => {
        for (const worker of alive()) worker.process.kill('SIGHUP');
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What a worker asks the process that started it. */
type Question =
  | { readonly kind: 'turn'; readonly id: number }
  | { readonly kind: 'turn over' }
  | { readonly kind: 'metrics'; readonly id: number }
  | { readonly kind: 'count'; readonly id: number; readonly client: string; readonly window: number };

interface Reply {
  readonly kind: 'reply';
  readonly id: number;
  readonly answer: unknown;
}

function reply(worker: Worker, id: number, answer: unknown): void {
  if (worker.isConnected()) worker.send({ kind: 'reply', id, answer } satisfies Reply, () => {});
}

/** The worker's end of the line. */
export interface WorkerLink {
  readonly worker: number;
  /** The metrics of all workers together. */
  metrics(): Promise<Rendered>;
  /** Counts a request of a client, wherever his others went. */
  count(client: string, window: number): Promise<{ totalHits: number; resetTime: Date }>;
  /** Does what only one worker at a time shall do. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Lets the process end. */
  close(): void;
}

/** Milliseconds that a worker waits for a reply. */
const PATIENCE = 6_000;
/** Milliseconds that a worker waits for its turn. */
const LONG_PATIENCE = 600_000;

/** Null in a process that is no worker. */
export function workerLink(): WorkerLink | null {
  const { worker } = cluster;
  if (worker === undefined) return null;
  new AggregatorRegistry(); // so that this process answers when the metrics of all are gathered
  const waiting = new Map<number, (answer: unknown) => void>();
  let last = 0;
  process.on('message', (message: Partial<Reply> | null) => {
    if (message?.kind === 'reply') waiting.get(message.id!)?.(message.answer);
  });
  const ask = (
    question: { kind: 'metrics' } | { kind: 'turn' } | { kind: 'count'; client: string; window: number },
    patience = PATIENCE,
  ): Promise<unknown> => {
    const id = ++last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(null), patience).unref(); // a worker that is told to end does not wait for a turn
      const settle = (answer: unknown): void => {
        clearTimeout(timer);
        waiting.delete(id);
        if (answer === null) reject(new Error('the process that started this worker does not reply'));
        else resolve(answer);
      };
      waiting.set(id, settle);
      if (process.connected) process.send!({ ...question, id }, error => error !== null && settle(null));
      else settle(null);
    });
  };
  return {
    worker: worker.id,
    metrics: async () => (await ask({ kind: 'metrics' })) as Rendered,
    async count(client, window) {
      const { totalHits, resetTime } = (await ask({ kind: 'count', client, window })) as {
        totalHits: number;
        resetTime: number;
      };
      return { totalHits, resetTime: new Date(resetTime) };
    },
    async inTurn(work) {
      await ask({ kind: 'turn' }, LONG_PATIENCE).catch(() => {}); // twice the work is better than none
      try {
        return await work();
      } finally {
        if (process.connected) process.send!({ kind: 'turn over' } satisfies Question, () => {});
      }
    },
    close: () => void worker.disconnect(),
  };
}
