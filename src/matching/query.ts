import type { Analyzer, Tokens } from '../analysis/analyzer.ts';
import type { NamedSpan } from './answer.ts';

/**
 * A text as what is asked of the index: probes. A probe is one term with its two query weights, for what stands in the
 * text and for what stands in the title. A unit's score is
 *
 *     Σ over probes p:  p.text · W_text(p.term, unit) + p.title · W_title(p.term, unit)
 *
 * and every explanation is that sum in pieces. Three kinds of probe, each kind a vector of length 1 before it is mixed:
 *
 * - words: (1 + ln f)·idf of the words that some standard holds;
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
}

export interface Query {
  /** In order of their term. */
  readonly probes: readonly Probe[];
  /** Every known word of text and title with its weight, also those that no standard holds. */
  readonly words: ReadonlyMap<number, number>;
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
  const text = analyzer.analyze(input.text);
  const title = analyzer.analyze(input.title);
  const textWords = collectTerms(text.words, 'text');
  const titleWords = collectTerms(title.words, 'title');
  const titlePhrases = collectTerms(title.phrases, 'title');
  const titled = titlePhrases.size > 0 || [...titleWords.keys()].some(tables.held);
  const titleScale = titled ? tables.titleShare : 0;
  const textScale = 1 - titleScale;
  const near = tables.neighbourShare;
  const probes = [
    ...wordProbes(textWords, titleWords, tables, textScale / (1 + near), titleScale),
    ...neighbourProbes(textWords, tables, (textScale * near) / (1 + near)),
    ...phraseProbes(collectTerms(text.phrases, 'text'), titlePhrases, textScale, titleScale),
  ].sort((a, b) => a.term - b.term);
  return { probes, words: tfIdf(joined(textWords, titleWords), tables.idf, () => true) };
}

/**
 * A term's places beyond this many are counted, but not listed: a text of one word ten thousand times would otherwise
 * make an answer of hundreds of megabytes, since each piece of evidence lists its places.
 */
export const MAX_SPANS = 64;

interface Occurrences {
  count: number;
  readonly spans: NamedSpan[];
}
type Found = ReadonlyMap<number, Occurrences>;

/** Where each known term stands. */
function collectTerms(tokens: Tokens, where: NamedSpan['in']): Found {
  const found = new Map<number, Occurrences>();
  for (let i = 0; i < tokens.count; i++) {
    const term = tokens.term[i]!;
    if (term < 0) continue;
    let known = found.get(term);
    if (known === undefined) {
      known = { count: 0, spans: [] };
      found.set(term, known);
    }
    known.count++;
    if (known.spans.length < MAX_SPANS)
      known.spans.push({ in: where, span: [tokens.start[i]!, tokens.end[i]!] });
  }
  return found;
}

/** Text and title as one. */
function joined(inText: Found, inTitle: Found): Found {
  const all = new Map(inText);
  for (const [term, { count, spans }] of inTitle) {
    all.set(term, { count: count + (inText.get(term)?.count ?? 0), spans });
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
    spans: [...(inTitle.get(term)?.spans ?? []), ...(inText.get(term)?.spans ?? [])],
  }));
}

/** One probe for each pair of a word and a neighbour of it; the pairs' sums are the vector. */
function neighbourProbes(inText: Found, tables: QueryTables, scale: number): Probe[] {
  const { idf, neighbourStart, neighbourTerm, neighbourWeight, printed } = tables;
  const pairs: { term: number; from: number; weight: number }[] = [];
  const sums = new Map<number, number>();
  for (const [from, weight] of tfIdf(inText, idf, () => true)) {
    for (let at = neighbourStart[from]!; at < neighbourStart[from + 1]!; at++) {
      const term = neighbourTerm[at]!;
      const pair = weight * neighbourWeight[at]!;
      pairs.push({ term, from, weight: pair });
      sums.set(term, (sums.get(term) ?? 0) + pair);
    }
  }
  const factor = scale / lengthOf(sums);
  return pairs.map(({ term, from, weight }) => ({
    term,
    text: weight * factor,
    title: 0,
    as: printed[term]!,
    spans: inText.get(from)!.spans,
  }));
}

function phraseProbes(inText: Found, inTitle: Found, text: number, title: number): Probe[] {
  const ones = (found: Found): Map<number, number> => new Map([...found.keys()].map(term => [term, 1]));
  const textWeights = scaled(ones(inText), text);
  const titleWeights = scaled(ones(inTitle), title);
  return [...new Set([...inText.keys(), ...inTitle.keys()])].map(term => ({
    term,
    text: textWeights.get(term) ?? 0,
    title: titleWeights.get(term) ?? 0,
    spans: [...(inTitle.get(term)?.spans ?? []), ...(inText.get(term)?.spans ?? [])],
  }));
}

/** (1 + ln f)·idf */
function tfIdf(found: Found, idf: Float32Array, counts: (term: number) => boolean): Map<number, number> {
  const weights = new Map<number, number>();
  for (const [term, { count }] of found)
    if (counts(term)) weights.set(term, (1 + Math.log(count)) * idf[term]!);
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
