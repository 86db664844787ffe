import type { createColors } from 'picocolors';
import type { Finding } from '../../standards/findings.ts';
import { padEnd } from '../cells.ts';
import { counted } from '../progress.ts';
import { shown } from '../shown.ts';
import { stringWidth } from '../width.ts';
import type { Counts } from './counts.ts';
import type { SurveyedDocument } from './survey.ts';

export type Paint = ReturnType<typeof createColors>;

const HEADINGS = ['coverage', 'format', 'layout', 'T', 'O', 'P', 'K', 'S', 'A', 'E W I', 'document'];

/** One line for each document, columns under one another; the path comes last, for it may be long. */
export function documentLines(documents: readonly SurveyedDocument[], paint: Paint): string[] {
  if (documents.length === 0) return [];
  const rows = documents.map(cells);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(...[heading, ...rows.map(row => row[column]!)].map(stringWidth)),
  );
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === row.length - 1 ? cell : padEnd(cell, widths[column]!))).join('  ');
  return [
    paint.dim(line(HEADINGS)),
    ...rows.map((row, at) => (documents[at]!.lost ? paint.red(line(row)) : line(row))),
  ];
}

function cells({
  path,
  format,
  layout,
  coverage,
  standard,
  standards,
  counts,
  gaps,
  findings,
}: SurveyedDocument): string[] {
  const of = (severity: Finding['severity']): number =>
    findings.filter(one => one.severity === severity).length;
  const what = standard === null ? counted(standards, 'standard') : `${standard.id} ${standard.name}`;
  return [
    percent(coverage),
    format ?? '?',
    layout ?? '',
    `${counts.duties}/${counts.tasks}${leftOut(gaps, 'T')}`,
    ...LETTERS.map(([letter, part]) => `${counts[part]}${leftOut(gaps, letter)}`),
    `${of('error')} ${of('warning')} ${of('info')}`,
    shown(`${path}  ${standard?.id === standard?.name ? (standard?.name ?? what) : what}`),
  ];
}

const LETTERS: readonly (readonly [string, keyof Counts])[] = [
  ['O', 'outputs'],
  ['P', 'indicators'],
  ['K', 'knowledge'],
  ['S', 'skills'],
  ['A', 'attitudes'],
];

function leftOut(gaps: readonly string[], letter: string): string {
  const count = gaps.filter(code => code.startsWith(letter)).length;
  return count === 0 ? '' : `-${count}`;
}

/** Never 100 % for anything less. */
export function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}
