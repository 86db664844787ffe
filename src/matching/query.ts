import { Analysis, type Analyzer } from '../analysis/analyzer.ts';
import type { TokenList } from '../analysis/tokens.ts';
import type { IgnoredSpan, NamedSpan } from './answer.ts';
import type { Reading } from './reading.ts';

/**
 * A text as what is asked of the index: probes. A probe is one term with its two query weights, for what stands in the
 * text and for what stands in the title. A unit's score is
 *
 *     Σ over probes p:  p.text · W_text(p.term, unit) + p.title · W_title(p.term, unit)
 *
 * and every explanation is that sum in pieces. Three kinds of probe, each kind a vector of length 1 before it is mixed:
 *
 * - words: (1 + ln f)·idf of the words that some standard holds, f counted by what each place is worth (reading.ts);
 * - neighbours: the nearest terms of those words in the language of job ads, by squared cosine (text only); `as` names
 *   the term of the standard that the pasted word stands for;
 * - phrases: each phrase of the lexica once, however often it stands there.
 */
export interface Probe {
  readonly term: number;
  readonly text: number;
  readonly title: number;
  /** Printed form of `term` when it is another one than what was pasted. */
  readonly as?: string;
  readonly spans: readonly NamedSpan[];
}

export interface QueryInput {
  readonly text: string;
  readonly title: string;
  readonly reading: Reading;
}

export interface Query {
  /** In order of their term. */
  readonly probes: readonly Probe[];
  /** Every known word of text and title with its weight, also those that no standard holds. */
  readonly words: ReadonlyMap<number, number>;
  /** What of the text was set aside. */
  readonly ignored: readonly IgnoredSpan[];
}

/** What of an index a query is made with. */
export interface QueryTables {
  readonly idf: Float32Array;
  readonly neighbourStart: Uint32Array;
  readonly neighbourTerm: Uint32Array;
  readonly neighbourWeight: Float32Array;
  readonly printed: readonly string[];
  /** Whether any unit holds a term: what none holds asks nothing. */
  held(term: number): boolean;
  readonly titleShare: number;
  readonly neighbourShare: number;
}

/**
 * The title, if it holds anything known, takes `titleShare` of the whole and the text the rest; in the text, neighbours
 * have `neighbourShare` beside 1 for the words.
 */
export function buildQuery(input: QueryInput, analyzer: Analyzer, tables: QueryTables): Query {
  const text = new Analysis();
  analyzer.analyze(input.text, text);
  const { worth, title: ownTitle } = input.reading;
  const textWords = collectTerms(text.words, 'text', worth);
  const textPhrases = collectTerms(text.phrases, 'text', worth);
  const known = (words: Found, phrases: Found): boolean =>
    phrases.size > 0 || [...words.keys()].some(tables.held);
  const given = new Analysis();
  analyzer.analyze(input.title, given);
  let titleWords = collectTerms(given.words, 'title', () => 1);
  let titlePhrases = collectTerms(given.phrases, 'title', () => 1);
  const ownTitleUsed = !known(titleWords, titlePhrases);
  if (ownTitleUsed) {
    // a title that says nothing is none: then the title is where the text names one
    titleWords = collectTerms(text.words, 'text', within(ownTitle));
    titlePhrases = collectTerms(text.phrases, 'text', within(ownTitle));
  }
  const titled = known(titleWords, titlePhrases);
  const titleScale = titled ? tables.titleShare : 0;
  const textScale = 1 - titleScale;
  const near = tables.neighbourShare;
  // what a title says is said as well as anything in the text; a title found in the text is there already
  const said = ownTitleUsed ? textWords : joined(textWords, titleWords);
  const probes = [
    ...wordProbes(said, titleWords, tables, textScale / (1 + near), titleScale),
    ...neighbourProbes(said, tables, (textScale * near) / (1 + near)),
    ...phraseProbes(textPhrases, titlePhrases, textScale, titleScale),
  ].sort((a, b) => a.term - b.term);
  return {
    probes,
    words: tfIdf(said, tables.idf, () => true),
    ignored: input.reading.ignored,
  };
}

/**
 * A term's places beyond this many are counted, but not listed: a text of one word ten thousand times would otherwise
 * make an answer of hundreds of megabytes, since each piece of evidence lists its places.
 */
const MAX_SPANS = 16;
/** The same for a text longer than LONG_TEXT units, which has more terms than anybody looks at. */
const MAX_SPANS_OF_LONG = 3;
const LONG_TEXT = 8_000;

interface Occurrences {
  /** The sum of what its places are worth. */
  worth: number;
  readonly spans: NamedSpan[];
}
type Found = ReadonlyMap<number, Occurrences>;

/** Where each known term stands, places that are worth nothing left out. */
function collectTerms(tokens: TokenList, where: NamedSpan['in'], worth: Reading['worth']): Found {
  const listed = (tokens.end[tokens.count - 1] ?? 0) > LONG_TEXT ? MAX_SPANS_OF_LONG : MAX_SPANS;
  const found = new Map<number, Occurrences>();
  for (let i = 0; i < tokens.count; i++) {
    const term = tokens.term[i]!;
    if (term < 0) continue;
    const start = tokens.start[i]!;
    const end = tokens.end[i]!;
    const value = worth(start, end);
    if (value === 0) continue;
    let known = found.get(term);
    if (known === undefined) {
      known = { worth: 0, spans: [] };
      found.set(term, known);
    }
    known.worth += value;
    if (known.spans.length < listed) known.spans.push({ in: where, span: [start, end] });
  }
  return found;
}

function within(span: Reading['title']): Reading['worth'] {
  return span === null ? () => 0 : (start, end) => (start >= span.start && end <= span.end ? 1 : 0);
}

/** Text and title as one; places in the title first. */
function joined(inText: Found, inTitle: Found): Found {
  const all = new Map(inText);
  for (const [term, { worth, spans }] of inTitle) {
    const text = inText.get(term);
    all.set(term, { worth: worth + (text?.worth ?? 0), spans: [...spans, ...(text?.spans ?? [])] });
  }
  return all;
}

function wordProbes(
  inText: Found,
  inTitle: Found,
  tables: QueryTables,
  text: number,
  title: number,
): Probe[] {
  const textWeights = scaled(tfIdf(inText, tables.idf, tables.held), text);
  const titleWeights = scaled(tfIdf(inTitle, tables.idf, tables.held), title);
  return [...new Set([...textWeights.keys(), ...titleWeights.keys()])].map(term => ({
    term,
    text: textWeights.get(term) ?? 0,
    title: titleWeights.get(term) ?? 0,
    spans: placesOf(term, inText, inTitle),
  }));
}

/** Every place once, those of the title first. */
function placesOf(term: number, inText: Found, inTitle: Found): readonly NamedSpan[] {
  const title = inTitle.get(term)?.spans ?? [];
  const known = new Set(title.map(({ in: where, span }) => `${where}${span[0]}`));
  const others = (inText.get(term)?.spans ?? []).filter(
    ({ in: where, span }) => !known.has(`${where}${span[0]}`),
  );
  return [...title, ...others];
}

/** One probe for each neighbour, in the name of the pasted word that brings most of it along. */
function neighbourProbes(inText: Found, tables: QueryTables, scale: number): Probe[] {
  const { idf, neighbourStart, neighbourTerm, neighbourWeight, printed } = tables;
  const sums = new Map<number, number>();
  const strongest = new Map<number, { from: number; weight: number }>();
  for (const [from, weight] of tfIdf(inText, idf, () => true)) {
    for (let at = neighbourStart[from]!; at < neighbourStart[from + 1]!; at++) {
      const term = neighbourTerm[at]!;
      const pair = weight * neighbourWeight[at]!;
      sums.set(term, (sums.get(term) ?? 0) + pair);
      if (pair > (strongest.get(term)?.weight ?? 0)) strongest.set(term, { from, weight: pair });
    }
  }
  return [...scaled(sums, scale)].map(([term, text]) => ({
    term,
    text,
    title: 0,
    as: printed[term]!,
    spans: inText.get(strongest.get(term)!.from)!.spans,
  }));
}

function phraseProbes(inText: Found, inTitle: Found, text: number, title: number): Probe[] {
  const ones = (found: Found): Map<number, number> =>
    new Map([...found].map(([term, { worth }]) => [term, Math.min(1, worth)]));
  const textWeights = scaled(ones(inText), text);
  const titleWeights = scaled(ones(inTitle), title);
  return [...new Set([...inText.keys(), ...inTitle.keys()])].map(term => ({
    term,
    text: textWeights.get(term) ?? 0,
    title: titleWeights.get(term) ?? 0,
    spans: placesOf(term, inText, inTitle),
  }));
}

/** (1 + ln f)·idf; below one whole place, f·idf */
function tfIdf(found: Found, idf: Float32Array, counts: (term: number) => boolean): Map<number, number> {
  const weights = new Map<number, number>();
  for (const [term, { worth }] of found) {
    if (counts(term)) weights.set(term, (worth >= 1 ? 1 + Math.log(worth) : worth) * idf[term]!);
  }
  return weights;
}

/** The vector at length `length`. */
function scaled(vector: Map<number, number>, length: number): Map<number, number> {
  const factor = length / lengthOf(vector);
  for (const [term, weight] of vector) vector.set(term, weight * factor);
  return vector;
}

/** √Σw², or 1 for nothing at all. */
function lengthOf(vector: ReadonlyMap<number, number>): number {
  let square = 0;
  for (const weight of vector.values()) square += weight * weight;
  return square > 0 ? Math.sqrt(square) : 1;
}
