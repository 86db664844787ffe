import TfIdf from 'natural/lib/natural/tfidf/tfidf.js';
import { describe, expect, it } from 'vitest';
import { expandFolding } from '../../src/analysis/characters.ts';
import { dampedFrequency } from '../../src/artifact/derived/damping.ts';
import { FrequencyParts, RowsBuilder } from '../../src/artifact/derived/rows.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { ENTRY_BITS, ENTRY_MASK } from '../../src/artifact/tables.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { readDictionary } from '../../src/indexing/jieba.ts';
import { createTokenizer } from '../../src/indexing/tokenizer.ts';
import { inverseDocumentFrequency } from '../../src/indexing/weights.ts';
import { goldenStandards } from '../helpers/golden-index.ts';

describe('term weights', () => {
  it('have the tf and idf that natural counts', () => {
    const folding = expandFolding(makeFoldingPairs());
    const tokenizer = createTokenizer(folding, readDictionary(folding));
    const units = goldenStandards().map(standard =>
      listSources(standard).flatMap(({ text }) => tokenizer.tokens(text).map(({ term }) => term)),
    );
    const oracle = new TfIdf();
    for (const tokens of units) oracle.addDocument(tokens);
    const terms = [...new Set(units.flat())];
    expect(terms.length).toBeGreaterThan(700);
    for (const term of terms) {
      const holders = units.filter(tokens => tokens.includes(term)).length;
      const idf = inverseDocumentFrequency(holders, units.length, 0, 0);
      expect(idf).toBeCloseTo(oracle.idf(term), 12);
      units.forEach((tokens, unit) => {
        const frequency = tokens.filter(token => token === term).length;
        expect(frequency * idf).toBeCloseTo(oracle.tfidf([term], unit), 9);
      });
    }
  });

  it('grow with frequency, but ever more slowly', () => {
    expect([0, 1, Math.E].map(dampedFrequency)).toEqual([0, 1, 2]);
  });

  it('fall when the background is full of a term', () => {
    const rare = inverseDocumentFrequency(1, 5, 0.001, 100);
    const everywhere = inverseDocumentFrequency(1, 5, 0.7, 100);
    expect(everywhere).toBeLessThan(rare / 3);
    expect(inverseDocumentFrequency(5, 5, 1, 1e9)).toBeGreaterThanOrEqual(0);
  });
});

describe('a unit as a row', () => {
  const weights = Float32Array.from({ length: 9 }, (_, term) => term);
  const rowOf = (sources: Parameters<RowsBuilder['add']>[0]) => {
    const parts = new FrequencyParts();
    const builder = new RowsBuilder(weights, dampedFrequency, parts);
    builder.add(sources, kind => kind !== 'attitude');
    return { ...builder.finish(), parts: parts.values };
  };
  const partsOf = (rows: ReturnType<typeof rowOf>, field: number, segment: number): Map<number, number> =>
    new Map(
      [...rows.term.subarray(rows.entry[segment], rows.entry[segment + 1])].map(entry => {
        const term = entry >>> ENTRY_BITS;
        return [term, rows.parts[entry & ENTRY_MASK]! * weights[term]! * rows.scale[field]!];
      }),
    );

  it('has fields of length 1', () => {
    const rows = rowOf([
      { source: 0, kind: 'name', tasks: [], terms: [1, 2] },
      { source: 1, kind: 'description', tasks: [], terms: [2, 2, 3] },
      { source: 2, kind: 'attitude', tasks: [], terms: [4] },
    ]);
    expect([...rows.source]).toEqual([0, 1]);
    for (const segment of [0, 1]) {
      expect(Math.hypot(...partsOf(rows, segment, segment).values())).toBeCloseTo(1, 6);
    }
    const description = partsOf(rows, 1, 1);
    expect(description.get(2)! / description.get(3)!).toBeCloseTo(((1 + Math.log(2)) * 2) / 3, 6);
  });

  it('shares a term among the sources of a field by how often each holds it', () => {
    const rows = rowOf([
      { source: 4, kind: 'name', tasks: [], terms: [7, 7, 7] },
      { source: 5, kind: 'name', tasks: [], terms: [7] },
    ]);
    expect(partsOf(rows, 0, 0).get(7)).toBeCloseTo(0.75, 6);
    expect(partsOf(rows, 0, 1).get(7)).toBeCloseTo(0.25, 6);
  });

  it('counts a phrase once, however many phrases there are', () => {
    const rows = rowOf([{ source: 3, kind: 'aliasPhrase', tasks: [], terms: [5, 6, 6] }]);
    expect(partsOf(rows, 0, 0)).toEqual(
      new Map([
        [5, weights[5]],
        [6, weights[6]],
      ]),
    );
  });

  it('keeps to its table of frequencies when a document says one word thousands of times', () => {
    const parts = new FrequencyParts();
    const indices = Array.from({ length: 5000 }, (_, i) => parts.indexOf(1 / (i + 1)));
    expect(Math.max(...indices)).toBeLessThanOrEqual(ENTRY_MASK);
    expect(parts.values[indices[4999]!]).toBeCloseTo(1 / 5000, 3);
  });
});
