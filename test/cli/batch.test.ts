import {
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { matchRow } from '../../src/batch/match-row.ts';
import { runCli } from '../../src/cli/run.ts';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { fileInput } from '../../src/platform/node/batch/input.ts';
import { goldenArtifact, goldenIndex } from '../helpers/golden-index.ts';

let matcher: Matcher;
let folder: string;
let input: string;
let out: string;

beforeAll(() => {
  matcher = createMatcher(goldenArtifact());
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-batch-'));
  input = join(folder, 'in.ndjson');
  out = join(folder, 'out.ndjson');
  writeFileSync(join(folder, 'five.icap'), goldenIndex());
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface World {
  readonly stdin?: Readable;
  readonly stdout?: Writable;
  readonly signal?: AbortSignal;
  readonly terminal?: boolean;
}

/** Runs `batch` with a made world; gives its status and what it wrote. */
async function batch(args: readonly string[], world: World = {}) {
  const written = { stdout: '', stderr: '' };
  const collect = (stream: keyof typeof written) =>
    new Writable({
      write(piece, _encoding, done) {
        written[stream] += String(piece);
        done();
      },
    });
  const status = await runCli(['batch', ...args, '--index', join(folder, 'five.icap')], {
    stdin: world.stdin ?? Readable.from([]),
    stdout: world.stdout ?? collect('stdout'),
    stderr: Object.assign(collect('stderr'), { isTTY: world.terminal ?? false }),
    env: {},
    signal: world.signal ?? new AbortController().signal,
  });
  return { status, ...written };
}

const row = (id: unknown): string =>
  JSON.stringify({ id, text: `協助業務處理訂單 ${id}`, title: '業務助理' });
const rowsOf = (ndjson: string): { id: string; status: string; line?: number; error?: { code: string } }[] =>
  ndjson
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));

describe('batch', () => {
  it('writes one row for each row, in order, as matchRow gives them', async () => {
    const lines = [row('a'), '{"id":"b"}', row(3), 'oops', row('e')];
    writeFileSync(input, `${lines.join('\n')}\n`);
    const { status, stdout, stderr } = await batch([input, '--out', out, '--limit', '2']);
    expect([status, stdout]).toEqual([0, '']);
    const expected = lines.map((line, i) => `${matchRow(line, i + 1, matcher, { limit: 2 })}\n`).join('');
    expect(readFileSync(out, 'utf8')).toBe(expected);
    expect(stderr).toMatch(
      /^5 rows in .* rows\/s: 3 ok, 2 rejected\nverdicts: .*\nrejected: invalid-json 1, missing-text 1\n$/,
    );
  });

  it('reads and writes pipes, with nothing but rows on stdout', async () => {
    const { status, stdout } = await batch(['-', '--out', '-'], {
      stdin: Readable.from([Buffer.from(row('a'))]),
    });
    expect(status).toBe(0);
    expect(stdout).toBe(`${matchRow(row('a'), 1, matcher)}\n`);
  });

  it('gives the same rows however the input is cut into pieces', async () => {
    const bytes = Buffer.from(`\uFEFF${row('é')}\r\n\r\n${row('字')}\n${row('z')}`);
    const results = await Promise.all(
      [1, 2, 3, 7, 50, 1000].map(size => {
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        return batch(['-', '--out', '-'], { stdin: Readable.from(pieces) });
      }),
    );
    expect(rowsOf(results[0]!.stdout).map(({ id, status }) => [id, status])).toEqual([
      ['é', 'ok'],
      ['2', 'rejected'],
      ['字', 'ok'],
      ['z', 'ok'],
    ]);
    for (const { stdout } of results) expect(stdout).toBe(results[0]!.stdout);
  });

  it('rejects a line of another encoding and goes on', async () => {
    writeFileSync(
      input,
      Buffer.concat([
        Buffer.from('{"text":"'),
        Buffer.from([0xa6, 0xa1, 0xff]),
        Buffer.from(`"}\n${row('b')}\n`),
      ]),
    );
    expect((await batch([input, '--out', out])).status).toBe(0);
    const [first, second] = rowsOf(readFileSync(out, 'utf8'));
    expect(first).toMatchObject({ id: '1', line: 1, error: { code: 'invalid-encoding' } });
    expect(second).toMatchObject({ id: 'b', status: 'ok' });
  });

  it('rejects a line without end in steady memory, and goes on after it', async () => {
    const piece = Buffer.alloc(1 << 20, 'x');
    function* endless(): Generator<Buffer> {
      yield Buffer.from('{"text":"');
      for (let i = 0; i < 300; i++) yield piece;
      yield Buffer.from(`"}\n${row('b')}\n`);
    }
    const before = process.memoryUsage().rss;
    const { stdout } = await batch(['-', '--out', '-'], { stdin: Readable.from(endless()) });
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
    expect(rowsOf(stdout)).toMatchObject([
      { id: '1', error: { code: 'line-too-long' } },
      { id: 'b', status: 'ok' },
    ]);
  });

  it('shows a bar on a terminal, and leaves the summary', async () => {
    writeFileSync(input, `${row('a')}\n`.repeat(300));
    const { status, stderr } = await batch([input, '--out', out], { terminal: true });
    expect(status).toBe(0);
    expect(stderr).toMatch(/% · 300 rows|% · 0 rows/);
    expect(stderr).toContain('left');
    expect(stderr).toMatch(/300 rows in .* rows\/s: 300 ok, 0 rejected\nverdicts: .*\n$/);
  });

  it('tells when its input became shorter while it was read', async () => {
    const { signal } = new AbortController();
    writeFileSync(input, `${row('a')}\n`);
    const pieces = fileInput(input, 10_000, 'utf-8', signal).pieces();
    expect((await pieces.next()).done).toBe(false);
    await expect(pieces.next()).rejects.toThrow('became shorter');
  });

  it('answers nothing with nothing', async () => {
    writeFileSync(input, '');
    expect((await batch([input, '--out', out])).stderr).toMatch(/^0 rows .*: 0 ok, 0 rejected\n$/);
    expect(readFileSync(out, 'utf8')).toBe('');
  });

  it('does not read on while the reader of its output is slow', async () => {
    let given = 0;
    const stdin = new Readable({
      highWaterMark: 1,
      read() {
        given++;
        this.push(given <= 200 ? Buffer.from(`${row(given)}\n`.repeat(20)) : null);
      },
    });
    const stdout = new PassThrough({ highWaterMark: 1 });
    const run = batch(['-', '--out', '-'], { stdin, stdout });
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(given).toBeLessThan(10);
    let rows = 0;
    stdout.on('data', (piece: Buffer) => {
      rows += piece.toString().split('\n').length - 1;
    });
    expect((await run).status).toBe(0);
    expect(rows).toBe(4000);
  });
});

describe('the output file of batch', () => {
  it('replaces an old one, also behind a symbolic link, and leaves nothing beside it', async () => {
    const link = join(folder, 'link');
    writeFileSync(out, 'old');
    symlinkSync(out, link);
    writeFileSync(input, row('a'));
    expect((await batch([input, '--out', link])).status).toBe(0);
    expect(rowsOf(readFileSync(out, 'utf8'))).toMatchObject([{ id: 'a' }]);
    expect(readdirSync(folder).sort()).toEqual(['five.icap', 'in.ndjson', 'link', 'out.ndjson']);
  });

  it('keeps its rows and a checkpoint on Ctrl-C, which says how far it came', async () => {
    writeFileSync(out, 'old');
    const interrupt = new AbortController();
    const stdin = new PassThrough();
    const run = batch(['-', '--out', out], { stdin, signal: interrupt.signal });
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(readFileSync(out, 'utf8')).toBe('old'); // until there is something to read
    stdin.write(`${row('a')}\n${row('b')}\n{"id":"half`);
    while (existsSync(out) && !readFileSync(out, 'utf8').includes('"id":"b"')) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    interrupt.abort();
    const { status, stderr } = await run;
    expect(status).toBe(1);
    expect(stderr).toContain('stopped after 2 rows; the same command with --resume goes on');
    expect(rowsOf(readFileSync(out, 'utf8'))).toMatchObject([{ id: 'a' }, { id: 'b' }]);
    expect(readdirSync(folder).sort()).toEqual(['five.icap', 'out.ndjson', 'out.ndjson.checkpoint']);
  });

  it('keeps its rows when the input fails, and tells why', async () => {
    function* failing(): Generator<Buffer> {
      yield Buffer.from(`${row('a')}\n`);
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' });
    }
    const { status, stderr } = await batch(['-', '--out', out], { stdin: Readable.from(failing()) });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^icap-match: standard input: EIO: i\/o error, read; .* --resume goes on/);
    expect(rowsOf(readFileSync(out, 'utf8'))).toMatchObject([{ id: 'a' }]);
  });

  it('may be a device, which is written and never replaced', async () => {
    writeFileSync(input, row('a'));
    expect((await batch([input, '--out', '/dev/null'])).status).toBe(0);
    expect(readdirSync('/dev').filter(name => name.endsWith('.tmp'))).toEqual([]);
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });
});

describe('batch refuses', () => {
  it('an input that is not there, a folder, and an output that cannot be', async () => {
    writeFileSync(input, row('a'));
    const messages = [
      await batch([join(folder, 'none'), '--out', out]),
      await batch([folder, '--out', out]),
      await batch([input, '--out', folder]),
      await batch([input, '--out', join(folder, 'no/such/out')]),
    ].map(({ status, stderr }) => `${status} ${stderr.replaceAll(folder, 'F')}`);
    expect(messages).toEqual([
      '1 icap-match: F/none: no such file or folder\n',
      '1 icap-match: F: is a folder, a file of rows was expected\n',
      '1 icap-match: F: is a folder, a file was expected\n',
      '1 icap-match: F/no/such/out: no such file or folder\n',
    ]);
    expect(existsSync(out)).toBe(false);
  });

  it('an output that is the input, by whatever name', async () => {
    writeFileSync(input, row('a'));
    const link = join(folder, 'link');
    linkSync(input, link);
    for (const same of [input, link]) {
      const { status, stderr } = await batch([input, '--out', same]);
      expect(status).toBe(2);
      expect(stderr).toContain('is the input itself');
    }
    expect(readFileSync(input, 'utf8')).toBe(row('a'));
  });

  it('arguments that it cannot use', async () => {
    for (const args of [
      [input],
      ['--out', out],
      [input, '--out', out, '--limit', '101'],
      [input, '--out', out, '--wrong'],
    ]) {
      expect((await batch(args)).status).toBe(2);
    }
  });
});
