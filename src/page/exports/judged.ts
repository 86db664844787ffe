import { checksum } from '../../artifact/checksum.ts';
import type { TextKind } from '../../matching/answer.ts';

/** What a person says a text is, where the answer was wrong. */
export interface Judgement {
  readonly kind: TextKind;
  readonly title: string;
  readonly text: string;
  /** Standard id → 1 some overlap, 2 a good alternative, 3 this occupation; empty when nothing fits. */
  readonly grades: Readonly<Record<string, 0 | 1 | 2 | 3>>;
  /** Nothing fits. */
  readonly none: boolean;
  readonly note?: string;
}

/** A row that `icap-match eval` reads. */
export interface SavedJudgement extends Judgement {
  /** Of the content: the same text with the same title and kind has the same. */
  readonly qid: string;
}

/** Throws RangeError on what is no judgement: an empty text, or neither `none` nor a standard that fits. */
export function judgedRow({ kind, title, text, grades, none, note = '' }: Judgement): SavedJudgement {
  if (text.trim() === '') throw new RangeError('text: what was judged is expected');
  const fits = Object.values(grades).some(grade => grade > 0);
  if (fits === none) throw new RangeError('grades: either a standard that fits, or none, is expected');
  return {
    qid: `page-${hash(text)}${hash(`${kind}\n${title}`)}`,
    kind,
    title,
    text,
    grades: none ? {} : grades,
    none,
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  };
}

/** Rows as JSON Lines. */
export function judgedLines(rows: readonly SavedJudgement[]): string {
  return rows.map(row => `${JSON.stringify(row)}\n`).join('');
}

/** Eight hexadecimal digits. */
function hash(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const words = new Uint8Array(4 * Math.ceil(bytes.length / 4));
  words.set(bytes);
  return checksum(words).toString(16).padStart(8, '0');
}
