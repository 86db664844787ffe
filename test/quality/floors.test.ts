import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../src/artifact/read.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { type Evaluation, evaluateRow, summarize } from '../../src/evaluation/evaluate.ts';
import { readJudged } from '../../src/evaluation/judged.ts';
import { knownLabels } from '../../src/evaluation/labels.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { benchStandards } from '../bench/material.ts';
import { CORPORA, goldenArtifact } from '../helpers/golden-index.ts';
import { balancedAccuracy, measureGaps } from './gaps.ts';

/** Floors under the quality of answers: a change that falls through one needs a reason. Set a little below what was measured. */
function evaluate(artifact: Artifact, files: readonly string[]): Evaluation {
  const matcher = createMatcher(artifact);
  const known = knownLabels(artifact);
  const rows = files.flatMap(file => readJudged(readFileSync(file, 'utf8')).rows);
  return summarize(
    matcher.index,
    rows.map(row => evaluateRow(row, matcher, known)),
    [],
  );
}

describe('the five standards, on our own texts', () => {
  const judged = ['blind.jsonl', 'sighted.jsonl'].map(name => join(CORPORA, 'judged', name));
  const { metrics, none, verdict } = evaluate(goldenArtifact(), judged);

  it('ranks a right occupation first for 17 of 20', () => {
    expect(metrics.top1!.value).toBeGreaterThanOrEqual(0.85);
    expect(metrics.top3!.value).toBeGreaterThanOrEqual(0.95);
  });

  it('has a right task among the first three for 9 of 10', () => {
    expect(metrics.task3!.value).toBeGreaterThanOrEqual(0.9);
  });

  it('says none where nothing fits, and seldom elsewhere', () => {
    expect(none.recall!.value).toBeGreaterThanOrEqual(0.5);
    expect(none.falseNone!.value).toBeLessThanOrEqual(0.08);
    expect(verdict.clearRight!.value).toBeGreaterThanOrEqual(0.9);
  });

  it('tells the tasks that a text describes from others', () => {
    const artifact = goldenArtifact();
    const ids = artifact.occupations.map(({ id }) => id);
    const { described, siblings, strangers } = measureGaps(createMatcher(artifact), ids);
    expect(balancedAccuracy(described, siblings)).toBeGreaterThanOrEqual(0.62);
    expect(balancedAccuracy(described, strangers)).toBeGreaterThanOrEqual(0.68);
    expect(strangers.covered).toBeLessThanOrEqual(0.05);
  });
});

const data = process.env.ICAP_MATCH_DATA;
const catalogue = data !== undefined && existsSync(join(data, 'catalogue/standards.jsonl.gz'));

/** Runs where ICAP_MATCH_DATA points to the catalogue and the judged real texts, which are not part of the project. */
describe.runIf(catalogue)('the catalogue, on real texts', () => {
  const artifact = catalogue
    ? openArtifact(buildIndex(benchStandards().standards, { corpora: CORPORA }).bytes)
    : null;
  const set = (name: string): Evaluation['metrics'] =>
    evaluate(artifact!, [join(data!, 'judged', `${name}-dev.jsonl`)]).metrics;

  it('ranks a right occupation first for two of three ads, and among the first five for 9', () => {
    const { top1, top5, ndcg10 } = set('ads');
    expect(top1!.value).toBeGreaterThanOrEqual(0.67);
    expect(top5!.value).toBeGreaterThanOrEqual(0.9);
    expect(ndcg10!.value).toBeGreaterThanOrEqual(0.7);
  });

  it('ranks a right occupation first for 8 of 10 CVs', () => {
    expect(set('cvs').top1!.value).toBeGreaterThanOrEqual(0.8);
  });

  it('tells neighbours apart in the probes', () => {
    expect(set('probes').ndcg10!.value).toBeGreaterThanOrEqual(0.8);
  });
});
