import type { Evidence } from '../../matching/answer.ts';
import type { RankedOccupation, Word } from '../engine/view.ts';
import type { ExportWords } from './words.ts';

/** Words that are shown for one row. */
const MOST = 6;

/** The pasted words that count most for an occupation, each once. */
export function occupationWords({ reasons }: RankedOccupation, words: ExportWords): string {
  return quoted(
    reasons.flatMap(reason => reason.words),
    words,
  );
}

/** The pasted words behind a status. */
export function evidenceWords(evidence: readonly Evidence[], words: ExportWords): string {
  return quoted(evidence, words);
}

/** 「營業員」≈「受託買賣」、「客戶」 */
function quoted(list: readonly (Word | Evidence)[], { quotes, equals, comma }: ExportWords): string {
  const quote = (word: string): string => `${quotes[0]}${word.replace(/\s+/g, ' ')}${quotes[1]}`;
  const shown = [...list]
    .sort((a, b) => b.contribution - a.contribution)
    .map(({ term, as }) => (as === undefined ? quote(term) : `${quote(term)}${equals}${quote(as)}`));
  return [...new Set(shown)].slice(0, MOST).join(comma);
}
