import { inReadingOrder } from './columns.ts';
import { paragraphsOf } from './paragraphs.ts';
import { linesOf, type Run } from './run.ts';

/** The text of a page: its columns one after the other, lines of one paragraph joined. */
export function pageText(runs: readonly Run[]): string {
  return inReadingOrder(runs)
    .map(block => paragraphsOf(linesOf(block)))
    .filter(text => text !== '')
    .join('\n\n');
}
