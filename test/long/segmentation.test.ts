import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentRun } from '../../src/analysis/automaton.ts';
import { expandFolding, foldText, foldUnits } from '../../src/analysis/characters.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { loadJieba, readDictionary } from '../../src/indexing/jieba.ts';
import { readLexica } from '../../src/indexing/lexica.ts';
import { createTokenizer, hanRuns } from '../../src/indexing/tokenizer.ts';
import { benchStandards } from '../bench/material.ts';
import { CORPORA } from '../helpers/golden-index.ts';

/** The oracle again, over everything: the whole catalogue and 20,000 random runs, with the domain words as user words. */
const folding = expandFolding(makeFoldingPairs());
const fold = (text: string): string => foldText(text, folding);
const dictionary = readDictionary(fold);
const known = new Set(dictionary.words.map(({ text }) => text));
const userWords = [...new Set(readLexica(CORPORA).domainWords.map(fold))].filter(word => !known.has(word));
const { automaton } = createTokenizer(folding, dictionary, userWords);
const jieba = loadJieba(userWords);

function ours(run: string): string[] {
  const units = foldUnits(run, folding);
  const words: string[] = [];
  segmentRun(automaton, units, 0, units.length, (_, start, end) => words.push(run.slice(start, end)));
  return words;
}

const data = process.env.ICAP_MATCH_DATA;
const catalogue = data !== undefined && existsSync(join(data, 'catalogue/standards.jsonl.gz'));

describe('segmentation, at length', () => {
  it.runIf(catalogue)(
    'equals nodejieba on every Han run of the catalogue (where ICAP_MATCH_DATA tells)',
    () => {
      const texts = benchStandards().standards.flatMap(standard =>
        listSources(standard).map(({ text }) => text),
      );
      let tokens = 0;
      const differing = hanRuns(fold(texts.join('\n'))).filter(run => {
        const words = ours(run);
        tokens += words.length;
        return words.join('|') !== jieba.cut(run, false).join('|');
      });
      console.log(`${tokens} tokens compared`);
      expect(tokens).toBeGreaterThan(600_000);
      expect(differing).toEqual([]);
    },
  );

  it('equals nodejieba on 20,000 random runs', () => {
    const word = fc.nat(dictionary.words.length - 1).map(i => dictionary.words[i]!.text);
    const user = fc.constantFrom(...userWords);
    const any = fc.integer({ min: 0x4e00, max: 0x9fff }).map(unit => fold(String.fromCharCode(unit)));
    const run = fc
      .array(fc.oneof(word, user, any), { minLength: 1, maxLength: 60 })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(run, text => {
        expect(ours(text)).toEqual(jieba.cut(text, false));
      }),
      { numRuns: 20_000 },
    );
  });
});
