import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compiledCache } from '../../src/platform/node/compiled.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-match-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const key = (n: number): string => n.toString(16).padStart(32, '0');

describe('the cache of compiled dictionaries', () => {
  it('gives back what was put in, and nothing for what was not', () => {
    const cache = compiledCache([join(folder, 'new')]);
    cache.write(key(1), Uint8Array.of(1, 2, 3));
    expect([...cache.read(key(1))!]).toEqual([1, 2, 3]);
    expect(cache.read(key(2))).toBeUndefined();
  });

  it('keeps the newest four, and leaves other files alone', () => {
    writeFileSync(join(folder, 'words.txt'), '');
    const cache = compiledCache([folder]);
    for (let n = 0; n < 7; n++) cache.write(key(n), Uint8Array.of(n));
    expect(readdirSync(folder).length).toBe(5);
    expect(cache.read(key(6))).toBeDefined();
  });

  it('takes the next place when one cannot be written, and none when none can', () => {
    writeFileSync(join(folder, 'file'), '');
    const cache = compiledCache([join(folder, 'file'), join(folder, 'other')]);
    cache.write(key(1), Uint8Array.of(7));
    expect([...cache.read(key(1))!]).toEqual([7]);
    const nowhere = compiledCache([join(folder, 'file')]);
    nowhere.write(key(1), Uint8Array.of(7));
    expect(nowhere.read(key(1))).toBeUndefined();
  });
});
