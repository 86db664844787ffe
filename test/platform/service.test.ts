import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openArtifact } from '../../src/artifact/read.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { CORPORA, goldenIndex, goldenStandards } from '../helpers/golden-index.ts';
import { launch, type Served, serve as start } from '../helpers/server.ts';

/** What an operator does with a running service, and what a client can do to it, over real sockets. */
let folder: string;
let five: string;
let four: string;
const running: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-service-'));
  five = join(folder, 'five.icap');
  four = join(folder, 'four.icap');
  writeFileSync(five, goldenIndex());
  writeFileSync(four, buildIndex(goldenStandards().slice(1), { corpora: CORPORA }).bytes);
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function serve(args: readonly string[], env: Record<string, string> = {}): Promise<Served> {
  const server = await start(args, env);
  running.push(server.child);
  return server;
}

const match = (url: string, text = '受理客戶委託買賣有價證券'): Promise<Response> =>
  fetch(`${url}/v1/match`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text, explain: false, limit: 1 }),
  });

/** Sends bytes as they are and gives all that comes back until the connection closes. */
async function raw(url: string, ...pieces: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {}); // a server may close while we still write
  for (const piece of pieces) socket.write(piece, 'latin1');
  let answer = '';
  socket.on('data', chunk => {
    answer += chunk.toString('latin1');
  });
  await once(socket, 'close');
  return answer;
}

describe('SIGHUP', () => {
  it('takes up a changed index without dropping a request, and refuses a damaged one', async () => {
    const index = join(folder, 'served.icap');
    copyFileSync(five, index);
    const server = await serve(['--index', index]);
    const digests = { five: openArtifact(goldenIndex()).digest, four: '' };

    let asking = true;
    const statuses: number[] = [];
    const seen = new Set<string>();
    const ask = async (): Promise<void> => {
      while (asking) {
        const response = await match(server.url);
        statuses.push(response.status);
        seen.add(response.headers.get('Index-Digest')!);
        const { index } = (await response.json()) as { index: { digest: string } };
        expect(index.digest).toBe(response.headers.get('Index-Digest'));
      }
    };
    const asked = Promise.all([ask(), ask(), ask()]);
    await vi.waitFor(() => expect(seen).toContain(digests.five), 20_000);

    copyFileSync(four, `${index}.new`);
    renameSync(`${index}.new`, index);
    server.child.kill('SIGHUP');
    await server.logged('index replaced');
    digests.four = (await match(server.url)).headers.get('Index-Digest')!;
    expect(digests.four).not.toBe(digests.five);
    expect((await (await fetch(`${server.url}/metrics`)).text()).match(/icap_match_index_info\{.*/g)).toEqual(
      [
        `icap_match_index_info{digest="${digests.four}",standards="4",tasks="${openArtifact(goldenIndex()).manifest.tasks - goldenStandards()[0]!.duties.flatMap(({ tasks }) => tasks).length}"} 1`,
      ],
    );

    copyFileSync(five, `${index}.new`);
    truncateSync(`${index}.new`, 10_000_000);
    renameSync(`${index}.new`, index);
    server.child.kill('SIGHUP');
    await server.logged('index refused, the old one stays');
    expect((await match(server.url)).headers.get('Index-Digest')).toBe(digests.four);

    rmSync(index);
    server.child.kill('SIGHUP');
    await server.logged('index refused, the old one stays', 2);

    copyFileSync(four, index);
    server.child.kill('SIGHUP');
    await server.logged('index unchanged');

    await vi.waitFor(() => expect(seen).toContain(digests.four), 20_000);
    asking = false;
    await asked;
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(seen).toEqual(new Set([digests.five, digests.four]));
  });
});

describe('workers', () => {
  it('share a port, are counted together, are replaced when they die, and end together', async () => {
    const server = await serve(['--index', five, '--workers', '2'], { ICAP_SERVE_RATE_LIMIT: '30' });
    expect(server.stdout()).toBe(`${server.url}\n`);
    for (let i = 0; i < 10; i++) expect((await match(server.url)).status).toBe(200);
    const metrics = async (): Promise<string> => (await fetch(`${server.url}/metrics`)).text();
    expect(await metrics()).toContain(
      'icap_match_requests_total{method="POST",status="200",route="/v1/match"} 10',
    );
    const workers = new Set(server.log().map(({ worker }) => worker));
    expect(workers).toEqual(new Set([1, 2]));

    const statuses: number[] = [];
    for (let i = 0; i < 25; i++) {
      statuses.push((await fetch(`${server.url}/v1/standards`, { headers: { Connection: 'close' } })).status);
    }
    expect(statuses.filter(status => status === 200)).toHaveLength(20); // 30 in all, whichever worker answered

    const { pid } = server.log().find(({ msg, worker }) => msg === 'listening' && worker === 1)!;
    process.kill(pid as number, 'SIGKILL');
    await server.logged('worker died');
    await server.logged('listening', 3);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);

    server.child.kill('SIGTERM');
    const { code, after } = await server.exit();
    expect(code).toBe(0);
    expect(after).toBeLessThan(10_000);
  });

  it('end of themselves while the index is being packed, the one that waits for its turn too', async () => {
    const [first] = goldenStandards();
    const never = { ...first!, description: `${first!.description} ${crypto.randomUUID()}` }; // nothing is kept of it
    const index = join(folder, 'unpacked.icap');
    writeFileSync(index, buildIndex([never], { corpora: CORPORA }).bytes);
    for (const path of ['/health/live', '/']) {
      const server = await serve(['--index', index, '--workers', '2']);
      expect((await fetch(server.url + path)).status).toBe(200);
      server.child.kill('SIGTERM');
      expect((await server.exit()).code).toBe(0);
      expect(server.log().map(({ msg }) => msg)).not.toContain('worker did not end');
      expect(server.stderr()).not.toContain('Error');
    }
  });

  it('say why when none can start, and end', async () => {
    const first = await serve(['--index', five]);
    const { port } = new URL(first.url);
    const second = launch(['--index', five, '--workers', '2', '--port', port]);
    running.push(second.child);
    expect((await second.exit()).code).toBe(1);
    expect(second.stdout()).toBe('');
    expect(second.stderr()).toContain(`port ${port} of 127.0.0.1 is in use`);
  });

  it('are told of a changed index', async () => {
    const index = join(folder, 'shared.icap');
    copyFileSync(five, index);
    const server = await serve(['--index', index, '--workers', '2']);
    copyFileSync(four, `${index}.new`);
    renameSync(`${index}.new`, index);
    server.child.kill('SIGHUP');
    await server.logged('index replaced', 2);
    expect((await match(server.url)).status).toBe(200);
  });
});

describe('settings', () => {
  it('come from variables, and flags go before them', async () => {
    const server = await serve(['--index', five], {
      ICAP_SERVE_PORT: '1',
      ICAP_SERVE_API_KEYS: 'a-key-of-sixteen-and-more',
      ICAP_SERVE_CORS_ORIGINS: 'https://jobs.example',
      ICAP_SERVE_BODY_LIMIT: '2000',
    });
    const open = await match(server.url);
    expect(open.status).toBe(401);
    const keyed = await fetch(`${server.url}/v1/match`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Api-Key': 'a-key-of-sixteen-and-more' },
      body: JSON.stringify({ text: 'x'.repeat(2000) }),
    });
    expect(keyed.status).toBe(413);
    const other = await fetch(server.url, { method: 'OPTIONS' });
    expect(other.status).toBe(405);
  });

  it('that cannot be used end with status 2 and say all at once, and no value', async () => {
    const server = launch(['--index', five, '--port', '70000'], {
      ICAP_SERVE_WORKERS: 'CANARY',
      ICAP_SERVE_API_KEYS: 'CANARY',
      ICAP_SERVE_API_KEY: 'CANARY',
    });
    running.push(server.child);
    expect((await server.exit()).code).toBe(2);
    expect(server.stderr()).toContain('ICAP_SERVE_API_KEY is no setting');
    expect(server.stderr()).toContain('--port: a whole number from 0 to 65535 is expected');
    expect(server.stderr()).toContain(
      'ICAP_SERVE_WORKERS: a whole number from 1 to 256, or "all", is expected',
    );
    expect(server.stderr()).toContain('ICAP_SERVE_API_KEYS: keys of at least 16');
    expect(server.stderr()).not.toContain('CANARY');
  });
});

describe('clients that misbehave', () => {
  const head = 'Host: x\r\nContent-Type: application/json\r\n';

  it.each([
    ['what is no HTTP', 'CANARY\r\n\r\n', 400, 'bad-request'],
    ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00', 400, 'bad-request'],
    ['a method that is none', 'CANARY / HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'bad-request'],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, null],
    ['a header with a line break', 'GET / HTTP/1.1\r\nHost: x\r\nCANARY\r\n\r\n', 400, 'bad-request'],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'CANARY'.repeat(10_000)}`,
      431,
      'headers-too-large',
    ],
    [
      'two lengths',
      `POST /v1/match HTTP/1.1\r\n${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      400,
      'bad-request',
    ],
    [
      'a length and chunks',
      `POST /v1/match HTTP/1.1\r\n${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'bad-request',
    ],
    [
      'chunks that are none',
      `POST /v1/match HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\nCANARY\r\n`,
      400,
      null,
    ],
    ['an expectation', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: CANARY\r\n\r\n', 417, 'unmet-expectation'],
  ])('get a problem for %s', async (_, bytes, status, code) => {
    const server = await serve(['--index', five]);
    const answer = await raw(server.url, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    if (code !== null) {
      expect(answer).toContain(`"code":"${code}"`);
      expect(answer).toMatch(/content-type: application\/problem\+json/i);
      expect(answer).toMatch(/index-digest: [0-9a-f]{32}/i);
    }
    expect(answer + server.stderr() + server.stdout()).not.toContain('CANARY');
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
  });

  it('are cut off when headers or body drip', async () => {
    const server = await serve(['--index', five], { ICAP_SERVE_REQUEST_TIMEOUT: '1' });
    const headers = await raw(server.url, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    expect(headers).toMatch(/^HTTP\/1\.1 408 /);
    expect(headers).toContain('"code":"request-timeout"');
    const body = await raw(
      server.url,
      `POST /v1/match HTTP/1.1\r\n${head}Connection: close\r\nContent-Length: 50\r\n\r\n{"text": "CAN`,
    );
    expect(body).toMatch(/^HTTP\/1\.1 408 /);
    expect(body).toContain('"code":"request-timeout"');
    expect(body + server.stderr()).not.toContain('CAN"');
  });

  it('are told to wait when others leave too much unread, and served again once those are gone', async () => {
    const server = await serve(['--index', five], { ICAP_SERVE_MAX_UNSENT: String(1024 * 1024) });
    const body = JSON.stringify({ text: '受理客戶委託買賣有價證券，辦理開戶與 KYC，遵守法規。'.repeat(10) });
    const { hostname, port } = new URL(server.url);
    const greedy = connect(Number(port), hostname);
    greedy.pause();
    greedy.on('error', () => {});
    const request = `POST /v1/match HTTP/1.1\r\n${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    greedy.write(request.repeat(30));
    let refused = await match(server.url);
    while (refused.status === 200) refused = await match(server.url);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'overloaded' });
    greedy.destroy();
    let served = await match(server.url);
    while (served.status === 503) served = await match(server.url);
    expect(served.status).toBe(200);
  });

  it('are cut off when they take no answer and send nothing', async () => {
    const server = await serve(['--index', five], { ICAP_SERVE_IDLE_TIMEOUT: '1' });
    expect(await raw(server.url)).toBe('');
  });
});

it('puts nothing of a text into the metrics, and no series that a client could add', async () => {
  const server = await serve(['--index', five]);
  const url = `${server.url}/v1/standards/CANARY`;
  for (let i = 0; i < 20; i++) {
    await fetch(`${url}${i}?q=CANARY`, {
      headers: { 'User-Agent': `CANARY${i}`, 'X-Request-Id': `CANARY${i}` },
    });
    await fetch(`${server.url}/CANARY${i}`, { method: 'DELETE' });
    await fetch(`${server.url}/v1/match`, { method: 'PATCH' });
    await match(server.url, `CANARY${i} 受理客戶委託`);
  }
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).not.toContain('CANARY');
  expect(metrics.match(/^icap_match_requests_total\{.*$/gm)!.sort()).toEqual([
    'icap_match_requests_total{method="DELETE",status="404",route="none"} 20',
    'icap_match_requests_total{method="GET",status="404",route="/v1/standards/:id"} 20',
    'icap_match_requests_total{method="PATCH",status="405",route="none"} 20',
    'icap_match_requests_total{method="POST",status="200",route="/v1/match"} 20',
  ]);
  expect(metrics).toMatch(/^icap_match_verdicts_total\{verdict="(clear|unclear|none)"\} \d+$/m);
  expect(metrics).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
});

it('refuses what finds no room with a whole problem, logs and counts it, and keeps the connection', async () => {
  const server = await serve(['--index', five], { ICAP_SERVE_MAX_WAITING: '1' });
  const text = '受理客戶委託買賣有價證券，辦理開戶與 KYC，遵守法規。'.repeat(400);
  const heavy = (): Promise<Response> =>
    fetch(`${server.url}/v1/match?CANARY`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text }),
    });
  let refused: Response | undefined;
  while (refused === undefined) {
    const responses = await Promise.all(Array.from({ length: 30 }, heavy));
    for (const response of responses) {
      const body = await response.text();
      if (response.status !== 503) continue;
      refused = response;
      const problem = JSON.parse(body) as Record<string, unknown>;
      expect(problem).toMatchObject({ code: 'overloaded', status: 503 });
      expect(problem.requestId).toBe(response.headers.get('X-Request-Id'));
    }
  }
  expect(refused.headers.get('Content-Type')).toBe('application/problem+json');
  expect(refused.headers.get('Retry-After')).toBe('1');
  expect(refused.headers.get('Index-Digest')).toMatch(/^[0-9a-f]{32}$/);
  expect(server.log()).toContainEqual(
    expect.objectContaining({ route: '/v1/match', status: 503, level: 40 }),
  );
  expect(server.stderr()).not.toContain('CANARY');
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/icap_match_requests_total\{method="POST",status="503",route="\/v1\/match"\} \d+/);
});
