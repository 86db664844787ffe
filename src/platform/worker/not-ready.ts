import { Hono } from 'hono';
import { type Env, strictHeaders } from '../../http/guards.ts';
import { Problem, problemResponse } from '../../http/problems.ts';
import { type Observer, recordRequests } from '../../http/requests.ts';

/** Stands in for the app while there is no index: whatever is asked, it says so, and that one may ask again. */
export function notReadyApp(observer: Pick<Observer, 'request'>): Hono<Env> {
  const app = new Hono<Env>();
  app.use(
    recordRequests({
      requestId: () => crypto.randomUUID(),
      now: () => performance.now(),
      log: record => observer.request(record),
    }),
  );
  app.use(strictHeaders());
  app.all('*', c => problemResponse(NOT_READY, c.get('requestId')));
  return app;
}

const NOT_READY = new Problem('not-ready', 'The index cannot be opened just now; try again shortly.', {
  headers: { 'Retry-After': '1', 'Cache-Control': 'no-store' },
});
