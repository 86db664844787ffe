import { readFileSync } from 'node:fs';
import { expandFolding, foldText } from '../../src/analysis/characters.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import type { MatchAnswer } from '../../src/matching/answer.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { writeAnswer } from '../../src/matching/write.ts';
import { loadJieba } from '../helpers/jieba.ts';
import { type Bench, middle, race, type Timing, times } from './harness.ts';
import { benchStandards, cutTexts, indexFile } from './material.ts';
import { adTexts } from './texts.ts';

/**
 * What does a whole match cost (analysis, all occupations and tasks, the top ten of each) beside nodejieba's cut of the
 * same texts, folded, alone? Real ads where there are some, and distinct texts of 600 characters.
 *
 * Evidence is lazy: `match` works out what every competency, remainder and task of the twenty answers contributes, and
 * verdict and parts set aside; which words carried a contribution is written when `evidence` is first read. So there are
 * four rows: without any explanation; with all its numbers; with every list of evidence read; and written as JSON.
 */
export const matching: Bench<Sample> = {
  name: 'matching',
  parts: ({ smoke }) => [{ name: 'all', processes: smoke ? 1 : 5 }],
  measure(world) {
    const artifact = openArtifact(readFileSync(indexFile(world.folder, 'bench')));
    const matcher = createMatcher(artifact);
    const jieba = loadJieba([]);
    const folding = expandFolding(makeFoldingPairs());
    const ads = adTexts();
    const most = world.smoke ? 5 : Number.POSITIVE_INFINITY;
    const sets = [
      { name: ads.name, texts: ads.texts.slice(0, most) },
      { name: 'distinct texts of 600 characters', texts: cutTexts(Math.min(60, most)) },
    ];
    return {
      from: benchStandards().from,
      tasks: artifact.manifest.tasks,
      sets: sets.map(({ name, texts }) => ({
        name,
        texts: texts.length,
        timings: race(
          texts.map(text => ({ text, folded: foldText(text, folding) })),
          [
            {
              name: 'nodejieba.cut(text, false) alone',
              run: ({ folded }) => jieba.cut(folded, false).length,
            },
            {
              name: 'match, ranking only',
              run: ({ text }) => matcher.match({ text, explain: false }).occupations.length,
            },
            {
              name: 'match, every contribution',
              run: ({ text }) => matcher.match({ text }).occupations.length,
            },
            {
              name: 'the same, all evidence read',
              run: ({ text }) => readEvidence(matcher.match({ text })),
            },
            { name: 'the same, as JSON', run: ({ text }) => writeAnswer(matcher.match({ text })).length },
          ],
          world,
        ),
      })),
    };
  },
  report(samples) {
    const all = samples.get('all')!;
    const { from, tasks, sets } = all[0]!;
    return sets.map((set, s) => ({
      title: `matching ${set.texts} ${set.name} against ${from} and ${tasks} tasks`,
      columns: ['what', 'time of cut', 'at best', 'µs a text'],
      rows: set.timings.map(({ name }, i) => {
        const of = all.map(sample => sample.sets[s]!.timings);
        return [
          name,
          middle(
            of.map(timings => timings[i]!.median / timings[0]!.median),
            times,
          ),
          middle(
            of.map(timings => timings[i]!.minimum / timings[0]!.minimum),
            times,
          ),
          middle(
            of.map(timings => (timings[i]!.median / set.texts) * 1e3),
            µs => µs.toFixed(0),
          ),
        ];
      }),
    }));
  },
};

interface Sample {
  readonly from: string;
  readonly tasks: number;
  readonly sets: readonly {
    readonly name: string;
    readonly texts: number;
    readonly timings: readonly Timing[];
  }[];
}

function readEvidence({ occupations, tasks }: MatchAnswer): number {
  let read = 0;
  for (const { competencies = [], remainder = [] } of [...occupations, ...tasks]) {
    for (const { evidence } of competencies) read += evidence.length;
    for (const { evidence } of remainder) read += evidence.length;
  }
  return read;
}
