import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedsKey } from '../../src/platform/node/seeds-key.ts';

let root: string;
let place: string;
let file: string;
let folders: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'icap-match-'));
  place = join(root, 'build');
  folders = [join(root, 'corpora')];
  mkdirSync(join(folders[0]!, 'lexica'), { recursive: true });
  mkdirSync(join(folders[0]!, 'judged'));
  file = join(folders[0]!, 'lexica/words.tsv');
  writeFileSync(file, '業務\n');
});
afterEach(() => rmSync(root, { recursive: true }));

const soon = (): number => Date.now();
/** When everything that was written here has settled. */
const later = (): number => Date.now() + 60_000;
const remembered = (): boolean => existsSync(join(place, 'seeds.key'));

describe("the key of the seeds' index", () => {
  it('is remembered, and the same wherever the files lie', async () => {
    const key = await seedsKey([place], { folders, now: later() });
    expect(key).toMatch(/^[0-9a-f]{16}$/);
    expect(remembered()).toBe(true);
    expect(await seedsKey([place], { folders, now: later() })).toBe(key);
    const moved = join(root, 'elsewhere/corpora');
    mkdirSync(join(root, 'elsewhere'));
    renameSync(folders[0]!, moved);
    expect(await seedsKey([place], { folders: [moved], now: later() })).toBe(key);
  });

  it('changes with an edit of the same length that puts the old time back', async () => {
    const key = await seedsKey([place], { folders, now: later() });
    const { atime, mtime } = statSync(file);
    await new Promise(resolve => setTimeout(resolve, 20));
    writeFileSync(file, '助理\n');
    utimesSync(file, atime, mtime);
    expect(await seedsKey([place], { folders, now: later() })).not.toBe(key);
  });

  it('changes with a file that is added, taken away or called otherwise', async () => {
    const key = await seedsKey([place], { folders, now: later() });
    const added = join(folders[0]!, 'more.tsv');
    writeFileSync(added, '');
    const more = await seedsKey([place], { folders, now: later() });
    expect(more).not.toBe(key);
    renameSync(added, `${added}x`);
    expect(await seedsKey([place], { folders, now: later() })).not.toBe(more);
    rmSync(`${added}x`);
    expect(await seedsKey([place], { folders, now: later() })).toBe(key);
  });

  it('does not change with what is only for measuring', async () => {
    const key = await seedsKey([place], { folders, now: later() });
    writeFileSync(join(folders[0]!, 'judged/blind.jsonl'), '{}');
    expect(await seedsKey([], { folders, now: later() })).toBe(key);
  });

  it('is not remembered of files that changed a moment ago, which may change again unseen', async () => {
    await seedsKey([place], { folders, now: soon() });
    expect(remembered()).toBe(false);
  });

  it('is made anew from a note that is damaged, and where none can be kept', async () => {
    const key = await seedsKey([place], { folders, now: later() });
    writeFileSync(join(place, 'seeds.key'), 'zzz');
    expect(await seedsKey([place], { folders, now: later() })).toBe(key);
    writeFileSync(join(root, 'file'), '');
    expect(await seedsKey([join(root, 'file')], { folders, now: later() })).toBe(key);
  });
});
