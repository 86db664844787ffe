import type { MatchView, RankedOccupation } from '../engine/view.ts';
import { occupationWords } from './evidence.ts';
import type { ExportWords } from './words.ts';

/** Occupations and tasks that a summary names. */
const FIRST = 3;

/**
 * A short plain text to copy into a message: verdict, the first occupations and why, the first tasks, how many standards
 * there were, and what the order means. Of the pasted text it holds the words that count most and nothing else.
 */
export function summaryText(view: MatchView, words: ExportWords): string {
  const { index, verdict, occupations, tasks } = view;
  const names = new Map(occupations.map(({ id, name }) => [id, name]));
  const ranking =
    occupations.length === 0
      ? [words.nothing(index.standards)]
      : [
          words.among(index.standards),
          ...occupations.slice(0, FIRST).map((occupation, i) => `${i + 1}. ${line(occupation, words)}`),
        ];
  const first = tasks
    .slice(0, FIRST)
    .map(
      ({ occupation, code, name }) =>
        `${code} ${name}${bracketed([names.get(occupation) ?? occupation], words)}`,
    );
  return [
    words.heading(words.verdicts[verdict]),
    '',
    ...ranking,
    ...(first.length === 0 ? [] : ['', words.tasks, ...first.map(task => `- ${task}`)]),
    '',
    words.disclaimer,
    words.index(index.digest),
    '',
  ].join('\n');
}

function line(occupation: RankedOccupation, words: ExportWords): string {
  const { code, name, level } = occupation;
  const facts = [...(level === undefined ? [] : [words.level(level)]), ...(code === undefined ? [] : [code])];
  const why = occupationWords(occupation, words);
  return `${name}${bracketed(facts, words)}${why === '' ? '' : `\n   ${words.because(why)}`}`;
}

function bracketed(facts: readonly string[], { brackets, comma }: ExportWords): string {
  return facts.length === 0 ? '' : `${brackets[0]}${facts.join(comma)}${brackets[1]}`;
}
