import { isLexiconKind, type Source, type SourceKind } from '../artifact/sources.ts';
import { dampedFrequency } from './weights.ts';

/** How much each field of a unit counts, for the text and for the title. Each row sums to at most 1, and each field of words is of length 1: that keeps scores within 0–1. */
export type FieldWeights = Readonly<Record<SourceKind, number>>;
export interface ChannelWeights {
  readonly text: FieldWeights;
  readonly title: FieldWeights;
}

/** One source of a unit as terms. */
export interface SourceTerms {
  readonly source: number;
  readonly kind: Source['kind'];
  readonly terms: readonly number[];
}

/** What one term in one source adds to a unit, per channel, for a query weight of 1. */
export interface DetailEntry {
  readonly term: number;
  readonly source: number;
  readonly text: number;
  readonly title: number;
}

/**
 * The vector of a unit as its parts. Each field is a TF-IDF vector of length 1,
 * v(t) = idf(t)·(1 + ln f(t)) / ‖·‖; the unit is the weighted sum of its fields, Σ λ·v; and a source's part of v(t) is
 * its part of the occurrences. Rounded to 32 bits here, once, so that the sums of parts are exact later.
 */
export function unitDetail(
  sources: readonly SourceTerms[],
  idf: (term: number) => number,
  weights: ChannelWeights,
): DetailEntry[] {
  const entries: DetailEntry[] = [];
  for (const [kind, field] of groupByField(sources)) {
    const text = weights.text[kind];
    const title = weights.title[kind];
    if (text === 0 && title === 0) continue;
    const total = countTerms(field.flatMap(({ terms }) => terms));
    const value = (term: number): number =>
      idf(term) * (isLexiconKind(kind) ? 1 : dampedFrequency(total.get(term)!));
    const length = Math.sqrt([...total.keys()].reduce((sum, term) => sum + value(term) ** 2, 0));
    if (length === 0) continue;
    for (const { source, terms } of field) {
      for (const [term, count] of countTerms(terms)) {
        const part = (value(term) / length) * (count / total.get(term)!);
        if (part > 0)
          entries.push({ term, source, text: Math.fround(part * text), title: Math.fround(part * title) });
      }
    }
  }
  return inOrder(entries);
}

/**
 * Phrases of one field: each counts by how few units share it, 1/√n, and not by how many others the field holds (an
 * occupation with ten names is none the less called by each of them).
 */
export function phraseDetail(
  { source, kind, terms }: SourceTerms,
  sharedBy: (term: number) => number,
  weights: ChannelWeights,
): DetailEntry[] {
  const text = weights.text[kind];
  const title = weights.title[kind];
  if (text === 0 && title === 0) return [];
  return [...new Set(terms)].map(term => {
    const value = 1 / Math.sqrt(sharedBy(term));
    return { term, source, text: Math.fround(value * text), title: Math.fround(value * title) };
  });
}

export function inOrder(entries: readonly DetailEntry[]): DetailEntry[] {
  return [...entries].sort((a, b) => a.term - b.term || a.source - b.source);
}

function groupByField(sources: readonly SourceTerms[]): Map<SourceKind, SourceTerms[]> {
  const fields = new Map<SourceKind, SourceTerms[]>();
  for (const entry of sources) {
    const field = fields.get(entry.kind);
    if (field === undefined) fields.set(entry.kind, [entry]);
    else field.push(entry);
  }
  return fields;
}

function countTerms(terms: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
