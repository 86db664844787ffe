import type { JobBindings } from './jobs/index.ts';

/**
 * What wrangler.toml binds to the Worker, as far as it is used. Types of our own, because those of the platform contradict
 * the DOM's, under which everything else here is checked; wrangler.toml says what each binding is.
 */
export interface Bindings extends JobBindings {
  /** The static assets: page and index. Any host will do, the path counts. */
  readonly ASSETS: { fetch(address: string): Promise<Response> };
  /** Counts clients where the request came in. Without it there is no limit. */
  readonly RATE_LIMITER?: {
    limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>;
  };
}

/** Bindings, and beside them variables and secrets, which are strings. */
export type WorkerEnv = Bindings & Readonly<Record<string, unknown>>;

/** What may outlive the answer to a request. */
export interface RequestContext {
  waitUntil(work: Promise<unknown>): void;
}
