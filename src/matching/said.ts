import type { NamedSpan } from './answer.ts';
import { type Pasted, type Printed, placesOf } from './probes.ts';
import type { Query } from './query.ts';
import type { Places } from './reading.ts';
import type { Word } from './wording.ts';

/** How a text says a word of a standard. */
export interface Saying {
  /** 1 for the word itself; below 1 how near in meaning the nearest word of the text is. */
  readonly nearness: number;
  /** What was pasted, where it stands first. */
  readonly pasted: string;
  readonly spans: readonly NamedSpan[];
  /** The asked word as printed, where another one was pasted that stands for it. */
  readonly as?: string;
}

/** What of an index tells which words stand for which, and how they are printed. */
export interface SaidTables {
  /** Terms below this are words. */
  readonly words: number;
  readonly neighbourStart: Uint32Array;
  readonly neighbourTerm: Uint32Array;
  readonly neighbourWeight: Float32Array;
  readonly printed: Printed;
  fold(text: string): string;
}

/**
 * What a text and its title say, word by word: the other direction of a query, for asking whether a word of a standard is
 * said at all. How often does not count, and what is denied or set aside is not said.
 */
export class SaidWords {
  readonly #pasted: Pasted;
  readonly #places: Places;
  readonly #tables: SaidTables;
  readonly #spans: ReadonlyMap<number, readonly NamedSpan[]>;
  readonly #nearest: ReadonlyMap<number, Nearest>;
  #folded: Pasted | undefined;

  constructor(query: Query, pasted: Pasted, tables: SaidTables) {
    this.#pasted = pasted;
    this.#places = query.places;
    this.#tables = tables;
    this.#spans = placesOf(query, pasted);
    this.#nearest = nearestOf(this.#spans, tables);
  }

  /** How the word itself is said, or undefined when it is not. */
  itself(word: Word): Saying | undefined {
    if (typeof word === 'string') return this.#literal(word);
    const spans = this.#spans.get(word);
    return spans && this.#saying(1, spans);
  }

  /** How the nearest word that stands for it is said, or undefined when none is. */
  neighbour(word: Word): Saying | undefined {
    if (typeof word === 'string') return undefined;
    const nearest = this.#nearest.get(word);
    if (nearest === undefined) return undefined;
    const saying = this.#saying(nearest.weight, this.#spans.get(nearest.from)!);
    return { ...saying, as: this.#tables.printed.at(word) };
  }

  #literal(wanted: string): Saying | undefined {
    this.#folded ??= {
      text: this.#tables.fold(this.#pasted.text),
      title: this.#tables.fold(this.#pasted.title),
    };
    const inTitle = this.#folded.title.indexOf(wanted);
    const at = inTitle >= 0 ? inTitle : this.#worthyPlace(this.#folded.text, wanted);
    if (at < 0) return undefined;
    const where = inTitle >= 0 ? 'title' : 'text';
    return this.#saying(1, [{ in: where, span: [at, at + wanted.length] }]);
  }

  /** Where `wanted` stands first in a place that is worth something, or -1. */
  #worthyPlace(text: string, wanted: string): number {
    const { start, worth } = this.#places;
    let place = 0;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      while (place + 1 < start.length && start[place + 1]! <= at) place++;
      if (worth[place]! > 0) return at;
    }
    return -1;
  }

  #saying(nearness: number, spans: readonly NamedSpan[]): Saying {
    const { in: where, span } = spans[0]!;
    return { nearness, pasted: this.#pasted[where].slice(span[0], span[1]), spans };
  }
}

interface Nearest {
  readonly from: number;
  readonly weight: number;
}

/** For each word that a said word stands for: the nearest of them; of two as near, that which is said first. */
function nearestOf(
  said: ReadonlyMap<number, unknown>,
  { words, neighbourStart, neighbourTerm, neighbourWeight }: SaidTables,
): Map<number, Nearest> {
  const nearest = new Map<number, Nearest>();
  for (const from of said.keys()) {
    if (from >= words) continue;
    for (let at = neighbourStart[from]!; at < neighbourStart[from + 1]!; at++) {
      const term = neighbourTerm[at]!;
      const weight = neighbourWeight[at]!;
      if (weight > (nearest.get(term)?.weight ?? 0)) nearest.set(term, { from, weight });
    }
  }
  return nearest;
}
