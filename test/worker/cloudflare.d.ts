/** What the tests use of the module that workerd's test pool brings; its own types want those of the platform. */
declare module 'cloudflare:test' {
  /** The bindings of wrangler.toml. */
  export const env: unknown;
  /** The Worker as it is deployed, behind its static assets. */
  export const SELF: { fetch(address: string, init?: RequestInit): Promise<Response> };
  export function createExecutionContext(): { waitUntil(work: Promise<unknown>): void };
  export function waitOnExecutionContext(context: unknown): Promise<void>;
}
