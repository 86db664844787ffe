import type { Figure } from '../../src/evaluation/bootstrap.ts';
import { figuresOf } from '../../src/evaluation/figures.ts';
import { knownLabels, labelsFor } from '../../src/evaluation/labels.ts';
import { measure } from '../../src/evaluation/result.ts';
import { type JudgedSet, judgedSets } from '../quality/material.ts';
import type { Bench, Table, World } from './harness.ts';
import { type Ranker, rankersFor } from './rankers.ts';

/**
 * How often is the first answer right, beside well-known ways to rank? Our own texts against the five standards; with
 * ICAP_MATCH_DATA real ads, CVs and probes against the catalogue. 95 % bootstrap intervals over the texts.
 */
export const quality: Bench<readonly Table[]> = {
  name: 'quality',
  parts: () => [{ name: 'all', processes: 1 }],
  measure(world) {
    if (world.smoke) delete process.env.ICAP_MATCH_DATA; // the rankers of the catalogue take their time
    const rankers = new Map<JudgedSet['artifact'], Ranker[]>();
    return judgedSets().map(set => {
      if (!rankers.has(set.artifact)) rankers.set(set.artifact, rankersFor(set.artifact));
      return tableOf(set, rankers.get(set.artifact)!, world);
    });
  },
  report: samples => samples.get('all')!.flat(),
};

function tableOf(set: JudgedSet, rankers: readonly Ranker[], { smoke }: World): Table {
  const rows = smoke ? set.rows.slice(0, 5) : set.rows;
  const known = knownLabels(set.artifact);
  return {
    title: `quality on ${set.name}: ${rows.length} texts, ${set.artifact.manifest.standards} standards`,
    columns: ['ranking', 'top-1', 'top-5', 'nDCG@10'],
    rows: rankers.map(ranker => {
      const results = rows.map(row => {
        const occupations = ranker.rank(row).map(id => ({ id, name: id }));
        return measure(row, { verdict: 'unclear', occupations, tasks: [] }, labelsFor(row, known).labels);
      });
      const { top1, top5, ndcg10 } = figuresOf(results).metrics;
      return [ranker.name, figure(top1), figure(top5), figure(ndcg10)];
    }),
  };
}

function figure(value: Figure | undefined): string {
  return value === undefined
    ? '–'
    : `${value.value.toFixed(2)} [${value.low.toFixed(2)}–${value.high.toFixed(2)}]`;
}
