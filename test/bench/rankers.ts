import MiniSearch from 'minisearch';
import TfIdf from 'natural/lib/natural/tfidf/tfidf.js';
import { expandFolding, foldText } from '../../src/analysis/characters.ts';
import type { Artifact } from '../../src/artifact/read.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { mulberry32 } from '../../src/evaluation/bootstrap.ts';
import type { JudgedRow } from '../../src/evaluation/judged.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { readDictionary, withUserWords } from '../../src/indexing/jieba.ts';
import { readLexica } from '../../src/indexing/lexica.ts';
import { createTokenizer } from '../../src/indexing/tokenizer.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { CORPORA } from '../helpers/golden-index.ts';
import { loadJieba } from '../helpers/jieba.ts';
import { hanRuns } from '../helpers/runs.ts';

/** A way to rank occupations for a text: ours, and what others would do with well-known parts. */
export interface Ranker {
  readonly name: string;
  /** Ids, best first. */
  rank(row: JudgedRow): readonly string[];
}

export function rankersFor(artifact: Artifact): Ranker[] {
  const ids = artifact.occupations.map(({ id }) => id);
  const visible = ids.filter((_, o) => !artifact.occupations[o]!.superseded);
  const documents = ids.map((_, o) =>
    listSources(artifact.standard(o))
      .filter(({ code, kind }) => code !== 'name' || kind === 'name')
      .map(({ text }) => text)
      .join('\n'),
  );
  const folding = expandFolding(makeFoldingPairs());
  const fold = (text: string): string => foldText(text, folding);
  const lexica = readLexica(CORPORA);
  const stops = new Set(lexica.stopWords.map(fold));
  const tokenizer = createTokenizer(
    folding,
    withUserWords(readDictionary(folding), lexica.domainWords.map(fold)),
  );
  const tokens = (text: string): string[] =>
    tokenizer
      .tokens(text)
      .map(({ term }) => term)
      .filter(term => term.length > 1 && !stops.has(term));
  const bigrams = (text: string): string[] =>
    hanRuns(fold(text)).flatMap(run => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)));
  const query = ({ title, text }: JudgedRow): string => `${title}\n${text}`;
  return [
    atRandom(visible),
    naturalOnRawText(ids, documents, query),
    cosine('cosine TF-IDF, our words', ids, documents.map(tokens), row => tokens(query(row))),
    cosine('cosine TF-IDF, character bigrams', ids, documents.map(bigrams), row => bigrams(query(row))),
    miniSearch(ids, documents, tokens, query),
    ours(artifact),
  ];
}

function ours(artifact: Artifact): Ranker {
  const matcher = createMatcher(artifact);
  return {
    name: 'icap-match',
    rank: ({ text, title, kind }) =>
      matcher.match({ text, title, kind, limit: 100, explain: false }).occupations.map(({ id }) => id),
  };
}

function atRandom(ids: readonly string[]): Ranker {
  const random = mulberry32(1);
  return {
    name: 'at random',
    rank: () =>
      ids
        .map(id => ({ id, key: random() }))
        .sort((a, b) => a.key - b.key)
        .map(({ id }) => id),
  };
}

/** What a first attempt looks like: jieba on the text as it is, natural's TfIdf, the plain sum. */
function naturalOnRawText(
  ids: readonly string[],
  documents: readonly string[],
  query: (row: JudgedRow) => string,
): Ranker {
  const jieba = loadJieba([]);
  const cut = (text: string): string[] => jieba.cut(text, true).filter(word => /[\p{L}\p{N}]/u.test(word));
  const tfidf = new TfIdf();
  for (const document of documents) tfidf.addDocument(cut(document));
  return {
    name: "jieba on raw text, natural's TfIdf",
    rank: row => {
      const words = cut(query(row));
      return byScore(
        ids,
        ids.map((_, d) => tfidf.tfidf(words, d)),
      );
    },
  };
}

function cosine(
  name: string,
  ids: readonly string[],
  documents: readonly (readonly string[])[],
  query: (row: JudgedRow) => readonly string[],
): Ranker {
  const holders = new Map<string, number>();
  for (const terms of documents)
    for (const term of new Set(terms)) holders.set(term, (holders.get(term) ?? 0) + 1);
  const vector = (terms: readonly string[]): Map<string, number> => {
    const weights = new Map<string, number>();
    for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + 1);
    let square = 0;
    for (const [term, f] of weights) {
      const weight = (1 + Math.log(f)) * Math.log(documents.length / (holders.get(term) ?? documents.length));
      weights.set(term, weight);
      square += weight * weight;
    }
    for (const [term, weight] of weights) weights.set(term, weight / (Math.sqrt(square) || 1));
    return weights;
  };
  const vectors = documents.map(vector);
  return {
    name,
    rank: row => {
      const asked = [...vector(query(row))];
      return byScore(
        ids,
        vectors.map(held => asked.reduce((sum, [term, weight]) => sum + weight * (held.get(term) ?? 0), 0)),
      );
    },
  };
}

function miniSearch(
  ids: readonly string[],
  documents: readonly string[],
  tokens: (text: string) => string[],
  query: (row: JudgedRow) => string,
): Ranker {
  const search = new MiniSearch<{ id: string; text: string }>({
    fields: ['text'],
    tokenize: tokens,
    processTerm: term => term,
  });
  search.addAll(ids.map((id, i) => ({ id, text: documents[i]! })));
  return {
    name: 'BM25 (MiniSearch), our words',
    rank: row => search.search(query(row), { combineWith: 'OR' }).map(({ id }) => id as string),
  };
}

function byScore(ids: readonly string[], scores: readonly number[]): string[] {
  return [...ids.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b).map(i => ids[i]!);
}
