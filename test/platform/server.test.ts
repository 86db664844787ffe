import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { goldenIndex } from '../helpers/golden-index.ts';
import { REQUEST_FIELDS } from '../helpers/log-fields.ts';
import {
  type Launched,
  launch as launchServer,
  type Served,
  serve as startServer,
} from '../helpers/server.ts';

/** The real thing, over real sockets. */
let folder: string;
let index: string;
const running: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-serve-'));
  index = join(folder, 'five.icap');
  writeFileSync(index, goldenIndex());
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

const launch = (...args: string[]): Launched => {
  const server = launchServer(['--index', index, ...args]);
  running.push(server.child);
  return server;
};
const serve = async (...args: string[]): Promise<Served> => {
  const server = await startServer(['--index', index, ...args]);
  running.push(server.child);
  return server;
};

/** Starts a match whose body is held back: `finish` sends the rest and gives the status. */
async function slowMatch(
  url: string,
): Promise<{ finish(): Promise<{ status: number; body: string }>; abort(): void }> {
  const body = JSON.stringify({ text: '受理客戶委託買賣有價證券' });
  const outgoing = request(`${url}/v1/match`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
  });
  const answered = once(outgoing, 'response');
  answered.catch(() => {}); // a test that gives the request up does not wait for it
  outgoing.write(body.slice(0, 10));
  await new Promise(r => setTimeout(r, 200));
  return {
    finish: async () => {
      outgoing.end(body.slice(10));
      const [response] = await answered;
      let text = '';
      for await (const chunk of response) text += chunk;
      return { status: response.statusCode, body: text };
    },
    abort: () => outgoing.destroy(),
  };
}

describe('serve', () => {
  it('prints its address and nothing else on stdout, answers, and ends with 0 on SIGTERM', async () => {
    const server = await serve();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    const page = await fetch(server.url);
    expect(await page.text()).toContain('<html lang="zh-Hant-TW">');
    server.child.kill('SIGTERM');
    const { code, after } = await server.exit();
    expect(code).toBe(0);
    expect(after).toBeLessThan(2_000); // fetch's idle keep-alive connection does not hold it up
    expect(server.stdout()).toBe(`${server.url}\n`);
    expect(server.log().map(({ msg }) => msg)).toEqual([
      'listening',
      'request',
      'request',
      'stopping',
      'stopped',
    ]);
  });

  it('ends with 0 on Ctrl-C', async () => {
    const server = await serve();
    server.child.kill('SIGINT');
    expect((await server.exit()).code).toBe(0);
  });

  it('finishes what runs when it is told to stop, and takes nothing new', async () => {
    const server = await serve();
    const slow = await slowMatch(server.url);
    server.child.kill('SIGTERM');
    await new Promise(r => setTimeout(r, 300));
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
    const { status, body } = await slow.finish();
    expect(status).toBe(200);
    expect(JSON.parse(body).verdict).toBeDefined();
    const { code, after } = await server.exit();
    expect(code).toBe(0);
    expect(after).toBeLessThan(2_000);
  });

  it('answers whatever kept connections send until they are told that it closes: no request is lost', {
    retry: 2,
  }, async () => {
    const server = await serve();
    const { hostname, port } = new URL(server.url);
    const agent = new Agent({ keepAlive: true });
    let answered = 0;
    const failures: (string | undefined)[] = [];
    const ask = (): Promise<boolean> =>
      new Promise(resolve => {
        const outgoing = request({ hostname, port, path: '/v1/standards', agent }, response => {
          response.resume().on('end', () => {
            answered++;
            resolve(true);
          });
        });
        outgoing.on('error', (error: NodeJS.ErrnoException) => {
          failures.push(error.code);
          resolve(false);
        });
        outgoing.end();
      });
    const clients = Array.from({ length: 6 }, async () => {
      while (await ask());
    });
    await new Promise(resolve => setTimeout(resolve, 500));
    server.child.kill('SIGTERM');
    await Promise.all(clients);
    await server.exit();
    expect(new Set(failures)).toEqual(new Set(['ECONNREFUSED'])); // nobody listens any more
    expect(server.log().filter(({ msg }) => msg === 'request')).toHaveLength(answered);
  });

  it('ends within ten seconds though a client never finishes', async () => {
    const server = await serve();
    const slow = await slowMatch(server.url);
    server.child.kill('SIGTERM');
    const { code, after } = await server.exit();
    slow.abort();
    expect(code).toBe(0);
    expect(after).toBeLessThan(10_000);
  }, 20_000);

  it('ends at once on a second SIGTERM', async () => {
    const server = await serve();
    const slow = await slowMatch(server.url);
    server.child.kill('SIGTERM');
    await new Promise(r => setTimeout(r, 200));
    server.child.kill('SIGTERM');
    expect((await server.exit()).after).toBeLessThan(2_000);
    slow.abort();
  });

  it('outlives a client that goes away in the middle, and logs it as the client’s', async () => {
    const server = await serve();
    (await slowMatch(server.url)).abort();
    await new Promise(r => setTimeout(r, 200));
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    expect(server.log()).toContainEqual(expect.objectContaining({ route: '/v1/match', status: 400 }));
  });

  it('says in words that a port is in use, that an address is not ours, that a file is missing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const taken = launch('--port', String(port));
    expect((await taken.exit()).code).toBe(1);
    expect(taken.stdout()).toBe('');
    expect(taken.stderr()).toBe(
      `icap-match: port ${port} of 127.0.0.1 is in use; choose another with --port, or 0 for any free one\n`,
    );
    other.close();

    const foreign = launch('--port', '0', '--host', '192.0.2.1');
    expect((await foreign.exit()).code).toBe(1);
    expect(foreign.stderr()).toContain('192.0.2.1 is no address of this machine');

    const missing = launch('--port', '0', '--index', join(folder, 'none.icap'));
    expect((await missing.exit()).code).toBe(1);
    expect(missing.stderr()).toContain('no such file');
  });

  it('refuses a port that is none with status 2', async () => {
    const wrong = launch('--port', '70000');
    expect((await wrong.exit()).code).toBe(2);
  });

  it('answers a Host that makes no URL with a problem', async () => {
    const server = await serve();
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write('GET /CANARY HTTP/1.1\r\nHost: a b CANARY\r\nConnection: close\r\n\r\n');
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"bad-request"');
    expect(answer).toMatch(/x-request-id: [0-9a-f-]{36}/i);
    expect(answer).not.toContain('CANARY');
  });

  it('logs one line a request that holds nothing of what was sent, and repeats nothing in errors or headers', async () => {
    const server = await serve();
    const canary = '金絲雀CANARY';
    const escaped = encodeURIComponent(canary);
    const json = { 'Content-Type': 'application/json', 'User-Agent': 'CANARY', Referer: `http://${escaped}` };
    const match = (body: string, headers: Record<string, string> = json): [string, RequestInit] => [
      '/v1/match',
      { method: 'POST', headers, body },
    ];
    const requests: [string, RequestInit][] = [
      match(JSON.stringify({ text: `${canary} 開發客戶`, title: canary, explain: false })),
      match(JSON.stringify({ text: canary, title: canary.repeat(100), kind: canary, limit: canary })),
      match(`{"text": "${canary}`),
      match(canary, { 'Content-Type': 'text/plain' }),
      match(JSON.stringify({ text: canary.repeat(200_000) })),
      [`/v1/standards?q=${escaped}&level=${escaped}`, {}],
      [`/v1/standards/${escaped}`, { headers: { 'X-Request-Id': 'CANARY' } }],
      [`/${escaped}`, { method: 'DELETE' }],
    ];
    const statuses: number[] = [];
    for (const [path, init] of requests) {
      const response = await fetch(server.url + path, init);
      statuses.push(response.status);
      const shown = JSON.stringify([...response.headers]) + (await response.text());
      expect(shown).not.toMatch(/CANARY|金絲雀|%E9%87%91/);
    }
    expect(statuses).toEqual([200, 422, 400, 415, 413, 422, 404, 404]);
    server.child.kill('SIGTERM');
    await server.exit();
    expect(server.stdout() + server.stderr()).not.toMatch(/CANARY|金絲雀|%E9%87%91/);
    const lines = server.log().filter(({ msg }) => msg === 'request');
    expect(lines.map(({ status }) => status)).toEqual(statuses);
    for (const line of lines) {
      expect(Object.keys(line).sort()).toEqual(REQUEST_FIELDS);
    }
  });
});
