import { gzipSync } from 'node:zlib';
import { mulberry32 } from '../../../src/evaluation/bootstrap.ts';

/** In every request somewhere; it may come back in the answer to a match (the words that carried a score), and nowhere else. */
export const CANARY = 'CANARY金絲雀';

export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** How the body goes out: at once, in chunks without a length, cut off half-way, or with an end that never comes. */
  readonly delivery: 'whole' | 'chunked' | 'broken' | 'stalled';
}

/** The same seed and number always give the same request, so that one of twenty thousand can be sent again alone. */
export function hostileRequest(seed: number, number: number): HostileRequest {
  const random = new Random((seed ^ Math.imul(number + 1, 0x9e3779b1)) >>> 0);
  const base: HostileRequest = {
    method: 'POST',
    path: random.pick([
      '/v1/match',
      '/v1/match',
      '/v1/match',
      '/v1/gaps',
      '/v1/compare',
      '/v1/batch?limit=1',
    ]),
    headers: { 'content-type': 'application/json', ...oddHeaders(random) },
    body: null,
    delivery: random.chance(0.2) ? 'chunked' : 'whole',
  };
  const type = base.path.startsWith('/v1/batch') ? 'application/x-ndjson' : 'application/json';
  const headers = { ...base.headers, 'content-type': type };
  const kind = random.pick(KINDS);
  switch (kind) {
    case 'strange text':
      return {
        ...base,
        headers,
        body: json({ text: strangeText(random), explain: false, limit: random.integer(1, 100) }),
      };
    case 'explained text':
      return {
        ...base,
        headers,
        body: json({ text: strangeText(random).slice(0, 400), title: CANARY, limit: 2 }),
      };
    case 'strange values':
      return { ...base, headers, body: Buffer.from(strangeObject(random)) };
    case 'broken JSON':
      return {
        ...base,
        headers,
        body: damage(random, json({ text: `${CANARY}${strangeText(random).slice(0, 200)}`, limit: 3 })),
      };
    case 'bytes':
      return { ...base, headers, body: bytes(random, random.length(4000)) };
    case 'deep':
      return { ...base, headers, body: deep(random) };
    case 'large':
      return {
        ...base,
        headers,
        body: Buffer.alloc(random.integer(900_000, 1_300_000), random.pick([' ', '[', '"', '證'])),
      };
    case 'encoding':
      return { ...base, ...wrongEncoding(random, headers) };
    case 'rows':
      return {
        ...base,
        path: '/v1/batch?limit=1',
        headers: { ...headers, 'content-type': 'application/x-ndjson' },
        body: rows(random),
      };
    case 'path':
      return {
        method: random.pick([
          'GET',
          'HEAD',
          'DELETE',
          'PUT',
          'OPTIONS',
          'PATCH',
          'TRACE',
          'PROPFIND',
          'POST',
          'QUERY',
        ]),
        path: strangePath(random),
        headers: oddHeaders(random),
        body: null,
        delivery: 'whole',
      };
    case 'broken off':
      return { ...base, headers, body: json({ text: CANARY.repeat(20) }), delivery: 'broken' };
    case 'stalled':
      return {
        ...base,
        headers,
        body: json({ text: CANARY }),
        delivery: random.chance(0.1) ? 'stalled' : 'broken',
      };
  }
}

const KINDS = [
  'strange text',
  'strange text',
  'strange text',
  'explained text',
  'strange values',
  'strange values',
  'strange values',
  'broken JSON',
  'broken JSON',
  'bytes',
  'deep',
  'large',
  'encoding',
  'rows',
  'rows',
  'path',
  'path',
  'path',
  'broken off',
  'stalled',
] as const;

class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = mulberry32(seed);
  }

  chance(share: number): boolean {
    return this.#next() < share;
  }

  /** Both ends included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  /** Short ones as often as long ones: 1 to `most`. */
  length(most: number): number {
    return Math.max(1, Math.round(Math.exp(this.#next() * Math.log(most))));
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)]!;
  }

  some(count: number, piece: () => string): string {
    return Array.from({ length: count }, piece).join('');
  }
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** 1 to 51,000 UTF-16 units of what texts should not be made of; below 1 in 200 of the longest sort. */
function strangeText(random: Random): string {
  const length = random.chance(0.005) ? random.integer(49_990, 51_000) : random.length(3_000);
  const pieces: readonly (() => string)[] = [
    () => random.pick(['\u0000', '\u001b[31m', '\u0007', '\u007f', '\r', '\u2028']),
    () => random.pick(['\ud800', '\udfff', '\udc00\ud800']),
    () => random.pick(['\u202e', '\u2066', '\u200b', '\ufeff', '\u0301', '\u200d']),
    () => random.pick(['證券', '证券', '營業員', '客戶', '不需', '公司福利：', '\n', '，', CANARY]),
    () => String.fromCharCode(random.integer(0, 0xffff)),
    () => random.pick(['Ａ', 'ﬀ', '⾦', '１', 'İ', 'ß', '㍿', 'C++', 'ISO 9001', 'e-mail']),
    () => String(random.integer(0, 1e9)),
    () => random.pick(['👩‍💼', '🇹🇼', '𠮷']),
    () =>
      random.pick([
        "<script>alert('x')</script>",
        "'; DROP TABLE t; --",
        '{{7*7}}',
        '#{x}',
        '%s%n',
        '../../etc/passwd',
      ]),
  ];
  const one = random.pick(pieces);
  if (random.chance(0.3)) return one().repeat(length).slice(0, length); // one thing again and again
  return (
    random
      .some(Math.ceil(length / 2), random.chance(0.5) ? one : () => random.pick(pieces)())
      .slice(0, length) || 'x'
  );
}

function strangeObject(random: Random): string {
  const value = (): string =>
    random.pick([
      '1e999',
      '-1e999',
      '1e-999',
      '-0',
      '9'.repeat(400),
      '0.1',
      '1.5',
      '101',
      'null',
      'true',
      '[]',
      '{}',
      '""',
      '" "',
      `"${CANARY}"`,
      '"\\ud800"',
      '"\\u0000"',
      '[[[]]]',
      `{"__proto__":"${CANARY}"}`,
      `["${CANARY}"]`,
      '"ad"',
      '"cv"',
      '5',
      '"證券營業員"',
      'false',
    ]);
  const names = [
    'text',
    'title',
    'kind',
    'limit',
    'explain',
    'superseded',
    'occupation',
    'ad',
    'cv',
    '__proto__',
    'constructor',
    'toString',
    CANARY,
    '',
  ];
  const fields = Array.from(
    { length: random.integer(0, 8) },
    () => `${JSON.stringify(random.pick(names))}:${value()}`,
  );
  if (random.chance(0.5)) fields.push('"text":"受理客戶委託"');
  return random.chance(0.1) ? value() : `{${fields.join(',')}}`;
}

function damage(random: Random, good: Buffer): Buffer {
  const bytes = Buffer.from(good);
  for (let i = random.integer(0, 3); i > 0; i--)
    bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
  if (random.chance(0.6)) return bytes.subarray(0, random.integer(0, bytes.length));
  return random.chance(0.5) ? Buffer.concat([bytes, bytes]) : bytes;
}

function bytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.integer(0, 255)));
}

function deep(random: Random): Buffer {
  const depth = random.length(100_000);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"text":', '}'],
    ['[{"text":', '}]'],
  ] as const);
  const inside = `${open.repeat(depth)}1${random.chance(0.7) ? close.repeat(depth) : ''}`;
  return Buffer.from(random.chance(0.5) ? inside : `{"text":"證券","limit":1,"explain":false,"x":${inside}}`);
}

function wrongEncoding(
  random: Random,
  headers: Record<string, string>,
): Pick<HostileRequest, 'headers' | 'body'> {
  const good = JSON.stringify({ text: `證券${CANARY}` });
  return random.pick([
    { headers, body: Buffer.from([0x7b, 0xa4, 0xa4, 0xa4, 0xe5, 0x7d]) }, // Big5
    { headers, body: Buffer.from(good, 'utf16le') },
    { headers, body: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')]) },
    { headers, body: Buffer.from(good, 'latin1') },
    { headers, body: Buffer.from(`\ufeff${good}`) },
    {
      headers,
      body: Buffer.concat([
        Buffer.from('{"text":"'),
        Buffer.from([0xed, 0xa0, 0x80, 0xc0, 0x80]),
        Buffer.from('"}'),
      ]),
    },
    { headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(5_000_000)) }, // a bomb
    {
      headers: { ...headers, 'content-encoding': random.pick(['gzip', 'br', 'deflate', CANARY.slice(0, 6)]) },
      body: Buffer.from(good),
    },
    {
      headers: {
        ...headers,
        'content-type': random.pick([
          'text/plain',
          '',
          'application/json; charset=big5',
          'multipart/form-data; boundary=x',
          'application/x-www-form-urlencoded',
          'application/json, text/html',
          `${'x'.repeat(500)}/y`,
        ]),
      },
      body: Buffer.from(good),
    },
  ]);
}

function rows(random: Random): Buffer {
  const line = (): Buffer =>
    random.pick([
      () => json({ id: CANARY, text: strangeText(random).slice(0, 200) }),
      () => Buffer.from(strangeObject(random)),
      () => bytes(random, random.length(300)),
      () => Buffer.alloc(0),
      () => damage(random, json({ text: CANARY })),
    ])();
  const lines = Array.from({ length: random.integer(0, 20) }, line);
  return Buffer.concat(lines.flatMap(one => [one, Buffer.from(random.pick(['\n', '\r\n', '\n\n']))]));
}

function strangePath(random: Random): string {
  const id = random.pick([
    'FSI3311-001v3',
    encodeURIComponent(CANARY),
    '%',
    '%00',
    '%ff%fe',
    '..%2f..%2fetc%2fpasswd',
    '__proto__',
    'x'.repeat(4000),
    '%e8%ad%89',
    "'",
    ':id',
    '{id}',
    '*',
  ]);
  const query = random.pick([
    '',
    '',
    `?q=${encodeURIComponent(CANARY)}`,
    '?level=7',
    '?level=',
    '?level=3&level=9',
    `?q=${'a'.repeat(3000)}`,
    '?q=%ff',
    '?__proto__[x]=1',
    '?%',
    `?category=${encodeURIComponent('金融')}`,
    '?q[]=1',
  ]);
  return (
    random.pick([
      '/',
      '/docs',
      '/openapi.json',
      '/metrics',
      '/health/ready',
      '/health/live',
      '/v1/standards',
      `/v1/standards/${id}`,
      `/${id}`,
      '/v1/match',
      '/v1/batch',
      '//',
      '/.',
      '/v1/../health/live',
      '/service-worker.js',
      '/assets/index-0.pack',
      `/v1/standards/${id}/${id}`,
    ]) + query
  );
}

function oddHeaders(random: Random): Record<string, string> {
  if (random.chance(0.5)) return {};
  const [name, value] = random.pick([
    ['x-request-id', 'CANARY'],
    ['x-request-id', '4bf92f3577b34da6a3ce929d0e0e4736'],
    [
      'accept-encoding',
      random.pick(['br', 'gzip', '*;q=0', ',,,;q=', 'gzip;q=CANARY', 'br;q=0.0001, identity']),
    ],
    ['authorization', 'Bearer CANARY'],
    ['x-forwarded-for', 'CANARY, 1.2.3.4'],
    ['origin', 'https://CANARY.example'],
    ['user-agent', 'CANARY'.repeat(50)],
    ['cookie', 'CANARY=CANARY'],
    ['x-big', 'CANARY'.repeat(1500)],
    ['x-huge', 'CANARY'.repeat(4000)],
    ['range', 'bytes=0-1'],
    ['if-none-match', '"CANARY"'],
    ['expect', '100-continue'],
    ['accept', 'text/CANARY'],
    ['referer', 'http://CANARY/'],
    ['te', 'trailers'],
  ] as const);
  return { [name]: value };
}
