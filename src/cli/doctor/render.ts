import { createColors } from 'picocolors';
import type { Finding } from '../../standards/findings.ts';
import { clip, padEnd, type RenderOptions } from '../cells.ts';
import { counted, number } from '../progress.ts';
import { shown } from '../shown.ts';
import type { Kin, Place } from './kin.ts';
import type { Survey, SurveyedDocument } from './survey.ts';
import { documentLines, type Paint, percent } from './table.ts';

/** A survey for a person at a terminal: first what to look at, last the table of all. */

export const SURVEY_LEGEND = `
How to read the table: coverage is the share of the document's text that has its place in the record; T are duties and tasks,
O outputs, P indicators, K, S and A knowledge, skills and attitudes, and after - stands how many codes are left out in their sequences.
E, W and I count findings: something is missing or unusable, somebody should look, odd but read with certainty.
`;

/** So many lines of one kind are enough to begin with; `--json` has them all. */
const MOST_LINES = 20;
const MOST_FINDINGS = 3;
const MOST_CODES = 12;

export function renderSurvey(survey: Survey, { colour, columns }: RenderOptions): string {
  const paint = createColors(colour);
  const lines = [
    ...summary(survey, paint),
    ...section('cannot be read', goneLines(survey, paint), paint),
    ...section('text is lost', lossLines(survey.documents.filter(losesText), paint), paint),
    ...section(
      'something is missing',
      lossLines(
        survey.documents.filter(document => document.lost && !losesText(document)),
        paint,
      ),
      paint,
    ),
    ...kinSections(survey, paint),
    ...section('codes left out of their sequence', gapLines(survey.documents), paint),
    ...section('documents', documentLines(survey.documents, paint), paint, Number.POSITIVE_INFINITY).map(
      line => clip(line, columns),
    ),
    ...section(
      'no standards',
      survey.others.filter(({ lost }) => !lost).map(({ path, reason }) => `${shown(path)}: ${shown(reason)}`),
      paint,
    ),
  ];
  return lines.join('\n');
}

function summary(survey: Survey, paint: Paint): string[] {
  const { documents, others, unreadable } = survey;
  if (documents.length + others.length + unreadable.length === 0) return ['there is no document here'];
  const standards = documents.reduce((sum, document) => sum + document.standards, 0);
  const parts = [
    counted(documents.length + others.length + unreadable.length, 'file'),
    counted(standards, 'standard'),
    `${number(others.length + unreadable.length)} of no standard`,
  ];
  const gone = unreadable.length + others.filter(({ lost }) => lost).length;
  const losing = documents.filter(losesText).length;
  const missing = documents.filter(({ lost }) => lost).length - losing;
  const faults = [
    ...(gone > 0 ? [`${counted(gone, 'file')} cannot be read`] : []),
    ...(losing > 0 ? [`text is lost in ${counted(losing, 'document')}`] : []),
    ...(missing > 0 ? [`something is missing in ${counted(missing, 'document')}`] : []),
  ];
  return [
    `${paint.bold(parts[0]!)}: ${parts.slice(1).join(', ')}`,
    faults.length === 0 ? paint.green('nothing is lost') : paint.red(faults.join('; ')),
  ];
}

function losesText({ coverage }: SurveyedDocument): boolean {
  return coverage < 1;
}

function section(title: string, lines: readonly string[], paint: Paint, most = MOST_LINES): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - most;
  return [
    '',
    paint.bold(title),
    ...lines.slice(0, most).map(line => `  ${line}`),
    ...(more > 0 ? [paint.dim(`  … and ${number(more)} more; --json has them all`)] : []),
  ];
}

/** Files that could not be read, and those that may be standards and cannot be read as such. */
function goneLines({ others, unreadable }: Survey, paint: Paint): string[] {
  return [...unreadable, ...others.filter(({ lost }) => lost)].map(
    ({ path, reason }) => `${paint.red('not read')}  ${shown(path)}: ${shown(reason)}`,
  );
}

/** The worst first. */
function lossLines(documents: readonly SurveyedDocument[], paint: Paint): string[] {
  return documents
    .toSorted((a, b) => a.coverage - b.coverage || (a.path < b.path ? -1 : 1))
    .map(
      ({ path, coverage, findings }) =>
        `${paint.red(padEnd(percent(coverage), 6))}  ${shown(path)}: ${worst(findings)}`,
    );
}

/** What names the lost text goes before what says that a part was never there. */
function worst(findings: readonly Finding[]): string {
  const errors = findings
    .filter(({ severity }) => severity === 'error')
    .toSorted((a, b) => Number(b.code === 'lost-text') - Number(a.code === 'lost-text'));
  const more = errors.length > MOST_FINDINGS ? ` … and ${errors.length - MOST_FINDINGS} more` : '';
  const told = errors.slice(0, MOST_FINDINGS).map(({ code, line, excerpt, message }) => {
    const where = line > 0 ? `line ${line}: ` : '';
    const what = excerpt === '' || message.includes(excerpt) ? '' : ` 「${excerpt}」`;
    return shown(`${where}${message}${what} [${code}]`);
  });
  return `${told.join('; ')}${more}`;
}

function gapLines(documents: readonly SurveyedDocument[]): string[] {
  return documents
    .filter(({ gaps }) => gaps.length > 0)
    .map(({ path, gaps }) => {
      const more = gaps.length > MOST_CODES ? ` … and ${gaps.length - MOST_CODES} more` : '';
      return `${shown(path)}: ${gaps.slice(0, MOST_CODES).join(', ')}${more}`;
    });
}

function kinSections({ versions, sameCode, nearDuplicates }: Kin, paint: Paint): string[] {
  const named = ({ id, name, path }: Place): string =>
    shown(id === name ? `${name} (${path})` : `${id} ${name} (${path})`);
  return [
    ...section(
      'several versions: the newest is used, the older ones are ranked only with --superseded',
      versions.map(
        ({ newest, older }) => `${named(newest)} ${paint.dim('before')} ${older.map(named).join(', ')}`,
      ),
      paint,
    ),
    ...section(
      'several documents with one code: the fullest is used',
      sameCode.map(({ id, paths, used, identical }) => {
        const rest = paths.filter(path => path !== used);
        const not = rest.length === 0 ? '' : `, not ${rest.join(', ')}`;
        return shown(`${id}: ${used}${not}${identical ? ' (all say the same)' : ''}`);
      }),
      paint,
    ),
    ...section(
      'near-duplicates: all of them are used',
      nearDuplicates.map(({ standards: [a, b], sameName, sameNumber, resemblance }) => {
        const why = [
          ...(sameName ? ['one name'] : []),
          ...(sameNumber ? ['one code but for the version'] : []),
          `${percent(resemblance)} of the indicators' wording in common`,
        ];
        return `${named(a)} ${paint.dim('and')} ${named(b)}: ${why.join(', ')}`;
      }),
      paint,
    ),
  ];
}
