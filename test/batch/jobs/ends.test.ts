import { describe, expect, it } from 'vitest';
import { openArtifact } from '../../../src/artifact/read.ts';
import { createJobs } from '../../../src/batch/jobs/jobs.ts';
import { JOBS } from '../../../src/batch/jobs/keys.ts';
import type { JobMessage } from '../../../src/batch/jobs/messages.ts';
import { JOB_ENDS } from '../../../src/batch/jobs/problems.ts';
import { buildIndex } from '../../../src/indexing/build.ts';
import { createMatcher } from '../../../src/matching/matcher.ts';
import { readCells } from '../../../src/platform/node/batch/csv.ts';
import { madeRows } from '../../helpers/batches.ts';
import { CORPORA, goldenStandards } from '../../helpers/golden-index.ts';
import { fiveMatcher, inPieces, keysOf, openWorld, resultsOf, SEED, SETTINGS, submit } from './world.ts';

const rows = `${[...madeRows(60, 9, 60)].join('\n')}\n`;
const sizes = { shardRows: 5, cutShards: 3 };
const linesOf = (text: string): string[] => text.split('\n').filter(Boolean);

const otherMatcher = createMatcher(
  openArtifact(buildIndex(goldenStandards().slice(1), { corpora: CORPORA }).bytes),
);

describe('a job that is removed', () => {
  it('is gone with everything that it had', async () => {
    const world = openWorld({ seed: SEED, sizes });
    const id = await submit(world, rows);
    await world.run();
    const other = await submit(world, rows);
    expect(await world.jobs.remove(id)).toBe(true);
    expect(await world.jobs.progress(id)).toBeNull();
    expect(await world.jobs.results(id)).toBeNull();
    await world.run();
    expect((await keysOf(world.store)).filter(key => key.includes(id))).toEqual([]);
    expect((await world.jobs.progress(other))!.state).toBe('done');
    expect(await world.jobs.remove(id)).toBe(false);
  });

  it.each([0, 0.15])('while it is worked on stays gone, whenever that is (deaths: %d)', async deaths => {
    for (let moment = 1; moment <= 30; moment++) {
      let id = '';
      const world: ReturnType<typeof openWorld> = openWorld({
        seed: SEED + moment,
        sizes,
        deaths,
        deliveries: 2,
        retries: 1000,
        meanwhile: (_, delivery) =>
          delivery === moment ? world.jobs.remove(id).then(() => undefined) : undefined,
      });
      id = await submit(world, rows);
      await world.run();
      expect(await keysOf(world.store), `moment ${moment}`).toEqual([]);
      await world.again();
      expect(await keysOf(world.store)).toEqual([]);
    }
  });

  it('between the work of somebody and its writing is not brought back by what is written', async () => {
    for (const kind of ['cut', 'shard', 'bury'] as const) {
      const world = openWorld({ seed: SEED, sizes });
      const id = await submit(world, rows);
      let removed = false;
      const late = openWorld({
        seed: SEED,
        sizes,
        parts: {
          store: {
            ...world.store,
            async putIfAbsent(...args) {
              if (!removed) await world.jobs.remove(id);
              removed = true;
              return world.store.putIfAbsent(...args);
            },
          },
        },
      });
      if (kind === 'cut') await late.jobs.handle(firstCut(id));
      else if (kind === 'shard') await late.jobs.handle(firstShard(id));
      else await late.jobs.bury(firstShard(id));
      expect(removed).toBe(true);
      expect(await keysOf(world.store), kind).toEqual([]);
    }
  });

  it('is not brought back by somebody who writes for it and dies: the message comes again', async () => {
    for (const [kind, message] of [
      ['cut', firstCut],
      ['shard', firstShard],
    ] as const) {
      const world = openWorld({ seed: SEED, sizes });
      const id = await submit(world, rows);
      const dying = openWorld({
        seed: SEED,
        sizes,
        parts: {
          store: {
            ...world.store,
            async putIfAbsent(...args) {
              await world.jobs.remove(id);
              await world.store.putIfAbsent(...args);
              throw new Error('died');
            },
          },
        },
      });
      await expect(dying.jobs.handle(message(id))).rejects.toThrow('died');
      expect(await keysOf(world.store), kind).toHaveLength(1);
      expect(await world.jobs.handle(message(id))).toBe('done');
      expect(await keysOf(world.store), kind).toEqual([]);
    }
  });

  it('with more objects than one invocation removes is removed by several', async () => {
    const world = openWorld({ seed: SEED, sizes: { ...sizes, shardRows: 1, removePages: 2 } });
    const id = await submit(world, rows);
    await world.run();
    await world.jobs.remove(id);
    expect((await keysOf(world.store)).length).toBeGreaterThan(30);
    expect(await world.jobs.progress(id)).toBeNull();
    await world.run();
    expect(await keysOf(world.store)).toEqual([]);
  });

  it('keeps an input that it did not bring', async () => {
    const world = openWorld({ seed: SEED, sizes });
    await world.store.put('uploads/mine', new TextEncoder().encode(rows));
    const progress = await world.jobs.submit({ key: 'uploads/mine' }, SETTINGS);
    if (progress === 'unknown-input') throw new Error(progress);
    await world.run();
    expect(linesOf(await resultsOf(world, progress.id))).toHaveLength(60);
    await world.jobs.remove(progress.id);
    await world.run();
    expect(await keysOf(world.store)).toEqual(['uploads/mine']);
  });
});

describe('a shard that kills whoever works on it', () => {
  const poisoned = {
    ...fiveMatcher(),
    index: fiveMatcher().index,
    match: () => {
      throw new RangeError('never told');
    },
  };

  it('is given up after the retries, and the job says which rows it was', async () => {
    const world = openWorld({
      seed: SEED,
      sizes,
      retries: 3,
      deliveries: 2,
      meanwhile: killedBy(4),
    });
    const id = await submit(world, rows);
    await world.run();
    const progress = await world.jobs.progress(id);
    expect(progress).toMatchObject({
      state: 'done',
      rows: 60,
      answered: 55,
      shards: { found: 12, done: 11, failed: 1 },
      failed: [{ line: 21, rows: 5 }],
    });
    const lines = linesOf(await resultsOf(world, id)).map(line => JSON.parse(line));
    expect(lines).toHaveLength(56);
    expect(lines[20]).toEqual({
      status: 'failed',
      line: 21,
      rows: 5,
      error: { code: 'shard-failed', message: expect.any(String) },
    });
  });

  it('that is answered by a late message after all is answered', async () => {
    let isBroken = true;
    const kill = killedBy(0);
    const world = openWorld({
      seed: SEED,
      sizes,
      retries: 0,
      meanwhile: message => (isBroken ? kill(message) : undefined),
    });
    const id = await submit(world, rows);
    await world.run();
    expect((await world.jobs.progress(id))!.shards.failed).toBe(1);
    isBroken = false;
    await world.again();
    expect((await world.jobs.progress(id))!.shards).toEqual({ found: 12, done: 12, failed: 0 });
    expect(linesOf(await resultsOf(world, id))).toHaveLength(60);
  });

  it('is not one whose rows fail one by one: those are rejected rows', async () => {
    const world = openWorld({ seed: SEED, sizes, parts: { matcher: poisoned } });
    const id = await submit(world, '{"text":"a"}\n{"text":"b"}\n');
    await world.run();
    expect(await world.jobs.progress(id)).toMatchObject({ state: 'done', problems: { 'internal-error': 2 } });
    expect(await resultsOf(world, id)).not.toContain('never told');
  });

  it('cannot be told from one that cannot be cut: then the job ends, and says so', async () => {
    const world = openWorld({ seed: SEED, sizes });
    const id = await submit(world, rows);
    await world.jobs.bury({ kind: 'cut', job: id, part: 0, from: 0, line: 1, shard: 0, header: 0 });
    expect(await world.jobs.progress(id)).toMatchObject({
      state: 'failed',
      error: { code: 'cutting-failed', message: JOB_ENDS['cutting-failed'] },
    });
  });

  it('is no message of ours: that is refused, and buried without a trace', async () => {
    const world = openWorld({ seed: SEED });
    for (const message of [null, 'x', {}, { kind: 'shard', job: 1 }, { kind: 'other', job: 'x' }]) {
      await expect(world.jobs.handle(message)).rejects.toThrow(TypeError);
      await world.jobs.bury(message);
    }
    expect(await keysOf(world.store)).toEqual([]);
  });
});

describe('a new index during a job', () => {
  it('answers nothing of it: shards wait for the index of the job', async () => {
    const world = openWorld({
      seed: SEED,
      sizes,
      retries: 1000,
      meanwhile: async (_, delivery) => (delivery % 3 === 0 ? undefined : otherMatcher),
    });
    const id = await submit(world, rows);
    await world.run();
    const calm = openWorld({ seed: SEED, sizes: {} });
    const same = await submit(calm, rows);
    await calm.run();
    expect(await resultsOf(world, id)).toBe(await resultsOf(calm, same));
    expect((await world.jobs.progress(id))!.index).toEqual({ digest: fiveMatcher().index.digest });
  });

  it('that stays ends the job, which says so and keeps what was answered by its own', async () => {
    const world = openWorld({
      seed: SEED,
      sizes,
      meanwhile: async (_, delivery) => (delivery <= 8 ? undefined : otherMatcher),
    });
    const id = await submit(world, rows);
    await world.run();
    const progress = await world.jobs.progress(id);
    expect(progress).toMatchObject({ state: 'failed', error: { code: 'index-changed' } });
    expect(progress!.answered).toBeGreaterThan(0);
    expect(progress!.answered).toBeLessThan(60);
    const results = (await keysOf(world.store)).filter(key => key.includes('/results/'));
    expect(results.every(key => key.endsWith(fiveMatcher().index.digest))).toBe(true);
  });

  it('changes nothing of a job that is done, however often its messages still come', async () => {
    const world = openWorld({
      seed: SEED,
      sizes,
      meanwhile: async message => {
        if (message.kind === 'shard' && message.shard === 2) throw new Error('no memory');
        return undefined;
      },
    });
    const id = await submit(world, rows);
    await world.run();
    const progress = await world.jobs.progress(id);
    expect(progress).toMatchObject({ state: 'done', shards: { failed: 1 } });
    const other = createJobs({ store: world.store, queue: { send }, matcher: otherMatcher, readCells });
    for (const message of world.sent()) {
      const isFailed = message.kind === 'shard' && message.shard === 2;
      expect(await other.handle(message)).toBe(isFailed ? 'later' : 'done');
      await other.bury(message);
    }
    expect(await world.jobs.progress(id)).toEqual(progress);
  });
});

const send = (): Promise<void> => Promise.reject(new Error('nothing is to be queued'));

describe('submitting a job', () => {
  it('that breaks off half way leaves no job, no message and nothing stored', async () => {
    const world = openWorld({ seed: SEED });
    const broken = new Error('the sender went away');
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield* inPieces(rows);
      throw broken;
    }
    await expect(world.jobs.submit({ pieces: breaking() }, SETTINGS)).rejects.toBe(broken);
    expect(await keysOf(world.store)).toEqual([]);
    await world.run();
    expect(world.deliveries()).toBe(0);
  });

  it('that cannot be queued leaves no job', async () => {
    const full = new Error('the queue is full');
    const queue = { send: () => Promise.reject(full) };
    const world = openWorld({ seed: SEED, parts: { queue } });
    await expect(world.jobs.submit({ pieces: inPieces(rows) }, SETTINGS)).rejects.toBe(full);
    expect(await keysOf(world.store)).toEqual([]);
  });

  it('takes no key but of an upload', async () => {
    const world = openWorld({ seed: SEED });
    const id = await submit(world, rows);
    for (const key of [
      `${JOBS}${id}/input`,
      'uploads/none',
      '',
      'uploads',
      `uploads/../${JOBS}${id}/input`,
    ]) {
      expect(await world.jobs.submit({ key }, SETTINGS)).toBe('unknown-input');
    }
  });

  it('gives ids that nobody guesses and nothing else opens', async () => {
    const world = openWorld({ seed: SEED });
    const ids = [await submit(world, rows), await submit(world, rows)];
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
    for (const id of ['', '../', ids[0]!.toUpperCase(), `${ids[0]}/`, ids[0]!.slice(1)]) {
      expect(await world.jobs.progress(id)).toBeNull();
      expect(await world.jobs.results(id)).toBeNull();
      expect(await world.jobs.remove(id)).toBe(false);
    }
  });

  const big5 = Buffer.from([0xbe, 0xe0, 0x2c, 0x62, 0x0a]);
  it.each([
    ['empty-input', '', { from: 'csv' }],
    ['packed-input', Buffer.from([0x1f, 0x8b, 8, 0]), {}],
    ['other-encoding', Buffer.from('\uFEFF{}', 'utf16le'), {}],
    ['no-header', big5, { from: 'csv' }],
    ['no-header', `"${'x'.repeat(2_000_000)}`, { from: 'csv' }],
    ['unknown-column', 'id,job\n1,x\n', { from: 'csv' }],
    ['unknown-column', 'id,text\n1,x\n', { from: 'csv', keep: ['city'] }],
    ['repeated-column', 'id,text,text\n1,x,y\n', { from: 'csv' }],
  ] as const)('of an input that is none ends as %s', async (code, input, settings) => {
    const world = openWorld({ seed: SEED, deliveries: 2 });
    const id = await submit(world, input, settings);
    await world.run();
    expect(await world.jobs.progress(id)).toMatchObject({
      state: 'failed',
      error: { code, message: JOB_ENDS[code] },
      answered: 0,
    });
  });

  it('of more than a job may hold ends so', async () => {
    const world = openWorld({ seed: SEED, sizes: { shardRows: 5, cutShards: 3, shards: 9 } });
    const id = await submit(world, rows);
    await world.run();
    expect(await world.jobs.progress(id)).toMatchObject({
      state: 'failed',
      error: { code: 'too-many-shards' },
    });
  });

  it.each(['before the cutting', 'during the answers'])(
    'of an upload that is changed %s ends so',
    async when => {
      const encoder = new TextEncoder();
      const change = (): Promise<unknown> =>
        world.store.put('uploads/mine', encoder.encode(rows.replaceAll('業務', '採購')));
      const isMoment = ({ kind }: JobMessage, delivery: number): boolean =>
        when === 'before the cutting' ? delivery === 1 : kind === 'shard';
      let changed = false;
      const world: ReturnType<typeof openWorld> = openWorld({
        seed: SEED,
        sizes,
        meanwhile: async (message, delivery) => {
          if (!changed && isMoment(message, delivery)) {
            changed = true;
            await change();
          }
          return undefined;
        },
      });
      await world.store.put('uploads/mine', encoder.encode(rows));
      const progress = await world.jobs.submit({ key: 'uploads/mine' }, SETTINGS);
      if (progress === 'unknown-input') throw new Error(progress);
      await world.run();
      expect(await world.jobs.progress(progress.id)).toMatchObject({
        state: 'failed',
        error: { code: 'input-changed' },
      });
    },
  );
});

describe('results', () => {
  it('of a job that runs are the beginning of what they will be', async () => {
    const seen: string[] = [];
    let id = '';
    const world: ReturnType<typeof openWorld> = openWorld({
      seed: SEED,
      sizes,
      meanwhile: async () => {
        seen.push(await resultsOf(world, id));
        return undefined;
      },
    });
    id = await submit(world, rows);
    await world.run();
    const whole = await resultsOf(world, id);
    expect(seen.every(part => whole.startsWith(part))).toBe(true);
    expect(new Set(seen).size).toBeGreaterThan(1);
  });

  it('are complete when no row of their part is missing, and it is known what follows', async () => {
    const seen: [boolean, number | null][] = [];
    let id = '';
    const world: ReturnType<typeof openWorld> = openWorld({
      seed: SEED,
      sizes: { ...sizes, resultShards: 5 },
      meanwhile: async () => {
        const { complete, next } = (await world.jobs.results(id))!;
        seen.push([complete, next]);
        return undefined;
      },
    });
    id = await submit(world, rows);
    await world.run();
    expect(seen[0]).toEqual([false, null]);
    expect(seen.every(([complete, next]) => complete === (next === 5))).toBe(true);
    expect(await world.jobs.results(id, 10)).toMatchObject({ complete: true, next: null, ended: null });
  });

  it('come in parts that follow each other, and from any shard on', async () => {
    const world = openWorld({ seed: SEED, sizes: { ...sizes, resultShards: 5 } });
    const id = await submit(world, rows);
    await world.run();
    expect((await world.jobs.results(id))!.next).toBe(5);
    expect((await world.jobs.results(id, 10))!.next).toBeNull();
    expect((await world.jobs.results(id, 12))!.next).toBeNull();
    expect(await world.jobs.results(id, 13)).toBeNull();
    expect(linesOf(await resultsOf(world, id))).toHaveLength(60);
  });
});

function killedBy(shard: number) {
  return (message: JobMessage): undefined => {
    if (message.kind === 'shard' && message.shard === shard) throw new Error('out of memory');
  };
}

function firstCut(job: string): JobMessage {
  return { kind: 'cut', job, part: 0, from: 0, line: 1, shard: 0, header: 0 };
}

function firstShard(job: string): JobMessage {
  const to = new TextEncoder().encode(rows).indexOf(0x0a) + 1;
  const index = fiveMatcher().index.digest;
  return { kind: 'shard', job, index, shard: 0, from: 0, to, line: 1, rows: 1, header: 0, tooLong: false };
}
