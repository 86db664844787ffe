import type { Figure } from './bootstrap.ts';
import type { Comparison } from './compare.ts';
import type { Evaluation } from './evaluate.ts';
import type { Figures } from './figures.ts';
import type { QueryResult } from './result.ts';

/** An evaluation for a person: tables of figures, then the first misses and what misled the matcher. */
export function renderEvaluation(report: Evaluation & { readonly against?: Comparison }): string {
  const { index, queries, byKind, dropped, rejected, perQuery, against } = report;
  const unmeasured = perQuery.filter(({ counts }) => counts === 'nothing').length;
  return [
    `${queries} queries, ${index.standards} standards, ${index.tasks} tasks, index ${index.digest.slice(0, 12)}`,
    ...(rejected.length > 0 ? [`${rejected.length} rows left out: they are no judged rows`] : []),
    ...(dropped.length > 0
      ? [`${dropped.length} labels dropped that the index lacks: ${firstFew(dropped)}`]
      : []),
    ...(unmeasured > 0
      ? [`${unmeasured} queries count for nothing: the index lacks all that they were graded for`]
      : []),
    ...table(byKind === undefined ? '' : 'all', report),
    ...(byKind === undefined ? [] : [...table('ads', byKind.ad), ...table('CVs', byKind.cv)]),
    ...(against === undefined ? [] : renderComparison(against)),
    ...renderMisses(perQuery),
  ].join('\n');
}

const MISSES_SHOWN = 20;
const CHANGES_SHOWN = 30;

const LABELS: readonly (readonly [label: string, pick: (figures: Figures) => Figure | undefined])[] = [
  ['top-1 good', ({ metrics }) => metrics.top1],
  ['top-3 good', ({ metrics }) => metrics.top3],
  ['top-5 good', ({ metrics }) => metrics.top5],
  ['mean 1/rank', ({ metrics }) => metrics.mrr],
  ['nDCG@10', ({ metrics }) => metrics.ndcg10],
  ['no hard negative above', ({ metrics }) => metrics.hardNegatives],
  ['task in top-1', ({ metrics }) => metrics.task1],
  ['task in top-3', ({ metrics }) => metrics.task3],
  ['answered clear', ({ verdict }) => verdict.clear],
  ['clear is right', ({ verdict }) => verdict.clearRight],
  ['none found', ({ none }) => none.recall],
  ['none by mistake', ({ none }) => none.falseNone],
];

function table(title: string, figures: Figures): string[] {
  const rows = LABELS.flatMap(([label, pick]) => {
    const figure = pick(figures);
    return figure === undefined ? [] : [`  ${label.padEnd(24)}${figureCells(figure, plain)}`];
  });
  return ['', `${title.padEnd(26)} value   95 % interval     n`, ...rows];
}

function figureCells({ value, low, high, n }: Figure, show: (value: number) => string): string {
  return `${show(value)}  ${show(low)} – ${show(high)}${String(n).padStart(6)}`;
}

function plain(value: number): string {
  return value.toFixed(3).padStart(6);
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(3)}`;
}

function renderComparison(comparison: Comparison): string[] {
  const { index, queries, onlyNow, onlyBefore, gains, losses, unchanged, top1, ndcg10, changed } = comparison;
  const elsewhere = [
    ...(onlyNow > 0 ? [`${onlyNow} only now`] : []),
    ...(onlyBefore > 0 ? [`${onlyBefore} only before`] : []),
  ];
  return [
    '',
    `against index ${index.digest.slice(0, 12)}: ${[`${queries} queries in both runs`, ...elsewhere].join(', ')}`,
    `  first answer good: ${gains} gained, ${losses} lost, ${unchanged} as before`,
    ...(top1 === undefined ? [] : [`  ${'top-1'.padEnd(9)}${figureCells(top1, signed)}`]),
    ...(ndcg10 === undefined ? [] : [`  ${'nDCG@10'.padEnd(9)}${figureCells(ndcg10, signed)}`]),
    ...limited(changed, CHANGES_SHOWN, ({ qid, rank, first, verdict }) => [
      `  ${oneLine(qid).padEnd(18)} rank ${arrow(rank)}, first ${arrow(first)}, ${arrow(verdict)}`,
    ]),
  ];
}

function arrow([before, now]: readonly [string | number | null, string | number | null]): string {
  return before === now ? `${now ?? '–'}` : `${before ?? '–'} → ${now ?? '–'}`;
}

function renderMisses(perQuery: readonly QueryResult[]): string[] {
  const misses = perQuery.filter(({ counts, rank }) => counts === 'ranking' && rank !== 1);
  if (misses.length === 0) return [];
  return [
    '',
    `${misses.length} queries whose first answer is not good`,
    ...limited(misses, MISSES_SHOWN, renderMiss),
  ];
}

function renderMiss({ qid, kind, verdict, answers, expected, rank, misled = [] }: QueryResult): string[] {
  const place = rank === null ? 'no good answer ranked' : `first good answer at ${rank}`;
  const terms = misled.map(
    ({ term, as, difference }) =>
      `${oneLine(as === undefined ? term : `${term}≈${as}`)} ${signed(difference)}`,
  );
  return [
    `  ${oneLine(qid)}  ${kind}, ${verdict}, ${place}`,
    `      answered  ${answers
      .slice(0, 3)
      .map(({ id, name, grade }) => `${id === name ? id : `${id} ${name}`} (${grade})`)
      .join(', ')}`,
    `      expected  ${expected.length > 0 ? firstFew(expected) : 'nothing is graded good'}`,
    ...(terms.length > 0 ? [`      misled by ${terms.join(', ')}`] : []),
  ];
}

/** Pasted words may hold anything: control characters would move the cursor. */
function oneLine(text: string): string {
  return text.replace(/\p{C}/gu, ' ');
}

function limited<T>(entries: readonly T[], most: number, render: (entry: T) => string[]): string[] {
  const more = entries.length - most;
  return [
    ...entries.slice(0, most).flatMap(render),
    ...(more > 0 ? [`  … ${more} more; --json lists all`] : []),
  ];
}

function firstFew(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} …` : names.join(', ');
}
