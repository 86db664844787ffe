import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_TEXT, MAX_TITLE, type NamedSpan, type OccupationMatch } from '../../../src/matching/answer.ts';
import { createMatcher } from '../../../src/matching/matcher.ts';
import { writeAnswer } from '../../../src/matching/write.ts';
import { type Engine, EngineError, Superseded, type ViewRequest } from '../../../src/page/engine/engine.ts';
import { type MatchView, viewOf } from '../../../src/page/engine/view.ts';
import { artifact, OLD } from './parts.ts';

const ad = {
  title: '營業員',
  text: '徵證券營業員，辦理開戶、KYC 與委託買賣。公司供餐。',
};
const cv = { text: '受理客戶委託買賣有價證券，熟悉相關法規' };
const BROKER = 'FSI3311-001v3';
/** Shares no word with any standard. */
const STRANGE = 'zzzz qqqq';

/** What every engine of the page does, on the index of parts.ts. */
export function describeEngine(name: string, start: () => Promise<Engine>): void {
  const opened = artifact();
  const matcher = createMatcher(opened);
  const isSuperseded = (id: string): boolean => id === OLD;
  const expected = ({ open, ...request }: ViewRequest, whole?: OccupationMatch): MatchView => {
    const answer = matcher.match(request);
    return viewOf(answer, whole ?? answer.occupations[0] ?? null, isSuperseded);
  };
  const alone = (request: ViewRequest, id: string): OccupationMatch | undefined =>
    matcher
      .match({ ...request, limit: 10, superseded: true })
      .occupations.find(occupation => occupation.id === id);

  describe(`the ${name} engine`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await start();
    });
    afterAll(() => engine.close());

    it('knows its index', () => {
      expect(engine.index).toEqual(matcher.index);
    });

    it('ranks a text and opens the first', async () => {
      expect(await viewed(engine, ad)).toEqual(expected(ad));
      const request = { ...ad, kind: 'ad', limit: 2, superseded: true } as const;
      expect(await viewed(engine, request)).toEqual(expected(request));
    });

    it('says in three lines of at most four words why each is ranked', async () => {
      const { occupations } = await engine.match(ad);
      expect(occupations.length).toBeGreaterThan(1);
      for (const { score, reasons } of occupations) {
        expect(reasons.length).toBeGreaterThan(0);
        expect(reasons.length).toBeLessThanOrEqual(3);
        expect(sum(reasons)).toBeLessThanOrEqual(score + 1e-9);
        for (const { words, contribution } of reasons) {
          expect(words.length).toBeGreaterThan(0);
          expect(words.length).toBeLessThanOrEqual(4);
          expect(sum(words)).toBeLessThanOrEqual(contribution + 1e-9);
          expect(new Set(words.map(({ term, as }) => `${term}≈${as}`)).size).toBe(words.length);
        }
      }
    });

    it('opens an occupation whose parts add up to its score, both ways and down to the words', async () => {
      const { open } = await engine.match(ad);
      const { score, competencies, remainder, tasks, tasksRemainder } = open!;
      expect(sum([...competencies!, ...remainder!])).toBeCloseTo(score, 9);
      expect(sum([...tasks!, ...tasksRemainder!])).toBeCloseTo(score, 9);
      for (const { contribution, evidence } of [...competencies!, ...remainder!]) {
        expect(sum(evidence)).toBeCloseTo(contribution, 9);
      }
    });

    it('opens one that is not among the first, and one that is superseded', async () => {
      const request = { ...ad, limit: 1 };
      const { occupations } = matcher.match(ad);
      const last = occupations.at(-1)!.id;
      for (const open of [last, OLD]) {
        expect(await viewed(engine, { ...request, open })).toEqual(expected(request, alone(request, open)!));
      }
    });

    it.each(['nope', '', '__proto__', '\ud800'])('opens the first in place of the unknown %j', async open => {
      expect(await viewed(engine, { ...ad, open })).toEqual(expected(ad));
    });

    it('opens nothing where nothing is shared', async () => {
      const view = await viewed(engine, { text: STRANGE, open: BROKER });
      expect(view).toMatchObject({ verdict: 'none', occupations: [], tasks: [], open: null });
    });

    it('tells gaps as the matcher does', async () => {
      const request = { ...cv, occupation: BROKER };
      expect(await engine.gaps(request)).toEqual(plain(matcher.gaps(request)));
      expect(await engine.gaps({ ...cv, occupation: 'nope' })).toBeUndefined();
    });

    it('compares as the matcher does', async () => {
      for (const request of [
        { ad, cv },
        { ad, cv, occupation: OLD },
      ]) {
        expect(await engine.compare(request)).toEqual(plain(matcher.compare(request)));
      }
      expect(await engine.compare({ ad, cv, occupation: 'nope' })).toBeUndefined();
    });

    it('lists the standards, and finds them in any width, case and script', async () => {
      expect(await engine.standards()).toEqual(opened.occupations);
      const ids = async (search: Partial<Parameters<Engine['search']>[0]>): Promise<string[]> =>
        (await engine.search({ q: '', category: '', level: null, ...search })).map(({ id }) => id).sort();
      expect(await ids({})).toEqual(opened.occupations.map(({ id }) => id).sort());
      expect(await ids({ q: '证券' })).toEqual(['FSI2412-006v4', BROKER]);
      expect(await ids({ q: 'ｆｓｉ３３１１' })).toEqual([BROKER]);
      expect(await ids({ category: '證券及投資', level: 2 })).toEqual(['FSI2412-006v4']);
      expect(await ids({ q: '<script>' })).toEqual([]);
    });

    it('gives the record of a standard', async () => {
      for (const [unit, { id }] of opened.occupations.entries()) {
        expect(await engine.standard(id)).toEqual(opened.standard(unit));
      }
      for (const id of ['nope', '', '..', '\ud800', '__proto__']) {
        expect(await engine.standard(id)).toBeUndefined();
      }
    });

    it('reports the whole answer as JSON', async () => {
      expect(await engine.report(ad)).toBe(writeAnswer(matcher.match(ad)));
      const [first] = JSON.parse(await engine.report({ ...ad, limit: 1 })).occupations;
      expect(first.competencies[0].evidence[0].spans.length).toBeGreaterThan(0);
    });

    it('answers the newest of many, and each of the others truly or not at all', async () => {
      const texts = Array.from({ length: 9 }, (_, i) => `${ad.text}${'證券'.repeat(i)}`);
      const settled = await Promise.allSettled(texts.map(text => viewed(engine, { text })));
      expect(settled.at(-1)!.status).toBe('fulfilled');
      settled.forEach((result, i) => {
        if (result.status === 'fulfilled') expect(result.value).toEqual(expected({ text: texts[i]! }));
        else expect(result.reason).toBeInstanceOf(Superseded);
      });
      expect(settled.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(6);
    });

    it('keeps requests of different kinds apart', async () => {
      const [view, gaps, compared, found] = await Promise.all([
        viewed(engine, ad),
        engine.gaps({ ...cv, occupation: BROKER }),
        engine.compare({ ad, cv }),
        engine.search({ q: '證券', category: '', level: null }),
        engine.standard(BROKER),
        engine.standard(OLD),
      ]);
      expect(view).toEqual(expected(ad));
      expect(gaps!.occupation.id).toBe(BROKER);
      expect(compared!.items.length).toBeGreaterThan(0);
      expect(found).toHaveLength(2);
    });

    it.each([
      ['markup', '<script>alert(1)</script><img src=x onerror=alert(1)>證券營業員 &amp; 開戶'],
      ['bidi controls', '\u202e證券營業員\u2066開戶\u2069\u202c\u200f辦理委託買賣'],
      ['lone surrogates', '\ud800證券營業員\udc00辦理開戶\ud83d'],
      ['line ends and zeros', '證券\0營業員\r\n辦理\u2028開戶\u0085委託買賣'],
      ['50,000 units', '證券營業員辦理開戶，'.repeat(MAX_TEXT / 10)],
    ])('shows %s as they are', async (_, text) => {
      const view = await viewed(engine, { text });
      expect(view).toEqual(expected({ text }));
      expect(view.text.characters).toBe(text.length);
      for (const { evidence } of [...view.open!.competencies!, ...view.open!.remainder!]) {
        for (const { term, spans } of evidence) expect(sliceOf(text, spans[0]!)).toBe(term);
      }
    });

    it.each([
      ['no text', { text: '' }],
      ['white space', { text: ' \n\u3000' }],
      ['too long a text', { text: 'CANARY'.repeat(MAX_TEXT / 5) }],
      ['too long a title', { text: 'CANARY', title: 'CANARY'.repeat(MAX_TITLE) }],
    ])('refuses %s and repeats nothing of it', async (_, pasted) => {
      const ways = [
        () => engine.match(pasted),
        () => engine.gaps({ ...pasted, occupation: BROKER }),
        () => engine.compare({ ad, cv: pasted }),
        () => engine.report(pasted),
      ];
      for (const way of ways) {
        const error = await way().then(
          () => null,
          (reason: unknown) => reason,
        );
        expect(error).toBeInstanceOf(EngineError);
        expect(error).toMatchObject({ code: 'invalid-values', message: 'invalid-values' });
        expect(String((error as Error).stack)).not.toContain('CANARY');
      }
    });

    it('refuses a limit that is none and a search that is too long', async () => {
      for (const limit of [0, 101, 1.5]) {
        await expect(engine.match({ ...ad, limit })).rejects.toMatchObject({ code: 'invalid-values' });
      }
      const search = { q: 'x'.repeat(201), category: '', level: null };
      await expect(engine.search(search)).rejects.toMatchObject({ code: 'invalid-values' });
    });

    it('answers again after all that', async () => {
      expect(await viewed(engine, ad)).toEqual(expected(ad));
    });

    it('answers nothing once it is closed', async () => {
      const other = await start();
      other.close();
      const asked = await Promise.allSettled([other.match(ad), other.standard(BROKER), other.report(ad)]);
      const closed = { status: 'rejected', reason: { name: 'EngineError', code: 'closed' } };
      expect(asked).toMatchObject([closed, closed, closed]);
    });
  });
}

/** Without what no two runs have in common. */
async function viewed(engine: Engine, request: ViewRequest): Promise<MatchView> {
  const { took: _, ...view } = await engine.match(request);
  return view;
}

function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function sum(parts: readonly { readonly contribution: number }[]): number {
  return parts.reduce((total, { contribution }) => total + contribution, 0);
}

function sliceOf(text: string, { span }: NamedSpan): string {
  return text.slice(...span);
}
