import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobSettings } from '../../../src/batch/jobs/job.ts';
import { madeRows } from '../../helpers/batches.ts';
import { goldenIndex } from '../../helpers/golden-index.ts';
import { run } from '../../helpers/io.ts';
import { keysOf, openWorld, resultsOf, SEED, submit } from './world.ts';

/** Whatever the queue does, results are byte for byte those of `icap-match batch`. JOB_SEED runs another seed. */
let folder: string;
beforeAll(() => {
  console.log(JSON.stringify({ JOB_SEED: SEED }));
  folder = mkdtempSync(join(tmpdir(), 'icap-jobs-'));
  writeFileSync(join(folder, 'five.icap'), goldenIndex());
});
afterAll(() => rmSync(folder, { recursive: true }));

async function batch(input: string | Uint8Array, from: 'ndjson' | 'csv', flags: readonly string[] = []) {
  const path = join(folder, `in.${from}`);
  const out = join(folder, 'out.ndjson');
  writeFileSync(path, input);
  const args = ['batch', path, '--out', out, '--index', join(folder, 'five.icap'), '--limit', '3', ...flags];
  const { status, stderr } = await run(args);
  expect(status, stderr).toBe(0);
  return readFileSync(out, 'utf8');
}

const rows = `${[...madeRows(120, 5, 80)].join('\n')}\n`;
const SMALL = { shardRows: 9, cutShards: 4 };

/** Quotes, commas and line breaks where they belong and where they do not, marks in the middle, rows without an end. */
const HOSTILE_CSV = [
  '\uFEFFid,text,title',
  'a,"業務,\n處理訂單",助理',
  'b,"訂單""報表"" x',
  'still b",',
  '',
  'c,"closed"tail,"open',
  'inside',
  '\uFEFF"d",報價,',
  'e,too,many,cells',
  'f,a quote " in the middle,',
  '"g","=1+1\r\n","x"\r',
  ...Array.from({ length: 30 }, (_, i) => `n${i},"處理訂單 ${i}\n${'\n'.repeat(i % 3)}",業務`),
  'h,"never closed',
  ...Array.from({ length: 30 }, (_, i) => `m${i},處理訂單 ${i},業務`),
  `${'長'.repeat(400_000)},x,y`,
  'i,"never closed either',
  ...Array.from({ length: 20 }, (_, i) => `o${i},"彙整報表",${'y'.repeat(80_000)}`),
  'j,"closed"tail,"open again',
  ...Array.from({ length: 20 }, (_, i) => `p${i},彙整報表,${'y'.repeat(80_000)}`),
  '"last',
].join('\n');

describe('messages of a job', () => {
  it.each([
    ['once, in any order', { deliveries: 1 }],
    ['twice', { deliveries: 2 }],
    ['five times', { deliveries: 5 }],
    ['twice, to workers that die one time in ten', { deliveries: 2, deaths: 0.1, retries: 1000 }],
    ['to workers that die one time in three', { deaths: 0.33, retries: 100_000 }],
  ])('delivered %s give what an ordinary batch gives', async (_, how) => {
    const world = openWorld({ seed: SEED, sizes: SMALL, ...how });
    const id = await submit(world, rows);
    await world.run();
    expect(await resultsOf(world, id)).toBe(await batch(rows, 'ndjson'));
    const progress = await world.jobs.progress(id);
    expect(progress).toMatchObject({ state: 'done', rows: 120, cut: true, answered: 120 });
    expect(progress!.shards).toEqual({ found: 14, done: 14, failed: 0 });
    expect(progress!.ok + progress!.rejected).toBe(120);
    expect(world.buried).toEqual([]);
  });

  it.each(['before', 'after'] as const)('bear a death %s any one write', async when => {
    const expected = await batch(rows, 'ndjson');
    for (let write = 0; ; write++) {
      const world = openWorld({ seed: SEED, sizes: { shardRows: 20, cutShards: 2 }, dieAt: { write, when } });
      const id = await submit(world, rows);
      await world.run();
      expect(await resultsOf(world, id), `write ${write}`).toBe(expected);
      expect((await world.jobs.progress(id))!.shards, `write ${write}`).toEqual({
        found: 6,
        done: 6,
        failed: 0,
      });
      if (world.writes() <= write) break;
      expect(write).toBeLessThan(100);
    }
  });

  it('that come again after the end change nothing', async () => {
    const world = openWorld({ seed: SEED, sizes: SMALL });
    const id = await submit(world, rows);
    await world.run();
    const [results, keys, progress] = [
      await resultsOf(world, id),
      await keysOf(world.store),
      await world.jobs.progress(id),
    ];
    await world.again();
    expect(await resultsOf(world, id)).toBe(results);
    expect(await keysOf(world.store)).toEqual(keys);
    expect(await world.jobs.progress(id)).toEqual(progress);
  });

  it('do not multiply: cutting in many steps, each delivered three times, stays as long as it is', async () => {
    const world = openWorld({ seed: SEED, deliveries: 3, sizes: { shardRows: 2, cutShards: 1 } });
    const id = await submit(world, rows);
    await world.run();
    expect((await world.jobs.progress(id))!.shards.found).toBe(60);
    expect(world.deliveries()).toBe(3 * (60 + 60));
  });

  it('of two jobs that run together keep them apart', async () => {
    const world = openWorld({ seed: SEED, deliveries: 2, sizes: SMALL });
    const other = `${[...madeRows(70, 6, 80)].join('\n')}\n`;
    const [a, b] = [await submit(world, rows), await submit(world, other)];
    await world.run();
    expect(await resultsOf(world, a)).toBe(await batch(rows, 'ndjson'));
    expect(await resultsOf(world, b)).toBe(await batch(other, 'ndjson'));
    expect(a).not.toBe(b);
  });
});

describe('the input of a job', () => {
  const cases: [string, string | Uint8Array, Partial<JobSettings>, readonly string[]][] = [
    ['hostile CSV', HOSTILE_CSV, { from: 'csv' }, []],
    ['hostile CSV with Windows line ends', HOSTILE_CSV.replaceAll('\n', '\r\n'), { from: 'csv' }, []],
    [
      'hostile CSV in UTF-16',
      Buffer.from(HOSTILE_CSV, 'utf16le'),
      { from: 'csv', encoding: 'utf-16le' },
      ['--encoding', 'utf-16le'],
    ],
    [
      'CSV with other columns, kept ones and explanations',
      'n,job,name\n1,"處理訂單",業務\n2,報表,\n3,,\n',
      {
        from: 'csv',
        columns: { id: 'n', text: 'job', title: 'name', kind: 'kind' },
        keep: 'all',
        explain: true,
      },
      ['--id-column', 'n', '--text-column', 'job', '--title-column', 'name', '--keep-all', '--explain'],
    ],
    ['a header and nothing else', 'id,text\n', { from: 'csv' }, []],
    ['nothing', '', {}, []],
    ['one row without a line feed', '{"text":"處理訂單"}', {}, []],
    ['line feeds', '\n\n\n', {}, []],
    ['a row of a mebibyte, and one of more, between others', longRows(), {}, []],
    ['bytes that are no UTF-8', Buffer.from('{"text":"\xff\xfe"}\n{"text":"x"}\n', 'latin1'), {}, []],
  ];
  it.each(cases)('may be %s', async (_, input, settings, flags) => {
    const expected = await batch(input, settings.from ?? 'ndjson', flags);
    for (const sizes of [{ shardRows: 1, cutShards: 1 }, SMALL, { shardRows: 7, cutBytes: 50 }, {}]) {
      const world = openWorld({ seed: SEED, sizes });
      const id = await submit(world, input, settings);
      await world.run();
      expect((await world.jobs.progress(id))!.state).toBe('done');
      expect((await resultsOf(world, id)) === expected, JSON.stringify(sizes)).toBe(true);
    }
  });

  it('may be cut anywhere, drawn by lot, and hostile', async () => {
    const parts = [
      '"',
      '"',
      ',',
      '\n',
      '\r\n',
      'x',
      '訂單',
      '\uFEFF',
      'a,b,c\n',
      '"q"\n',
      `${'z'.repeat(300_000)}`,
    ];
    let state = SEED;
    const draw = (n: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * n);
    };
    for (let round = 0; round < 25; round++) {
      const text = Array.from({ length: 40 }, () => parts[draw(parts.length)]).join('');
      const input = `id,text,title\n${text}`;
      const expected = await batch(input, 'csv');
      const world = openWorld({
        seed: SEED + round,
        sizes: { shardRows: 1 + draw(3), cutShards: 1 + draw(3) },
      });
      const id = await submit(world, input, { from: 'csv' });
      await world.run();
      expect((await resultsOf(world, id)) === expected, `round ${round} of ${SEED}`).toBe(true);
    }
  });
});

function longRows(): string {
  const fitting = JSON.stringify({ id: 'fits', text: '訂單', more: 'x'.repeat(1024 * 1024 - 100) });
  const row = '{"text":"處理訂單"}';
  return [row, fitting, row, 'y'.repeat(3 * 1024 * 1024), row, row, 'z'.repeat(2 * 1024 * 1024)].join('\n');
}
