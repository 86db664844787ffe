import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ownTexts } from '../bench/texts.ts';
import { goldenIndex } from '../helpers/golden-index.ts';
import { type Served, serve as start } from '../helpers/server.ts';
import { CANARIES, fuzz } from '../http/fuzz/run.ts';
import type { LoadRequest, LoadResult } from './load.ts';

/** What the service bears: 20,000 hostile requests, 200,000 matches in one process, ten times what it can answer. */
let folder: string;
let index: string;
const running: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-long-'));
  index = join(folder, 'five.icap');
  writeFileSync(index, goldenIndex());
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function serve(env: Record<string, string> = {}): Promise<Served> {
  const server = await start(['--index', index], env);
  running.push(server.child);
  return server;
}

const MiB = 1024 * 1024;

async function metric(url: string, name: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)![1]);
}

const residentMiB = async (url: string): Promise<number> =>
  (await metric(url, 'process_resident_memory_bytes')) / MiB;

/** Whoever asks is a process of its own, so that what it costs is not counted with the server's. */
async function load(request: LoadRequest): Promise<LoadResult> {
  const child = fork(resolve(import.meta.dirname, 'load.ts'));
  running.push(child);
  child.send(request);
  const [result] = (await once(child, 'message')) as [LoadResult];
  child.kill();
  return result;
}

const texts = ownTexts().map(text => text.slice(0, 600));

describe('the service, at length', () => {
  it('answers 20,000 hostile requests with 2xx or 4xx, repeats nothing, and its memory comes back', async () => {
    const server = await serve({ ICAP_SERVE_REQUEST_TIMEOUT: '3', ICAP_SERVE_MAX_BATCHES: '20' });
    const seed = Number(process.env.FUZZ_SEED ?? 20261121);
    const memory: number[] = [];
    const statuses: Record<string, number> = {};
    for (let round = 0; round < 10; round++) {
      const report = await fuzz(server, seed + round, 2_500);
      expect(report.findings).toEqual([]);
      for (const [status, count] of Object.entries(report.statuses))
        statuses[status] = (statuses[status] ?? 0) + count;
      memory.push(await residentMiB(server.url));
    }
    console.log(JSON.stringify({ seed, statuses, memory: memory.map(Math.round) }));
    expect(memory.at(-1)).toBeLessThan(1.5 * Math.min(...memory.slice(0, 4)) + 50);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect(server.stderr()).not.toMatch(CANARIES);
    expect(server.log().filter(({ fault }) => fault !== undefined)).toEqual([]);
  });

  it('keeps its memory over 200,000 matches', async () => {
    const server = await serve();
    const points: [matches: number, memory: number][] = [];
    for (let matches = 0; matches < 200_000; ) {
      const { ok } = await load({ url: server.url, texts, explain: false, connections: 4, amount: 20_000 });
      expect(ok).toBe(20_000);
      matches += ok;
      points.push([matches, await residentMiB(server.url)]);
    }
    const warm = points.slice(2);
    const slope = slopeOf(warm) * 100_000;
    console.log(
      JSON.stringify({
        memory: points.map(([, memory]) => Math.round(memory)),
        'MiB per 100,000': slope.toFixed(1),
      }),
    );
    expect(slope).toBeLessThan(20);
  });

  it('answers at ten times its capacity what it answers at its capacity, and all is well at once after it', async () => {
    const server = await serve();
    const asking = { url: server.url, texts, explain: true } as const;
    await load({ ...asking, connections: 4, seconds: 5 }); // warm
    // Who asks so much takes a part of the machine too, so answers are counted for each second of the server's processor time.
    const measured = async (request: LoadRequest) => {
      const before = await metric(server.url, 'process_cpu_seconds_total');
      const result = await load(request);
      const processor = (await metric(server.url, 'process_cpu_seconds_total')) - before;
      return { ...result, rate: result.ok / 15, perProcessorSecond: result.ok / processor };
    };
    const full = await measured({ ...asking, connections: 4, seconds: 15 });
    const over = await measured({
      ...asking,
      connections: 400,
      seconds: 15,
      rate: Math.round(10 * full.rate),
    });
    const after = await load({ ...asking, connections: 1, amount: 20 });
    const share = over.perProcessorSecond / full.perProcessorSecond;
    console.log(
      JSON.stringify({
        capacity: Math.round(full.rate),
        offered: Math.round((over.ok + over.refused + over.failed) / 15),
        goodput: Math.round(over.rate),
        'by the clock': (over.rate / full.rate).toFixed(2),
        'by processor time': share.toFixed(2),
        p99: { full: full.p99, over: over.p99, after: after.p99 },
        failed: over.failed,
      }),
    );
    expect(share).toBeGreaterThan(0.8);
    expect(over.refused).toBeGreaterThan(over.ok);
    expect(after).toMatchObject({ ok: 20, refused: 0, failed: 0 });
  });
});

/** Of the line of least squares. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const over = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return over / points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}
