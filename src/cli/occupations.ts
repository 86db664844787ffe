import type { Artifact } from '../artifact/read.ts';
import type { Matcher } from '../matching/matcher.ts';
import { oneLine } from './cells.ts';
import { Failure } from './failure.ts';

/** How many ids an error offers. */
const OFFERED = 5;

/** An id that the index lacks: the error names those that look like it, and how to find others. */
export function unknownOccupation(asked: string, { occupations }: Artifact, fold: Matcher['fold']): Failure {
  const wanted = pairs(fold(asked));
  const near = occupations
    .map(({ id, name }) => ({
      shown: id === name ? id : `${id} (${name})`,
      likeness: Math.max(likeness(wanted, pairs(fold(id))), likeness(wanted, pairs(fold(name)))),
    }))
    .filter(({ likeness }) => likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, OFFERED)
    .map(({ shown }) => shown);
  const offer = near.length > 0 ? `near it: ${near.join(', ')}; ` : '';
  return new Failure(
    `--occupation: no occupation of this index has the id ${oneLine(asked.slice(0, 100))}; ${offer}` +
      '`icap-match match` prints the ids of the occupations that a text is like',
  );
}

const ALIKE = 0.3;

/** Dice's coefficient over pairs of characters: 2·|A ∩ B| / (|A| + |B|). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter(pair => b.has(pair)).length;
  return a.size + b.size > 0 ? (2 * shared) / (a.size + b.size) : 0;
}

function pairs(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
}
