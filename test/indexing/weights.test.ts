import TfIdf from 'natural/lib/natural/tfidf/tfidf.js';
import { describe, expect, it } from 'vitest';
import { expandFolding } from '../../src/analysis/characters.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { readDictionary } from '../../src/indexing/jieba.ts';
import { readModel } from '../../src/indexing/model.ts';
import { createTokenizer } from '../../src/indexing/tokenizer.ts';
import { type FieldWeights, unitDetail } from '../../src/indexing/vectors.ts';
import { dampedFrequency, inverseDocumentFrequency } from '../../src/indexing/weights.ts';
import { CORPORA, goldenStandards } from '../helpers/golden-index.ts';

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

describe('a unit in detail', () => {
  const kinds = Object.keys(readModel(CORPORA).occupation.text) as (keyof FieldWeights)[];
  const fields = (some: Partial<FieldWeights>): FieldWeights =>
    Object.fromEntries(kinds.map(kind => [kind, some[kind] ?? 0])) as unknown as FieldWeights;
  const weights = { text: fields({ name: 0.5, description: 0.5 }), title: fields({ name: 1 }) };

  it('has fields of length 1, weighted', () => {
    const detail = unitDetail(
      [
        { source: 0, kind: 'name', terms: [1, 2] },
        { source: 1, kind: 'description', terms: [2, 2, 3] },
      ],
      term => term,
      weights,
    );
    const square = (source: number): number =>
      detail.filter(entry => entry.source === source).reduce((sum, { text }) => sum + (text / 0.5) ** 2, 0);
    expect(square(0)).toBeCloseTo(1, 6);
    expect(square(1)).toBeCloseTo(1, 6);
    expect(detail.filter(({ source, title }) => source === 1 && title > 0)).toEqual([]);
  });

  it('shares a term among the sources of a field by how often each holds it', () => {
    const detail = unitDetail(
      [
        { source: 4, kind: 'name', terms: [7, 7, 7] },
        { source: 5, kind: 'name', terms: [7] },
      ],
      () => 1,
      weights,
    );
    expect(detail.map(({ source, text }) => [source, text])).toEqual([
      [4, Math.fround(0.375)],
      [5, Math.fround(0.125)],
    ]);
  });
});
