import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Artifact } from '../../src/artifact/read.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { tasksOf } from '../../src/artifact/sources.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import type { GapItem, GapStatus, GapsAnswer, GapsRequest } from '../../src/matching/answer.ts';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { CORPORA, goldenArtifact, goldenStandards } from '../helpers/golden-index.ts';
import { texts } from '../helpers/texts.ts';

const ASSISTANT = 'KPS4999-001v3';

let artifact: Artifact;
let matcher: Matcher;
let ids: readonly string[];
beforeAll(() => {
  artifact = goldenArtifact();
  matcher = createMatcher(artifact);
  ids = artifact.occupations.map(({ id }) => id);
});

const gaps = (request: GapsRequest): GapsAnswer => matcher.gaps(request)!;
const anyId = (): fc.Arbitrary<string> => fc.constantFrom(...ids);
const coverage = ({ evidence }: Pick<GapItem, 'evidence'>): number =>
  evidence.reduce((sum, { contribution }) => sum + contribution, 0);
const statusOf = ({ items, tasks }: GapsAnswer, code: string): GapStatus =>
  [...items, ...tasks].find(row => row.code === code)!.status;

describe('gaps', () => {
  it('tells what a text holds of an occupation, and by which words', () => {
    const text = '每天處理客戶訂單與合約書，每月製作銷售報表。文書處理熟練，個性積極主動。';
    const answer = gaps({ text, occupation: ASSISTANT });
    expect(answer.occupation).toEqual({ id: ASSISTANT, code: ASSISTANT, name: '銷售助理', level: 2 });
    expect(statusOf(answer, 'T1.2')).toBe('covered'); // 協助處理合約書/訂單
    expect(statusOf(answer, 'S10')).toBe('covered'); // 銷售報表製作
    expect(statusOf(answer, 'K14')).toBe('missing'); // 個人資料保護法
    const writing = answer.items.find(({ code }) => code === 'S03')!;
    expect(writing).toMatchObject({ kind: 'skill', name: '文書處理能力', status: 'covered' });
    expect(writing.tasks).toEqual(['T1.1', 'T1.2', 'T1.3', 'T2.2']);
    const at = text.indexOf('文書處理');
    expect(writing.evidence).toEqual([
      { term: '文書處理', spans: [{ in: 'text', span: [at, at + 4] }], contribution: 1, source: 'S03' },
    ]);
  });

  it('finds names that are made of stop words, in any order, and half of one partly', () => {
    const attitude = (text: string): GapItem =>
      gaps({ text, occupation: ASSISTANT }).items.find(({ name }) => name === '主動積極')!;
    expect(attitude('個性積極，主動回報進度')).toMatchObject({
      status: 'covered',
      kind: 'attitude',
      tasks: [],
    });
    expect(attitude('會主動回報進度')).toMatchObject({
      status: 'partly',
      evidence: [{ term: '主動', contribution: 0.5 }],
    });
    expect(attitude('會回報進度').status).toBe('missing');
  });

  it('lets another word stand for a word, and says so', () => {
    const { items } = gaps({ text: '善於協調', occupation: ASSISTANT });
    const { status, evidence } = items.find(({ name }) => name === '溝通能力')!;
    expect([status, evidence.length]).toEqual(['partly', 1]);
    expect(evidence[0]).toMatchObject({ term: '協調', as: '溝通', source: 'S04' });
    expect(evidence[0]!.contribution).toBeLessThan(1);
  });

  it('counts nothing that is denied or set aside', () => {
    const said = gaps({ text: '製作銷售報表', occupation: ASSISTANT });
    const denied = gaps({ text: '不需製作銷售報表', occupation: ASSISTANT });
    expect(statusOf(said, 'S10')).toBe('covered');
    expect(statusOf(denied, 'S10')).toBe('missing');
    const benefits = '工作內容：接聽電話\n公司福利：主動積極者另有獎金';
    expect(statusOf(gaps({ text: benefits, occupation: ASSISTANT }), 'A02')).toBe('missing');
  });

  it('reads the title as well', () => {
    const answer = gaps({ text: '三年經驗', title: '文書處理', occupation: ASSISTANT });
    const { evidence } = answer.items.find(({ code }) => code === 'S03')!;
    expect(evidence[0]!.spans).toEqual([{ in: 'title', span: [0, 4] }]);
  });

  it('has the score and the verdict of the ordinary match', () => {
    fc.assert(
      fc.property(texts(), texts(), (text, title) => {
        const match = matcher.match({ text, title, limit: 100, explain: false });
        for (const id of ids) {
          const answer = gaps({ text, title, occupation: id });
          expect(answer.verdict).toBe(match.verdict);
          expect(answer.index).toEqual(match.index);
          expect(answer.score).toBe(match.occupations.find(found => found.id === id)?.score ?? 0);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('lists every competency and task of the occupation once, in printed order', () => {
    for (const standard of goldenStandards()) {
      const answer = gaps({ text: '客戶', occupation: standard.code ?? standard.name });
      const tasks = tasksOf(standard);
      expect(answer.tasks.map(({ code, name }) => [code, name])).toEqual(
        tasks.map(({ code, name }) => [code, name]),
      );
      const printed = [
        ...tasks.flatMap(({ knowledge }) => knowledge),
        ...tasks.flatMap(({ skills }) => skills),
        ...standard.attitudes,
      ].map(({ code }) => code);
      expect(answer.items.map(({ code }) => code)).toEqual([...new Set(printed)]);
      for (const { code, tasks: requiring } of answer.items) {
        expect(requiring).toEqual(
          tasks
            .filter(({ knowledge, skills }) => [...knowledge, ...skills].some(one => one.code === code))
            .map(task => task.code),
        );
      }
    }
  });

  it('is covered by what says the very name, and each task by what says all of its own text', () => {
    for (const standard of goldenStandards()) {
      const occupation = standard.code ?? standard.name;
      for (const { code, name } of gaps({ text: '客戶', occupation }).items) {
        const item = gaps({ text: name, occupation }).items.find(one => one.code === code)!;
        expect([name, item.status]).toEqual([name, 'covered']);
        expect(coverage(item)).toBeCloseTo(1, 9);
      }
      for (const { code, name, outputs, indicators } of tasksOf(standard)) {
        const text = [name, ...[...outputs, ...indicators].map(part => part.text)].join('\n');
        expect([code, statusOf(gaps({ text, occupation }), code)]).toEqual([code, 'covered']);
      }
    }
  });

  it('counts the best covered name of a code that has two', () => {
    const named = (text: string): GapItem =>
      gaps({ text, occupation: 'FSI2412-006v4' }).items.find(({ code }) => code === 'S09')!;
    for (const text of ['顧客導向', '客戶導向']) {
      expect(named(text)).toMatchObject({ name: '顧客導向', status: 'covered' });
    }
  });

  it('has a status that its evidence adds up to, and none where it is missing', () => {
    fc.assert(
      fc.property(texts(), anyId(), (text, occupation) => {
        const { items } = gaps({ text, occupation });
        const sums = (status: GapStatus, attitudes: boolean): number[] =>
          items
            .filter(item => item.status === status && (item.kind === 'attitude') === attitudes)
            .map(coverage);
        for (const attitudes of [true, false]) {
          const partly = sums('partly', attitudes);
          expect(Math.min(1, ...sums('covered', attitudes))).toBeGreaterThan(Math.max(0, ...partly) - 1e-9);
          expect(Math.min(1, ...partly)).toBeGreaterThan(0);
        }
        for (const item of items) {
          expect(item.evidence.length > 0).toBe(item.status !== 'missing');
          expect(coverage(item)).toBeLessThanOrEqual(1 + 1e-9);
          const contributions = item.evidence.map(({ contribution }) => contribution);
          expect(contributions).toEqual([...contributions].sort((a, b) => b - a));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('points into the text and the title as pasted', () => {
    fc.assert(
      fc.property(texts(), texts(), anyId(), (text, title, occupation) => {
        const pasted = { text, title };
        for (const { term, spans } of gaps({ text, title, occupation }).items.flatMap(i => i.evidence)) {
          const [first] = spans;
          expect(pasted[first!.in].slice(...first!.span)).toBe(term);
          for (const { in: where, span } of spans) {
            expect(span[0]).toBeGreaterThanOrEqual(0);
            expect(span[1]).toBeGreaterThan(span[0]);
            expect(span[1]).toBeLessThanOrEqual(pasted[where].length);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never shrinks when more is said', () => {
    const order: readonly GapStatus[] = ['missing', 'partly', 'covered'];
    fc.assert(
      fc.property(
        fc.constantFrom('訂單', '報價與合約', '銷售報表', '風險管理'),
        anyId(),
        (more, occupation) => {
          const text = '協助處理客戶資料';
          const less = gaps({ text, occupation });
          const all = gaps({ text: `${text}。${more}。`, occupation });
          less.items.forEach(({ status }, i) => {
            expect(order.indexOf(all.items[i]!.status)).toBeGreaterThanOrEqual(order.indexOf(status));
          });
        },
      ),
    );
  });

  it('is missing throughout where nothing is shared', () => {
    for (const occupation of ids) {
      const { items, tasks, score, verdict } = gaps({ text: '😀😀 12345 ！！', occupation });
      expect([...items, ...tasks].every(({ status }) => status === 'missing')).toBe(true);
      expect([score, verdict]).toEqual([0, 'none']);
    }
  });

  it('is undefined for an id that the index lacks', () => {
    for (const occupation of ['', 'XYZ', '__proto__', 'constructor', 'KPS4999']) {
      expect(matcher.gaps({ text: '報價', occupation })).toBeUndefined();
    }
  });

  it('is the same every time, whatever is asked between', () => {
    fc.assert(
      fc.property(texts(), texts(), anyId(), anyId(), (text, between, occupation, other) => {
        const first = gaps({ text, occupation });
        matcher.match({ text: between });
        gaps({ text: between, occupation: other });
        expect(gaps({ text, occupation })).toEqual(first);
        const match = matcher.match({ text });
        gaps({ text: between, occupation });
        expect(JSON.stringify(matcher.match({ text }))).toBe(JSON.stringify(match));
      }),
      { numRuns: 50 },
    );
    const text = '負責客戶開發、報價、議價與合約';
    const fresh = createMatcher(goldenArtifact()).gaps({ text, occupation: ASSISTANT });
    expect(fresh).toEqual(gaps({ text, occupation: ASSISTANT }));
  });

  it('holds a text against a superseded standard when it is named', () => {
    const standards = goldenStandards().map(one => ({ ...one, superseded: one.code === ASSISTANT }));
    const own = createMatcher(openArtifact(buildIndex(standards, { corpora: CORPORA }).bytes));
    expect(own.gaps({ text: '銷售報表', occupation: ASSISTANT })!.score).toBeGreaterThan(0);
  });

  it('answers the longest text there may be, and hostile ones, soon', () => {
    const long = '客戶開發與合約報價，整理銷售報表；'.repeat(3000).slice(0, 50_000);
    const hostile = [
      '客'.repeat(50_000),
      'a'.repeat(50_000),
      '主'.repeat(50_000),
      long,
      '\u202e客戶\u0000開發',
    ];
    for (const text of [...hostile, '__proto__ constructor 開發', '\ud800', '\udc00主動\ud800']) {
      for (const occupation of ids) {
        const started = performance.now();
        expect(JSON.stringify(gaps({ text, occupation })).length).toBeLessThan(1e6);
        expect(performance.now() - started).toBeLessThan(1000);
      }
    }
  });
});
