import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FieldWeights } from '../../src/artifact/format.ts';
import { tasksOf } from '../../src/artifact/sources.ts';
import type { JudgedRow } from '../../src/evaluation/judged.ts';
import { ndcg } from '../../src/evaluation/measures.ts';
import { type Model, readModel } from '../../src/indexing/model.ts';
import { CORPORA } from '../helpers/golden-index.ts';
import { calibrate } from './calibrate.ts';
import { ALL_ONES, example, FEATURES, featuresOf, KINDS } from './features.ts';
import { type Example, fitWeights, scoresOf } from './listwise.ts';
import { type JudgedSet, judgedSets } from './material.ts';

/**
 * `npm run fit [-- --write]`: fits the field weights of corpora/model.json on the judged sets, listwise, and says with
 * five-fold cross-validation what they are worth. With ICAP_MATCH_DATA on real ads and CVs as well; without it on our
 * own texts alone, which is too little for weights worth keeping.
 */
const OPTIONS = { features: FEATURES, shrink: 0.003, rounds: 300 };
const FOLDS = 5;
/** A weight below this share of its channel is left out: it costs space and time and changes nothing. */
const LEAST_SHARE = 0.004;
/** How much one text of a set counts: a choice among five says less than one among 891. */
const SET_WEIGHT: Readonly<Record<string, number>> = { blind: 0.5, sighted: 0.25 };
const HALF_TITLE = 0.5;

interface Case {
  readonly set: string;
  readonly fold: number;
  readonly grades: ReadonlyMap<number, number>;
  readonly hidden: ReadonlySet<number>;
  readonly example: Example;
}

const old = readModel(CORPORA);
const even: Model = {
  ...old,
  occupation: { text: ALL_ONES, title: ALL_ONES },
  task: { text: ALL_ONES, title: ALL_ONES },
  titleShare: HALF_TITLE,
};
const sets = judgedSets(even);
const occupation = fit('occupation');
const task = fit('task', occupation.titleShare);
const weighted: Model = {
  ...old,
  occupation: occupation.weights,
  task: task.weights,
  titleShare: occupation.titleShare,
};
const model: Model = { ...weighted, verdict: calibrate(judgedSets(weighted)) };
if (process.argv.includes('--write')) {
  writeFileSync(join(CORPORA, 'model.json'), `${JSON.stringify(model, null, 2)}\n`);
  console.log('corpora/model.json written');
}

function fit(unit: 'occupation' | 'task', share?: number): { weights: Model['task']; titleShare: number } {
  const cases = sets.flatMap(set => casesOf(set, unit));
  const byFold = Array.from({ length: FOLDS }, (_, fold) =>
    fitWeights(
      cases.filter(c => c.fold !== fold).map(c => c.example),
      OPTIONS,
    ),
  );
  const final = fitWeights(
    cases.map(c => c.example),
    OPTIONS,
  );
  console.log(`\n${unit}: ${cases.length} texts`);
  for (const name of new Set(cases.map(c => c.set))) {
    const mine = cases.filter(c => c.set === name);
    const held = mine.map(c => quality(c, byFold[c.fold]!));
    const own = mine.map(c => quality(c, final));
    console.log(`  ${name.padEnd(11)} n ${mine.length}  cross-validated ${line(held)}   fitted ${line(own)}`);
  }
  return pack(final, share);
}

function casesOf({ name, artifact, matcher, rows }: JudgedSet, unit: 'occupation' | 'task'): Case[] {
  const hidden = new Set(artifact.occupations.flatMap(({ superseded }, o) => (superseded ? [o] : [])));
  return rows.flatMap((row, i) => {
    const grades = unit === 'occupation' ? occupationGrades(row, artifact) : taskGrades(row, artifact);
    if (row.none || grades.size === 0) return [];
    const { probes } = matcher.query(row);
    const scale = probes.some(({ title }) => title > 0) ? 1 / HALF_TITLE : 1;
    const features = featuresOf(artifact, probes, unit).map(value => value * scale);
    const gains = new Map([...grades].map(([u, grade]) => [u, 2 ** grade - 1]));
    const made = example(features, gains, SET_WEIGHT[name] ?? 1);
    return made === null
      ? []
      : [
          {
            set: name,
            fold: i % FOLDS,
            grades,
            hidden: unit === 'task' ? new Set<number>() : hidden,
            example: made,
          },
        ];
  });
}

function occupationGrades(row: JudgedRow, artifact: JudgedSet['artifact']): Map<number, number> {
  const unit = new Map(artifact.occupations.map(({ id }, o) => [id, o]));
  return new Map(
    Object.entries(row.grades).flatMap(([id, grade]) => (unit.has(id) ? [[unit.get(id)!, grade]] : [])),
  );
}

/** The first task named is the main one. */
function taskGrades(row: JudgedRow, artifact: JudgedSet['artifact']): Map<number, number> {
  const grades = new Map<number, number>();
  row.tasks?.forEach(({ occupation: id, code }, place) => {
    const o = artifact.occupations.findIndex(entry => entry.id === id);
    if (o < 0) return;
    const at = tasksOf(artifact.standard(o)).findIndex(t => t.code === code);
    if (at >= 0) grades.set(artifact.sections.firstTask[o]! + at, place === 0 ? 3 : 2);
  });
  return grades;
}

interface Quality {
  readonly top1: number;
  readonly top3: number;
  readonly top5: number;
  readonly ndcg10: number;
}

function quality({ example: { features }, grades, hidden }: Case, weights: Float64Array): Quality {
  const scores = scoresOf(features, weights);
  const order = [...scores.keys()]
    .filter(u => !hidden.has(u))
    .sort((a, b) => scores[b]! - scores[a]! || a - b);
  const good = (depth: number): number =>
    order.slice(0, depth).some(u => (grades.get(u) ?? 0) >= 2) ? 1 : 0;
  return { top1: good(1), top3: good(3), top5: good(5), ndcg10: ndcg(order, grades) };
}

function line(qualities: readonly Quality[]): string {
  const mean = (key: keyof Quality): string =>
    (qualities.reduce((sum, q) => sum + q[key], 0) / qualities.length).toFixed(3);
  return `top-1 ${mean('top1')} top-3 ${mean('top3')} top-5 ${mean('top5')} nDCG@10 ${mean('ndcg10')}`;
}

/**
 * Weights as the model has them: each channel sums to 1 and the title's share of both is a number of its own. Where that
 * share is given already, the channel that would need more of it than there is keeps the sum 1 and the other one less.
 */
function pack(weights: Float64Array, share?: number): { weights: Model['task']; titleShare: number } {
  const text = channel(weights, 0);
  const title = channel(weights, KINDS.length);
  const titleShare = share ?? Number((title.sum / (title.sum + text.sum)).toFixed(4));
  const textScale = text.sum / (1 - titleShare);
  const titleScale = title.sum / titleShare;
  const most = Math.max(textScale, titleScale);
  const packed = { text: fields(text.kept, textScale / most), title: fields(title.kept, titleScale / most) };
  console.log('  text ', JSON.stringify(packed.text));
  console.log('  title', JSON.stringify(packed.title));
  console.log('  title share', titleShare);
  return { weights: packed, titleShare };
}

function channel(weights: Float64Array, from: number): { kept: number[]; sum: number } {
  const raw = KINDS.map((_, i) => weights[from + i]!);
  const all = raw.reduce((a, b) => a + b, 0);
  const kept = raw.map(w => (w / all < LEAST_SHARE ? 0 : w));
  return { kept, sum: kept.reduce((a, b) => a + b, 0) };
}

function fields(kept: readonly number[], scale: number): FieldWeights {
  const sum = kept.reduce((a, b) => a + b, 0);
  return Object.fromEntries(
    KINDS.map((kind, i) => [kind, Number(((kept[i]! / sum) * scale).toFixed(4))]),
  ) as unknown as FieldWeights;
}
