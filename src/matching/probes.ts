import type { NamedSpan } from './answer.ts';
import type { Query, Standing } from './query.ts';

/** A probe as evidence shows it: a term, asked for because of something pasted. */
export interface Probe {
  readonly term: number;
  readonly text: number;
  readonly title: number;
  /** Printed form of `term` when it is asked for by a word that stands for it. */
  readonly as?: string;
  /** What was pasted, where it stands first. */
  readonly pasted: string;
  readonly spans: readonly NamedSpan[];
}

/** The strings that spans index. */
export interface Pasted {
  readonly text: string;
  readonly title: string;
}

/**
 * A query for readers: which probes ask for a term, and where in the text. Made when evidence is read; until then it
 * costs nothing.
 */
export class ReadableQuery {
  readonly #query: Query;
  readonly #pasted: Pasted;
  readonly #printed: readonly string[];
  #probes: ReadonlyMap<number, readonly Probe[]> | undefined;

  constructor(query: Query, pasted: Pasted, printed: readonly string[]) {
    this.#query = query;
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
    const { term, text, title, near, from, standing } = this.#query;
    const spans = placesOf(standing, this.#pasted.text);
    const probes = new Map<number, Probe[]>();
    for (let i = 0; i < term.length; i++) {
      const list: Probe[] = [];
      if (text[i]! > 0 || title[i]! > 0) {
        list.push({ term: term[i]!, text: text[i]!, title: title[i]!, ...this.#place(spans.get(term[i]!)!) });
      }
      if (near[i]! > 0) {
        const place = this.#place(spans.get(from[i]!)!);
        list.push({ term: term[i]!, text: near[i]!, title: 0, as: this.#printed[term[i]!]!, ...place });
      }
      probes.set(term[i]!, list);
    }
    return probes;
  }

  #place(spans: readonly NamedSpan[]): Pick<Probe, 'pasted' | 'spans'> {
    const { in: where, span } = spans[0]!;
    return { pasted: this.#pasted[where].slice(span[0], span[1]), spans };
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

/** The places of each term, those in the title first, each once; `pasted` is the text that they stand in. */
export function placesOf({ text, title }: Query['standing'], pasted: string): Map<number, NamedSpan[]> {
  const most = pasted.length > LONG_TEXT ? MAX_SPANS_OF_LONG : MAX_SPANS;
  const places = new Map<number, NamedSpan[]>();
  const list = (standing: Standing, where: NamedSpan['in']): void => {
    const listed = new Map<number, number>();
    for (let i = 0; i < standing.term.length; i++) {
      const term = standing.term[i]!;
      const start = standing.start[i]!;
      const count = listed.get(term) ?? 0;
      if (count === most) continue;
      listed.set(term, count + 1);
      const known = places.get(term);
      const place: NamedSpan = { in: where, span: [start, standing.end[i]!] };
      if (known === undefined) places.set(term, [place]);
      else if (!known.some(({ in: also, span }) => also === where && span[0] === start)) known.push(place);
    }
  };
  list(title, title.in);
  list(text, 'text');
  return places;
}
