import { describe, expect, it } from 'vitest';
import { compareRuns, readEarlierRun } from '../../src/evaluation/compare.ts';
import { summarize } from '../../src/evaluation/evaluate.ts';
import { figuresOf } from '../../src/evaluation/figures.ts';
import type { Labels } from '../../src/evaluation/labels.ts';
import { misleadingTerms } from '../../src/evaluation/misled.ts';
import { measure, type QueryResult } from '../../src/evaluation/result.ts';
import type { Evidence, OccupationMatch, Verdict } from '../../src/matching/answer.ts';

const labels = (made: Partial<Omit<Labels, 'grades'>> & { grades?: Record<string, number> }): Labels => ({
  none: false,
  tasks: [],
  hardNegatives: [],
  ...made,
  grades: new Map(Object.entries(made.grades ?? {})),
});

function result(
  qid: string,
  verdict: Verdict,
  ranked: string,
  made: Parameters<typeof labels>[0],
): QueryResult {
  const occupations = ranked.split('').map(id => ({ id, name: `name of ${id}` }));
  const tasks = [
    { occupation: 'a', code: 'T1.1' },
    { occupation: 'b', code: 'T1.1' },
    { occupation: 'a', code: 'T2.1' },
  ];
  return measure({ qid, kind: 'ad' }, { verdict, occupations, tasks }, labels(made));
}

/** Six queries whose figures one can work out in the head. */
const RESULTS: readonly QueryResult[] = [
  result('q1', 'clear', 'abcdef', { grades: { a: 3 }, tasks: [{ occupation: 'a', code: 'T1.1' }] }),
  result('q2', 'clear', 'abcdef', { grades: { b: 2 }, hardNegatives: ['a'] }),
  result('q3', 'unclear', 'abcdef', { grades: { e: 2, a: 1 }, hardNegatives: ['f'] }),
  result('q4', 'none', 'abcdef', { grades: { z: 3 }, tasks: [{ occupation: 'a', code: 'T2.1' }] }),
  result('q5', 'none', 'abcdef', { none: true, grades: { a: 1 } }),
  result('q6', 'clear', 'abcdef', { none: true }),
];

describe('figures', () => {
  const { metrics, none, verdict } = figuresOf(RESULTS);
  const of = (figure: { value: number; n: number } | undefined) => [figure?.value, figure?.n];

  it('rank over the queries that something fits, and only those', () => {
    expect(of(metrics.top1)).toEqual([1 / 4, 4]);
    expect(of(metrics.top3)).toEqual([2 / 4, 4]);
    expect(of(metrics.top5)).toEqual([3 / 4, 4]);
    expect(of(metrics.mrr)).toEqual([(1 + 1 / 2 + 1 / 5 + 0) / 4, 4]);
    const third = (1 + 3 / Math.log2(6)) / (3 + 1 / Math.log2(3));
    expect(metrics.ndcg10?.value).toBeCloseTo((1 + 1 / Math.log2(3) + third + 0) / 4, 12);
  });

  it('count hard negatives and tasks where a row names them', () => {
    expect(of(metrics.hardNegatives)).toEqual([1 / 2, 2]);
    expect(of(metrics.task1)).toEqual([1 / 2, 2]);
    expect(of(metrics.task3)).toEqual([2 / 2, 2]);
  });

  it('count `none` over the rows that nothing fits, and mistakes over the others', () => {
    expect(of(none.recall)).toEqual([1 / 2, 2]);
    expect(of(none.falseNone)).toEqual([1 / 4, 4]);
  });

  it('hold a clear answer to a text that nothing fits for wrong', () => {
    expect(of(verdict.clear)).toEqual([2 / 4, 4]);
    expect(of(verdict.clearRight)).toEqual([1 / 3, 3]);
  });

  it('are absent where nothing counts for them', () => {
    const { metrics, none } = figuresOf(RESULTS.slice(4));
    expect(metrics).toEqual({});
    expect(Object.keys(none)).toEqual(['recall']);
  });

  it('leave a query out whose graded standards the index lacks altogether', () => {
    const lost = result('q7', 'none', 'abc', { grades: {} });
    expect(lost).toMatchObject({ counts: 'nothing', rank: null, ndcg10: null });
    expect(figuresOf([...RESULTS, lost])).toEqual(figuresOf(RESULTS));
  });

  it('come by kind where there are both kinds', () => {
    const index = { digest: 'd', standards: 6, tasks: 3 };
    const rows = RESULTS.map((result, i) => ({
      result: { ...result, kind: i < 2 ? ('cv' as const) : ('ad' as const) },
      dropped: ['z', 'y'],
    }));
    const { byKind, dropped, queries } = summarize(index, rows, []);
    expect([queries, dropped]).toEqual([6, ['y', 'z']]);
    expect([byKind?.cv.queries, byKind?.cv.metrics.top1?.value]).toEqual([2, 1 / 2]);
    expect([byKind?.ad.queries, byKind?.ad.metrics.top1?.value]).toEqual([4, 0]);
    expect(summarize(index, rows.slice(0, 2), []).byKind).toBeUndefined();
  });
});

describe('what misled', () => {
  const occupation = (
    id: string,
    evidence: readonly [term: string, contribution: number, as?: string][],
  ): OccupationMatch => ({
    id,
    name: id,
    score: 1,
    competencies: [
      { code: 'K01', kind: 'knowledge', name: 'k', contribution: 1, evidence: evidence.map(evidenceOf) },
    ],
    remainder: [{ part: 'name', contribution: 1, evidence: evidence.slice(0, 1).map(evidenceOf) }],
  });
  const evidenceOf = ([term, contribution, as]: readonly [string, number, string?]): Evidence => ({
    term,
    ...(as === undefined ? {} : { as }),
    spans: [],
    contribution,
    source: 'K01',
  });

  it('is what the wrong answer has more of, summed over its explanation', () => {
    const wrong = occupation('w', [
      ['展覽', 0.2],
      ['業務', 0.1],
      ['客戶', 0.05, '顧客'],
      ['客戶', 0.04],
    ]);
    const good = occupation('g', [
      ['業務', 0.2],
      ['展覽', 0.1],
      ['客戶', 0.05, '顧客'],
    ]);
    expect(misleadingTerms(wrong, good)).toEqual([
      { term: '展覽', difference: 0.2 + 0.2 - 0.1 },
      { term: '客戶', difference: 0.04 },
    ]);
  });

  it('is everything where no good answer was ranked', () => {
    expect(
      misleadingTerms(
        occupation('w', [
          ['a', 0.1],
          ['b', 0.3],
        ]),
        undefined,
        1,
      ),
    ).toEqual([{ term: 'b', difference: 0.3 }]);
  });
});

describe('two runs', () => {
  const now = [
    result('q1', 'clear', 'bacdef', { grades: { a: 3 } }), // lost
    result('q2', 'clear', 'bacdef', { grades: { b: 2 } }), // gained
    result('q3', 'unclear', 'abcdef', { grades: { e: 2, a: 1 } }),
    result('q4', 'unclear', 'abcdef', { grades: { z: 3 } }), // another verdict
    result('q5', 'none', 'abcdef', { none: true }),
    result('new', 'none', 'abcdef', { none: true }),
  ];
  const earlier = readEarlierRun(JSON.stringify({ index: { digest: 'old' }, perQuery: RESULTS }))!;
  const comparison = compareRuns(earlier, { perQuery: now });

  it('are compared query by query', () => {
    expect(comparison).toMatchObject({
      index: { digest: 'old' },
      queries: 5,
      onlyNow: 1,
      onlyBefore: 1,
      gains: 1,
      losses: 1,
      unchanged: 2,
      top1: { value: 0, n: 4 },
      changed: [
        { qid: 'q1', first: ['a', 'b'], rank: [1, 2] },
        { qid: 'q2', first: ['a', 'b'], rank: [2, 1] },
        { qid: 'q4', first: ['a', 'a'], rank: [null, null], verdict: ['none', 'unclear'] },
      ],
    });
  });

  it('differ by nothing, for certain, when they are the same', () => {
    const same = compareRuns(earlier, { perQuery: RESULTS });
    expect(same).toMatchObject({ gains: 0, losses: 0, unchanged: 4, changed: [] });
    expect(same.ndcg10).toEqual({ value: 0, low: 0, high: 0, n: 4 });
  });

  it('tell queries of one name apart by their turn', () => {
    const twice = [now[0]!, { ...now[0]!, rank: 5 }];
    const before = readEarlierRun(JSON.stringify({ index: { digest: 'old' }, perQuery: twice }))!;
    expect(compareRuns(before, { perQuery: twice })).toMatchObject({ queries: 2, changed: [] });
  });

  it('are refused when the file is something else', () => {
    for (const json of ['', '[]', '{"perQuery":[]}', '{"index":{"digest":"d"},"perQuery":[{"qid":1}]}']) {
      expect(readEarlierRun(json)).toBeNull();
    }
  });
});
