import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJudged } from '../../src/evaluation/judged.ts';

const ROW = {
  qid: 'q',
  kind: 'ad',
  title: '',
  text: '協助業務處理訂單',
  grades: { 'KPS4999-001v3': 3 },
  none: false,
};
const lineWith = (change: Record<string, unknown>): string => JSON.stringify({ ...ROW, ...change });

describe('judged rows', () => {
  it('are read with their labels; other fields are ignored', () => {
    const labels = { tasks: [{ occupation: 'KPS4999-001v3', code: 'T1.1' }], hardNegatives: ['x'] };
    const { rows, rejected } = readJudged(
      `\uFEFF${lineWith({ ...labels, note: 'n', category: null })}\r\n\n${lineWith({})}`,
    );
    expect(rejected).toEqual([]);
    expect(rows).toEqual([{ ...ROW, ...labels }, ROW]);
  });

  it('that are bad are told with line and code, and the rest go on', () => {
    const lines = [
      '{',
      '[1]',
      lineWith({ qid: 7 }),
      lineWith({ kind: 'letter' }),
      lineWith({ title: undefined }),
      lineWith({ text: '' }),
      lineWith({ text: '字'.repeat(50_001) }),
      lineWith({ grades: { a: 4 } }),
      lineWith({ none: 'no' }),
      lineWith({ tasks: [{ code: 'T1.1' }] }),
      lineWith({ hardNegatives: 'x' }),
      lineWith({ qid: 'last' }),
    ];
    const { rows, rejected } = readJudged(lines.join('\n'));
    expect(rows.map(({ qid }) => qid)).toEqual(['last']);
    expect(rejected.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '1 invalid-json',
      '2 not-an-object',
      '3 invalid-qid',
      '4 invalid-kind',
      '5 invalid-title',
      '6 invalid-text',
      '7 invalid-text',
      '8 invalid-grades',
      '9 invalid-none',
      '10 invalid-tasks',
      '11 invalid-hardNegatives',
    ]);
  });

  it('of corpora/judged are all sound, and each qid stands once', () => {
    const folder = resolve(import.meta.dirname, '../../corpora/judged');
    const read = ['blind.jsonl', 'sighted.jsonl'].map(name =>
      readJudged(readFileSync(join(folder, name), 'utf8')),
    );
    expect(read.flatMap(({ rejected }) => rejected)).toEqual([]);
    const qids = read.flatMap(({ rows }) => rows.map(({ qid }) => qid));
    expect(new Set(qids).size).toBe(qids.length);
  });
});
