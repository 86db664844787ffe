import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { median } from '../bench/harness.ts';
import { endOf, killAndResume, madeRows, startBatch } from '../helpers/batches.ts';
import { goldenIndex } from '../helpers/golden-index.ts';

/** What the batch job bears: 24 kills in one run, and a million rows in the memory of a few. */
let folder: string;
const at = (name: string): string => join(folder, name);
const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-long-batch-'));
  writeFileSync(at('five.icap'), goldenIndex());
});
afterAll(() => rmSync(folder, { recursive: true }));

async function writeRows(name: string, rows: number, length: number): Promise<void> {
  const file = createWriteStream(at(name));
  let part = '';
  for (const row of madeRows(rows, 11, length)) {
    part += `${row}\n`;
    if (part.length < 1 << 20) continue;
    if (!file.write(part)) await once(file, 'drain');
    part = '';
  }
  file.end(part);
  await once(file, 'close');
}

describe('a batch job, at length', () => {
  it.each([
    ['out.ndjson', []],
    ['out.csv.gz', ['--unique', '--keep', 'n', '--excel']],
    ['out.ndjson.gz', ['--explain']],
  ])('killed 24 times at random moments, %s is the same byte for byte', async (out, flags) => {
    await writeRows('kill.ndjson', 12_000, 150);
    const args = [
      at('kill.ndjson'),
      '--index',
      at('five.icap'),
      '--limit',
      '2',
      '--checkpoint-every',
      '0.05',
      ...flags,
    ];
    expect((await endOf(startBatch([...args, '--workers', '1', '--out', at(`whole-${out}`)]))).status).toBe(
      0,
    );
    const whole = readFileSync(at(`whole-${out}`));
    const killed = await killAndResume({ args, out: at(out), size: whole.length, kills: 24, seed });
    console.log(JSON.stringify({ out, seed, killed }));
    expect(killed).toBeGreaterThanOrEqual(20);
    expect(readFileSync(at(out)).equals(whole)).toBe(true);
  });

  it('keeps its memory over a million rows', async () => {
    await writeRows('million.ndjson', 1_000_000, 60);
    const args = [at('million.ndjson'), '--index', at('five.icap'), '--limit', '3', '--workers', '2'];
    const child = startBatch([...args, '--out', at('million-out.ndjson')]);
    const samples: number[] = [];
    const timer = setInterval(() => {
      const mebibytes = residentMiB(child.pid!);
      if (mebibytes !== null) samples.push(mebibytes);
    }, 200);
    const { status, stderr } = await endOf(child);
    clearInterval(timer);
    expect(status).toBe(0);
    expect(stderr).toContain('1,000,000 rows');
    const eighth = Math.max(1, Math.floor(samples.length / 8));
    const medians = Array.from({ length: 8 }, (_, i) => median(samples.slice(i * eighth, (i + 1) * eighth)));
    console.log(
      JSON.stringify({ medians, most: Math.max(...samples), summary: stderr.split('\n').slice(-4) }),
    );
    expect(medians.at(-1)).toBeLessThan(1.3 * Math.max(...medians.slice(1, 4)) + 50);
  });
});

function residentMiB(pid: number): number | null {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024);
  } catch {
    return null;
  }
}
