import type { SourceTerms } from '../artifact/derived/rows.ts';
import type { Standard } from '../standards/model.ts';
import type { Lexica } from './lexica.ts';
import type { Model } from './model.ts';
import type { Tokenizer } from './tokenizer.ts';
import type { Vocabulary } from './vocabulary.ts';
import { inverseDocumentFrequency } from './weights.ts';

/** How many units hold each term. */
export interface Holders {
  readonly count: Uint32Array;
  readonly units: number;
}

/** What is ranked only on request has no say in what others weigh. */
export function countHolders(
  standards: readonly Standard[],
  occupations: Iterable<readonly SourceTerms[]>,
  decoys: readonly (readonly SourceTerms[])[],
  terms: number,
): Holders {
  const count = new Uint32Array(terms);
  let units = 0;
  const add = (unit: readonly SourceTerms[]): void => {
    const held = new Set<number>();
    for (const { terms } of unit) for (let i = 0; i < terms.length; i++) held.add(terms[i]!);
    for (const term of held) count[term]!++;
    units++;
  };
  let occupation = 0;
  for (const unit of occupations) if (!standards[occupation++]!.superseded) add(unit);
  decoys.forEach(add);
  return { count, units };
}

/** idf of the words over occupations, tempered by the background; phrases by how few occupations share them. */
export function weighTerms(
  { count, units }: Holders,
  vocabulary: Vocabulary,
  lexica: Lexica,
  tokenizer: Tokenizer,
  { backgroundUnits }: Model,
): Float32Array {
  const background = new Map<string, number>();
  for (const [word, share] of lexica.background) {
    const term = tokenizer.termOf(word) ?? word;
    background.set(term, Math.max(share, background.get(term) ?? 0));
  }
  return Float32Array.from(count, (holders, term) => {
    const word = vocabulary.words[term];
    return word === undefined
      ? 1 / Math.sqrt(Math.max(1, holders))
      : inverseDocumentFrequency(holders, units, background.get(word) ?? 0, backgroundUnits);
  });
}
