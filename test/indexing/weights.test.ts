import TfIdf from 'natural/lib/natural/tfidf/tfidf.js';
import { describe, expect, it } from 'vitest';
import { expandFolding } from '../../src/analysis/characters.ts';
import { listSources } from '../../src/artifact/sources.ts';
import type { Rows } from '../../src/artifact/tables.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { readDictionary } from '../../src/indexing/jieba.ts';
import { RowsBuilder } from '../../src/indexing/rows.ts';
import { createTokenizer } from '../../src/indexing/tokenizer.ts';
import { dampedFrequency, inverseDocumentFrequency } from '../../src/indexing/weights.ts';
import { goldenStandards } from '../helpers/golden-index.ts';

describe('term weights', () => {
  it('have the tf and idf that natural counts', () => {
    const folding = expandFolding(makeFoldingPairs());
    const tokenizer = createTokenizer(
      folding,
      readDictionary(text => text),
      [],
    );
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
  const rowOf = (sources: Parameters<RowsBuilder['add']>[0], holders = 1): Rows => {
    const builder = new RowsBuilder({
      idf: Float32Array.from({ length: 9 }, (_, term) => term),
      holders: new Uint32Array(9).fill(holders),
    });
    builder.add(sources, kind => kind !== 'attitude');
    return builder.finish();
  };
  const partsOf = (rows: Rows, segment: number): Map<number, number> =>
    new Map(
      [...rows.term.subarray(rows.entry[segment], rows.entry[segment + 1])].map((term, i) => [
        term,
        rows.part[rows.entry[segment]! + i]!,
      ]),
    );

  it('has fields of length 1', () => {
    const rows = rowOf([
      { source: 0, kind: 'name', tasks: [], terms: [1, 2] },
      { source: 1, kind: 'description', tasks: [], terms: [2, 2, 3] },
      { source: 2, kind: 'attitude', tasks: [], terms: [4] },
    ]);
    expect([...rows.source]).toEqual([0, 1]);
    for (const segment of [0, 1]) {
      expect(Math.hypot(...partsOf(rows, segment).values())).toBeCloseTo(1, 6);
    }
    const description = partsOf(rows, 1);
    expect(description.get(2)! / description.get(3)!).toBeCloseTo(((1 + Math.log(2)) * 2) / 3, 6);
  });

  it('shares a term among the sources of a field by how often each holds it', () => {
    const rows = rowOf([
      { source: 4, kind: 'name', tasks: [], terms: [7, 7, 7] },
      { source: 5, kind: 'name', tasks: [], terms: [7] },
    ]);
    expect(partsOf(rows, 0)).toEqual(new Map([[7, 0.75]]));
    expect(partsOf(rows, 1)).toEqual(new Map([[7, 0.25]]));
  });

  it('counts a phrase by how few units share it, however many phrases there are', () => {
    const rows = rowOf([{ source: 3, kind: 'aliasPhrase', tasks: [], terms: [5, 6, 6] }], 4);
    expect(partsOf(rows, 0)).toEqual(
      new Map([
        [5, 0.5],
        [6, 0.5],
      ]),
    );
  });
});
