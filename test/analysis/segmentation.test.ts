import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentRun } from '../../src/analysis/automaton.ts';
import { expandFolding, foldText, foldUnits } from '../../src/analysis/characters.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { loadJieba, readDictionary } from '../../src/indexing/jieba.ts';
import { createTokenizer, hanRuns } from '../../src/indexing/tokenizer.ts';
import { goldenStandards } from '../helpers/golden-index.ts';

/** nodejieba is the oracle: for every run of Han characters our automaton gives its tokens, one for one. */
const folding = expandFolding(makeFoldingPairs());
const fold = (text: string): string => foldText(text, folding);
const userWords = ['兴柜', '理专', '业助', '竞品分析'];
const dictionary = readDictionary(fold);
const tokenizer = createTokenizer(folding, dictionary, userWords);
const jieba = loadJieba(userWords);

function ours(run: string): string[] {
  const units = foldUnits(run, folding);
  const words: string[] = [];
  segmentRun(tokenizer.automaton, units, 0, units.length, (_, start, end) =>
    words.push(run.slice(start, end)),
  );
  return words;
}

describe('segmentation', () => {
  it('equals nodejieba on every Han run of the five standards', () => {
    const texts = goldenStandards().flatMap(standard => listSources(standard).map(({ text }) => text));
    const runs = hanRuns(fold(texts.join('\n')));
    expect(runs.length).toBeGreaterThan(600);
    expect(runs.map(ours)).toEqual(runs.map(run => jieba.cut(run, false)));
  });

  it('equals nodejieba on random runs of dictionary words, rare characters and pairs', () => {
    const word = fc.nat(dictionary.words.length - 1).map(i => dictionary.words[i]!.text);
    const rare = fc.integer({ min: 0x3400, max: 0x9fff }).map(unit => fold(String.fromCharCode(unit)));
    const pair = fc.integer({ min: 0x20000, max: 0x2a6df }).map(point => String.fromCodePoint(point));
    const run = fc
      .array(
        fc.oneof(
          { weight: 6, arbitrary: word },
          { weight: 3, arbitrary: rare },
          { weight: 1, arbitrary: pair },
        ),
        {
          minLength: 1,
          maxLength: 30,
        },
      )
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(run, text => {
        expect(ours(text)).toEqual(jieba.cut(text, false));
      }),
      { numRuns: 3000 },
    );
  });

  it('equals nodejieba on one character repeated, and stays whole on a long run', () => {
    for (const run of ['一', '一'.repeat(5000), '业务'.repeat(5000), '兴柜'.repeat(300), '𠮷'.repeat(50)]) {
      expect(ours(run)).toEqual(jieba.cut(run, false));
    }
  });

  it('keeps a lone surrogate as a token of its own', () => {
    expect(ours('业务\ud842业务')).toEqual(['业务', '\ud842', '业务']);
  });

  it('finds every word of the dictionary in the automaton and no other', () => {
    const { automaton, words } = tokenizer;
    let lost = 0;
    for (let i = 0; i < words.length; i++) {
      let state = 0;
      for (const unit of foldUnits(words[i]!, folding)) {
        const next = automaton.base[state]! + automaton.code[unit]!;
        if (automaton.check[next] !== state) lost++;
        state = next;
      }
      if (automaton.word[state] !== i) lost++;
    }
    expect(lost).toBe(0);
    expect(automaton.word.filter(word => word >= 0).length).toBe(words.length);
  });
});
