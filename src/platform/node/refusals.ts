import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { RequestError } from '@hono/node-server';
import { RETRY_AFTER, TOO_MANY } from '../../http/load.ts';
import { Problem, type ProblemCode, problemBody, problemResponse } from '../../http/problems.ts';
import { REQUEST_ID_HEADER, traceable } from '../../http/requests.ts';
import type { Service } from './service.ts';

/**
 * Answers 503 as the app would, at a fraction of the cost. A short body is read over, so that the connection can be used
 * again; one that is long, or does not say, ends it.
 */
export function refusals(service: Service) {
  const problem = { code: 'overloaded', message: TOO_MANY, extras: {} } as const;
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const requestId = traceable(incoming.headers[REQUEST_ID_HEADER.toLowerCase()]) ?? randomUUID();
    const body = JSON.stringify(problemBody(problem, requestId));
    const short = Number(incoming.headers['content-length'] ?? Number.POSITIVE_INFINITY) <= SHORT;
    outgoing.writeHead(503, {
      ...plainHeaders(service, requestId),
      'Content-Type': 'application/problem+json',
      'Content-Length': Buffer.byteLength(body),
      'Retry-After': RETRY_AFTER,
      ...(short ? {} : { Connection: 'close' }),
    });
    outgoing.end(body);
    if (short) incoming.resume();
    service.observer.request({
      requestId,
      method: 'POST',
      route: incoming.url!.split('?', 1)[0]!,
      status: 503,
      duration: 0,
      requestBytes: 0,
      responseBytes: Buffer.byteLength(body),
    });
  };
}

/** Bytes of a body that is cheaper to read than a new connection is to make. */
const SHORT = 64 * 1024;

/** What is on every answer that the app does not make. */
function plainHeaders(service: Service, requestId: string): Record<string, string> {
  return {
    [REQUEST_ID_HEADER]: requestId,
    'Index-Digest': service.index.digest,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
}

/** Answers what never reaches the app, such as what is no HTTP, or a Host header that makes no URL. */
export function unusableRequests(service: Service) {
  const answer = (code: ProblemCode, detail: string): Response => {
    const requestId = randomUUID();
    const response = problemResponse(new Problem(code, detail), requestId);
    for (const [name, value] of Object.entries(plainHeaders(service, requestId))) {
      response.headers.set(name, value);
    }
    service.observer.request({
      requestId,
      method: 'OTHER',
      route: null,
      status: response.status,
      duration: 0,
      requestBytes: 0,
      responseBytes: Number(response.headers.get('Content-Length')),
    });
    return response;
  };
  return {
    response: (error: unknown): Response =>
      error instanceof RequestError
        ? answer('bad-request', 'The request target or the Host header makes no URL.')
        : answer('internal-error', 'It failed before it could be answered.'),
    expectation: async (_: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
      const response = answer('unmet-expectation', 'The only expectation that is met is 100-continue.');
      outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), Connection: 'close' });
      outgoing.end(await response.text());
    },
    socket: async (error: NodeJS.ErrnoException, socket: Socket): Promise<void> => {
      const begun = (socket as { _httpMessage?: { headersSent: boolean } | null })._httpMessage?.headersSent;
      if (error.code === 'ECONNRESET' || !socket.writable || begun) {
        socket.destroy();
        return;
      }
      const [code, detail] = socketProblem(error.code);
      const response = answer(code, detail);
      const head = [
        `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}`,
        ...[...response.headers].map(([name, value]) => `${name}: ${value}`),
        'Connection: close',
      ];
      socket.end(`${head.join('\r\n')}\r\n\r\n${await response.text()}`);
    },
  };
}

function socketProblem(code: string | undefined): [ProblemCode, string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return ['headers-too-large', 'The request line and the headers hold at most 16 KiB.'];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ['request-timeout', 'The headers did not come in time.'];
    default:
      return ['bad-request', 'What came is not HTTP/1.1.'];
  }
}
