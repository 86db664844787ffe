import { describe, expect, it } from 'vitest';
import type { CompetencyShare, Remainder } from '../../../src/matching/answer.ts';
import { createMatcher } from '../../../src/matching/matcher.ts';
import { viewOf, wholeOccupation } from '../../../src/page/engine/view.ts';
import { artifact, OLD } from './parts.ts';

const matcher = createMatcher(artifact());
const text =
  '徵證券營業員，辦理開戶、KYC 與委託買賣，開發客戶，維護客戶關係，處理訂單與報價，協助催收帳款，撰寫業務報告';
const answer = () => matcher.match({ text, superseded: true });

/** The three largest parts with their four largest words, from the JSON of a whole answer. */
function reasonsOf(competencies: readonly CompetencyShare[], remainder: readonly Remainder[]): unknown[] {
  const parts = [
    ...competencies.map(({ code, kind, name, contribution, evidence }) => ({
      source: code,
      kind,
      name,
      contribution,
      evidence,
    })),
    ...remainder.map(({ part, contribution, evidence }) => ({
      source: part,
      kind: part,
      name: '',
      contribution,
      evidence,
    })),
  ].sort((a, b) => b.contribution - a.contribution);
  return parts.slice(0, 3).map(({ evidence, ...part }) => {
    const pairs = [...new Set(evidence.map(({ term, as }) => JSON.stringify({ term, as })))];
    const words = pairs.map(pair => {
      const same = evidence.filter(({ term, as }) => JSON.stringify({ term, as }) === pair);
      return { ...JSON.parse(pair), contribution: same.reduce((sum, one) => sum + one.contribution, 0) };
    });
    return { ...part, words: words.sort((a, b) => b.contribution - a.contribution).slice(0, 4) };
  });
}

describe('the view of an answer', () => {
  it('gives the largest parts of each score, and the words that carried them, added up', () => {
    const whole = JSON.parse(JSON.stringify(answer())) as ReturnType<typeof answer>;
    const { occupations } = viewOf(answer(), null, id => id === OLD);
    expect(occupations.map(({ reasons }) => reasons)).toEqual(
      whole.occupations.map(({ competencies, remainder }) => reasonsOf(competencies!, remainder!)),
    );
    expect(occupations.some(({ reasons }) => reasons.some(({ words }) => words.some(({ as }) => as)))).toBe(
      true,
    );
  });

  it('marks what is superseded', () => {
    const { occupations } = viewOf(answer(), null, id => id === OLD);
    expect(occupations.filter(({ superseded }) => superseded).map(({ id }) => id)).toEqual([OLD]);
  });

  it('is all there when it was cloned, the opened occupation with its evidence', () => {
    const found = answer();
    const view = viewOf(found, found.occupations[1]!, () => false);
    const cloned = structuredClone(view);
    expect(cloned).toEqual(view);
    expect(cloned.open).toEqual(JSON.parse(JSON.stringify(answer().occupations[1])));
    expect(cloned.open!.competencies![0]!.evidence.length).toBeGreaterThan(0);
  });

  it('leaves out what was not explained', () => {
    const [plain] = matcher.match({ text, explain: false }).occupations;
    expect(wholeOccupation(plain!)).toEqual(plain);
    const view = viewOf(matcher.match({ text, explain: false }), plain!, () => false);
    expect(view.occupations.every(({ reasons }) => reasons.length === 0)).toBe(true);
  });
});
