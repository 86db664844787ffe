import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandFolding, foldText } from '../../src/analysis/characters.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { readModel, recut } from '../../src/indexing/hmm.ts';
import { readDictionary, withUserWords } from '../../src/indexing/jieba.ts';
import { proposeWords } from '../../src/indexing/proposals.ts';
import { createTokenizer } from '../../src/indexing/tokenizer.ts';
import { wordAt } from '../../src/indexing/words.ts';
import { goldenStandards } from '../helpers/golden-index.ts';
import { loadJieba } from '../helpers/jieba.ts';
import { hanRuns } from '../helpers/runs.ts';
import { cutterOf } from '../helpers/segmenter.ts';

/** nodejieba with its HMM on is the oracle, with user words of one character among others: those the HMM leaves alone. */
const folding = expandFolding(makeFoldingPairs());
const userWords = ['兴柜', '理专', '脉', '𠮷', '竞品分析'];
const dictionary = withUserWords(readDictionary(folding), userWords);
const cut = cutterOf(folding, dictionary);
const model = readModel();
const ours = (run: string): string[] => recut(cut(run), model, word => dictionary.userWords.has(word));
const jieba = loadJieba(userWords);
const theirs = (run: string): string[] => jieba.cut(foldText(run, folding), true);
const seed = Math.floor(Math.random() * 2 ** 31);

describe('the hidden Markov model', () => {
  it('cuts every Han run of the five standards as nodejieba does with its HMM on', () => {
    const runs = goldenStandards().flatMap(standard =>
      listSources(standard).flatMap(({ text }) => hanRuns(text)),
    );
    expect(runs.length).toBeGreaterThan(600);
    expect(runs.map(ours)).toEqual(runs.map(theirs));
  });

  it(`does so on 20,000 random runs (seed ${seed})`, () => {
    const common = fc.constantFrom(...'的一是在人有我他这中大来上个国脉品竞柜兴专').map(String);
    const any = fc.integer({ min: 0x4e00, max: 0x9fff }).map(unit => String.fromCharCode(unit));
    const pair = fc.integer({ min: 0x20000, max: 0x2a6df }).map(point => String.fromCodePoint(point));
    const word = fc.nat(dictionary.classes.length - 1).map(i => wordAt(dictionary.words, i));
    const run = fc
      .array(
        fc.oneof(
          { weight: 4, arbitrary: common },
          { weight: 4, arbitrary: any },
          { weight: 1, arbitrary: pair },
          { weight: 2, arbitrary: word },
          { weight: 1, arbitrary: fc.constantFrom(...userWords) },
        ),
        { minLength: 1, maxLength: 40 },
      )
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(run, text => {
        expect(ours(text)).toEqual(theirs(text));
      }),
      { numRuns: 20_000, seed },
    );
  });
});

describe('proposed words', () => {
  it('are those of 2 to 4 characters that the dictionary lacks and two different runs hold', () => {
    const tokenizer = createTokenizer(folding, withUserWords(readDictionary(folding), ['兴柜']));
    // 人脈 is in the dictionary, though so rare there that the path parts it
    const texts = ['拓展人脈，分析競品', '拓展人脈，經營人脈', '競品，興櫃', '興櫃公司'];
    expect(proposeWords(texts, tokenizer, model)).toEqual(['竞品']);
    expect(proposeWords(['競品', '競品。競品'], tokenizer, model)).toEqual([]);
  });
});
