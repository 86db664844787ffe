import { describe, expect, it } from 'vitest';
import { summaryText } from '../../../src/page/exports/summary.ts';
import { EXPORT_WORDS } from '../../../src/page/exports/words.ts';
import { BROKER, brokerView, matcher, viewOf } from './view.ts';

describe('the summary to copy', () => {
  it('says verdict, first occupations and why, tasks, among how many, and that it is no match rate', () => {
    const view = brokerView();
    const lines = summaryText(view, EXPORT_WORDS.zh).split('\n');
    expect(lines.slice(0, 4)).toEqual([
      '職能比對：很像',
      '',
      '在 5 份職能基準中，最接近的是：',
      '1. 證券業-受託買賣業務人員（第 3 級、FSI3311-001v3）',
    ]);
    expect(lines[4]).toMatch(/^ {3}依據：「[^「]+」/);
    expect(lines.filter(line => /^\d\. /.test(line)).length).toBe(3);
    expect(lines.filter(line => /^- T\d\.\d .+（.+）$/.test(line)).length).toBe(3);
    expect(lines.slice(-3)).toEqual([EXPORT_WORDS.zh.disclaimer, `索引版本：${view.index.digest}`, '']);
  });

  it('can be had in English', () => {
    const text = summaryText(brokerView(), EXPORT_WORDS.en);
    expect(text).toMatch(/^Occupational standards: a clear match\n\nClosest among 5 standards:\n1\. /);
    expect(text).toContain('(level 3, FSI3311-001v3)');
    expect(text).toContain('is no match rate');
  });

  it('shows no number of a score, and of the text the words that count alone', () => {
    const view = brokerView();
    const text = summaryText(view, EXPORT_WORDS.zh);
    expect(text).not.toMatch(/%|0\.\d/);
    const words = new Set(
      view.occupations
        .flatMap(({ reasons }) => reasons.flatMap(({ words }) => words))
        .map(({ term }) => term),
    );
    for (const [, term] of text.matchAll(/「([^」]+)」(?!、?≈)/g)) {
      expect(words.has(term!) || text.includes(`≈「${term}」`)).toBe(true);
    }
    for (const sentence of BROKER.text.split(/[\n。，]/).filter(part => part.length > 8)) {
      expect(text).not.toContain(sentence);
    }
  });

  it('names an equivalent beside its word, in one line whatever the word', () => {
    const view = brokerView();
    const words = [{ term: '營業\n員', as: '受託買賣', contribution: 1 }];
    const [first] = view.occupations;
    const occupations = [
      { ...first!, reasons: [{ source: 'name', kind: 'name', name: '', contribution: 1, words } as const] },
    ];
    expect(summaryText({ ...view, occupations }, EXPORT_WORDS.zh)).toContain(
      '\n   依據：「營業 員」≈「受託買賣」\n',
    );
  });

  it('of a text that shares nothing says so', () => {
    const text = summaryText(viewOf(matcher.match({ text: 'ZZZ' })), EXPORT_WORDS.zh);
    expect(text).toContain('這些職能基準都不像');
    expect(text).toContain('沒有任何字句相符');
    expect(text).not.toContain('undefined');
  });
});
