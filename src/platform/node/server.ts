import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { Artifact } from '../../artifact/read.ts';
import { createApp } from '../../http/app.ts';
import { Problem, problemResponse } from '../../http/problems.ts';
import { REQUEST_ID_HEADER } from '../../http/requests.ts';
import { createMatcher } from '../../matching/matcher.ts';
import { pageFiles } from '../../page/files.ts';
import type { ServerLog } from './logging.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly log: ServerLog;
}

export interface RunningServer {
  readonly url: string;
  /** Takes no new connection, lets running requests finish, and resolves when all is closed: within GRACE. */
  stop(): Promise<void>;
}

/** Milliseconds that running requests get when the server stops; whatever supervises it must wait longer. */
const GRACE = 8_000;
/** Milliseconds a client may take to send its headers, and all of its request. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 30_000;

/** Serves API and page over one index. Rejects with Node's own error when it cannot listen (EADDRINUSE, EACCES, …). */
export async function startServer(
  artifact: Artifact,
  { host, port, log }: ServerOptions,
): Promise<RunningServer> {
  const matcher = createMatcher(artifact);
  const app = createApp({
    artifact,
    matcher,
    files: pageFiles(matcher.index.standards),
    observer: { request: record => log.request(record), verdict: () => {} },
  });
  const listener = getRequestListener(app.fetch, { errorHandler: answerUnusable });
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT, requestTimeout: REQUEST_TIMEOUT }, listener);
  await listen(server, host, port);
  const url = urlOf(server.address() as AddressInfo);
  log.event('listening', { url, ...matcher.index });
  return {
    url,
    stop: async () => {
      log.event('stopping');
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

/** Answers what never reaches the app, such as a Host header that makes no URL. */
function answerUnusable(error: unknown): Response {
  const problem =
    error instanceof RequestError
      ? new Problem('bad-request', 'The request target or the Host header makes no URL.')
      : new Problem('internal-error', 'It failed before it could be answered.');
  const requestId = randomUUID();
  const response = problemResponse(problem, requestId);
  response.headers.set(REQUEST_ID_HEADER, requestId);
  return response;
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

/** Connections that wait for a next request are closed at once and again as answers finish; the rest at the deadline. */
async function close(server: Server): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), GRACE);
  await new Promise<void>(resolve => server.close(() => resolve()));
  clearInterval(sweep);
  clearTimeout(deadline);
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
