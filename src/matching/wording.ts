import { Analysis, type Analyzer } from '../analysis/analyzer.ts';
import type { Source, SourceKind } from '../artifact/sources.ts';
import type { Labels } from './labels.ts';
import { ln } from './logarithm.ts';

/**
 * The own words of each competency and task of one occupation: what a text would have to say to hold them. Read from the
 * standard's printed texts, not from the rows that score, which leave out what ranks nothing (attitudes). Worked out once
 * per occupation, and kept.
 */
export interface OccupationWording {
  /** As the labels list them; one wording for each printed name. */
  readonly competencies: readonly (readonly Wording[])[];
  readonly tasks: readonly Wording[];
}

/** Words, each once, whose weights add up to 1; empty where there is nothing to say. */
export type Wording = readonly WeighedWord[];

export interface WeighedWord extends PlacedWord {
  readonly weight: number;
}

interface PlacedWord {
  readonly word: Word;
  /** The first place of the standard that has it: K05, T2.1, P2.1.1 … */
  readonly source: string;
}

/** A term, or, folded, what is to be found letter by letter. */
export type Word = number | string;

export interface WordingTables {
  readonly analyzer: Analyzer;
  readonly termWeight: Float32Array;
  fold(text: string): string;
}

/**
 * The words of a competency are those of its name, those of a task stand in its name, outputs and indicators together. A
 * word weighs
 *
 *     idf · ln(1 + N/n)
 *
 * where n of the occupation's N competencies (or tasks) have it: what it weighs anywhere, and less where many share it.
 * 「概念」 says little of 「行銷學概念」 when ten names end in it, and 「客戶」 little of any task of a salesman.
 *
 * Words are terms, so stop words are none; but attitudes are made of them, and of an attitude every word counts.
 */
export function wordingOf(
  { competencies, tasks }: Labels,
  sources: readonly Source[],
  tables: WordingTables,
): OccupationWording {
  const named = competencies.map(({ code, kind, names }) =>
    names.map(name => {
      const every = kind === 'attitude' ? everyWord(name, tables) : [];
      return placed(code, every.length > 0 ? every : nameWords(name, tables));
    }),
  );
  const told = tasks.map((_, task) =>
    firstPlaces(
      sources
        .filter(({ kind, tasks: of }) => OWN_KINDS.has(kind) && of[0] === task)
        .flatMap(({ code, text }) => placed(code, terms(text, tables))),
    ),
  );
  const rarityOfName = rarityIn(named.map(names => names.flat()));
  const rarityInTasks = rarityIn(told);
  return {
    competencies: named.map(names => names.map(words => weigh(words, rarityOfName, tables))),
    tasks: told.map(words => weigh(words, rarityInTasks, tables)),
  };
}

/** The kinds of a task's own texts. */
const OWN_KINDS: ReadonlySet<SourceKind> = new Set<SourceKind>(['task', 'output', 'indicator']);

function nameWords(name: string, tables: WordingTables): Word[] {
  const found = terms(name, tables);
  return found.length > 0 ? found : everyWord(name, tables);
}

function terms(text: string, { analyzer }: WordingTables): Word[] {
  return tokens(text, analyzer).flatMap(({ term }) => (term >= 0 ? [term] : []));
}

/**
 * A name word by word, what is no term to be found letter by letter: 「主動積極」 is two stop words, and 「積極主動」 says both.
 * One that is not all words counts whole (「親和關係」 is more than 「關係」), and 「6」 is nothing.
 */
function everyWord(name: string, { analyzer, fold }: WordingTables): Word[] {
  const text = name.replace(/\s/gu, '');
  const parts = tokens(text, analyzer);
  const complete = parts.map(part => part.text).join('') === text && parts.every(part => isWord(part.text));
  if (complete) return parts.map(part => (part.term >= 0 ? part.term : fold(part.text)));
  return isWord(text) ? [fold(text)] : [];
}

function isWord(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}

function tokens(text: string, analyzer: Analyzer): { readonly term: number; readonly text: string }[] {
  const analysis = new Analysis();
  analyzer.analyze(text, analysis);
  const { words } = analysis;
  return Array.from({ length: words.count }, (_, i) => ({
    term: words.term[i]!,
    text: text.slice(words.start[i], words.end[i]),
  }));
}

function placed(source: string, words: readonly Word[]): PlacedWord[] {
  return firstPlaces(words.map(word => ({ word, source })));
}

/** Each word once, where it stands first. */
function firstPlaces(words: readonly PlacedWord[]): PlacedWord[] {
  const first = new Map<Word, PlacedWord>();
  for (const word of words) if (!first.has(word.word)) first.set(word.word, word);
  return [...first.values()];
}

/** ln(1 + N/n) of each word, n of the N items having it. */
function rarityIn(items: readonly (readonly PlacedWord[])[]): (word: Word) => number {
  const holders = new Map<Word, number>();
  for (const words of items) {
    for (const word of new Set(words.map(({ word }) => word)))
      holders.set(word, (holders.get(word) ?? 0) + 1);
  }
  return word => ln(1 + items.length / holders.get(word)!);
}

/** A word that is no term weighs as the lightest term beside it. */
function weigh(
  words: readonly PlacedWord[],
  rarity: (word: Word) => number,
  { termWeight }: WordingTables,
): Wording {
  const known = words.flatMap(({ word }) => (typeof word === 'number' ? [termWeight[word]!] : []));
  const lightest = known.length > 0 ? Math.min(...known) : 1;
  const weights = words.map(
    ({ word }) => rarity(word) * (typeof word === 'number' ? termWeight[word]! : lightest),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return words.map(({ word, source }, i) => ({
    word,
    source,
    weight: sum > 0 ? weights[i]! / sum : 1 / words.length,
  }));
}
