import { createColors } from 'picocolors';
import type {
  CompareAnswer,
  CompetencyKind,
  Evidence,
  GapStatus,
  GapsAnswer,
  IndexSummary,
  OccupationSummary,
} from '../matching/answer.ts';
import { clip, padEnd, type RenderOptions, words } from './cells.ts';
import { stringWidth } from './width.ts';

/** What texts hold of an occupation, for a person at a terminal: a mark and a word for each status. */

const STATUSES: readonly GapStatus[] = ['covered', 'partly', 'missing'];
const MARKS: Readonly<Record<GapStatus, string>> = { covered: '●', partly: '◐', missing: '○' };
const KINDS: readonly CompetencyKind[] = ['knowledge', 'skill', 'attitude'];

const MEANING = `● covered, ◐ partly and ○ missing tell how much of the standard's own wording a text says. Missing means that the text
does not say it in words that the index knows, never that somebody cannot do it. After ← stand the words of the text
that speak most for it; 「協調≈溝通」 means that the first stands for the second. What a text denies does not count.`;

export const GAPS_LEGEND = `
How to read the table:
${MEANING}
`;

export const COMPARE_LEGEND = `
How to read the table: first what the ad says of a task or competency, then what the CV says.
${MEANING}
`;

type Paint = ReturnType<typeof createColors>;

export function renderGaps(
  { index, occupation, verdict, items, tasks }: GapsAnswer,
  { colour, columns }: RenderOptions,
): string {
  const paint = createColors(colour);
  const group = (title: string, rows: readonly GapRow[]): string[] => {
    if (rows.length === 0) return [];
    const width = Math.max(...rows.map(({ code }) => stringWidth(code)));
    return [
      '',
      `${paint.bold(title)}  ${paint.dim(counts(rows.map(({ status }) => status)))}`,
      ...rows.map(({ code, name, status, evidence }) => {
        const why = reason(evidence, paint);
        return `  ${mark(status, paint)}  ${padEnd(code, width)}  ${name}${why}`;
      }),
    ];
  };
  return [
    heading(occupation, paint),
    paint.dim(`${among(index)}; as a whole the text's match is ${verdict}`),
    ...group('tasks', tasks),
    ...KINDS.flatMap(kind =>
      group(
        kind,
        items.filter(item => item.kind === kind),
      ),
    ),
  ]
    .map(line => clip(line, columns))
    .join('\n');
}

interface GapRow {
  readonly code: string;
  readonly name: string;
  readonly status: GapStatus;
  readonly evidence?: readonly Evidence[];
}

export function renderCompare(
  { index, occupation, items, tasks }: CompareAnswer,
  { colour, columns }: RenderOptions,
): string {
  const paint = createColors(colour);
  const rows: CompareRow[] = [...tasks, ...items];
  const width = Math.max(0, ...rows.map(({ code }) => stringWidth(code)));
  const group = (title: string, belongs: (row: CompareRow) => boolean): string[] => {
    const of = rows.filter(belongs);
    return of.length === 0
      ? []
      : [
          '',
          `${paint.bold(title)}  ${paint.dim(String(of.length))}`,
          ...of.map(({ code, name, ad, cv, evidence }) => {
            const why = evidence === undefined ? '' : pairOfReasons(evidence, paint);
            return `  ${mark(ad, paint)}  ${mark(cv, paint)}  ${padEnd(code, width)}  ${name}${why}`;
          }),
        ];
  };
  const neither = rows.filter(({ ad, cv }) => ad === 'missing' && cv === 'missing').length;
  return [
    heading(occupation, paint),
    paint.dim(among(index)),
    '',
    paint.dim(`  ${padEnd('ad', STATUS_CELLS)}  CV`),
    ...group('asked and shown', ({ ad, cv }) => ad !== 'missing' && cv !== 'missing'),
    ...group('asked, not shown', ({ ad, cv }) => ad !== 'missing' && cv === 'missing'),
    ...group('shown, not asked', ({ ad, cv }) => ad === 'missing' && cv !== 'missing'),
    '',
    paint.dim(`neither asked nor shown  ${neither} of ${rows.length} tasks and competencies`),
  ]
    .map(line => clip(line, columns))
    .join('\n');
}

interface CompareRow {
  readonly code: string;
  readonly name: string;
  readonly ad: GapStatus;
  readonly cv: GapStatus;
  readonly evidence?: { readonly ad: readonly Evidence[]; readonly cv: readonly Evidence[] };
}

function heading({ id, name, level }: OccupationSummary, paint: Paint): string {
  const place = level === undefined ? '' : paint.dim(` level ${level}`);
  return `${paint.bold('occupation')}  ${id === name ? id : `${id}  ${name}`}${place}`;
}

function among({ standards, digest }: IndexSummary): string {
  return `one of ${standards} standards, index ${digest.slice(0, 12)}`;
}

function counts(statuses: readonly GapStatus[]): string {
  return STATUSES.map(status => `${statuses.filter(one => one === status).length} ${status}`).join(' · ');
}

const STATUS_CELLS = Math.max(...STATUSES.map(status => stringWidth(`${MARKS[status]} ${status}`)));

function mark(status: GapStatus, paint: Paint): string {
  const colour = { covered: paint.green, partly: paint.yellow, missing: paint.dim }[status];
  return colour(padEnd(`${MARKS[status]} ${status}`, STATUS_CELLS));
}

function reason(evidence: readonly Evidence[] | undefined, paint: Paint): string {
  return evidence === undefined || evidence.length === 0 ? '' : paint.dim(`  ← ${words(evidence)}`);
}

function pairOfReasons({ ad, cv }: NonNullable<CompareRow['evidence']>, paint: Paint): string {
  const said = [
    ...(ad.length > 0 ? [`ad: ${words(ad)}`] : []),
    ...(cv.length > 0 ? [`CV: ${words(cv)}`] : []),
  ];
  return said.length === 0 ? '' : paint.dim(`  ← ${said.join('; ')}`);
}
