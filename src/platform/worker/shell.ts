import { Hono } from 'hono';
import { type Env, strictHeaders } from '../../http/guards.ts';
import { Problem, problemResponse } from '../../http/problems.ts';
import { type Observer, recordRequests } from '../../http/requests.ts';

/** What every answer gets that is not the app's: a request id, a line in the log and the strict headers. */
export function createShell(observer: Pick<Observer, 'request'>): Hono<Env> {
  const shell = new Hono<Env>();
  shell.use(
    recordRequests({
      requestId: () => crypto.randomUUID(),
      now: () => performance.now(),
      log: record => observer.request(record),
    }),
  );
  shell.use(strictHeaders());
  return shell;
}

/** Stands in for the app while there is no index: whatever is asked, it says so, and that one may ask again. */
export function notReady(observer: Pick<Observer, 'request'>): Hono<Env> {
  const shell = createShell(observer);
  shell.all('*', c => problemResponse(NOT_READY, c.get('requestId')));
  return shell;
}

const NOT_READY = new Problem('not-ready', 'The index cannot be opened just now; try again shortly.', {
  headers: { 'Retry-After': '1', 'Cache-Control': 'no-store' },
});
