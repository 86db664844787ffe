import { describe, expect, it } from 'vitest';
import { expandFolding } from '../../src/analysis/characters.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { readDictionary } from '../../src/indexing/jieba.ts';
import { wordAt } from '../../src/indexing/words.ts';
import { MAX_TEXT } from '../../src/matching/answer.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';

/**
 * The time of a match grows with the length of its text and not with its square, whatever the text is made of: eight times
 * the length may take eight times as long, with room for whatever else the machine does. The best of several rounds of each.
 */
const matcher = createMatcher(goldenArtifact());
const { words } = readDictionary(expandFolding(makeFoldingPairs()));
const longest = Array.from({ length: words.start.length - 1 }, (_, word) => wordAt(words, word)).reduce(
  (a, b) => (b.length > a.length ? b : a),
);

const SHAPES: Readonly<Record<string, string>> = {
  'one character': '證',
  'one word': '營業員',
  'two scripts by turns': '證券证券',
  digits: '0123456789',
  'one digit': '7',
  'Latin letters without a space': 'abcdefgh',
  'the longest word of the dictionary, cut off each time': longest.slice(0, -1),
  'what begins many words': '一',
  'surrogate pairs': '𠮷',
  'combining marks': 'e\u0301',
  'white space': '證 \t\n',
  'headings without end': '公司福利：\n',
  'denials without end': '不需要、',
  'markup without end': '<b><i>',
  brackets: '（【「',
  'lines of one character': '證\n',
  'numbered items': '1. 客戶\n',
  'e-mail addresses': 'a@b.co ',
};

describe('the time of a match', () => {
  it.each(Object.entries(SHAPES))('grows with the length of a text of %s', (_, piece) => {
    const text = (length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    const timeOf = (length: number): number => {
      const subject = text(length);
      const rounds = Array.from({ length: 7 }, () => {
        const began = performance.now();
        matcher.match({ text: subject, explain: false });
        return performance.now() - began;
      });
      return Math.min(...rounds);
    };
    timeOf(MAX_TEXT / 16); // warm
    const [short, long] = [timeOf(MAX_TEXT / 8), timeOf(MAX_TEXT)];
    console.log(
      `${JSON.stringify(piece)}: ${short.toFixed(2)} ms, eight times the length ${long.toFixed(2)} ms`,
    );
    expect(long).toBeLessThan(8 * 2.5 * Math.max(short, 0.5));
  });
});
