import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentCache, readingCode } from '../../src/platform/node/documents/cache.ts';
import { changes, type WatchedFolder } from '../../src/platform/node/documents/changes.ts';
import { findDocuments, stateOfAll } from '../../src/platform/node/documents/find.ts';
import { type ReadingOptions, readDocuments } from '../../src/platform/node/documents.ts';
import { document } from '../standards/document.ts';

const seeds = resolve(import.meta.dirname, '../../seeds');
const oddReader = new URL('../helpers/odd-reader.ts', import.meta.url);

let folder: string;
let documents: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-documents-'));
  documents = join(folder, 'documents');
  mkdirSync(documents);
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, text: string | Uint8Array): void => writeFileSync(join(documents, name), text);

/** What was read, by name: the layout, the error's message, or the names of the standards. */
async function readAll(options: ReadingOptions = {}, path = documents): Promise<[string, string][]> {
  const seen: [string, string][] = [];
  for await (const one of readDocuments([path], options)) {
    const what =
      'error' in one
        ? `error: ${(one.error as Error).message}`
        : one.standards.map(({ name }) => name).join() || (one.layout ?? '');
    seen.push([one.path.slice(path.length + 1), what]);
  }
  return seen;
}

/** A document that is no plain text, so that it is read in a thread. */
const foreign = (says: string): string => `%PDF-1.7 ${says}`;

describe('reading a folder', () => {
  it('goes on over documents that throw, hang, end the thread or exhaust its memory, and tells of all in order', async () => {
    const says = ['one', 'throw', 'hang', 'two', 'sleep', 'devour', 'fill', 'exit', 'three', 'four'];
    says.forEach((what, at) => {
      put(`${at}.pdf`, foreign(what));
    });
    const read = await readAll({ reader: oddReader, threads: 2, seconds: 3, megabytes: 64 });
    expect(read.map(([name]) => name)).toEqual(says.map((_, at) => `${at}.pdf`));
    expect(
      read.map(([, what]) => what.replace(/(?<=error: ).*?(a fault|seconds|memory|exit|$).*/s, '$1')),
    ).toEqual([
      '%PDF-1.7 one',
      'error: a fault',
      'error: seconds',
      '%PDF-1.7 two',
      'error: seconds',
      'error: memory',
      'error: memory',
      expect.stringMatching(/^error: /),
      '%PDF-1.7 three',
      '%PDF-1.7 four',
    ]);
  });

  it('gives the same for many texts, read on all cores, as for each alone', async () => {
    const names = readdirSync(seeds).filter(name => name.endsWith('.txt'));
    for (let copy = 0; copy < 40; copy++)
      for (const name of names)
        cpSync(join(seeds, name), join(documents, `${String(copy).padStart(2, '0')} ${name}`));
    const alone = await readAll({}, seeds);
    const told: number[] = [];
    const many = await readAll({ threads: 2, onProgress: done => told.push(done) });
    expect(many).toHaveLength(200);
    const byName = new Map(alone);
    for (const [name, what] of many) expect(what).toBe(byName.get(name.slice(3)));
    expect(many.map(([name]) => name)).toEqual(many.map(([name]) => name).toSorted());
    expect(told).toEqual(Array.from({ length: 201 }, (_, done) => done));
  });

  it('can be left before its end', async () => {
    for (let at = 0; at < 9; at++) put(`${at}.pdf`, foreign(at === 4 ? 'sleep' : String(at)));
    for await (const one of readDocuments([documents], { reader: oddReader, threads: 2 })) {
      expect(one.path).toBe(join(documents, '0.pdf'));
      break;
    }
  });

  it('finds nothing in an empty folder, and names what is missing', async () => {
    expect(await readAll()).toEqual([]);
    const missing = await readAll({}, join(folder, 'nowhere'));
    expect(missing[0]![1]).toContain('ENOENT');
  });

  it('says what to do about packed records that are no gzip, or cut off', async () => {
    const records = gzipSync('{}\n'.repeat(100));
    put('a.jsonl.gz', 'records');
    put('b.jsonl.gz', records.subarray(0, records.length - 9));
    put('c.txt', document());
    const read = await readAll();
    expect(read.map(([name]) => name)).toEqual(['a.jsonl.gz', 'b.jsonl.gz', 'c.txt']);
    for (const [, what] of read.slice(0, 2))
      expect(what).toMatch(/^error: is no whole gzip file.*get it again/);
    expect(read[2]![1]).not.toMatch(/^error/);
  });

  it('follows links, but not in a circle, and opens no pipe', async () => {
    put('a.txt', document());
    symlinkSync('a.txt', join(documents, 'b.txt'));
    symlinkSync('.', join(documents, 'c'));
    symlinkSync('d', join(documents, 'd'));
    execFileSync('mkfifo', [join(documents, 'e')]);
    const read = await readAll();
    expect(read.map(([name]) => name)).toEqual(['a.txt', 'b.txt', 'd', 'e']);
    expect(read[2]![1]).toContain('ELOOP');
    expect(read[3]![1]).toContain('pipe');
  });

  it('says what is wrong with a name that is no text', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${documents}/a`), Buffer.of(0xff)]), document());
    expect(await readAll()).toEqual([['a\ufffd', expect.stringContaining('rename')]]);
  });

  it('takes the output for no document, whatever its name', async () => {
    put('a.txt', document());
    put('out', 'an older index');
    symlinkSync('out', join(documents, 'z'));
    expect((await readAll({ except: join(documents, 'out') })).map(([name]) => name)).toEqual(['a.txt']);
  });
});

describe('the cache of documents', () => {
  const place = (): string => join(folder, 'cache');
  const entries = (): string[] => readdirSync(join(place(), 'documents'));

  it('spares the reading of what was read before, under any name, and only of that', async () => {
    put('a.txt', document());
    const options = (): ReadingOptions => ({ cache: documentCache([place()]), reader: oddReader });
    const [[, first]] = (await readAll(options())) as [[string, string]];
    expect(first).toBe('測量人員');
    expect(entries()).toHaveLength(1);
    put('b.txt', document());
    put('c.txt', `${document()}\n`);
    expect((await readAll(options())).map(([, what]) => what)).toEqual([first, first, first]);
    expect(entries()).toHaveLength(2);
  });

  it('answers with what is kept, not with another reading', async () => {
    const cache = documentCache([place()]);
    const bytes = new TextEncoder().encode(document());
    put('a.txt', bytes);
    await readAll({ cache });
    const kept = (await cache.get(cache.key(bytes)))!;
    await cache.put(cache.key(bytes), { ...kept, standard: { ...kept.standard!, name: '記得' } });
    expect(await readAll({ cache: documentCache([place()]) })).toEqual([['a.txt', '記得']]);
    expect(await readAll({ cache: documentCache([place()], { code: 'another program' }) })).toEqual([
      ['a.txt', '測量人員'],
    ]);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['altered', (bytes: Buffer) => bytes.map((byte, at) => (at === bytes.length - 5 ? byte ^ 1 : byte))],
    ['empty', () => Buffer.alloc(0)],
  ])('reads a document again when its entry is %s', async (_, damage) => {
    const { readFileSync } = await import('node:fs');
    put('a.txt', document());
    await readAll({ cache: documentCache([place()]) });
    const entry = join(place(), 'documents', entries()[0]!);
    const sound = readFileSync(entry);
    writeFileSync(entry, damage(sound));
    expect(await readAll({ cache: documentCache([place()]) })).toEqual([['a.txt', '測量人員']]);
    expect(readFileSync(entry)).toEqual(sound);
  });

  it('keeps nothing of what is no standard', async () => {
    put('cv.txt', '王小明\n十年行政經驗');
    await readAll({ cache: documentCache([place()]) });
    expect(readdirSync(folder)).toEqual(['documents']);
  });

  it('forgets what was not asked for longest, and what killed processes left', async () => {
    const cache = (): ReturnType<typeof documentCache> => documentCache([place()], { entries: 3 });
    for (const name of ['a', 'b', 'c']) put(`${name}.txt`, document({ title: `${name}職能基準` }));
    await readAll({ cache: cache() });
    const long = new Date(Date.now() - 10 * 86_400_000);
    const left = join(place(), 'documents', `.${'0'.repeat(64)}.1.tmp`);
    writeFileSync(left, '');
    appendFileSync(join(place(), 'documents', 'mine.txt'), 'not ours');
    for (const name of entries()) utimesSync(join(place(), 'documents', name), long, long);
    rmSync(join(documents, 'a.txt'));
    put('d.txt', document({ title: 'd職能基準' }));
    await readAll({ cache: cache() }); // b and c are asked for, d is new
    const kept = entries().filter(name => name.endsWith('.gz'));
    expect(kept).toHaveLength(3);
    expect(entries()).toHaveLength(4);
    const before = kept.toSorted();
    await readAll({ cache: cache() });
    expect(
      entries()
        .filter(name => name.endsWith('.gz'))
        .toSorted(),
    ).toEqual(before);
  });

  it('does without a place to write, and takes the next one where there is one', async () => {
    put('a.txt', document());
    writeFileSync(join(folder, 'file'), '');
    const blocked = join(folder, 'file');
    expect(await readAll({ cache: documentCache([blocked]) })).toEqual([['a.txt', '測量人員']]);
    await readAll({ cache: documentCache([blocked, place()]) });
    expect(entries()).toHaveLength(1);
  });

  it('has a key for the program that reads', () => {
    expect(readingCode()).toMatch(/^[0-9a-f]{16}$/);
    expect(readingCode()).toBe(readingCode());
  });
});

describe('watching', () => {
  /** The states that were told, until there are so many. */
  async function told(
    count: number,
    script: readonly string[],
    folders: readonly WatchedFolder[] = [],
  ): Promise<string[]> {
    const seen: string[] = [];
    const stop = new AbortController();
    let at = 0;
    const look = async (): Promise<string> => script[Math.min(at++, script.length - 1)]!;
    let last = '';
    const looked = async (): Promise<string> => {
      last = await look();
      return last;
    };
    for await (const _ of changes({
      look: looked,
      from: 'a',
      folders,
      signal: stop.signal,
      settle: 1,
      poll: 1,
    })) {
      seen.push(last);
      if (seen.length === count) stop.abort();
    }
    return seen;
  }

  it('tells of a change once, when it has settled, though the system tells nothing', async () => {
    expect(await told(2, ['a', 'a', 'b', 'c', 'd', 'd', 'd', 'd', 'a', 'a'])).toEqual(['d', 'a']);
  });

  it('tells nothing of what is as it was in the end', async () => {
    expect(await told(1, ['a', 'b', 'a', 'a', 'c', 'c'])).toEqual(['c']);
  });

  it('does with folders that are not there', async () => {
    expect(await told(1, ['b', 'b'], [{ path: join(folder, 'nowhere'), below: true }])).toEqual(['b']);
  });

  it('ends at once when it is told to, while nothing changes', async () => {
    const stop = new AbortController();
    const watching = changes({
      look: async () => 'a',
      from: 'a',
      folders: [{ path: documents, below: true }],
      signal: stop.signal,
      poll: 3_600_000,
    });
    setTimeout(() => stop.abort(), 20);
    expect((await watching.next()).done).toBe(true);
  });

  it('is woken by the system, whatever the pause between two looks', async () => {
    const stop = new AbortController();
    const look = async (): Promise<string> => stateOfAll(await findDocuments([documents]));
    const folders = [{ path: documents, below: true }];
    const watching = changes({
      look,
      from: await look(),
      folders,
      signal: stop.signal,
      settle: 1,
      poll: 3_600_000,
    });
    const first = watching.next();
    const writing = setInterval(() => put('a.txt', String(Math.random())), 20); // until the watch is set up
    expect((await first).done).toBe(false);
    clearInterval(writing);
    stop.abort();
    await watching.return(undefined);
  });
});
