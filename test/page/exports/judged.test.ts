import { describe, expect, it } from 'vitest';
import { readJudged } from '../../../src/evaluation/judged.ts';
import { EXAMPLES } from '../../../src/page/examples.ts';
import { type Judgement, judgedLines, judgedRow } from '../../../src/page/exports/judged.ts';

const AD: Judgement = {
  kind: 'ad',
  title: '業務助理',
  text: '處理訂單\r\n「報價」',
  grades: { 'KPS4999-001v3': 3 },
  none: false,
};

describe('a saved judgement', () => {
  it('is a row that eval reads, with the content as it was', () => {
    const judgements: Judgement[] = [
      AD,
      { ...AD, kind: 'cv', title: '', grades: {}, none: true, note: ' 都不像 ' },
      { ...AD, text: '\u2028<script>\0\uD800😀"\\' },
      ...EXAMPLES.map(({ kind, title, text, first }) => ({
        ...{ kind, title, text, none: first === null },
        grades: first === null ? {} : { [first]: 3 as const },
      })),
    ];
    const { rows, rejected } = readJudged(judgedLines(judgements.map(judgedRow)));
    expect(rejected).toEqual([]);
    expect(rows.map(({ qid, ...row }) => row)).toEqual(judgements.map(({ note, ...row }) => row));
    expect(judgedRow(judgements[1]!).note).toBe('都不像');
  });

  it('has a name that its content gives', () => {
    const { qid } = judgedRow(AD);
    expect(qid).toMatch(/^page-[0-9a-f]{16}$/);
    expect(judgedRow({ ...AD, grades: { a: 2 } }).qid).toBe(qid);
    const others = [
      { ...AD, text: `${AD.text}。` },
      { ...AD, title: '' },
      { ...AD, kind: 'cv' as const },
    ];
    expect(new Set([AD, ...others].map(row => judgedRow(row).qid)).size).toBe(4);
  });

  it('says either what fits or that nothing does', () => {
    expect(() => judgedRow({ ...AD, grades: {} })).toThrow(RangeError);
    expect(() => judgedRow({ ...AD, grades: { a: 0 } })).toThrow(RangeError);
    expect(() => judgedRow({ ...AD, none: true })).toThrow(RangeError);
    expect(() => judgedRow({ ...AD, text: ' \n' })).toThrow(RangeError);
  });
});
