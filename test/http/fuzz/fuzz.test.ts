import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goldenIndex } from '../../helpers/golden-index.ts';
import { type Served, serve } from '../../helpers/server.ts';
import { CANARIES, fuzz } from './run.ts';

/**
 * A sample of test/long/fuzz.test.ts. A finding names its seed and number; FUZZ_SEED runs another seed.
 */
let folder: string;
let server: Served;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'icap-fuzz-'));
  const index = join(folder, 'five.icap');
  writeFileSync(index, goldenIndex());
  server = await serve(['--index', index], {
    ICAP_SERVE_REQUEST_TIMEOUT: '3',
    ICAP_SERVE_MAX_BATCHES: '20',
  });
});
afterAll(() => {
  server.child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

it('answers 1,500 hostile requests with 2xx or 4xx, repeats nothing, and lives', async () => {
  const report = await fuzz(server, Number(process.env.FUZZ_SEED ?? 20261120), 1_500);
  console.log(JSON.stringify({ seed: report.seed, statuses: report.statuses }));
  expect(report.findings).toEqual([]);
  for (const status of ['200', '400', '404', '405', '408', '413', '415', '422', '431']) {
    expect(report.statuses[status], status).toBeGreaterThan(0);
  }
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  expect(server.child.exitCode).toBeNull();
  expect(await (await fetch(`${server.url}/metrics`)).text()).not.toMatch(CANARIES);
  server.child.kill('SIGTERM');
  expect((await server.exit()).code).toBe(0);
  expect(server.stderr()).not.toMatch(CANARIES);
  const lines = server.stderr().trim().split('\n');
  expect(server.log()).toHaveLength(lines.length); // nothing but our own lines
  expect(server.log().filter(({ fault }) => fault !== undefined)).toEqual([]);
});
