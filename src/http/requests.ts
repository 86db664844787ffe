import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Verdict } from '../matching/answer.ts';
import { Problem } from './problems.ts';

/** What may be known of a request afterwards: no URL, no query, no header and nothing of the body. */
export interface RequestRecord {
  readonly requestId: string;
  /** One of METHODS, or OTHER. */
  readonly method: string;
  /** The pattern that answered, such as `/v1/standards/:id`; null where there is none. */
  readonly route: string | null;
  readonly status: number;
  /** Milliseconds, to the thousandth, until the answer was ready to be sent; of a batch, until its last row was taken. */
  readonly duration: number;
  /** Bytes of the body that were read. */
  readonly requestBytes: number;
  /** Bytes of the answer's body as sent. */
  readonly responseBytes: number;
  /** Of a batch: rows answered, and what ended it before its input did. */
  readonly rows?: number;
  readonly ended?: 'aborted' | 'incomplete-body' | 'request-timeout' | 'internal-error';
  /** For an answer 500: what broke, without its message, which might quote a text. */
  readonly fault?: Fault;
}

export interface Fault {
  readonly name: string;
  readonly frames: readonly string[];
}

/** What the record of a request can say once the last byte of a streamed answer is gone. */
export type StreamEnd = Pick<RequestRecord, 'responseBytes' | 'rows' | 'ended' | 'fault'>;

/** What middleware and handlers tell each other about one request. */
export interface RequestVariables {
  requestId: string;
  requestBytes: number;
  /** Of an answer that streams; it never rejects. */
  streamEnd: Promise<StreamEnd> | undefined;
}

/** What a part that watches the service hears: each request once, each verdict as it is given. */
export interface Observer {
  request(record: RequestRecord): void;
  verdict(verdict: Verdict): void;
}

export const REQUEST_ID_HEADER = 'X-Request-Id';

interface RequestOptions {
  readonly requestId: () => string;
  /** Milliseconds of any steady clock. */
  readonly now: () => number;
  readonly log: (record: RequestRecord) => void;
}

/** Gives each request its id, on the answer too, and tells `log` about it when it is answered. */
export function recordRequests({
  requestId,
  now,
  log,
}: RequestOptions): MiddlewareHandler<{ Variables: RequestVariables }> {
  return async (c, next) => {
    const began = now();
    const id = traceable(c.req.header(REQUEST_ID_HEADER)) ?? requestId();
    c.set('requestId', id);
    c.set('requestBytes', 0);
    await next();
    c.res.headers.set(REQUEST_ID_HEADER, id);
    const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL');
    const record = (end: StreamEnd): void =>
      log({
        requestId: id,
        method: METHODS.has(c.req.method) ? c.req.method : 'OTHER',
        route: route?.path ?? null,
        status: c.res.status,
        duration: Math.round((now() - began) * 1000) / 1000,
        requestBytes: c.get('requestBytes'),
        ...end,
      });
    const streamEnd = c.get('streamEnd');
    if (streamEnd !== undefined) void streamEnd.then(record);
    else {
      record({
        responseBytes: c.req.method === 'HEAD' ? 0 : Number(c.res.headers.get('Content-Length') ?? 0),
        ...(c.error === undefined || c.error instanceof Problem ? {} : { fault: faultOf(c.error) }),
      });
    }
  };
}

/** A method may be any word, so only these are told. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']);

/** An id from outside is kept only when it is a UUID or a trace id: nothing that could be made of a text. */
export function traceable(id: string | readonly string[] | undefined): string | undefined {
  return typeof id === 'string' && /^[0-9a-f][0-9a-f-]{15,63}$/i.test(id) ? id : undefined;
}

/** V8 prints `name: message` before the frames; only what follows that very string is kept. */
export function faultOf({ name, message, stack = '' }: Error): Fault {
  const head = message === '' ? name : `${name}: ${message}`;
  const frames = stack.startsWith(head) ? stack.slice(head.length).split('\n') : [];
  return { name, frames: frames.map(frame => frame.trim()).filter(Boolean) };
}
