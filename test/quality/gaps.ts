import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readJudged } from '../../src/evaluation/judged.ts';
import type { GapStatus } from '../../src/matching/answer.ts';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { CORPORA, goldenArtifact } from '../helpers/golden-index.ts';

/**
 * How well the statuses of tasks tell apart, on our own texts: tasks that a reader found in the text, the other tasks of
 * the same occupation (of which the reader named five at most), and the tasks of occupations that the text has nothing of.
 * `node test/quality/gaps.ts` prints it; for choosing thresholds, look at both kinds of others.
 */
export interface Separation {
  readonly described: Shares;
  readonly siblings: Shares;
  readonly strangers: Shares;
}

/** Of some tasks: how many there are, and the shares that are `covered`, and at least `partly` there. */
export interface Shares {
  readonly tasks: number;
  readonly covered: number;
  readonly there: number;
}

export function measureGaps(matcher: Matcher, occupations: readonly string[]): Separation {
  const described: GapStatus[] = [];
  const siblings: GapStatus[] = [];
  const strangers: GapStatus[] = [];
  for (const { text, title, grades, tasks: labels = [] } of ownRows()) {
    for (const occupation of occupations) {
      const labelled = labels.filter(label => label.occupation === occupation).map(({ code }) => code);
      const others = labelled.length > 0 ? siblings : (grades[occupation] ?? 0) === 0 ? strangers : [];
      for (const { code, status } of matcher.gaps({ text, title, occupation })!.tasks) {
        (labelled.includes(code) ? described : others).push(status);
      }
    }
  }
  return { described: shares(described), siblings: shares(siblings), strangers: shares(strangers) };
}

/** Mean of the shares that are right on either side. */
export function balancedAccuracy(described: Shares, others: Shares): number {
  return (described.there + 1 - others.there) / 2;
}

function ownRows() {
  return ['blind', 'sighted'].flatMap(
    name => readJudged(readFileSync(join(CORPORA, 'judged', `${name}.jsonl`), 'utf8')).rows,
  );
}

function shares(statuses: readonly GapStatus[]): Shares {
  const of = (...wanted: GapStatus[]): number =>
    statuses.filter(status => wanted.includes(status)).length / statuses.length;
  return { tasks: statuses.length, covered: of('covered'), there: of('covered', 'partly') };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const artifact = goldenArtifact();
  const separation = measureGaps(
    createMatcher(artifact),
    artifact.occupations.map(({ id }) => id),
  );
  console.table(separation);
  const { described, siblings, strangers } = separation;
  console.log('balanced accuracy against siblings', balancedAccuracy(described, siblings).toFixed(3));
  console.log('balanced accuracy against strangers', balancedAccuracy(described, strangers).toFixed(3));
}
