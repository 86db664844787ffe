import { describe, expect, it } from 'vitest';
import { checksum } from '../../src/artifact/checksum.ts';
import { buildDoubleArray, TRIE_VERSION } from '../../src/artifact/double-array.ts';
import { compile } from '../../src/indexing/compile.ts';
import type { Dictionary } from '../../src/indexing/jieba.ts';
import { wordList } from '../../src/indexing/words.ts';

const dictionary: Dictionary = {
  words: wordList(['业', '业务', '业务员', '客户']),
  classes: Uint16Array.of(1, 2, 1, 1),
  weights: Float64Array.of(-9, -3, -4),
  median: -4,
  userWords: new Set(),
};

describe('a compiled dictionary that is kept', () => {
  const kept = new Map<string, Uint8Array>();
  const asked: string[] = [];
  const cache = {
    read(key: string) {
      asked.push(key);
      return kept.get(key);
    },
    write(key: string, bytes: Uint8Array) {
      kept.set(key, bytes);
    },
  };

  it('is the same the second time, read from where it is kept', () => {
    expect(compile(dictionary, cache)).toEqual(compile(dictionary));
    expect(kept.size).toBe(1);
    expect(compile(dictionary, cache)).toEqual(compile(dictionary));
    expect(asked[0]).toBe(asked[1]);
    expect(asked[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('goes under another name when a word or a class is another', () => {
    compile({ ...dictionary, classes: Uint16Array.of(1, 2, 1, 2) }, cache);
    compile({ ...dictionary, words: wordList(['业', '业务', '业务员', '客人']) }, cache);
    expect(kept.size).toBe(3);
  });

  it('is made again when it is damaged in any place or cut off', () => {
    const [key, sound] = [...kept][0]!;
    const damage = [
      new Uint8Array(0),
      sound.slice(0, 9),
      sound.slice(0, -8),
      ...Array.from({ length: sound.length }, (_, at) =>
        sound.map((byte, i) => (i === at ? byte ^ 4 : byte)),
      ),
    ];
    for (const bytes of damage) {
      kept.set(key, bytes);
      expect(compile(dictionary, cache)).toEqual(compile(dictionary));
      expect(kept.get(key)).toEqual(sound);
    }
  });

  it('has the bytes of its version', () => {
    const texts = Array.from({ length: 3000 }, (_, i) =>
      String.fromCharCode(
        0x4e00 + ((i * i) % 997),
        ...(i % 3 === 0 ? [] : [0x4e00 + (i % 89), 0x4e00 + (i % 7)]),
      ),
    );
    const words = wordList([...new Set(texts)].sort());
    const { slots } = buildDoubleArray(words, new Uint16Array(words.start.length - 1).fill(1));
    // another sum is another version: raise TRIE_VERSION with it
    expect([TRIE_VERSION, checksum(new Uint8Array(slots.buffer))]).toEqual([1, 3927439747]);
  });
});
