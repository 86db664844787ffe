import { describe, expect, it } from 'vitest';
import { type BlobStore, listAll, readBytes } from '../../src/batch/jobs/blobs.ts';

/** What every BlobStore does, wherever its bytes lie. `open` gives an empty one, or a corner of one that is empty. */
export function blobStoreContract(name: string, open: () => Promise<BlobStore> | BlobStore): void {
  const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
  const textAt = async (store: BlobStore, ...at: Parameters<BlobStore['read']>): Promise<string | null> => {
    const pieces = await store.read(...at);
    return pieces === null ? null : new TextDecoder().decode(await readBytes(pieces));
  };
  const keysOf = async (store: BlobStore, prefix: string): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { key } of listAll(store, prefix)) keys.push(key);
    return keys;
  };

  describe(`a store of blobs: ${name}`, () => {
    it('gives back what was put, with its size and its words, and null for what was not', async () => {
      const store = await open();
      await store.put('a/one', bytesOf('職能'), { tally: '{"rows":1}' });
      expect(await textAt(store, 'a/one')).toBe('職能');
      expect(await store.head('a/one')).toMatchObject({
        key: 'a/one',
        size: 6,
        meta: { tally: '{"rows":1}' },
      });
      expect(await store.head('a/two')).toBeNull();
      expect(await store.read('a/two')).toBeNull();
      expect(await store.read('a/two', { from: 0, to: 1 })).toBeNull();
    });

    it('replaces with put, and knows the new version from the old', async () => {
      const store = await open();
      const { version } = await store.put('k', bytesOf('old'));
      expect(await textAt(store, 'k', undefined, version)).toBe('old');
      const after = await store.put('k', bytesOf('new'));
      expect(after.version).not.toBe(version);
      expect(await store.read('k', { from: 0, to: 2 }, version)).toBeNull();
      expect(await textAt(store, 'k', { from: 0, to: 2 }, after.version)).toBe('ne');
      expect((await store.head('k'))?.version).toBe(after.version);
    });

    it('reads a range, and of one that reaches over the end what is there', async () => {
      const store = await open();
      await store.put('k', bytesOf('0123456789'));
      expect(await textAt(store, 'k', { from: 3, to: 5 })).toBe('34');
      expect(await textAt(store, 'k', { from: 9, to: 100 })).toBe('9');
    });

    it('holds what is empty', async () => {
      const store = await open();
      await store.put('empty', new Uint8Array(), { why: 'nothing' });
      expect(await textAt(store, 'empty')).toBe('');
      expect(await store.head('empty')).toMatchObject({ size: 0, meta: { why: 'nothing' } });
      expect(await store.putStream('stream', piecesOf())).toMatchObject({ size: 0 });
      expect(await textAt(store, 'stream')).toBe('');
    });

    it('lets one of several write what is not there, and keeps what is', async () => {
      const store = await open();
      const wrote = await Promise.all(
        ['a', 'b', 'c'].map(text => store.putIfAbsent('k', bytesOf(text), { text })),
      );
      expect(wrote.filter(Boolean)).toHaveLength(1);
      const winner = ['a', 'b', 'c'][wrote.indexOf(true)];
      expect(await textAt(store, 'k')).toBe(winner);
      expect(await store.putIfAbsent('k', bytesOf('later'))).toBe(false);
      expect(await textAt(store, 'k')).toBe(winner);
      expect((await store.head('k'))?.meta).toEqual({ text: winner });
    });

    it('takes a stream of any size in pieces of any size', async () => {
      const store = await open();
      for (const size of [1, 5 * MIB, 8 * MIB, 8 * MIB + 1, 19 * MIB + 3]) {
        const info = await store.putStream('k', piecesOf(...numbered(size, 700_001)));
        expect(info).toMatchObject({ key: 'k', size });
        expect((await store.head('k'))?.version).toBe(info.version);
        const back = await readBytes((await store.read('k'))!);
        expect(back.length).toBe(size);
        expect(firstDifference(back)).toBe(-1);
      }
    }, 60_000);

    it.each([0, 100, 9 * MIB])('has nothing of a stream that breaks after %d bytes', async size => {
      const store = await open();
      const broken = new Error('the sender went away');
      async function* breaking(): AsyncGenerator<Uint8Array> {
        yield* numbered(size, 1 << 20);
        throw broken;
      }
      await expect(store.putStream('broken', breaking())).rejects.toBe(broken);
      expect(await store.head('broken')).toBeNull();
      expect(await keysOf(store, '')).toEqual([]);
    });

    it('lets go of a large blob when the reader leaves early', async () => {
      const store = await open();
      await store.putStream('k', piecesOf(...numbered(9 * MIB, 1 << 20)));
      for await (const piece of (await store.read('k'))!) {
        expect(firstDifference(piece)).toBe(-1);
        break;
      }
      expect(await textAt(store, 'k', { from: 9 * MIB - 1, to: 9 * MIB })).toHaveLength(1);
    });

    it('lists by prefix in the order of the keys, page after page, with words', async () => {
      const store = await open();
      const names = Array.from({ length: 1203 }, (_, i) => `j/${String(i).padStart(5, '0')}`);
      for (let at = 0; at < names.length; at += 100) {
        await Promise.all(
          names
            .slice(at, at + 100)
            .toReversed()
            .map(key => store.put(key, bytesOf('x'), { key })),
        );
      }
      await store.put('i/before', bytesOf('x'));
      await store.put('k/after', bytesOf('x'));
      expect(await keysOf(store, 'j/')).toEqual(names);
      expect(await keysOf(store, 'j/0001')).toEqual(names.slice(10, 20));
      expect(await keysOf(store, 'none/')).toEqual([]);
      const metas: string[] = [];
      for await (const { meta } of listAll(store, 'j/')) metas.push(meta.key!);
      expect(metas).toEqual(names);
      await store.delete(names.slice(0, 1000));
      expect(await keysOf(store, 'j/')).toEqual(names.slice(1000));
    }, 60_000);

    it('deletes what is there and does not mind what is not', async () => {
      const store = await open();
      await store.put('a', bytesOf('x'));
      await store.delete(['a', 'never']);
      await store.delete([]);
      expect(await store.head('a')).toBeNull();
      expect(await store.putIfAbsent('a', bytesOf('y'))).toBe(true);
    });
  });
}

const MIB = 1024 * 1024;

async function* piecesOf(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** So many bytes that count up, in pieces. */
function numbered(size: number, piece: number): Uint8Array[] {
  const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
  return Array.from({ length: Math.ceil(size / piece) }, (_, i) =>
    bytes.subarray(i * piece, (i + 1) * piece),
  );
}

function firstDifference(bytes: Uint8Array): number {
  return bytes.findIndex((byte, i) => byte !== i % 251);
}
