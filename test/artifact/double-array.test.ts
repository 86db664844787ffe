import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWord, NOWHERE, symbolTable } from '../../src/analysis/automaton.ts';
import { buildDoubleArray } from '../../src/artifact/double-array.ts';
import { hasWord, mergeWords, wordAt, wordList } from '../../src/indexing/words.ts';

const seed = Math.floor(Math.random() * 2 ** 31);
const character = fc.oneof(
  fc.constantFrom('a', 'b', 'c', '一', '\ufffd'),
  fc.integer({ min: 0x4e00, max: 0x4f00 }).map(unit => String.fromCharCode(unit)),
  fc.integer({ min: 0x20000, max: 0x20010 }).map(point => String.fromCodePoint(point)),
);
const word = fc.array(character, { minLength: 1, maxLength: 6 }).map(parts => parts.join(''));
const words = fc.uniqueArray(word, { maxLength: 300 }).map(list => list.sort());

function classesOf(count: number): Uint16Array {
  return Uint16Array.from({ length: count }, (_, w) => 1 + (w % 0xffff));
}

describe('a double array', () => {
  it(`finds each word with its class, and nothing else (seed ${seed})`, () => {
    fc.assert(
      fc.property(words, fc.array(word), (list, others) => {
        const trie = buildDoubleArray(wordList(list), classesOf(list.length));
        const symbols = symbolTable(trie);
        const classes = list.map(text => trie.slots[findWord(trie, symbols, text) + 1]! >>> 16);
        expect(classes).toEqual([...classesOf(list.length)]);
        for (const text of others) expect(findWord(trie, symbols, text) >= 0).toBe(list.includes(text));
      }),
      { seed },
    );
  });

  it(`gives every node a base of its own and room behind it for any symbol (seed ${seed})`, () => {
    fc.assert(
      fc.property(words, list => {
        const { alphabet, slots } = buildDoubleArray(wordList(list), classesOf(list.length));
        const bases = slots.filter((base, at) => at % 2 === 0 && base > NOWHERE);
        expect(new Set(bases).size).toBe(bases.length);
        const most = bases.reduce((a, b) => Math.max(a, b), NOWHERE) + (alphabet.length + 1) * 2 + 1;
        expect(most).toBeLessThan(slots.length);
        expect(slots.includes(NOWHERE) || list.length === 0).toBe(true);
      }),
      { seed },
    );
  });

  it('is the same for the same words, and numbers frequent characters first', () => {
    const list = wordList(['a', 'ab', 'b', 'bc']);
    expect(buildDoubleArray(list, classesOf(4))).toEqual(buildDoubleArray(list, classesOf(4)));
    expect(String.fromCodePoint(...buildDoubleArray(list, classesOf(4)).alphabet)).toBe('bac');
  });

  it('refuses words that are twice there or too long', () => {
    expect(() => buildDoubleArray(wordList(['a', 'a']), classesOf(2))).toThrow(/distinct/);
    expect(() => buildDoubleArray(wordList(['a'.repeat(2000)]), classesOf(1))).toThrow(/1023/);
  });
});

describe('a list of words', () => {
  it(`takes more words in, in order, and knows which it has (seed ${seed})`, () => {
    fc.assert(
      fc.property(words, fc.uniqueArray(word), (list, more) => {
        const merged = mergeWords(
          { words: wordList(list), classes: classesOf(list.length) },
          new Map(more.map(text => [text, 7])),
        );
        const expected = new Map(list.map((text, w) => [text, 1 + w]));
        for (const text of more) expected.set(text, 7);
        const got = Array.from(merged.classes, (kind, w) => [wordAt(merged.words, w), kind]);
        expect(got).toEqual([...expected].sort(([a], [b]) => (a < b ? -1 : 1)));
        for (const text of more) expect(hasWord(wordList(list), text)).toBe(list.includes(text));
      }),
      { seed },
    );
  });
});
