import type { ChildProcess } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openArtifact } from '../../src/artifact/read.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { type Started, start } from '../helpers/commands.ts';
import { CORPORA, goldenIndex, goldenStandards } from '../helpers/golden-index.ts';
import { run } from '../helpers/io.ts';
import { serve } from '../helpers/server.ts';

/** Real processes that look at real files. */
const seeds = resolve(import.meta.dirname, '../../seeds');
const first = '004_b5e7161930bd86d0.txt';
const second = '003_03b9e9d0ec7d3e2c.txt';

let folder: string;
let documents: string;
let out: string;
let indexes: string;
const running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-watch-'));
  documents = join(folder, 'documents');
  mkdirSync(documents);
  out = join(documents, 'mine.icap'); // within the folder: it must not wake its own maker
  cpSync(join(seeds, first), join(documents, 'one.txt'));
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const watch = (...args: string[]): Started => {
  const started = start(['index', '--out', out, ...args]);
  running.push(started.child);
  return started;
};
const standards = (): number => openArtifact(readFileSync(out)).manifest.standards;

describe('index --watch', () => {
  it('builds anew when a document comes, changes or goes, keeps the old index when it cannot, and ends on Ctrl-C', async () => {
    const watching = watch('--watch', documents);
    await watching.says('stdout', /1 standards/);
    await watching.says('stderr', /watching/);

    const half = readFileSync(join(seeds, second));
    writeFileSync(join(documents, 'two.txt'), half.subarray(0, 2000));
    setTimeout(() => appendFileSync(join(documents, 'two.txt'), half.subarray(2000)), 200);
    await watching.says('stdout', /2 standards/);
    expect(watching.stdout().trim().split('\n')).toHaveLength(2); // the half was waited for, and the index is no document
    expect(standards()).toBe(2);

    mkdirSync(join(documents, 'below'));
    renameSync(join(documents, 'two.txt'), join(documents, 'below', 'two.txt'));
    await watching.says('stdout', /2 standards/, 2);
    cpSync(join(seeds, '002_b8df955e7789b490.txt'), join(documents, 'below', 'three.txt'));
    await watching.says('stdout', /3 standards/);

    const before = readFileSync(out);
    rmSync(join(documents, 'below'), { recursive: true });
    rmSync(join(documents, 'one.txt'));
    await watching.says('stderr', /no competency standard was found/);
    expect(readFileSync(out).equals(before)).toBe(true);

    cpSync(join(seeds, first), join(documents, 'one.txt'));
    await watching.says('stdout', /1 standards/, 2);
    watching.child.kill('SIGINT');
    expect(await watching.exit()).toBe(0);
  }, 180_000);

  it('waits for the first document, and takes the folder from --standards', async () => {
    rmSync(join(documents, 'one.txt'));
    const watching = watch('--standards', documents, '--watch');
    await watching.says('stderr', /watching/);
    cpSync(join(seeds, first), join(documents, 'one.txt'));
    await watching.says('stdout', /1 standards/);
    watching.child.kill('SIGTERM');
    expect(await watching.exit()).toBe(0);
  });

  it('ends on Ctrl-C while it builds, too', async () => {
    const watching = watch('--watch', documents);
    await watching.says('stderr', /1 document/);
    watching.child.kill('SIGINT');
    expect(await watching.exit()).toBe(0);
    expect(watching.stderr()).not.toContain('watching');
  });

  it('has to know one folder', async () => {
    expect((await run(['index', '--watch', '--out', out])).status).toBe(2);
    expect((await run(['index', '--standards', documents, '--watch', documents, '--out', out])).status).toBe(
      2,
    );
    expect((await run(['index', '--watch', documents])).status).toBe(2);
  });
});

describe('serve --watch', () => {
  let one: string;
  let two: string;
  const served = (): string => join(folder, 'served.icap');
  beforeAll(() => {
    indexes = mkdtempSync(join(tmpdir(), 'icap-watch-'));
    one = join(indexes, 'one.icap');
    two = join(indexes, 'two.icap');
    writeFileSync(one, goldenIndex());
    writeFileSync(two, buildIndex(goldenStandards().slice(1), { corpora: CORPORA }).bytes);
  });
  afterAll(() => rmSync(indexes, { recursive: true }));

  const digest = async (url: string): Promise<string | null> =>
    (await fetch(`${url}/v1/standards`, { headers: { Connection: 'close' } })).headers.get('Index-Digest');
  const digestOf = (path: string): string => openArtifact(readFileSync(path)).digest;

  it.each([
    ['one process', []],
    ['several', ['--workers', '2']],
  ])(
    'takes up an index that was replaced, and keeps it when the next is broken, with %s',
    async (_, workers) => {
      cpSync(one, served());
      const server = await serve(['--index', served(), '--watch', ...workers]);
      running.push(server.child);
      const all = workers.length === 0 ? 1 : 2;
      expect(await digest(server.url)).toBe(digestOf(one));

      cpSync(two, `${served()}.new`);
      renameSync(`${served()}.new`, served());
      await server.logged('index replaced', all);
      for (let i = 0; i < 4; i++) expect(await digest(server.url)).toBe(digestOf(two));

      writeFileSync(served(), readFileSync(one).subarray(0, 1_000_000));
      await server.logged('index refused, the old one stays', all);
      for (let i = 0; i < 4; i++) expect(await digest(server.url)).toBe(digestOf(two));
      rmSync(served()); // gone for a while is no change
      cpSync(one, served());
      await server.logged('index replaced', 2 * all);
      expect(await digest(server.url)).toBe(digestOf(one));
      server.child.kill('SIGTERM');
      expect((await server.exit()).code).toBe(0);
    },
  );

  it('goes by a variable too, and by a link that is set anew', async () => {
    const link = served();
    symlinkSync(one, link);
    const server = await serve(['--index', link], { ICAP_SERVE_WATCH: 'on' });
    running.push(server.child);
    symlinkSync(two, `${link}.new`);
    renameSync(`${link}.new`, link);
    await server.logged('index replaced');
    expect(await digest(server.url)).toBe(digestOf(two));
  });

  it('serves what index --watch makes of a new document', async () => {
    const watching = watch('--watch', documents);
    await watching.says('stderr', /watching/);
    const server = await serve(['--index', out, '--watch']);
    running.push(server.child);
    const old = await digest(server.url);
    cpSync(join(seeds, second), join(documents, 'two.txt'));
    await server.logged('index replaced');
    expect(await digest(server.url)).not.toBe(old);
    expect(await digest(server.url)).toBe(digestOf(out));
  });

  it('needs an index to watch', async () => {
    const { status, stderr } = await run(['serve', '--watch']);
    expect(status).toBe(2);
    expect(stderr).toContain('--index');
  });
});
