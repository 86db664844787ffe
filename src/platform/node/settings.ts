import { availableParallelism } from 'node:os';
import { z } from 'zod';

/**
 * Everything about the service that can be set: by an environment variable, or by the flag of `serve` that goes before it.
 * README's table says the same; a test compares the two.
 */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly index: string | undefined;
  readonly watch: boolean;
  readonly workers: number;
  readonly bodyLimit: number;
  readonly requestTimeout: number;
  readonly idleTimeout: number;
  readonly maxConnections: number;
  readonly maxWaiting: number;
  readonly maxBatches: number;
  readonly maxUnsent: number;
  readonly apiKeys: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly rateLimit: number;
  readonly trustedProxies: number;
  readonly page: boolean;
}

/** A variable that cannot be used: which, and what was expected. The value is not told: it may be a key. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
  }
}

interface Setting<Value> {
  readonly variable: string;
  /** As one would write it; empty for nothing. */
  readonly default: string;
  readonly meaning: string;
  readonly schema: z.ZodType<Value, string>;
}

const wholeNumber = (
  least: number,
  most: number,
  expected = `a whole number from ${least} to ${most} is expected`,
): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d{1,12}$/, expected)
    .transform(Number)
    .refine(value => value >= least && value <= most, expected);

const list = (pattern: RegExp, expected: string): z.ZodType<readonly string[], string> =>
  z
    .string()
    .transform(value =>
      value
        .split(',')
        .map(entry => entry.trim())
        .filter(Boolean),
    )
    .refine(entries => entries.every(entry => pattern.test(entry)), expected);

const MiB = 1024 * 1024;

export const SETTINGS: { readonly [Name in keyof Settings]: Setting<Settings[Name]> } = {
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
  bodyLimit: {
    variable: 'ICAP_SERVE_BODY_LIMIT',
    default: String(MiB),
    meaning: 'bytes of a request body; a batch has a limit per line only (1 MiB)',
    schema: wholeNumber(1024, 64 * MiB),
  },
  requestTimeout: {
    variable: 'ICAP_SERVE_REQUEST_TIMEOUT',
    default: '10',
    meaning:
      'seconds for a request to arrive (headers; body; of a batch its next piece), and to wait for its turn',
    schema: wholeNumber(1, 600),
  },
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
  maxBatches: {
    variable: 'ICAP_SERVE_MAX_BATCHES',
    default: '2',
    meaning: 'batches that one worker runs at once; 0 for none',
    schema: wholeNumber(0, 1000),
  },
  maxUnsent: {
    variable: 'ICAP_SERVE_MAX_UNSENT',
    default: String(256 * MiB),
    meaning: 'bytes of answers that clients have not taken yet; above it requests are answered 503',
    schema: wholeNumber(MiB, 64 * 1024 * MiB),
  },
  apiKeys: {
    variable: 'ICAP_SERVE_API_KEYS',
    default: '',
    meaning:
      'keys, separated by commas, one of which `/v1` and `/metrics` ask for (`Authorization: Bearer` or `X-Api-Key`)',
    schema: list(
      /^[\x21-\x7e]{16,}$/,
      'keys of at least 16 visible ASCII characters are expected, separated by commas',
    ),
  },
  corsOrigins: {
    variable: 'ICAP_SERVE_CORS_ORIGINS',
    default: '',
    meaning: 'other sites whose pages may use the API, such as `https://jobs.example`, separated by commas',
    schema: list(
      /^https?:\/\/[a-z0-9.[\]:-]+$/,
      'origins such as https://jobs.example (lower case, no path) are expected, separated by commas',
    ),
  },
  rateLimit: {
    variable: 'ICAP_SERVE_RATE_LIMIT',
    default: '0',
    meaning: 'requests to `/v1` that one client may make in a minute; 0 for no limit',
    schema: wholeNumber(0, 1_000_000),
  },
  trustedProxies: {
    variable: 'ICAP_SERVE_TRUSTED_PROXIES',
    default: '0',
    meaning:
      'proxies of yours that every request comes through; so many entries at the end of `X-Forwarded-For` are believed',
    schema: wholeNumber(0, 10),
  },
  page: {
    variable: 'ICAP_SERVE_PAGE',
    default: 'on',
    meaning: '`off` for the API alone; the page matches in the browser, so whoever may see it gets the index',
    schema: z
      .string()
      .regex(/^(on|off)$/, '"on" or "off" is expected')
      .transform(text => text === 'on'),
  },
};

const NAMES = Object.keys(SETTINGS) as (keyof Settings)[];

/** Settings from flags, then variables, then defaults. An empty variable counts as none; one that is not known is a slip. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  flags: { readonly [Name in keyof Settings]?: string | undefined } = {},
): Settings {
  const problems: string[] = [];
  const known = new Set(NAMES.map(name => SETTINGS[name].variable));
  for (const variable of Object.keys(env)) {
    if (variable.startsWith('ICAP_SERVE_') && !known.has(variable)) {
      problems.push(`${variable} is no setting; there are ${[...known].join(', ')}`);
    }
  }
  const entries = NAMES.map(name => {
    const { variable, default: fallback, schema } = SETTINGS[name];
    const flag = flags[name];
    const { success, data, error } = schema.safeParse(flag ?? (env[variable] || fallback));
    if (success) return [name, data];
    problems.push(`${flag === undefined ? variable : `--${name}`}: ${error.issues[0]!.message}`);
    return [name, undefined];
  });
  if (problems.length > 0) throw new SettingsError(problems);
  return Object.fromEntries(entries) as Settings;
}
