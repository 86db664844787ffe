import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandFolding, foldText } from '../../src/analysis/characters.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { readModel, recut } from '../../src/indexing/hmm.ts';
import { readDictionary, withUserWords } from '../../src/indexing/jieba.ts';
import { readLexica } from '../../src/indexing/lexica.ts';
import { hasWord, wordAt } from '../../src/indexing/words.ts';
import { benchStandards } from '../bench/material.ts';
import { CORPORA } from '../helpers/golden-index.ts';
import { loadJieba } from '../helpers/jieba.ts';
import { hanRuns } from '../helpers/runs.ts';
import { cutterOf } from '../helpers/segmenter.ts';

/** The oracle again, over everything: the whole catalogue and 20,000 random runs, with the domain words as user words. */
const folding = expandFolding(makeFoldingPairs());
const fold = (text: string): string => foldText(text, folding);
const dictionary = readDictionary(folding);
const userWords = [...new Set(readLexica(CORPORA).domainWords.map(fold))].filter(
  word => !hasWord(dictionary.words, word),
);
const extended = withUserWords(dictionary, userWords);
const ours = cutterOf(folding, extended);
const jieba = loadJieba(userWords);
const theirs = (run: string): string[] => jieba.cut(fold(run), false);

const data = process.env.ICAP_MATCH_DATA;
const catalogue = data !== undefined && existsSync(join(data, 'catalogue/standards.jsonl.gz'));
const seed = Math.floor(Math.random() * 2 ** 31);

describe('segmentation, at length', () => {
  it.runIf(catalogue)(
    'equals nodejieba on every Han run of the catalogue, with its HMM off and on (where ICAP_MATCH_DATA tells)',
    () => {
      const texts = benchStandards().standards.map(standard =>
        listSources(standard)
          .map(({ text }) => text)
          .join('\n'),
      );
      const model = readModel();
      const isOwn = (word: string): boolean => extended.userWords.has(word);
      let tokens = 0;
      const differing = texts.flatMap(hanRuns).filter(run => {
        const words = ours(run);
        tokens += words.length;
        const joined = recut(words, model, isOwn);
        return (
          words.join('|') !== theirs(run).join('|') ||
          joined.join('|') !== jieba.cut(fold(run), true).join('|')
        );
      });
      console.log(`${tokens} tokens compared`);
      expect(tokens).toBeGreaterThan(600_000);
      expect(differing).toEqual([]);
    },
  );

  it(`equals nodejieba on 20,000 random runs (seed ${seed})`, () => {
    const word = fc.nat(dictionary.classes.length - 1).map(i => wordAt(dictionary.words, i));
    const user = fc.constantFrom(...userWords);
    const any = fc.integer({ min: 0x4e00, max: 0x9fff }).map(unit => String.fromCharCode(unit));
    const run = fc
      .array(fc.oneof(word, user, any), { minLength: 1, maxLength: 60 })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(run, text => {
        expect(ours(text)).toEqual(theirs(text));
      }),
      { numRuns: 20_000, seed },
    );
  });

  it('equals nodejieba on a run of 100,000 random characters', () => {
    const unit = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map(point => String.fromCharCode(point));
    const [text] = fc.sample(fc.array(unit, { minLength: 100_000, maxLength: 100_000 }), {
      numRuns: 1,
      seed,
    });
    const run = text!.join('');
    expect(ours(run)).toEqual(theirs(run));
  });
});
