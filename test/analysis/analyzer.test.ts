import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis, createAnalyzer } from '../../src/analysis/analyzer.ts';
import { expandFolding, foldUnits } from '../../src/analysis/characters.ts';
import { phraseKey } from '../../src/analysis/phrases.ts';
import { STOP_TERM, type TokenList, UNKNOWN_TERM } from '../../src/analysis/tokens.ts';
import { buildDoubleArray } from '../../src/artifact/double-array.ts';
import { compile, slotTerms } from '../../src/indexing/compile.ts';
import { makeFoldingPairs } from '../../src/indexing/folding.ts';
import { readDictionary } from '../../src/indexing/jieba.ts';
import { wordList } from '../../src/indexing/words.ts';

/** A small vocabulary over the whole dictionary: four Chinese words, two Latin ones, a stop word and three phrases. */
const folding = expandFolding(makeFoldingPairs());
const automaton = compile(readDictionary(folding));
const words = ['业务', '客户', '开发', '业务员'];
const latin = ['manag', 'iso9001'];
const phrases = ['mis工程师', '业务专员', '工程师'].sort();
const trie = buildDoubleArray(wordList(phrases), new Uint16Array(phrases.length).fill(1));
const analyzerOf = () =>
  createAnalyzer({
    folding,
    automaton,
    automatonTerm: slotTerms(automaton, [
      ...words.map((word, id) => [word, id] as const),
      ['我们', STOP_TERM],
    ]),
    phrases: trie,
    phraseTerm: slotTerms(
      trie,
      phrases.map((phrase, id) => [phrase, 100 + id]),
    ),
    termOf: term => (latin.includes(term) ? 10 + latin.indexOf(term) : UNKNOWN_TERM),
  });
const analyzer = analyzerOf();

function listed({ count, term, start, end }: TokenList): [number, number, number][] {
  return Array.from({ length: count }, (_, i) => [term[i]!, start[i]!, end[i]!]);
}

function analyzed(text: string, by = analyzer, into = new Analysis()) {
  by.analyze(text, into);
  return { units: [...into.units], words: listed(into.words), phrases: listed(into.phrases) };
}

function phrasesIn(text: string): string[] {
  return analyzed(text).phrases.map(
    ([term, start, end]) => `${phrases[term - 100]}@${text.slice(start, end)}`,
  );
}

describe('an analysis', () => {
  it('has the words of a text as terms, in reading order and with their places as pasted', () => {
    const text = '我們管理客戶，Managers 用😀ISO-9001開發';
    expect(analyzed(text).words.map(([term, start, end]) => [term, text.slice(start, end)])).toEqual([
      [STOP_TERM, '我們'],
      [UNKNOWN_TERM, '管理'],
      [1, '客戶'],
      [10, 'Managers'],
      [UNKNOWN_TERM, '用'],
      [UNKNOWN_TERM, '😀'],
      [11, 'ISO-9001'],
      [2, '開發'],
    ]);
  });

  it('has the folded units of the text and no more', () => {
    const into = new Analysis();
    analyzed('很長的一段文字'.repeat(500), analyzer, into);
    expect(analyzed('開發ＡＢ', analyzer, into).units).toEqual([...foldUnits('開發ＡＢ', folding)]);
  });

  it('is the same whatever was analysed before, by one analyser or by two in turn', () => {
    const piece = fc.constantFrom(
      '業務',
      '客戶開發',
      '，',
      ' ',
      'MIS 工程師',
      'managers',
      'iso 9001',
      '𠮷',
      '一',
      '3',
    );
    const text = fc.array(piece, { maxLength: 200 }).map(parts => parts.join(''));
    const other = analyzerOf();
    const one = new Analysis();
    const two = new Analysis();
    const seed = Math.floor(Math.random() * 2 ** 31);
    fc.assert(
      fc.property(text, text, (a, b) => {
        const fresh = analyzed(a, analyzerOf());
        expect(analyzed(a, analyzer, one)).toEqual(fresh);
        other.analyze(b, two);
        analyzer.analyze(b, two);
        expect({ words: listed(one.words), phrases: listed(one.phrases) }).toEqual({
          words: fresh.words,
          phrases: fresh.phrases,
        });
        expect(analyzed(a, other, two)).toEqual(fresh);
      }),
      { numRuns: 60, seed },
    );
  });

  it('has the same words wherever they stand in a long text', () => {
    for (let before = 480; before < 530; before++) {
      const text = `${'，'.repeat(before)}ISO 9001客戶開發${'，'.repeat(600)}業務`;
      expect(analyzed(text).words.map(([term, start]) => [term, start - before])).toEqual([
        [11, 0],
        [1, 8],
        [2, 10],
        [0, 612],
      ]);
    }
  });

  it('takes 50,000 units of anything', () => {
    const tokens = (text: string): number => analyzed(text).words.length;
    expect(tokens('業務'.repeat(25_000))).toBe(25_000);
    expect(tokens('a'.repeat(50_000))).toBe(1);
    expect(tokens('a '.repeat(25_000))).toBe(25_000);
    expect(tokens('😀'.repeat(25_000))).toBe(25_000);
    expect(tokens('\ud83d'.repeat(50_000))).toBe(50_000);
    expect(tokens('')).toBe(0);
  });
});

describe('phrases', () => {
  it('are found through spaces and signs, and the longest at a place', () => {
    expect(phrasesIn('徵MIS 工程師、業務-專員')).toEqual(['mis工程师@MIS 工程師', '业务专员@業務-專員']);
    expect(phrasesIn('業務 - (專員')).toEqual([]); // four signs in a row are too many
  });

  it('neither begin nor end inside a Latin word, and none lies inside another', () => {
    expect(phrasesIn('AMIS工程師')).toEqual(['工程师@工程師']);
    expect(phrasesIn('MIS工程師')).toEqual(['mis工程师@MIS工程師']);
  });

  it('have only the units that count in their key', () => {
    expect(phraseKey('mis - 工程师(一)')).toBe('mis工程师一');
  });
});
