import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openArtifact } from '../../src/artifact/read.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { CORPORA, goldenArtifact, goldenStandards } from '../helpers/golden-index.ts';
import { texts } from '../helpers/texts.ts';

const ASSISTANT = 'KPS4999-001v3';
const BROKER = 'FSI3311-001v3';

let matcher: Matcher;
let ids: readonly string[];
beforeAll(() => {
  const artifact = goldenArtifact();
  matcher = createMatcher(artifact);
  ids = artifact.occupations.map(({ id }) => id);
});

describe('compare', () => {
  it('tells what is asked and shown, asked and missing, shown unasked', () => {
    const ad = { text: '誠徵業務助理：處理客戶訂單與合約書，製作銷售報表，維護客戶資料' };
    const cv = { text: '行政助理三年，每月製作銷售報表，文書處理熟練' };
    const { occupation, items, tasks } = matcher.compare({ ad, cv })!;
    expect(occupation).toEqual({ id: ASSISTANT, code: ASSISTANT, name: '銷售助理', level: 2 });
    const item = (code: string) => items.find(row => row.code === code)!;
    expect(item('S10')).toMatchObject({ name: '銷售報表製作', kind: 'skill', ad: 'covered', cv: 'covered' });
    expect(item('S03')).toMatchObject({ ad: 'missing', cv: 'covered', evidence: { ad: [] } });
    expect(item('S03').evidence.cv[0]!.term).toBe('文書處理');
    expect(tasks.find(({ code }) => code === 'T1.2')).toEqual({
      code: 'T1.2',
      name: '協助處理合約書/訂單',
      ad: 'covered',
      cv: 'missing',
    });
  });

  it('sets side by side what gaps says of each text', () => {
    fc.assert(
      fc.property(texts(), texts(), fc.constantFrom(...ids), (ad, cv, occupation) => {
        const answer = matcher.compare({ ad: { text: ad }, cv: { text: cv }, occupation })!;
        const asked = matcher.gaps({ text: ad, occupation })!;
        const shown = matcher.gaps({ text: cv, occupation })!;
        expect(answer.occupation).toEqual(asked.occupation);
        expect(answer.items).toEqual(
          asked.items.map(({ code, kind, name, status, evidence }, i) => {
            const other = shown.items[i]!;
            return {
              code,
              kind,
              name,
              ad: status,
              cv: other.status,
              evidence: { ad: evidence, cv: other.evidence },
            };
          }),
        );
        expect(answer.tasks).toEqual(
          asked.tasks.map(({ code, name, status }, i) => ({
            code,
            name,
            ad: status,
            cv: shown.tasks[i]!.status,
          })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('goes through the occupation with the greatest product of both scores', () => {
    fc.assert(
      fc.property(texts(), texts(), (ad, cv) => {
        const scores = (text: string, kind: 'ad' | 'cv') => {
          const found = matcher.match({ text, kind, limit: 100, explain: false }).occupations;
          return ids.map(id => found.find(one => one.id === id)?.score ?? 0);
        };
        const [asked, shown] = [scores(ad, 'ad'), scores(cv, 'cv')];
        const products = asked.map((score, i) => score * shown[i]!);
        const chosen = ids.indexOf(matcher.compare({ ad: { text: ad }, cv: { text: cv } })!.occupation.id);
        expect(products[chosen]).toBeGreaterThanOrEqual(Math.max(...products) * (1 - 1e-5));
      }),
      { numRuns: 60 },
    );
  });

  it('goes through what either fits best where they share none, and by order of id where neither says anything', () => {
    const nothing = { text: '😀' };
    const broker = { text: '證券營業員，受理客戶委託買賣有價證券' };
    const id = (ad: { text: string }, cv: { text: string }) => matcher.compare({ ad, cv })!.occupation.id;
    expect([id(broker, nothing), id(nothing, broker), id(nothing, nothing)]).toEqual([
      BROKER,
      BROKER,
      ids[0],
    ]);
  });

  it('does not choose a superseded standard by itself', () => {
    const standards = goldenStandards().map(one => ({ ...one, superseded: one.code === ASSISTANT }));
    const own = createMatcher(openArtifact(buildIndex(standards, { corpora: CORPORA }).bytes));
    const text = '協助處理合約書與訂單，製作銷售報表';
    const request = { ad: { text }, cv: { text } };
    expect(own.compare(request)!.occupation.id).not.toBe(ASSISTANT);
    expect(own.compare({ ...request, occupation: ASSISTANT })!.occupation.id).toBe(ASSISTANT);
    const old = createMatcher(
      openArtifact(
        buildIndex(
          standards.map(one => ({ ...one, superseded: true })),
          { corpora: CORPORA },
        ).bytes,
      ),
    );
    expect(old.compare(request)).toBeUndefined();
  });

  it('is undefined for an id that the index lacks', () => {
    const request = { ad: { text: '報價' }, cv: { text: '合約' } };
    expect(matcher.compare({ ...request, occupation: 'XYZ' })).toBeUndefined();
  });

  it('is the same every time, and either text may be the other', () => {
    fc.assert(
      fc.property(texts(), texts(), (one, two) => {
        const request = { ad: { text: one }, cv: { text: two } };
        const answer = matcher.compare(request)!;
        matcher.match({ text: two });
        expect(matcher.compare(request)).toEqual(answer);
        const { id } = answer.occupation;
        const swapped = matcher.compare({ ad: { text: two }, cv: { text: one }, occupation: id })!;
        expect(swapped.tasks.map(({ ad, cv }) => [cv, ad])).toEqual(
          answer.tasks.map(({ ad, cv }) => [ad, cv]),
        );
      }),
      { numRuns: 50 },
    );
  });
});
