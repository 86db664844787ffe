import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { OFFLINE } from '../../src/platform/node/worker/offline.ts';

/**
 * What memory the Worker takes, in workerd, as its inspector tells: the heap and the buffers of the isolate, which are what
 * Cloudflare counts. Sampled all the time while it opens its index, answers matches ten at once, documentation and a batch.
 * V8 leaves garbage lying while nobody presses it, so the heap is bounded too: what is answered then needs no more.
 *
 * `node test/bench/worker.ts [--index FILE] [--heap MB]`
 */
const { values } = parseArgs({
  options: { index: { type: 'string' }, heap: { type: 'string' }, port: { type: 'string', default: '8797' } },
});
const port = Number(values.port);
const base = `http://127.0.0.1:${port}`;
const root = resolve(import.meta.dirname, '../..');
const text = '負責開發證券客戶，受理客戶委託買賣有價證券，辦理開戶與 KYC，並遵守相關法規。'.repeat(5);

interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize: number;
  readonly backingStorageSize: number;
}

const wrangler = await start();
const inspector = await inspect();
try {
  await stage('opened, one match', () => matches(1));
  await stage('250 matches, ten at once', async () => {
    for (let i = 0; i < 25; i++) await matches(10);
  });
  await stage('documentation', () => get('/docs'));
  await stage('a batch of 2,000 rows', batch);
} finally {
  inspector.close();
  wrangler.kill('SIGTERM');
}

/** Does the work, and prints the most that was in use meanwhile and what is at its end, in MB. */
async function stage(name: string, work: () => Promise<void>): Promise<void> {
  let most = 0;
  let working = true;
  const sampling = (async () => {
    while (working) most = Math.max(most, total(await inspector.usage()));
  })();
  const began = performance.now();
  await work();
  const time = performance.now() - began;
  working = false;
  await sampling;
  const after = await inspector.usage();
  const heap = after.usedSize + after.embedderHeapUsedSize;
  const columns = [`most ${megabytes(Math.max(most, total(after)))}`, `then ${megabytes(total(after))}`];
  console.log(`${name.padEnd(26)} ${columns.join(', ')} (heap ${megabytes(heap)}) MB, ${time.toFixed(0)} ms`);
}

function total({ usedSize, embedderHeapUsedSize, backingStorageSize }: HeapUsage): number {
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

async function start() {
  const child = spawn(
    resolve(root, 'node_modules/.bin/wrangler'),
    [
      ...[
        'dev',
        '--local',
        '--ip',
        '127.0.0.1',
        '--port',
        String(port),
        '--inspector-port',
        String(port + 1),
      ],
      ...['--show-interactive-dev-session=false', '--var', 'ICAP_SERVE_RATE_LIMIT:0'],
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        ...OFFLINE,
        ...(values.index === undefined ? {} : { ICAP_SERVE_INDEX: resolve(values.index) }),
        ...(values.heap === undefined
          ? {}
          : { MINIFLARE_WORKERD_V8_FLAGS: `--max-heap-size=${values.heap}` }),
      },
    },
  );
  const closed = once(child, 'close');
  let said = '';
  child.stdout.on('data', chunk => {
    said += chunk;
  });
  while (!said.includes('Ready on')) {
    await Promise.race([once(child.stdout, 'data'), closed]);
    if (child.exitCode !== null) throw new Error(`wrangler ended: ${said}`);
  }
  await new Promise(resolve => setTimeout(resolve, 3_000)); // it builds once more when it begins to watch
  return child;
}

async function inspect() {
  const [target] = (await (await fetch(`http://127.0.0.1:${port + 1}/json`)).json()) as [
    { webSocketDebuggerUrl: string },
  ];
  const socket = new WebSocket(target.webSocketDebuggerUrl, {
    headers: { 'User-Agent': 'bench', Origin: 'https://devtools.devprod.cloudflare.dev' }, // it lets in no others
  } as unknown as string[]);
  await once(socket, 'open');
  let last = 0;
  const waiting = new Map<number, (usage: HeapUsage) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result: HeapUsage };
    if (id !== undefined) waiting.get(id)?.(result);
    if (id !== undefined) waiting.delete(id);
  });
  return {
    usage: () =>
      new Promise<HeapUsage>(resolve => {
        waiting.set(++last, resolve);
        socket.send(JSON.stringify({ id: last, method: 'Runtime.getHeapUsage' }));
      }),
    close: () => socket.close(),
  };
}

async function matches(count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, () =>
      take('/v1/match', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ text }),
      }),
    ),
  );
}

function get(path: string): Promise<void> {
  return take(path, {});
}

function batch(): Promise<void> {
  const rows = Array.from({ length: 2_000 }, (_, i) => JSON.stringify({ id: String(i), text }));
  return take('/v1/batch', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: rows.join('\n'),
  });
}

async function take(path: string, init: RequestInit): Promise<void> {
  const response = await fetch(base + path, init);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path} is answered ${response.status}`);
}
