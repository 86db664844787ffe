import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from '../../src/artifact/read.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { type JudgedRow, readJudged } from '../../src/evaluation/judged.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import type { Model } from '../../src/indexing/model.ts';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { benchStandards } from '../bench/material.ts';
import { CORPORA, goldenStandards } from '../helpers/golden-index.ts';

/** A set of judged texts with the index that it is judged against. */
export interface JudgedSet {
  readonly name: string;
  readonly artifact: Artifact;
  readonly matcher: Matcher;
  readonly rows: readonly JudgedRow[];
}

/** Our own texts against the five standards; with ICAP_MATCH_DATA also real ads, CVs and probes against the catalogue. */
export function judgedSets(model?: Model): JudgedSet[] {
  const options = { corpora: CORPORA, ...(model === undefined ? {} : { model }) };
  const sets: JudgedSet[] = [];
  const add = (names: readonly [name: string, file: string][], artifact: Artifact): void => {
    const matcher = createMatcher(artifact);
    for (const [name, file] of names) {
      sets.push({ name, artifact, matcher, rows: readJudged(readFileSync(file, 'utf8')).rows });
    }
  };
  const own = join(CORPORA, 'judged');
  add(
    [
      ['blind', join(own, 'blind.jsonl')],
      ['sighted', join(own, 'sighted.jsonl')],
    ],
    openArtifact(buildIndex(goldenStandards(), options).bytes),
  );
  const data = process.env.ICAP_MATCH_DATA;
  if (data !== undefined && existsSync(join(data, 'catalogue'))) {
    const judged = join(data, 'judged');
    add(
      [
        ['ads-dev', join(judged, 'ads-dev.jsonl')],
        ['cvs-dev', join(judged, 'cvs-dev.jsonl')],
        ['probes-dev', join(judged, 'probes-dev.jsonl')],
      ],
      openArtifact(buildIndex(benchStandards().standards, options).bytes),
    );
  }
  return sets;
}
