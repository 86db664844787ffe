import { createColors } from 'picocolors';
import type {
  CompetencyShare,
  MatchAnswer,
  OccupationMatch,
  Remainder,
  Verdict,
} from '../matching/answer.ts';
import { clip, padEnd, type RenderOptions, words } from './cells.ts';
import { stringWidth } from './width.ts';

/** An answer for a person at a terminal: bars, columns that align with wide characters, one line of reasons each. */

const BAR_CELLS = 12;
const REASONS = 4;

const VERDICTS: Readonly<Record<Verdict, string>> = {
  clear: 'clear: the first occupation fits well',
  unclear: 'unclear: the text does not decide; judge for yourself',
  none: 'none: no standard of this index is like this text',
};

export const LEGEND = `
How to read the table: bars and numbers order the answers for this one text; they are no percentages. After ← stand
the words of the text that speak most for an occupation; 「業助≈銷售助理」 means that the first stands for the second.
K, S and A are knowledge, skills and attitudes of the standard; name, description and classification are its own words.
`;

export function renderMatch(answer: MatchAnswer, { colour, columns }: RenderOptions): string {
  const paint = createColors(colour);
  const verdictPaint = { clear: paint.green, unclear: paint.yellow, none: paint.red }[answer.verdict];
  const { standards, tasks, digest } = answer.index;
  const lines = [
    `${paint.bold('verdict')}  ${verdictPaint(VERDICTS[answer.verdict])}`,
    paint.dim(`among ${standards} standards and ${tasks} tasks, index ${digest.slice(0, 12)}`),
    '',
    paint.bold(
      answer.verdict === 'none' ? 'nearest occupations, though none is like the text' : 'occupations',
    ),
  ];
  const drawn = answer.verdict === 'none' ? 0 : 1; // a full bar would say the opposite of the verdict
  const best = drawn * (answer.occupations[0]?.score ?? 0);
  const idWidth = Math.max(0, ...answer.occupations.map(({ id }) => stringWidth(id)));
  answer.occupations.forEach((occupation, i) => {
    const { id, name, level, score } = occupation;
    const named = id === name ? '' : name;
    const place = level === undefined ? '' : paint.dim(` level ${level}`);
    lines.push(
      clip(
        `${rank(i)} ${bar(score, best)} ${score.toFixed(3)}  ${padEnd(id, idWidth)}  ${named}${place}`,
        columns,
      ),
    );
    const why = reasons(occupation);
    if (why !== '') lines.push(paint.dim(clip(`${' '.repeat(4)}${why}`, columns)));
  });
  if (answer.occupations.length === 0) lines.push('  no word of the text stands in any standard');
  if (answer.tasks.length > 0) lines.push('', paint.bold('tasks'));
  const bestTask = drawn * (answer.tasks[0]?.score ?? 0);
  const codeWidth = Math.max(0, ...answer.tasks.map(({ code }) => stringWidth(code)));
  answer.tasks.forEach(({ occupation, code, name, score }, i) => {
    const where = paint.dim(` ${occupation}`);
    lines.push(
      clip(
        `${rank(i)} ${bar(score, bestTask)} ${score.toFixed(3)}  ${padEnd(code, codeWidth)}  ${name}${where}`,
        columns,
      ),
    );
  });
  return lines.join('\n');
}

/** What carried most of the score: competencies and remainders with the words of the text that did it. */
function reasons({ competencies = [], remainder = [] }: OccupationMatch): string {
  return [...competencies.map(competencyReason), ...remainder.map(remainderReason)]
    .sort((a, b) => b.contribution - a.contribution)
    .slice(0, REASONS)
    .map(({ label, words }) => `${label} ← ${words}`)
    .join('; ');
}

interface Reason {
  readonly label: string;
  readonly words: string;
  readonly contribution: number;
}

function competencyReason({ code, name, contribution, evidence }: CompetencyShare): Reason {
  return { label: `${code} ${name}`, words: words(evidence), contribution };
}

function remainderReason({ part, contribution, evidence }: Remainder): Reason {
  return { label: part, words: words(evidence), contribution };
}

function rank(i: number): string {
  return String(i + 1).padStart(3);
}

/** Relative to the best of the list: a score is no percentage. */
function bar(score: number, best: number): string {
  const full = best > 0 ? Math.round((score / best) * BAR_CELLS) : 0;
  return '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
}
