import { expandFolding, foldText } from '../../src/analysis/characters.ts';
import { Segmenter } from '../../src/analysis/segmenter.ts';
import { TokenList, UNKNOWN_TERM } from '../../src/analysis/tokens.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { compile, slotTerms } from '../../src/indexing/compile.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { readDictionary } from '../../src/indexing/jieba.ts';
import { loadJieba } from '../helpers/jieba.ts';
import { hanRuns } from '../helpers/runs.ts';
import { type Bench, middle, race, type Timing, times, type World } from './harness.ts';
import { benchStandards } from './material.ts';

/**
 * How fast is the compiled automaton beside nodejieba, on the Han runs of the standards? Both get folded text, one
 * string for each standard with its runs in lines, or each run by itself. Ours yields term numbers and spans, nodejieba
 * strings. That the tokens are the same is for the tests to say.
 */
export const segmentation: Bench<Sample> = {
  name: 'segmentation',
  parts: ({ smoke }) => [{ name: 'all', processes: smoke ? 1 : 5 }],
  measure(world) {
    const folding = expandFolding(makeFoldingPairs());
    const { standards, from } = benchStandards();
    const runs = standards.slice(0, world.smoke ? 5 : standards.length).map(standard =>
      hanRuns(
        foldText(
          listSources(standard)
            .map(({ text }) => text)
            .join('\n'),
          folding,
        ),
      ),
    );
    const cutters = makeCutters(folding);
    return {
      from,
      characters: runs.flat().reduce((sum, run) => sum + run.length, 0),
      whole: raced(
        runs.map(list => list.join('\n')),
        cutters,
        world,
      ),
      runs: raced(runs.flat(), cutters, world),
    };
  },
  report(samples) {
    const all = samples.get('all')!;
    const { from, characters } = all[0]!;
    const tables = [
      ['whole', `segmentation of ${from}: ${characters} Han characters, whole texts`],
      ['runs', 'the same, run by run'],
    ] as const;
    return tables.map(([how, title]) => ({
      title,
      columns: ['segmenter', 'throughput beside cut', 'at best', 'M characters/s'],
      rows: [0, 1].map(i => [
        all[0]![how][i]!.name,
        middle(
          all.map(sample => sample[how][0]!.median / sample[how][i]!.median),
          times,
        ),
        middle(
          all.map(sample => sample[how][0]!.minimum / sample[how][i]!.minimum),
          times,
        ),
        middle(
          all.map(sample => characters / sample[how][i]!.median / 1e3),
          value => value.toFixed(1),
        ),
      ]),
    }));
  },
};

interface Sample {
  readonly from: string;
  readonly characters: number;
  readonly whole: readonly Timing[];
  readonly runs: readonly Timing[];
}

type Cutters = Record<'cut' | 'ours', (text: string) => number>;

function makeCutters(folding: Uint16Array): Cutters {
  const automaton = compile(readDictionary(folding));
  const segmenter = new Segmenter(automaton, slotTerms(automaton, []), folding);
  const jieba = loadJieba([]);
  const words = new TokenList();
  const memory = new Uint16Array(1 << 20);
  const latin = { termOf: () => UNKNOWN_TERM };
  const views = new Map<number, Uint16Array>(); // what an Analysis has at hand
  return {
    cut: text => jieba.cut(text, false).length,
    ours(text) {
      let units = views.get(text.length);
      if (units === undefined) {
        units = memory.subarray(0, text.length);
        views.set(text.length, units);
      }
      words.clear(text.length);
      segmenter.cut(text, units, words, latin);
      return words.count;
    },
  };
}

function raced(texts: readonly string[], { cut, ours }: Cutters, world: World): Timing[] {
  return race(
    texts,
    [
      { name: 'nodejieba.cut(text, false)', run: cut },
      { name: 'icap-match', run: ours },
    ],
    world,
  );
}
