import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Artifact } from '../../src/artifact/read.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import type { CompetencyShare, MatchAnswer, NamedSpan, Remainder } from '../../src/matching/answer.ts';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { writeAnswer } from '../../src/matching/write.ts';
import { CORPORA, goldenArtifact, goldenStandards } from '../helpers/golden-index.ts';
import { texts } from '../helpers/texts.ts';
import { denseScores } from '../reference/dense-matcher.ts';

let artifact: Artifact;
let matcher: Matcher;
beforeAll(() => {
  artifact = goldenArtifact();
  matcher = createMatcher(artifact);
});

const sum = (parts: readonly { readonly contribution: number }[]): number =>
  parts.reduce((total, { contribution }) => total + contribution, 0);

function explained(entry: { competencies?: readonly CompetencyShare[]; remainder?: readonly Remainder[] }) {
  return [...(entry.competencies ?? []), ...(entry.remainder ?? [])];
}

function* spansOf(answer: MatchAnswer): Generator<{ term: string; spans: readonly NamedSpan[] }> {
  for (const entry of [...answer.occupations, ...answer.tasks]) {
    for (const part of explained(entry)) yield* part.evidence;
  }
}

/** As it goes over the wire, evidence written out. */
function written(answer: MatchAnswer): MatchAnswer {
  return JSON.parse(JSON.stringify(answer)) as MatchAnswer;
}

describe('an answer', () => {
  it('adds up in both views, and every contribution is the sum of its evidence', () => {
    fc.assert(
      fc.property(texts(), fc.option(texts(), { nil: '' }), (text, title) => {
        const answer = matcher.match({ text, title, limit: 100 });
        for (const occupation of answer.occupations) {
          expect(Math.abs(sum(explained(occupation)) - occupation.score)).toBeLessThan(1e-9);
          const byTask = sum(occupation.tasks!) + sum(occupation.tasksRemainder!);
          expect(Math.abs(byTask - occupation.score)).toBeLessThan(1e-9);
        }
        for (const entry of [...answer.occupations, ...answer.tasks]) {
          expect(entry.score).toBeGreaterThan(0);
          expect(entry.score).toBeLessThanOrEqual(1);
          expect(Math.abs(sum(explained(entry)) - entry.score)).toBeLessThan(1e-9);
          for (const part of explained(entry)) {
            expect(Math.abs(sum(part.evidence) - part.contribution)).toBeLessThan(1e-9);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('has the scores of the plain dense matcher', () => {
    fc.assert(
      fc.property(texts(), texts(), (text, title) => {
        const answer = matcher.match({ text, title, limit: 100, explain: false });
        const { probes } = matcher.query({ text, title });
        const dense = denseScores(artifact, probes, 'occupation');
        for (const { id, score } of answer.occupations) {
          const unit = artifact.occupations.findIndex(entry => entry.id === id);
          expect(score).toBeCloseTo(dense[unit]!, 12);
        }
        expect(answer.occupations.length).toBe(dense.filter(score => score > 0).length);
        const contexts = denseScores(artifact, probes, 'context');
        const owner = artifact.occupations.flatMap(({ tasks }, o) => new Array<number>(tasks).fill(o));
        const taskScores = denseScores(artifact, probes, 'task').flatMap((own, task) =>
          own > 0 ? [own + contexts[owner[task]!]!] : [],
        );
        expect(answer.tasks.map(({ score }) => score)).toEqual(
          taskScores.sort((a, b) => b - a).map(score => expect.closeTo(score, 12)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('has its evidence in the right place when a duty and a competency share a code', () => {
    const [sales] = goldenStandards().filter(({ code }) => code === 'KPS4999-001v3');
    const shared = {
      ...sales!,
      duties: sales!.duties.map((duty, i) => (i === 0 ? { ...duty, code: 'K03', name: '銷售報表' } : duty)),
    };
    const own = createMatcher(openArtifact(buildIndex([shared], { corpora: CORPORA }).bytes));
    const answer = own.match({ text: '銷售報表與銷售概念', title: '銷售報表' });
    const parts = [...answer.occupations, ...answer.tasks].flatMap(explained);
    expect(parts.some(part => 'part' in part && part.part === 'duty')).toBe(true);
    for (const part of parts) expect(Math.abs(sum(part.evidence) - part.contribution)).toBeLessThan(1e-9);
  });

  it('leaves no text behind in what every program can see', () => {
    matcher.match({ text: '<p>王小明 A123456789 wang@example.com 協助業務</p>' });
    const { $_: last, lastMatch } = RegExp as unknown as Record<string, string>;
    expect(`${last}${lastMatch}`).not.toMatch(/A123456789|example/);
  });

  it('is not disturbed by what `only` does with the matcher', () => {
    const text = '協助處理合約書與訂單，製作銷售報表';
    const plain = written(matcher.match({ text }));
    const older = matcher.match({ text: '銷售金融商品，受理客戶下單' });
    const only = (): boolean => {
      matcher.match({ text: '機械設備報價' });
      return JSON.stringify(older).length > 0;
    };
    expect(written(matcher.match({ text, only }))).toEqual(plain);
  });

  it('points into the text and the title as pasted', () => {
    fc.assert(
      fc.property(texts(), texts(), (text, title) => {
        const pasted = { text, title };
        for (const { term, spans } of spansOf(matcher.match({ text, title }))) {
          const first = spans[0]!;
          expect(pasted[first.in].slice(...first.span)).toBe(term);
          for (const { in: where, span } of spans) {
            expect(pasted[where].slice(...span).length).toBeGreaterThan(0);
            expect(span[0]).toBeGreaterThanOrEqual(0);
            expect(span[1]).toBeLessThanOrEqual(pasted[where].length);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is in order, ties broken by id, and the same every time', () => {
    const text = '負責客戶開發、報價、議價與合約，並維護客戶關係';
    const answer = matcher.match({ text });
    const scores = answer.occupations.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(written(matcher.match({ text }))).toEqual(written(answer));
    expect(written(createMatcher(goldenArtifact()).match({ text }))).toEqual(written(answer));
  });

  it('cuts the lists at the limit and never an explanation', () => {
    fc.assert(
      fc.property(texts(), texts(), fc.integer({ min: 1, max: 20 }), (text, title, limit) => {
        const all = written(matcher.match({ text, title, limit: 100 }));
        const few = written(matcher.match({ text, title, limit }));
        expect(few.occupations).toEqual(all.occupations.slice(0, limit));
        expect(few.tasks).toEqual(all.tasks.slice(0, limit));
      }),
      { numRuns: 100 },
    );
  });

  it('is written as JSON.stringify would write it', () => {
    fc.assert(
      fc.property(texts(), texts(), fc.boolean(), (text, title, explain) => {
        const answer = matcher.match({ text, title, explain });
        expect(writeAnswer(answer)).toBe(JSON.stringify(answer));
      }),
      { numRuns: 50 },
    );
  });

  it('keeps its evidence while other texts are matched', () => {
    const first = matcher.match({ text: '客戶開發與合約報價，整理銷售報表', title: '業務助理' });
    matcher.match({ text: '銷售金融商品，受理客戶下單', title: '證券營業員' });
    const again = createMatcher(artifact).match({
      text: '客戶開發與合約報價，整理銷售報表',
      title: '業務助理',
    });
    expect(written(first)).toEqual(written(again));
  });

  it('has the same evidence read list by list as read whole', () => {
    fc.assert(
      fc.property(texts(), fc.nat(), (text, seed) => {
        const entries = ({ occupations, tasks }: MatchAnswer) => [...occupations, ...tasks].map(explained);
        const whole = entries(written(matcher.match({ text })));
        entries(matcher.match({ text })).forEach((parts, i) => {
          parts.forEach((_, read) => {
            const at = (seed + read) % parts.length;
            expect(parts[at]!.evidence).toEqual(whole[i]![at]!.evidence);
          });
        });
      }),
      { numRuns: 30 },
    );
  });

  it('is the same from two matchers that take turns', () => {
    const other = createMatcher(artifact);
    fc.assert(
      fc.property(texts(), texts(), (text, between) => {
        const one = matcher.match({ text });
        other.match({ text: between });
        expect(written(other.match({ text }))).toEqual(written(one));
      }),
      { numRuns: 50 },
    );
  });

  it('leaves reasons out on request', () => {
    const [first] = matcher.match({ text: '整理銷售報表', explain: false }).occupations;
    expect(Object.keys(first!)).toEqual(['id', 'code', 'name', 'level', 'score']);
  });

  it('is none with empty lists for a text that shares no word with any standard', () => {
    const answer = matcher.match({ text: '😀😀 12345 ！！' });
    expect(answer).toMatchObject({ verdict: 'none', occupations: [], tasks: [], text: { script: 'none' } });
  });

  it('reads Simplified and Traditional, full and half width alike', () => {
    const ids = (text: string): string[] => matcher.match({ text }).occupations.map(({ id }) => id);
    expect(ids('协助处理合约书与订单，ＫＹＣ')).toEqual(ids('協助處理合約書與訂單，KYC'));
  });

  it('keeps both names of one code', () => {
    const answer = matcher.match({ text: '客戶導向、顧客導向', limit: 5 });
    const wealth = answer.occupations.find(({ id }) => id === 'FSI2412-006v4')!;
    expect(wealth.competencies!.find(({ code }) => code === 'S09')).toMatchObject({
      name: '顧客導向',
      names: ['顧客導向', '客戶導向'],
    });
  });

  it('does not know superseded standards unless asked', () => {
    const standards = goldenStandards().map(standard => ({
      ...standard,
      superseded: standard.code === 'KPS4999-001v3',
    }));
    const own = createMatcher(openArtifact(buildIndex(standards, { corpora: CORPORA }).bytes));
    const text = '協助處理合約書與訂單，製作銷售報表';
    const ids = (superseded: boolean): string[] =>
      own.match({ text, superseded }).occupations.map(({ id }) => id);
    expect(ids(true)[0]).toBe('KPS4999-001v3');
    expect(ids(false)).not.toContain('KPS4999-001v3');
    expect(own.match({ text }).tasks.map(({ occupation }) => occupation)).not.toContain('KPS4999-001v3');
  });

  it('answers the longest text there may be, and hostile ones', () => {
    for (const text of [
      '客'.repeat(50_000),
      'a'.repeat(50_000),
      '\u202e客戶\u0000開發',
      '__proto__ constructor 開發',
      '\ud800',
    ]) {
      expect(() => matcher.match({ text })).not.toThrow();
    }
  });
});

describe('the verdict', () => {
  it('is never clear for one vague word, and may be for a title', () => {
    expect(matcher.match({ text: '業務' }).verdict).not.toBe('clear');
    expect(matcher.match({ text: '證券營業員' }).verdict).toBe('clear');
  });

  it('is none for work that no standard of the index is about', () => {
    const nurse = '病房護理師\n依醫囑給藥、打針、抽血，量測生命徵象，書寫護理紀錄，三班輪值與交班';
    const cook = '徵中餐廚師，負責備料、切配、熱炒與廚房清潔';
    for (const text of [nurse, cook]) expect(matcher.match({ text }).verdict).toBe('none');
  });
});

describe('ties', () => {
  it('break by id', () => {
    const [sales] = goldenStandards().filter(({ code }) => code === 'KPS4999-001v3');
    const twins = ['KPS4999-003v1', 'KPS4999-001v3', 'KPS4999-002v1'].map(code => ({ ...sales!, code }));
    const own = createMatcher(openArtifact(buildIndex(twins, { corpora: CORPORA }).bytes));
    const answer = own.match({ text: '協助處理合約書與訂單' });
    expect(new Set(answer.occupations.map(({ score }) => score)).size).toBe(1);
    expect(answer.occupations.map(({ id }) => id)).toEqual([
      'KPS4999-001v3',
      'KPS4999-002v1',
      'KPS4999-003v1',
    ]);
    const [first, second] = answer.tasks;
    expect(first!.score).toBe(second!.score);
    expect([first!.occupation, second!.occupation]).toEqual(['KPS4999-001v3', 'KPS4999-002v1']);
  });
});

describe('a request', () => {
  it('with a limit that is none is refused', () => {
    for (const limit of [0, 101, 1.5, Number.NaN]) {
      expect(() => matcher.match({ text: '報價', limit })).toThrow(RangeError);
    }
    expect(matcher.match({ text: '報價' }).occupations.length).toBeLessThanOrEqual(10);
  });

  it('with a title that says nothing has the title that its text names', () => {
    const text = '職稱：證券營業員\n受理客戶下單';
    const [untitled] = matcher.match({ text }).occupations;
    for (const title of ['', ' ', '—', '(急徵)']) {
      expect(matcher.match({ text, title }).occupations[0]!.score).toBe(untitled!.score);
    }
  });

  it('of the longest text and the largest limit has an answer that can be sent', () => {
    const printed = goldenStandards().flatMap(standard => listSources(standard).map(({ text }) => text));
    const text = printed.join('\n').repeat(9).slice(0, 50_000);
    expect(JSON.stringify(matcher.match({ text, limit: 100 })).length).toBeLessThan(30e6);
  });
});
