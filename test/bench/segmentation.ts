import { expandFolding, foldText } from '../../src/analysis/characters.ts';
import { Segmenter } from '../../src/analysis/segmenter.ts';
import { TokenList, UNKNOWN_TERM } from '../../src/analysis/tokens.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { compile, slotTerms } from '../../src/indexing/compile.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { readDictionary } from '../../src/indexing/jieba.ts';
import { loadJieba } from '../helpers/jieba.ts';
import { hanRuns } from '../helpers/runs.ts';
import { type Bench, type BenchOptions, race, type Table } from './harness.ts';
import { benchStandards } from './material.ts';

/**
 * How fast is the compiled automaton beside nodejieba, on the Han runs of the standards? Both get folded text, one
 * string for each standard with its runs in lines, or each run by itself. Ours yields term numbers and spans, nodejieba
 * strings.
 */
export const segmentation: Bench = {
  name: 'segmentation',
  run(options) {
    const folding = expandFolding(makeFoldingPairs());
    const { standards, from } = benchStandards();
    const runs = standards.map(standard =>
      hanRuns(
        foldText(
          listSources(standard)
            .map(({ text }) => text)
            .join('\n'),
          folding,
        ),
      ),
    );
    const automaton = compile(readDictionary(folding));
    const segmenter = new Segmenter(automaton, slotTerms(automaton, []), folding);
    const jieba = loadJieba([]);
    const words = new TokenList();
    const memory = new Uint16Array(1 << 20);
    const latin = { termOf: () => UNKNOWN_TERM };
    const views = new Map<number, Uint16Array>(); // what an Analysis has at hand
    const ours = (text: string): number => {
      let units = views.get(text.length);
      if (units === undefined) {
        units = memory.subarray(0, text.length);
        views.set(text.length, units);
      }
      words.clear(text.length);
      segmenter.cut(text, units, words, latin);
      return words.count;
    };
    const cut = (text: string): number => jieba.cut(text, false).length;
    const characters = runs.flat().reduce((sum, run) => sum + run.length, 0);
    return [
      raced(
        `${from}, ${characters} Han characters, whole texts`,
        runs.map(list => list.join('\n')),
        characters,
        { cut, ours },
        options,
      ),
      raced(`the same, run by run`, runs.flat(), characters, { cut, ours }, options),
    ];
  },
};

/** Ours passes ten times where nodejieba passes once, so that a round of each takes about as long. */
const PASSES = 10;

function raced(
  title: string,
  texts: readonly string[],
  characters: number,
  { cut, ours }: Record<'cut' | 'ours', (text: string) => number>,
  options: BenchOptions,
): Table {
  const pass = (tokens: (text: string) => number): number =>
    texts.reduce((sum, text) => sum + tokens(text), 0);
  const timings = race(
    [
      { name: 'nodejieba.cut(text, false)', run: () => pass(cut) },
      {
        name: 'icap-match',
        run: () => {
          let sum = 0;
          for (let i = 0; i < PASSES; i++) sum += pass(ours);
          return sum;
        },
      },
    ],
    options,
  );
  const base = timings[0]!.median;
  return {
    title: `segmentation of ${title}`,
    columns: ['segmenter', 'ratio', 'characters/s', 'rounds (ms a pass)'],
    rows: timings.map(({ name, median, rounds }, i) => {
      const passes = i === 0 ? 1 : PASSES;
      return [
        name,
        `${((base / median) * passes).toFixed(1)}×`,
        `${((characters / median / 1e3) * passes).toFixed(1)} M`,
        rounds.map(ms => (ms / passes).toFixed(0)).join(' '),
      ];
    }),
  };
}
