import { mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobResults } from '../../src/batch/jobs/results.ts';
import { inPieces, openWorld, SEED, SETTINGS, submit } from '../batch/jobs/world.ts';
import { endOf, madeRows, startBatch } from '../helpers/batches.ts';
import { goldenIndex } from '../helpers/golden-index.ts';

/** Jobs at length, through queues as bad as they may be. JOB_SEED runs another seed. */
let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-long-jobs-'));
  writeFileSync(at('five.icap'), goldenIndex());
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('jobs, at length', () => {
  it('120,000 rows, each message twice and workers that die, are byte for byte what a batch gives', async () => {
    const rows = `${[...madeRows(120_000, 21, 60)].join('\n')}\n`;
    writeFileSync(at('in.ndjson'), rows);
    const args = [at('in.ndjson'), '--out', at('out.ndjson'), '--index', at('five.icap'), '--limit', '3'];
    expect((await endOf(startBatch(args))).status).toBe(0);

    const world = openWorld({
      seed: SEED,
      deliveries: 2,
      deaths: 0.02,
      retries: 100,
      sizes: { cutShards: 20 },
    });
    const id = await submit(world, rows);
    const began = performance.now();
    await world.run();
    const seconds = (performance.now() - began) / 1000;
    const progress = await world.jobs.progress(id);
    console.log(
      JSON.stringify({ seed: SEED, seconds, deliveries: world.deliveries(), shards: progress!.shards }),
    );
    expect(progress).toMatchObject({ state: 'done', rows: 120_000, answered: 120_000, failed: [] });
    expect(world.buried).toEqual([]);
    expect(await sameAsFile(world, id, at('out.ndjson'))).toBe(true);
  });

  it('a million rows are cut into shards that leave no gap, and counted', async () => {
    const row = '{"text":"訂單"}\n';
    const [rows, pieces] = [1_000_000, row.repeat(1000)];
    async function* million(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < rows / 1000; i++) yield* inPieces(pieces, 1 << 20);
    }
    const seen: { shard: number; from: number; to: number; line: number; rows: number }[] = [];
    const world = openWorld({
      seed: SEED,
      deliveries: 2,
      meanwhile: async message => {
        if (message.kind === 'shard') seen.push(message);
        return message.kind === 'shard' ? NOBODY : undefined;
      },
      retries: 0,
    });
    const progress = await world.jobs.submit({ pieces: million() }, SETTINGS);
    if (progress === 'unknown-input') throw new Error(progress);
    await world.run();
    const shards = [...new Map(seen.map(shard => [shard.shard, shard])).values()].sort(
      (a, b) => a.shard - b.shard,
    );
    expect(shards).toHaveLength(1000);
    let [to, line] = [0, 1];
    for (const shard of shards) {
      expect([shard.from, shard.line, shard.rows]).toEqual([to, line, 1000]);
      [to, line] = [shard.to, line + shard.rows];
    }
    expect(to).toBe((rows / 1000) * new TextEncoder().encode(pieces).length);
    expect((await world.jobs.progress(progress.id))!.rows).toBe(rows);
  });
});

/** A worker with an index that no job has: it looks at a message and leaves it. */
const NOBODY = { index: { digest: 'another' } } as never;

async function sameAsFile(world: ReturnType<typeof openWorld>, id: string, path: string): Promise<boolean> {
  const file = openSync(path, 'r');
  for (let from: number | null = 0; from !== null; ) {
    const results: JobResults = (await world.jobs.results(id, from))!;
    for await (const piece of results.rows) {
      const expected = Buffer.alloc(piece.length);
      readSync(file, expected);
      if (!expected.equals(piece)) return false;
    }
    from = results.next;
  }
  return readSync(file, Buffer.alloc(1)) === 0;
}
