declare module 'natural/lib/natural/tfidf/tfidf.js' {
  /** What the tests use of natural's TfIdf, as an oracle. */
  export default class TfIdf {
    addDocument(tokens: readonly string[]): void;
    idf(term: string): number;
    tfidf(terms: readonly string[], document: number): number;
    /** Of every document, in the order they came. */
    tfidfs(terms: readonly string[]): number[];
  }
}
