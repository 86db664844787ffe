import { createExecutionContext, env, SELF } from 'cloudflare:test';
import type { WorkerEnv } from '../../src/platform/worker/bindings.ts';
import { createWorkerService, type WorkerService } from '../../src/platform/worker/service.ts';
import type { Ask } from '../contract/asking.ts';

/** What wrangler.toml binds, simulated by workerd. */
export const bindings = env as WorkerEnv;

/** The deployed entry, behind the static assets. */
export const deployed: Ask = (path, init) => SELF.fetch(`https://icap.example${path}`, init);

export interface Isolate {
  readonly service: WorkerService;
  readonly ask: Ask;
  /** The lines of the log, parsed. */
  readonly log: Record<string, unknown>[];
}

/** A Worker as in a fresh isolate, with these bindings and variables and no others. */
export function isolate(bound: WorkerEnv): Isolate {
  const log: Record<string, unknown>[] = [];
  const service = createWorkerService(line => log.push(JSON.parse(line) as Record<string, unknown>));
  const ask: Ask = (path, init) =>
    service.fetch(new Request(`https://icap.example${path}`, init), bound, createExecutionContext());
  return { service, ask, log };
}
