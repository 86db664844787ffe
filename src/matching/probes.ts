import type { Lines } from '../artifact/lines.ts';
import type { NamedSpan } from './answer.ts';
import type { Standing } from './found.ts';
import type { Query } from './query.ts';

/** A probe as evidence shows it: a term, asked for because of something pasted. */
export interface Probe {
  readonly term: number;
  readonly text: number;
  readonly title: number;
  /** Printed form of `term` when something else was pasted that stands for it. */
  readonly as?: string;
  /** What was pasted, where it stands first. */
  readonly pasted: string;
  readonly spans: readonly NamedSpan[];
  /** Number of the place where it stands first: two probes of one place have the same. */
  readonly place: number;
}

/** Words as printed, by term. */
export type Printed = Pick<Lines, 'at'>;

/** The strings that spans index. */
export interface Pasted {
  readonly text: string;
  readonly title: string;
}

/**
 * A query for readers: which probes ask for a term, and where in the text. The text is asked again when evidence is first
 * read; until then this costs nothing, and nothing of the query that ranked has to be kept.
 */
export class ReadableQuery {
  readonly #ask: () => Query;
  readonly #pasted: Pasted;
  readonly #printed: Printed;
  #probes: ReadonlyMap<number, readonly Probe[]> | undefined;

  constructor(ask: () => Query, pasted: Pasted, printed: Printed) {
    this.#ask = ask;
    this.#pasted = pasted;
    this.#printed = printed;
  }

  /** One for the term itself, one for the words that stand for it; none, one or both. */
  probesOf(term: number): readonly Probe[] {
    return this.#byTerm().get(term) ?? NONE;
  }

  /** All of them, in order of their term. */
  probes(): Probe[] {
    return [...this.#byTerm().values()].flat().sort((a, b) => a.term - b.term);
  }

  #byTerm(): ReadonlyMap<number, readonly Probe[]> {
    this.#probes ??= this.#read();
    return this.#probes;
  }

  #read(): Map<number, Probe[]> {
    const query = this.#ask();
    const { count, term, text, title, near, from } = query.probes;
    const places = this.#places(placesOf(query, this.#pasted));
    const probes = new Map<number, Probe[]>();
    for (let i = 0; i < count; i++) {
      const list: Probe[] = [];
      if (text[i]! > 0 || title[i]! > 0) {
        list.push({ term: term[i]!, text: text[i]!, title: title[i]!, ...places.get(term[i]!)! });
      }
      if (near[i]! > 0) {
        const place = places.get(from[i]!)!;
        const as = this.#printed.at(term[i]!);
        const other = as === place.pasted ? {} : { as };
        list.push({ term: term[i]!, text: near[i]!, title: 0, ...other, ...place });
      }
      probes.set(term[i]!, list);
    }
    return probes;
  }

  /** Terms of one first place (a word and a phrase that begins and ends with it) share its number. */
  #places(spansOf: Map<number, NamedSpan[]>): Map<number, Pick<Probe, 'pasted' | 'spans' | 'place'>> {
    const numbers = new Map<string, number>();
    const places = new Map<number, Pick<Probe, 'pasted' | 'spans' | 'place'>>();
    for (const [term, spans] of spansOf) {
      const { in: where, span } = spans[0]!;
      const key = `${where}${span[0]}-${span[1]}`;
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      const pasted = this.#pasted[where].slice(span[0], span[1]);
      places.set(term, { pasted, spans, place: numbers.get(key)! });
    }
    return places;
  }
}

const NONE: readonly Probe[] = [];

/**
 * A term's places beyond this many are counted, but not listed: a text of one word ten thousand times would otherwise
 * make an answer of hundreds of megabytes, since each piece of evidence lists its places.
 */
const MAX_SPANS = 16;
/** The same for a text longer than LONG_TEXT units, which has more terms than anybody looks at. */
const MAX_SPANS_OF_LONG = 3;
const LONG_TEXT = 8_000;

/** The places of each term in what was pasted, those in the title first, each once. */
export function placesOf(
  { inText, inTitle, titleIn }: Pick<Query, 'inText' | 'inTitle' | 'titleIn'>,
  { text }: Pasted,
): Map<number, NamedSpan[]> {
  const most = text.length > LONG_TEXT ? MAX_SPANS_OF_LONG : MAX_SPANS;
  const places = new Map<number, NamedSpan[]>();
  const list = ({ count: tokens, term, start, end }: Standing, where: NamedSpan['in']): void => {
    const listed = new Map<number, number>();
    for (let i = 0; i < tokens; i++) {
      const count = listed.get(term[i]!) ?? 0;
      if (count === most) continue;
      listed.set(term[i]!, count + 1);
      const known = places.get(term[i]!);
      const place: NamedSpan = { in: where, span: [start[i]!, end[i]!] };
      if (known === undefined) places.set(term[i]!, [place]);
      else if (!known.some(({ in: also, span }) => also === where && span[0] === start[i])) known.push(place);
    }
  };
  list(inTitle, titleIn);
  list(inText, 'text');
  return places;
}
