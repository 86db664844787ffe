import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackArtifact } from '../../src/artifact/packed/unpack.ts';
import type { LoadedIndex } from '../../src/platform/node/indexes.ts';
import { type WrittenAssets, writeWorkerAssets } from '../../src/platform/node/worker/assets.ts';
import { indexPath, MANIFEST, manifestShape, packPath } from '../../src/platform/worker/manifest.ts';
import { goldenArtifact, goldenIndex } from '../helpers/golden-index.ts';

const index: LoadedIndex = { artifact: goldenArtifact(), bytes: goldenIndex() };
const { digest } = index.artifact;
const folder = join(mkdtempSync(join(tmpdir(), 'icap-assets-')), 'assets');
const read = (path: string): Buffer => readFileSync(join(folder, path));
let written: WrittenAssets;

beforeAll(async () => {
  written = await writeWorkerAssets(index, { folder, smallest: false });
});
afterAll(() => rmSync(resolve(folder, '..'), { recursive: true }));

describe('the assets of the Worker', () => {
  it('hold the index twice: whole for the Worker, packed for browsers', () => {
    expect(gunzipSync(read(indexPath(digest))).equals(index.bytes)).toBe(true);
    const packed = new Uint8Array(gunzipSync(read(packPath(digest, 'gzip'))));
    expect(Buffer.from(unpackArtifact(packed)).equals(index.bytes)).toBe(true);
    const manifest = manifestShape.parse(JSON.parse(read(MANIFEST).toString()));
    expect(manifest).toMatchObject({ digest, bytes: index.bytes.length });
    expect(manifest.page.index).toMatchObject({
      bytes: packed.length,
      sent: read(packPath(digest, 'br')).length,
    });
  });

  it('are what was told, each within the bounds of the platform', () => {
    for (const { path, bytes } of written.files) {
      expect(read(path).length, path).toBe(bytes);
      expect(bytes, path).toBeLessThanOrEqual(25 * 1024 * 1024);
    }
  });

  it('have rules for headers that never both apply, and fewer than a hundred', () => {
    const rules = read('_headers')
      .toString()
      .split('\n')
      .filter(line => line.startsWith('/'));
    expect(rules.length).toBeLessThan(100);
    expect(rules.filter(rule => rule.startsWith('/assets/'))).toEqual(['/assets/*']);
    expect(new Set(rules).size).toBe(rules.length);
    expect(read('_headers').toString()).not.toMatch(/x-request-id|content-length/i);
  });

  it('leave nothing behind of an earlier index, and are not touched by one that has no room', async () => {
    const large: LoadedIndex = { ...index, bytes: new Uint8Array(80_000_001) };
    large.bytes.set(index.bytes); // packing is not reached: it is refused for its length
    await expect(writeWorkerAssets(large, { folder, smallest: false })).rejects.toThrow(
      'the index has 80000001 bytes, a Worker has room for 80000000: take an index of fewer standards',
    );
    expect(existsSync(join(folder, MANIFEST))).toBe(true);
  });
});

describe('wrangler.toml', () => {
  const toml = readFileSync(resolve(import.meta.dirname, '../../wrangler.toml'), 'utf8');
  const [production = '', staging = ''] = toml.split(/^\[env\.staging\]$/m);

  it.each([
    ['production', production],
    ['staging', staging],
  ])('says the limit of requests alike to who counts and to who tells, in %s', (_, part) => {
    const [, told] = /ICAP_SERVE_RATE_LIMIT = "(\d+)"/.exec(part)!;
    const [, counted] = /simple = \{ limit = (\d+), period = 60 \}/.exec(part)!;
    expect(told).toBe(counted);
  });

  it('gives staging every binding of production under another name, with the same choices', () => {
    const bindings = (part: string): string[] =>
      [...part.matchAll(/^(?:binding|name) = "([A-Z_]+)"/gm)].map(([, name]) => name!).sort();
    expect(bindings(staging)).toEqual(bindings(production).filter(name => name !== 'ASSETS'));
    const choices = (part: string): string[] =>
      [...part.matchAll(/^(?:max_|retry_)\w+ = \d+/gm)].map(([choice]) => choice);
    expect(choices(staging)).toEqual(choices(production));
    const names = (part: string): string[] =>
      [...part.matchAll(/^(?:queue|dead_letter_queue|bucket_name|namespace_id) = "([^"]+)"/gm)].map(
        ([, n]) => n!,
      );
    expect(names(staging).filter(name => names(production).includes(name))).toEqual([]);
  });
});
