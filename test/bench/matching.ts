import { expandFolding, foldText } from '../../src/analysis/characters.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { CORPORA } from '../helpers/golden-index.ts';
import { loadJieba } from '../helpers/jieba.ts';
import { type Bench, race } from './harness.ts';
import { benchStandards, ownTexts } from './material.ts';

/** What does a whole match cost (analysis, ranking, ten of each explained) beside nodejieba's cut of the same texts alone? */
export const matching: Bench = {
  name: 'matching',
  run(options) {
    const { standards, from } = benchStandards();
    const matcher = createMatcher(openArtifact(buildIndex(standards, { corpora: CORPORA }).bytes));
    const texts = ownTexts();
    const folding = expandFolding(makeFoldingPairs());
    const folded = texts.map(text => foldText(text, folding));
    const jieba = loadJieba([]);
    const timings = race(
      [
        {
          name: 'nodejieba.cut(text, false) alone',
          run: () => folded.reduce((n, t) => n + jieba.cut(t, false).length, 0),
        },
        {
          name: 'match, explained',
          run: () => texts.reduce((n, text) => n + matcher.match({ text }).occupations.length, 0),
        },
        {
          name: 'match, ranking only',
          run: () =>
            texts.reduce((n, text) => n + matcher.match({ text, explain: false }).occupations.length, 0),
        },
      ],
      options,
    );
    const base = timings[0]!.median;
    return [
      {
        title: `matching ${texts.length} texts against ${from}`,
        columns: ['what', 'time of cut', 'µs per text', 'rounds (ms)'],
        rows: timings.map(({ name, median, rounds }) => [
          name,
          `${(median / base).toFixed(1)}×`,
          ((median / texts.length) * 1000).toFixed(0),
          rounds.map(ms => ms.toFixed(0)).join(' '),
        ]),
      },
    ];
  },
};
