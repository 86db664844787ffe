import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWord, symbolTable } from '../../src/analysis/automaton.ts';
import { expandFolding, foldText } from '../../src/analysis/characters.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { compile } from '../../src/indexing/compile.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { readDictionary, withUserWords } from '../../src/indexing/jieba.ts';
import { goldenStandards } from '../helpers/golden-index.ts';
import { loadJieba } from '../helpers/jieba.ts';
import { hanRuns } from '../helpers/runs.ts';
import { cutterOf, weightsOf } from '../helpers/segmenter.ts';
import { plainPath } from '../reference/segmentation.ts';

/** nodejieba is the oracle: for every run of Han characters our automaton gives its tokens, one for one. */
const folding = expandFolding(makeFoldingPairs());
const fold = (text: string): string => foldText(text, folding);
const userWords = ['兴柜', '理专', '业助', '竞品分析', '𠮷屋', '大𠮷'];
const dictionary = withUserWords(readDictionary(folding), userWords);
const weightOf = weightsOf(dictionary);
const words = [...weightOf.keys()];
const ours = cutterOf(folding, dictionary);
const jieba = loadJieba(userWords);
const theirs = (run: string): string[] => jieba.cut(fold(run), false);

const word = fc.nat(words.length - 1).map(i => words[i]!);
const user = fc.constantFrom(...userWords);
const units = (min: number, max: number) => fc.integer({ min, max }).map(unit => String.fromCharCode(unit));
const rare = fc.oneof(units(0x3400, 0x4dbf), units(0x4e00, 0x9fff));
const compatible = units(0xf900, 0xfa6d);
const pair = fc.integer({ min: 0x20000, max: 0x2a6df }).map(point => String.fromCodePoint(point));
const emoji = fc.constantFrom('😀', '🔥', '𠮷', '〇', '々');
const part = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 2, arbitrary: user },
  { weight: 3, arbitrary: rare },
  { weight: 1, arbitrary: compatible },
  { weight: 1, arbitrary: pair },
  { weight: 1, arbitrary: emoji },
);
const run = fc.array(part, { minLength: 1, maxLength: 30 }).map(parts => parts.join(''));
const seed = Math.floor(Math.random() * 2 ** 31);

describe('segmentation', () => {
  it('equals nodejieba on every Han run of the five standards', () => {
    const texts = goldenStandards().flatMap(standard => listSources(standard).map(({ text }) => text));
    const runs = texts.flatMap(hanRuns);
    expect(runs.length).toBeGreaterThan(600);
    expect(runs.map(ours)).toEqual(runs.map(theirs));
  });

  it(`equals nodejieba on random runs of words, rare characters and pairs (seed ${seed})`, () => {
    fc.assert(
      fc.property(run, text => {
        expect(ours(text)).toEqual(theirs(text));
      }),
      { numRuns: 10_000, seed },
    );
  });

  it(`equals the plain path over a map of words (seed ${seed})`, () => {
    const longest = words.reduce((most, text) => Math.max(most, text.length), 0);
    fc.assert(
      fc.property(run, text => {
        expect(ours(text)).toEqual(plainPath(fold(text), weightOf, dictionary.weights[0]!, longest));
      }),
      { numRuns: 500, seed },
    );
  });

  it(`cuts the runs of a text as if each stood alone (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.array(run, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('，', ' ', '\n', '。1'),
        (runs, sign) => {
          expect(ours(runs.join(sign))).toEqual(runs.flatMap(theirs));
        },
      ),
      { numRuns: 1000, seed },
    );
  });

  it('equals nodejieba on one character repeated, and stays whole on a long run', () => {
    for (const text of [
      '一',
      '一'.repeat(5000),
      '业务'.repeat(50_000),
      '兴柜'.repeat(300),
      '𠮷'.repeat(50),
    ]) {
      expect(ours(text)).toEqual(theirs(text));
    }
  });

  it('keeps a lone surrogate as a token of its own', () => {
    expect(ours('业务\ud842业务')).toEqual(['业务', '\ud842', '业务']);
    expect(ours('\udc00业务\ud842')).toEqual(['\udc00', '业务', '\ud842']);
  });

  it('has nothing for a text without words', () => {
    expect(['', ' ', '1', '，。'].map(ours)).toEqual([[], [], [], []]);
  });
});

describe('the compiled dictionary', () => {
  it('holds every word with its weight and no other', () => {
    const automaton = compile(dictionary);
    const symbols = symbolTable(automaton);
    const wrong = words.filter(text => {
      const slot = findWord(automaton, symbols, text);
      return automaton.weights[automaton.slots[slot + 1]! >>> 16] !== weightOf.get(text);
    });
    expect(wrong).toEqual([]);
    let ends = 0;
    for (let slot = 0; slot < automaton.slots.length; slot += 2)
      if (automaton.slots[slot + 1]! >>> 16 > 0) ends++;
    expect(ends).toBe(words.length);
    const prefixes = words
      .slice(0, 20_000)
      .flatMap(text => [text.slice(0, -1), `${text}一`, `${text}\u{20000}`]);
    const found = prefixes.filter(text => findWord(automaton, symbols, text) >= 0);
    expect(found).toEqual(prefixes.filter(text => weightOf.has(text)));
  });
});
