import { availableParallelism } from 'node:os';
import { z } from 'zod';
import {
  type AppSettings,
  MiB,
  readVariables,
  type SettingsTable,
  SHARED,
  wholeNumber,
} from '../variables.ts';

export { SettingsError } from '../variables.ts';

/**
 * Everything about the service that can be set: by an environment variable, or by the flag of `serve` that goes before it.
 * README's table says the same; a test compares the two.
 */
export interface Settings extends AppSettings {
  readonly host: string;
  readonly port: number;
  readonly index: string | undefined;
  readonly watch: boolean;
  readonly workers: number;
  readonly idleTimeout: number;
  readonly maxConnections: number;
  readonly maxWaiting: number;
  readonly maxUnsent: number;
  readonly trustedProxies: number;
}

export const SETTINGS: SettingsTable<Settings> = {
  host: {
    variable: 'ICAP_SERVE_HOST',
    default: '127.0.0.1',
    meaning: 'the address to listen on; `0.0.0.0` for all (`--host`)',
    schema: z.string().min(1, 'an address is expected'),
  },
  port: {
    variable: 'ICAP_SERVE_PORT',
    default: '8787',
    meaning: 'the port; 0 takes any free one (`--port`)',
    schema: wholeNumber(0, 65_535),
  },
  index: {
    variable: 'ICAP_SERVE_INDEX',
    default: '',
    meaning: 'the index file; without it the five standards that come along (`--index`)',
    schema: z.string().transform(path => (path === '' ? undefined : path)),
  },
  watch: {
    variable: 'ICAP_SERVE_WATCH',
    default: 'off',
    meaning: '`on` takes up the index file whenever it was replaced (`--watch`)',
    schema: z.enum(['on', 'off'], '"on" or "off" is expected').transform(value => value === 'on'),
  },
  workers: {
    variable: 'ICAP_SERVE_WORKERS',
    default: '1',
    meaning: 'processes that answer; `all` for one per core (`--workers`)',
    schema: z
      .string()
      .transform(text => (text === 'all' ? String(availableParallelism()) : text))
      .pipe(wholeNumber(1, 256, 'a whole number from 1 to 256, or "all", is expected')),
  },
  bodyLimit: SHARED.bodyLimit,
  requestTimeout: SHARED.requestTimeout,
  idleTimeout: {
    variable: 'ICAP_SERVE_IDLE_TIMEOUT',
    default: '65',
    meaning: 'seconds after which a connection on which nothing moves is closed',
    schema: wholeNumber(1, 3600),
  },
  maxConnections: {
    variable: 'ICAP_SERVE_MAX_CONNECTIONS',
    default: '1000',
    meaning: 'open connections of one worker; more are closed at once',
    schema: wholeNumber(1, 1_000_000),
  },
  maxWaiting: {
    variable: 'ICAP_SERVE_MAX_WAITING',
    default: '64',
    meaning: 'requests that wait for one worker; more are answered 503 with `Retry-After`',
    schema: wholeNumber(1, 100_000),
  },
  maxBatches: SHARED.maxBatches,
  maxUnsent: {
    variable: 'ICAP_SERVE_MAX_UNSENT',
    default: String(256 * MiB),
    meaning: 'bytes of answers that clients have not taken yet; above it requests are answered 503',
    schema: wholeNumber(MiB, 64 * 1024 * MiB),
  },
  apiKeys: SHARED.apiKeys,
  corsOrigins: SHARED.corsOrigins,
  rateLimit: SHARED.rateLimit,
  trustedProxies: {
    variable: 'ICAP_SERVE_TRUSTED_PROXIES',
    default: '0',
    meaning:
      'proxies of yours that every request comes through; so many entries at the end of `X-Forwarded-For` are believed',
    schema: wholeNumber(0, 10),
  },
  page: SHARED.page,
};

/** Settings from flags, then variables, then defaults. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  flags: { readonly [Name in keyof Settings]?: string | undefined } = {},
): Settings {
  return readVariables(SETTINGS, env, flags);
}
