import { segmentRun } from '../../src/analysis/automaton.ts';
import { expandFolding, foldText, foldUnits } from '../../src/analysis/characters.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { loadJieba, readDictionary } from '../../src/indexing/jieba.ts';
import { createTokenizer, hanRuns } from '../../src/indexing/tokenizer.ts';
import { type Bench, race } from './harness.ts';
import { benchStandards } from './material.ts';

/**
 * How fast is the compiled automaton beside nodejieba, on the Han runs of the standards? Both get folded text; ours gets
 * units and yields word numbers and spans, nodejieba gets strings and yields strings.
 */
export const segmentation: Bench = {
  name: 'segmentation',
  run(options) {
    const folding = expandFolding(makeFoldingPairs());
    const fold = (text: string): string => foldText(text, folding);
    const { standards, from } = benchStandards();
    const runs = hanRuns(fold(standards.flatMap(s => listSources(s).map(({ text }) => text)).join('\n')));
    const units = runs.map(run => foldUnits(run, folding));
    const characters = runs.reduce((sum, run) => sum + run.length, 0);
    const { automaton } = createTokenizer(folding, readDictionary(fold), []);
    const jieba = loadJieba([]);
    const timings = race(
      [
        {
          name: 'nodejieba.cut(run, false)',
          run: () => runs.reduce((n, run) => n + jieba.cut(run, false).length, 0),
        },
        {
          name: 'icap-match',
          run: () => {
            let tokens = 0;
            for (const run of units) segmentRun(automaton, run, 0, run.length, () => tokens++);
            return tokens;
          },
        },
      ],
      options,
    );
    const base = timings[0]!.median;
    return [
      {
        title: `segmentation of ${from}, ${characters} Han characters`,
        columns: ['segmenter', 'ratio', 'characters/s', 'rounds (ms)'],
        rows: timings.map(({ name, median, rounds }) => [
          name,
          `${(base / median).toFixed(1)}×`,
          `${(characters / median / 1e3).toFixed(1)} M`,
          rounds.map(ms => ms.toFixed(0)).join(' '),
        ]),
      },
    ];
  },
};
