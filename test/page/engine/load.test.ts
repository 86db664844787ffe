import { describe, expect, it } from 'vitest';
import { type LoadProgress, PLAIN_LENGTH } from '../../../src/page/engine/engine.ts';
import { loadIndex } from '../../../src/page/engine/load.ts';
import { artifact, type Fetch, locationOf, packedIndex } from './parts.ts';

const index = packedIndex();
const { digest } = artifact();

/** Loads what these answers give, one after the other; tells how the browser's cache was used. */
async function load(...answers: readonly (() => Response)[]) {
  const caches: (RequestCache | undefined)[] = [];
  const heard: LoadProgress[] = [];
  const fetch: Fetch = async (_, init) => {
    caches.push(init?.cache);
    return answers[caches.length - 1]!();
  };
  const opened = loadIndex(locationOf(index), { fetch, onProgress: progress => heard.push(progress) });
  return { result: await opened.catch((error: unknown) => error), caches, heard };
}
const sound = (): Response => new Response(index);
const damaged = (): Response => {
  const bytes = index.slice();
  bytes[bytes.length >> 1]! ^= 1;
  return new Response(bytes);
};
/** In pieces, and cut off by the network after them. */
const streamed =
  (pieces: readonly Uint8Array[], breaks = false) =>
  (): Response => {
    const rest = [...pieces];
    return new Response(
      new ReadableStream({
        pull(controller) {
          const piece = rest.shift();
          if (piece !== undefined) controller.enqueue(piece);
          else if (breaks) controller.error(new TypeError('network error'));
          else controller.close();
        },
      }),
    );
  };

describe('loading the index', () => {
  it('opens what comes, in whatever pieces, and counts them', async () => {
    const half = index.length >> 1;
    const { result, heard, caches } = await load(
      streamed([index.subarray(0, 7), index.subarray(7, half), index.subarray(half)]),
    );
    expect(result).toMatchObject({ digest });
    expect(caches).toEqual(['default']);
    expect(heard.map(({ loaded }) => loaded)).toEqual([0, 7, half, index.length, index.length]);
  });

  it('learns from the answer how many bytes come, or does without', async () => {
    for (const [headers, total] of [
      [{ [PLAIN_LENGTH]: String(index.length) }, index.length],
      [{ [PLAIN_LENGTH]: 'many' }, 0],
      [{}, 0],
    ] as const) {
      const heard: LoadProgress[] = [];
      const opened = await loadIndex(
        { url: '/', bytes: 0, sent: 0 },
        {
          fetch: async () => new Response(index, { headers }),
          onProgress: progress => heard.push(progress),
        },
      );
      expect(opened.digest).toBe(digest);
      expect(heard[0]).toEqual({ stage: 'loading', loaded: 0, total });
      expect(heard.at(-1)).toEqual({ stage: 'unpacking', loaded: index.length, total: index.length });
    }
  });

  it.each([
    ['damaged', damaged],
    ['cut off', () => new Response(index.slice(0, 1000))],
    ['too long', () => new Response(new Uint8Array(index.length + 4))],
    ['something else', () => new Response('<h1>Log in</h1>')],
    ['empty', () => new Response(new Uint8Array())],
  ])('asks once more, past the cache, for what is %s', async (_, first) => {
    const healed = await load(first, sound);
    expect(healed.caches).toEqual(['default', 'reload']);
    expect(healed.result).toMatchObject({ digest });
    const twice = await load(first, first, sound);
    expect(twice.caches).toHaveLength(2);
    expect(twice.result).toMatchObject({ name: 'LoadError', fault: 'damaged' });
  });

  it.each([
    ['not-found', () => new Response('', { status: 404 })],
    ['not-found', () => new Response('', { status: 410 })],
    ['offline', () => new Response('', { status: 503 })],
    ['offline', streamed([index.subarray(0, 1000)], true)],
    [
      'offline',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])('says %s when the index is not to be had, and asks no more', async (fault, answer) => {
    const { result, caches } = await load(answer);
    expect(result).toMatchObject({ name: 'LoadError', fault });
    expect(caches).toHaveLength(1);
  });

  it('says that there is no memory when there is none for so many bytes', async () => {
    const fetch: Fetch = async () => sound();
    const opened = loadIndex({ url: '/', bytes: 2 ** 53 - 1, sent: 0 }, { fetch, onProgress: () => {} });
    await expect(opened).rejects.toMatchObject({ fault: 'no-memory' });
  });
});
