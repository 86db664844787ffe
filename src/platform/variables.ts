import { z } from 'zod';

/**
 * What can be set by variables ICAP_SERVE_…, and how they are read. Each platform says which there are; those of the app
 * itself are the same wherever it runs, and stand here.
 */
export interface Setting<Value> {
  readonly variable: string;
  /** As one would write it; empty for nothing. */
  readonly default: string;
  readonly meaning: string;
  readonly schema: z.ZodType<Value, string>;
}

export type SettingsTable<Settings> = { readonly [Name in keyof Settings]: Setting<Settings[Name]> };

/** A variable that cannot be used: which, and what was expected. The value is not told: it may be a key. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
  }
}

/** What the app can be told, wherever it runs. */
export interface AppSettings {
  readonly bodyLimit: number;
  readonly requestTimeout: number;
  readonly maxBatches: number;
  readonly apiKeys: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly rateLimit: number;
  readonly page: boolean;
}

/** Settings from flags, then variables, then defaults. An empty variable counts as none; one that is not known is a slip. */
export function readVariables<Settings extends object>(
  table: SettingsTable<Settings>,
  env: Readonly<Record<string, string | undefined>>,
  flags: { readonly [Name in keyof Settings]?: string | undefined } = {},
): Settings {
  const names = Object.keys(table) as (keyof Settings & string)[];
  const problems: string[] = [];
  const known = new Set(names.map(name => table[name].variable));
  for (const variable of Object.keys(env)) {
    if (variable.startsWith('ICAP_SERVE_') && !known.has(variable)) {
      problems.push(`${variable} is no setting; there are ${[...known].join(', ')}`);
    }
  }
  const entries = names.map(name => {
    const { variable, default: fallback, schema } = table[name];
    const flag = flags[name];
    const { success, data, error } = schema.safeParse(flag ?? (env[variable] || fallback));
    if (success) return [name, data];
    problems.push(`${flag === undefined ? variable : `--${name}`}: ${error.issues[0]!.message}`);
    return [name, undefined];
  });
  if (problems.length > 0) throw new SettingsError(problems);
  return Object.fromEntries(entries) as Settings;
}

export const wholeNumber = (
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

export const MiB = 1024 * 1024;

export const SHARED: SettingsTable<AppSettings> = {
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
  maxBatches: {
    variable: 'ICAP_SERVE_MAX_BATCHES',
    default: '2',
    meaning: 'batches that one worker runs at once; 0 for none',
    schema: wholeNumber(0, 1000),
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
