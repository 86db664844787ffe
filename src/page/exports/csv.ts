import type { CompareAnswer, GapsAnswer } from '../../matching/answer.ts';
import type { MatchView } from '../engine/view.ts';
import { evidenceWords, occupationWords } from './evidence.ts';
import type { ExportWords } from './words.ts';

/**
 * Tables for spreadsheets: UTF-8 with its mark, lines ended by CRLF, and an apostrophe before what a spreadsheet would take
 * for a formula. The writer is loaded when a table is first asked for.
 */
export async function answerCsv(view: MatchView, words: ExportWords): Promise<string> {
  const { columns, lists } = words;
  const { digest } = view.index;
  return csv([
    [
      columns.list,
      columns.rank,
      columns.occupation,
      columns.code,
      columns.name,
      columns.level,
      columns.score,
      columns.words,
      columns.index,
    ],
    ...view.occupations.map((occupation, i) => {
      const { id, code, name, level, score } = occupation;
      return [
        lists.occupation,
        i + 1,
        id,
        code,
        name,
        level,
        score,
        occupationWords(occupation, words),
        digest,
      ];
    }),
    ...view.tasks.map(({ occupation, code, name, level, score }, i) => [
      ...[lists.task, i + 1, occupation, code, name, level, score, '', digest],
    ]),
  ]);
}

/** What a text holds of one occupation: its competencies, then its tasks. */
export async function gapsCsv(
  { index, occupation, items, tasks }: GapsAnswer,
  words: ExportWords,
): Promise<string> {
  const { columns, kinds, statuses } = words;
  return csv([
    [
      columns.occupation,
      columns.kind,
      columns.code,
      columns.name,
      columns.status,
      columns.words,
      columns.tasks,
      columns.index,
    ],
    ...items.map(({ kind, code, name, status, evidence, tasks }) => [
      ...[occupation.id, kinds[kind], code, name, statuses[status], evidenceWords(evidence, words)],
      ...[tasks.join(' '), index.digest],
    ]),
    ...tasks.map(({ code, name, status }) => [
      ...[occupation.id, kinds.task, code, name, statuses[status], '', '', index.digest],
    ]),
  ]);
}

/** What an ad asks beside what a CV shows: competencies, then tasks. */
export async function compareCsv(
  { index, occupation, items, tasks }: CompareAnswer,
  words: ExportWords,
): Promise<string> {
  const { columns, kinds, statuses } = words;
  return csv([
    [
      columns.occupation,
      columns.kind,
      columns.code,
      columns.name,
      columns.ad,
      columns.cv,
      columns.adWords,
      columns.cvWords,
      columns.index,
    ],
    ...items.map(({ kind, code, name, ad, cv, evidence }) => [
      ...[occupation.id, kinds[kind], code, name, statuses[ad], statuses[cv]],
      ...[evidenceWords(evidence.ad, words), evidenceWords(evidence.cv, words), index.digest],
    ]),
    ...tasks.map(({ code, name, ad, cv }) => [
      ...[occupation.id, kinds.task, code, name, statuses[ad], statuses[cv], '', '', index.digest],
    ]),
  ]);
}

type Cell = string | number | undefined;

async function csv(rows: readonly (readonly Cell[])[]): Promise<string> {
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  return stringify(
    rows.map(row => [...row]),
    { bom: true, record_delimiter: 'windows', escape_formulas: true },
  );
}
