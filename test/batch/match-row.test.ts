import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { matchRow } from '../../src/batch/match-row.ts';
import { ROW_PROBLEMS } from '../../src/batch/problems.ts';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';

let matcher: Matcher;
beforeAll(() => {
  matcher = createMatcher(goldenArtifact());
});

const TEXT = '協助業務處理訂單、報價與出貨，接聽客戶電話並追蹤應收帳款';
const answer = (row: unknown, lineNumber = 7, options = {}) =>
  JSON.parse(matchRow(typeof row === 'string' ? row : JSON.stringify(row), lineNumber, matcher, options));

describe('a row', () => {
  it('comes out in the form of the contract, with what match answers', () => {
    const expected = matcher.match({ text: TEXT, title: '業務助理', kind: 'ad', limit: 2 });
    const out = answer({ id: 'r1', text: TEXT, title: '業務助理', kind: 'ad', salary: 1 }, 7, { limit: 2 });
    expect(out).toEqual({
      id: 'r1',
      status: 'ok',
      verdict: expected.verdict,
      occupations: expected.occupations.map(({ id, code, name, score }) => ({ id, code, name, score })),
      tasks: expected.tasks.map(({ occupation, code, name, score }) => ({ occupation, code, name, score })),
    });
    expect(Object.keys(out)).toEqual(['id', 'status', 'verdict', 'occupations', 'tasks']);
    expect(out.occupations).toHaveLength(2);
  });

  it('is one line without a line break', () => {
    expect(matchRow(JSON.stringify({ id: 'a\nb', text: TEXT }), 1, matcher)).not.toMatch(/[\r\n]/);
  });

  it('without an id gets its line number, and a number becomes a string', () => {
    expect(answer({ text: TEXT }).id).toBe('7');
    expect(answer({ id: null, text: TEXT }).id).toBe('7');
    expect(answer({ id: 42, text: TEXT }).id).toBe('42');
    expect(answer({ id: '', text: TEXT }).id).toBe('');
  });

  it('may have a BOM before it, a carriage return after it, and null for what it lacks', () => {
    const line = JSON.stringify({ id: 'x', text: TEXT, title: null, kind: null });
    expect(answer(`\uFEFF${line}\r`)).toEqual(answer({ id: 'x', text: TEXT }));
  });

  it('that shares no word with any standard is answered all the same', () => {
    expect(answer({ text: '🙂' })).toMatchObject({ status: 'ok', verdict: 'none', occupations: [] });
  });
});

describe('a row that cannot be matched', () => {
  const cases: readonly (readonly [keyof typeof ROW_PROBLEMS, unknown, string?])[] = [
    ['empty-line', ''],
    ['empty-line', ' \t\r'],
    ['invalid-json', '{"id":"a","text":"b"'],
    ['invalid-json', 'hello'],
    ['not-an-object', [TEXT]],
    ['not-an-object', 'null'],
    ['not-an-object', JSON.stringify(TEXT)],
    ['invalid-id', { id: {}, text: TEXT }],
    ['invalid-id', '{"id":12345678901234567890,"text":"b"}'],
    ['missing-text', { id: 'a' }, 'a'],
    ['missing-text', { id: 3, text: null }, '3'],
    ['invalid-text', { id: 'a', text: [TEXT] }, 'a'],
    ['empty-text', { id: 'a', text: '' }, 'a'],
    ['empty-text', { id: 'a', text: ' \n　' }, 'a'],
    ['text-too-long', { id: 'a', text: '字'.repeat(50_001) }, 'a'],
    ['invalid-title', { id: 'a', text: TEXT, title: 5 }, 'a'],
    ['title-too-long', { id: 'a', text: TEXT, title: '字'.repeat(50_001) }, 'a'],
    ['invalid-kind', { id: 'a', text: TEXT, kind: 'AD' }, 'a'],
  ];

  const named = cases.map(([code, row, id = '7']) => ({ code, row, id }));
  it.each(named)('is told as $code', ({ code, row, id }) => {
    expect(answer(row)).toEqual({
      id,
      line: 7,
      status: 'rejected',
      error: { code, message: ROW_PROBLEMS[code] },
    });
  });

  it('is not one whose text has exactly 50,000 units', () => {
    expect(answer({ text: '業'.repeat(50_000) }).status).toBe('ok');
  });

  it('never gets any of its text back', () => {
    const secret = 'S3CR3T';
    for (const row of [
      `{"text":"${secret}"`,
      { id: 1, text: secret, kind: secret },
      { text: { a: secret } },
      { text: TEXT, title: [secret] },
      [secret],
    ]) {
      expect(JSON.stringify(answer(row))).not.toContain(secret);
    }
  });
});

describe('any line at all', () => {
  it('gives one JSON object with an id and a status', () => {
    const fields = fc.record(
      {
        id: fc.anything(),
        text: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
        title: fc.anything(),
        kind: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const lines = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fields.map(row => JSON.stringify(row)),
    );
    fc.assert(
      fc.property(lines, line => {
        const out = matchRow(line, 3, matcher);
        expect(out).not.toContain('\n');
        const { id, status } = JSON.parse(out);
        expect(typeof id).toBe('string');
        expect(['ok', 'rejected']).toContain(status);
        expect(matchRow(line, 3, matcher)).toBe(out);
      }),
      { numRuns: 500 },
    );
  });
});
