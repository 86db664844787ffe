import type { ExplainedShare, RowAnswer } from './row.ts';
import type { BatchSettings } from './settings.ts';

/**
 * An answer as one row of a table. The columns hang on the options and never on the rows:
 *
 * ```
 *   id, status, line, error_code, error_message, verdict,
 *   occupation_1_id, occupation_1_code, occupation_1_name, occupation_1_score [, occupation_1_competencies], occupation_2_id, … up to the limit,
 *   task_1_occupation, task_1_code, task_1_name, task_1_score, task_2_occupation, … up to the limit,
 *   the kept columns
 * ```
 *
 * What an answer has not is an empty cell. A kept column whose name is taken is written with `kept_` before it.
 */
export function tableColumns(
  { limit, explain }: Pick<BatchSettings, 'limit' | 'explain'>,
  kept: readonly string[],
): string[] {
  const ranks = Array.from({ length: limit }, (_, i) => i + 1);
  const own = [
    ...['id', 'status', 'line', 'error_code', 'error_message', 'verdict'],
    ...ranks.flatMap(n =>
      ['id', 'code', 'name', 'score', ...(explain ? ['competencies'] : [])].map(
        field => `occupation_${n}_${field}`,
      ),
    ),
    ...ranks.flatMap(n => ['occupation', 'code', 'name', 'score'].map(field => `task_${n}_${field}`)),
  ];
  return [...own, ...kept.map(name => (own.includes(name) ? `kept_${name}` : name))];
}

export type Cell = string | number;

/** The cells of those columns. */
export function tableRow(
  answer: RowAnswer,
  { limit, explain }: Pick<BatchSettings, 'limit' | 'explain'>,
  kept: readonly string[],
): Cell[] {
  const { id, status, kept: values } = answer;
  const handedOn = kept.map(name => cellOf(values?.[name]));
  if (status === 'rejected') {
    const answers = limit * (explain ? 9 : 8);
    return [
      ...[id, status, answer.line, answer.error.code, answer.error.message, ''],
      ...Array.from({ length: answers }, () => ''),
      ...handedOn,
    ];
  }
  const cells: Cell[] = [id, status, '', '', '', answer.verdict];
  for (let i = 0; i < limit; i++) {
    const occupation = answer.occupations[i];
    if (occupation === undefined) cells.push('', '', '', '');
    else cells.push(occupation.id, occupation.code ?? '', occupation.name, occupation.score);
    if (explain) cells.push(shares(occupation?.competencies ?? []));
  }
  for (let i = 0; i < limit; i++) {
    const task = answer.tasks[i];
    if (task === undefined) cells.push('', '', '', '');
    else cells.push(task.occupation, task.code, task.name, task.score);
  }
  cells.push(...handedOn);
  return cells;
}

/** `K05 0.031; S01 0.02` */
function shares(competencies: readonly ExplainedShare[]): string {
  return competencies.map(({ code, contribution }) => `${code} ${contribution}`).join('; ');
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}
