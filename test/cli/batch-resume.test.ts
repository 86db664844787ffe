import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildIndex } from '../../src/indexing/build.ts';
import { endOf, killAndResume, madeRows, startBatch } from '../helpers/batches.ts';
import { CORPORA, goldenIndex, goldenStandards } from '../helpers/golden-index.ts';
import { type Outcome, run } from '../helpers/io.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-resume-'));
  writeFileSync(at('five.icap'), goldenIndex());
  writeFileSync(at('four.icap'), buildIndex(goldenStandards().slice(1), { corpora: CORPORA }).bytes);
  writeFileSync(at('in.ndjson'), [...madeRows(1500, 7)].join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  for (const name of readdirSync(folder)) if (name.startsWith('out')) rmSync(at(name), { recursive: true });
});

const batch = (args: readonly string[], stdin = '', signal?: AbortSignal): Promise<Outcome> =>
  run(
    ['batch', ...(args.includes('--index') ? [] : ['--index', at('five.icap')]), '--limit', '2', ...args],
    stdin,
    signal === undefined ? {} : { signal },
  );
const content = (name: string): Buffer => readFileSync(at(name));

/** Ctrl-C as soon as this much is written. */
async function interrupted(args: readonly string[], out: string, size = 100_000): Promise<Outcome> {
  const interrupt = new AbortController();
  const ended = batch([...args, '--out', at(out), '--checkpoint-every', '0'], '', interrupt.signal);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over && !(existsSync(at(out)) && statSync(at(out)).size > size)) {
    await new Promise(resolve => setTimeout(resolve, 1));
  }
  interrupt.abort();
  return ended;
}

/** How far it is, which is told every five seconds where that takes so long. */
function withoutProgress(stderr: string): string {
  return stderr.replace(/^[\d,]+ rows?(?:, \d+ %)?, [\d,]+ rows\/s\n/gm, '');
}

describe('batch --resume', () => {
  it.each([
    ['rows', 'out.ndjson', []],
    ['packed CSV of texts that come once', 'out.csv.gz', ['--unique', '--keep', 'n']],
  ])('after kill -9 at random moments gives the %s of a run in peace', async (_, out, flags) => {
    const args = [
      at('in.ndjson'),
      '--index',
      at('five.icap'),
      '--limit',
      '2',
      '--checkpoint-every',
      '0',
      ...flags,
    ];
    expect((await endOf(startBatch([...args, '--out', at(`out-whole-${out}`)]))).status).toBe(0);
    const whole = content(`out-whole-${out}`);
    console.log(`seed ${seed}`);
    const killed = await killAndResume({ args, out: at(out), size: whole.length, kills: 3, seed });
    expect(killed).toBeGreaterThan(0);
    expect(content(out).equals(whole)).toBe(true);
    expect(existsSync(at(`${out}.checkpoint`))).toBe(false);
  });

  it('goes on after Ctrl-C on another number of workers, with the summary of all rows', async () => {
    const whole = await batch([at('in.ndjson'), '--out', at('out.whole')]);
    const first = await interrupted([at('in.ndjson'), '--workers', '1'], 'out.ndjson');
    expect(first.status).toBe(1);
    expect(first.stderr).toMatch(/stopped after [\d,]+ rows; the same command with --resume/);
    const second = await batch([at('in.ndjson'), '--out', at('out.ndjson'), '--resume', '--workers', '3']);
    expect(second.status).toBe(0);
    expect(withoutProgress(second.stderr)).toMatch(
      /^going on after [\d,]+ rows\n1,500 rows, [\d,]+ of them before in/,
    );
    const counts = (stderr: string): string => stderr.slice(stderr.indexOf('rows/s: '));
    expect(counts(second.stderr)).toBe(counts(whole.stderr));
    expect(content('out.ndjson').equals(content('out.whole'))).toBe(true);
  });

  it('goes on in packed CSV whose cells have line breaks', async () => {
    const rows = [...madeRows(1500, 5)].flatMap(row => (row.endsWith('}') ? [JSON.parse(row)] : []));
    const csv = rows.map(({ id, text }) => `${id},"${text.replaceAll('"', '""')}\n""end"""\r\n`);
    writeFileSync(at('out-in.csv.gz'), gzipSync(`\uFEFFid,text\r\n${csv.join('')}`));
    await batch([at('out-in.csv.gz'), '--out', at('out.whole')]);
    expect(content('out.whole').toString().split('\n')).toHaveLength(rows.length + 1);
    expect((await interrupted([at('out-in.csv.gz'), '--workers', '2'], 'out.ndjson')).status).toBe(1);
    const { stderr } = await batch([at('out-in.csv.gz'), '--out', at('out.ndjson'), '--resume']);
    expect(stderr).toMatch(/^going on after/);
    expect(content('out.ndjson').equals(content('out.whole'))).toBe(true);
  });

  it('goes on from a pipe that brings the same rows again', async () => {
    const rows = content('in.ndjson').toString();
    await batch(['-', '--out', at('out.whole')], rows);
    await interrupted([at('in.ndjson'), '--workers', '1'], 'out.ndjson');
    const checkpoint = JSON.parse(content('out.ndjson.checkpoint').toString());
    writeFileSync(
      at('out.ndjson.checkpoint'),
      JSON.stringify({ ...checkpoint, input: { ...checkpoint.input, size: null } }),
    );
    expect((await batch(['-', '--out', at('out.ndjson'), '--resume'], `x${rows.slice(1)}`)).stderr).toContain(
      'the input is another',
    );
    expect((await batch(['-', '--out', at('out.ndjson'), '--resume'], rows)).status).toBe(0);
    expect(content('out.ndjson').equals(content('out.whole'))).toBe(true);
  });

  it('starts where there is nothing, and does nothing to a finished run', async () => {
    const args = [at('in.ndjson'), '--out', at('out.ndjson'), '--resume'];
    expect((await batch(args)).status).toBe(0);
    const { mtimeMs } = statSync(at('out.ndjson'));
    const again = await batch(args);
    expect([again.status, again.stderr]).toEqual([0, expect.stringContaining('its run is finished')]);
    expect(statSync(at('out.ndjson')).mtimeMs).toBe(mtimeMs);
    expect(readdirSync(folder).filter(name => name.startsWith('out'))).toEqual(['out.ndjson']);
  });

  it('refuses another input, index or option, an altered output and a damaged checkpoint, and says why', async () => {
    await interrupted([at('in.ndjson'), '--workers', '1'], 'out.ndjson');
    const before = content('out.ndjson');
    const rows = content('in.ndjson').toString();
    writeFileSync(at('out-same-size'), rows.replace('"id":"r0"', '"id":"s0"'));
    writeFileSync(at('out-longer'), `${rows}\n{}`);
    const refused = async (input: string, ...flags: string[]): Promise<string> => {
      const { status, stderr } = await batch([at(input), '--out', at('out.ndjson'), '--resume', ...flags]);
      expect(status).toBe(1);
      expect(content('out.ndjson').equals(before)).toBe(true);
      expect(stderr).not.toContain('goes on from the last checkpoint'); // these arguments do not
      return stderr;
    };
    expect(await refused('out-same-size')).toContain('its beginning is not what was read');
    expect(await refused('out-longer')).toContain('the input is another (');
    expect(await refused('in.ndjson', '--index', at('four.icap'))).toContain('another index was used');
    expect(await refused('in.ndjson', '--limit', '3')).toContain('other options were given (--limit)');
    expect(await refused('in.ndjson', '--explain', '--keep', 'n')).toContain('(--keep, --explain)');
    const checkpoint = content('out.ndjson.checkpoint');
    writeFileSync(at('out.ndjson.checkpoint'), checkpoint.subarray(0, 100));
    expect(await refused('in.ndjson')).toContain('is damaged');
    writeFileSync(at('out.ndjson.checkpoint'), checkpoint);
    writeFileSync(at('out.ndjson'), before.toString().replaceAll('clear', 'xlear'));
    expect((await batch([at('in.ndjson'), '--out', at('out.ndjson'), '--resume'])).stderr).toContain(
      'is not what was written',
    );
    rmSync(at('out.ndjson'));
    expect((await batch([at('in.ndjson'), '--out', at('out.ndjson'), '--resume'])).status).toBe(1);
  });

  it('without it OUT is begun anew, and that an interrupted run is thrown away is told', async () => {
    await interrupted([at('in.ndjson'), '--workers', '1'], 'out.ndjson');
    writeFileSync(at('out-in'), '{"id":"a","text":"業務"}\n');
    const { status, stderr } = await batch([at('out-in'), '--out', at('out.ndjson')]);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^an interrupted run of [\d,]+ rows is thrown away/);
    expect(content('out.ndjson').toString().split('\n')).toHaveLength(2);
    expect(existsSync(at('out.ndjson.checkpoint'))).toBe(false);
  });

  it('needs a file to go on with', async () => {
    expect((await batch([at('in.ndjson'), '--out', '-', '--resume'])).status).toBe(2);
    expect((await batch([at('in.ndjson'), '--out', '/dev/null', '--resume'])).status).toBe(2);
  });

  it('keeps no text in the checkpoint', async () => {
    await interrupted([at('in.ndjson'), '--workers', '1', '--unique'], 'out.ndjson');
    expect(content('out.ndjson.checkpoint').toString()).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('what can go wrong with the output of batch', () => {
  it('a reader that goes away is told, with status 1', async () => {
    const main = join(import.meta.dirname, '../../src/cli/main.ts');
    const args = ['batch', at('in.ndjson'), '--out', '-', '--index', at('five.icap')];
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', piece => {
      stderr += piece;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const [status] = await once(child, 'close');
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('standard output: its reader went away after '),
    ]);
  });

  it('a full device is told, with status 1', async () => {
    const { status, stderr } = await batch([at('in.ndjson'), '--out', '/dev/full']);
    expect([status, stderr]).toEqual([1, expect.stringContaining('/dev/full: the disk is full')]);
  });

  const disk = mountable();
  it.runIf(disk)(
    'a full disk is told, and with room again --resume ends what was begun (where a tmpfs may be mounted)',
    async () => {
      const small = at('out-small');
      mkdirSync(small);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', small]);
      try {
        await batch([at('in.ndjson'), '--out', at('out.whole')]);
        const args = [at('in.ndjson'), '--out', join(small, 'o'), '--checkpoint-every', '0'];
        const { status, stderr } = await batch(args);
        expect([status, stderr]).toEqual([1, expect.stringContaining('; the same command with --resume')]);
        execFileSync('mount', ['-o', 'remount,size=50m', small]);
        expect((await batch([...args, '--resume'])).status).toBe(0);
        expect(readFileSync(join(small, 'o')).equals(content('out.whole'))).toBe(true);
        execFileSync('mount', ['-o', 'remount,ro', small]);
        const refused = await batch(args);
        expect([refused.status, refused.stderr]).toEqual([
          1,
          expect.stringContaining('the file system is read-only'),
        ]);
        expect(readFileSync(join(small, 'o')).equals(content('out.whole'))).toBe(true);
      } finally {
        execFileSync('umount', [small]);
      }
    },
  );

  it('that it was removed, or that somebody else writes it, is told, with status 1', async () => {
    for (const [meddle, message] of [
      [() => rmSync(at('out.ndjson')), 'was removed or replaced'],
      [() => appendFileSync(at('out.ndjson'), 'x'.repeat(1_000_000)), 'somebody else writes it'],
    ] as const) {
      const args = [at('in.ndjson'), '--out', at('out.ndjson'), '--checkpoint-every', '0', '--workers', '1'];
      const ended = batch(args);
      while (!(existsSync(at('out.ndjson')) && statSync(at('out.ndjson')).size > 0)) {
        await new Promise(resolve => setTimeout(resolve, 1));
      }
      meddle();
      expect(await ended).toMatchObject({ status: 1, stderr: expect.stringContaining(message) });
    }
  });

  it('half a row that a power failure left is written anew', async () => {
    await batch([at('in.ndjson'), '--out', at('out.whole')]);
    await interrupted([at('in.ndjson'), '--workers', '1'], 'out.ndjson');
    appendFileSync(at('out.ndjson'), '{"id":"r99","sta');
    expect((await batch([at('in.ndjson'), '--out', at('out.ndjson'), '--resume'])).status).toBe(0);
    expect(content('out.ndjson').equals(content('out.whole'))).toBe(true);
  });
});

function mountable(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'icap-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
