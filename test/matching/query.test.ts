import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../src/matching/matcher.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { plainQuery } from '../reference/query.ts';

const artifact = goldenArtifact();
const matcher = createMatcher(artifact);
const terms = Array.from({ length: artifact.terms.length }, (_, id) => artifact.terms.at(id));
const idOf = (term: string): number => terms.indexOf(term);

describe('a query', () => {
  it('has the weights of the formulas: (1 + ln f)·idf of words, squared cosines of neighbours, both of length 1', () => {
    // 報價 three times, 合約 twice, 帳款 once, apart from each other so that no lexicon phrase is in the text
    const text = '報價。合約。報價。帳款。合約。報價。';
    const counts = new Map([
      [idOf('报价'), 3],
      [idOf('合约'), 2],
      [idOf('帐款'), 1],
    ]);
    expect([...counts.keys()].every(term => term >= 0)).toBe(true);
    const plain = plainQuery(artifact, counts);
    const asked = new Map<number, number>();
    for (const { term, text: weight } of matcher.query({ text }).probes) {
      if (term < artifact.manifest.words) asked.set(term, (asked.get(term) ?? 0) + weight);
    }
    expect([...asked.keys()].sort()).toEqual([...plain.keys()].sort());
    for (const [term, weight] of plain) expect(asked.get(term)).toBeCloseTo(weight, 12);
  });

  it('gives the title its share and the text the rest', () => {
    const share = artifact.manifest.titleShare;
    const length = (weights: readonly number[]): number => Math.hypot(...weights);
    const { probes } = matcher.query({ text: '合約。', title: '報價' });
    const words = probes.filter(({ term, as }) => term < artifact.manifest.words && as === undefined);
    expect(length(words.map(({ title }) => title))).toBeCloseTo(share, 12);
    const textPart = (1 - share) / (1 + artifact.manifest.neighbourShare);
    expect(length(words.map(({ text }) => text))).toBeCloseTo(textPart, 12);
  });

  it('lists places in the title before places in the text', () => {
    const { probes } = matcher.query({ text: '報價與合約', title: '報價' });
    const probe = probes.find(({ term, as }) => term === idOf('报价') && as === undefined);
    expect(probe!.spans.map(({ in: where }) => where)).toEqual(['title', 'text']);
  });

  it('asks nothing for what is denied or set aside, and says so', () => {
    const { probes, ignored } = matcher.query({
      text: '工作內容：製作合約\n不負責報價\n公司福利：年終獎金、員工旅遊',
    });
    const words = probes.filter(({ as }) => as === undefined).map(({ term }) => term);
    expect(words).toContain(idOf('合约'));
    expect(words).not.toContain(idOf('报价'));
    expect(ignored.map(({ reason }) => reason)).toEqual(['denied', 'benefits']);
  });
});
