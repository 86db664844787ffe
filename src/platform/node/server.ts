import { createServer, type Server } from 'node:http';
import { type AddressInfo, Server as TcpServer } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { ServerLog } from './logging.ts';
import { refusals, unusableRequests } from './refusals.ts';
import type { Service } from './service.ts';
import type { Settings } from './settings.ts';

export interface RunningServer {
  readonly url: string;
  /** Takes no new connection, lets running requests finish, and resolves when all is closed: within GRACE. */
  stop(): Promise<void>;
}

/** Milliseconds that running requests get when the server stops; whatever supervises it must wait longer. */
const GRACE = 8_000;
/** Milliseconds for which idle connections are left open when the server stops. */
const LULL = 500;
/** Milliseconds between two looks for connections that are late with their headers. */
const LOOK = 1_000;

/** Puts a service on a port. Rejects with Node's own error when it cannot listen (EADDRINUSE, EACCES, …). */
export async function startServer(
  service: Service,
  settings: Settings,
  log: ServerLog,
): Promise<RunningServer> {
  const unusable = unusableRequests(service);
  let stopping = false;
  const listener = getRequestListener(
    (request, bindings) => {
      const { incoming, outgoing } = bindings as HttpBindings;
      if (stopping) outgoing.setHeader('Connection', 'close');
      return service.fetch(request, { incoming, outgoing });
    },
    { errorHandler: unusable.response },
  );
  const refuse = refusals(service);
  const server = createServer(
    {
      headersTimeout: settings.requestTimeout * 1000,
      requestTimeout: 0, // a batch may go on for hours; the app gives every other body its time
      keepAliveTimeout: settings.idleTimeout * 1000,
      connectionsCheckingInterval: LOOK,
    },
    (incoming, outgoing) => {
      if (service.refuses(incoming.method, incoming.url)) refuse(incoming, outgoing);
      else void listener(incoming, outgoing);
    },
  );
  server.timeout = settings.idleTimeout * 1000;
  server.maxConnections = settings.maxConnections;
  server.on('clientError', unusable.socket);
  server.on('checkExpectation', unusable.expectation);
  await listen(server, settings.host, settings.port);
  const url = urlOf(server.address() as AddressInfo);
  log.event('listening', { url, pid: process.pid, ...service.index });
  return {
    url,
    stop: async () => {
      log.event('stopping');
      stopping = true;
      await close(server);
      log.event('stopped');
    },
  };
}

/** Resolves when the process is asked to end: by SIGTERM, or by whatever aborts `signal` (Ctrl-C). */
export function untilAskedToStop(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const stop = (): void => {
      process.off('SIGTERM', stop); // a second SIGTERM does not wait
      signal.removeEventListener('abort', stop);
      resolve();
    };
    process.on('SIGTERM', stop);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * Stops listening, then lets connections end: for a moment those that are idle too, for a client may be sending its next
 * request just now, and gets its answer with `Connection: close`. (The close of http.Server would cut them off at once.)
 */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => TcpServer.prototype.close.call(server, () => resolve()));
  let sweep: NodeJS.Timeout | undefined;
  const lull = setTimeout(() => {
    server.closeIdleConnections();
    sweep = setInterval(() => server.closeIdleConnections(), 50);
  }, LULL);
  const deadline = setTimeout(() => server.closeAllConnections(), GRACE);
  await closed;
  clearTimeout(lull);
  clearInterval(sweep);
  clearTimeout(deadline);
}

export function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
