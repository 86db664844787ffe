import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '../../src/evaluation/evaluate.ts';
import { ndcg } from '../../src/evaluation/measures.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { goldenArtifact, goldenIndex } from '../helpers/golden-index.ts';
import { type Outcome, run } from '../helpers/io.ts';

const JUDGED = ['blind.jsonl', 'sighted.jsonl'].map(name =>
  resolve(import.meta.dirname, '../../corpora/judged', name),
);
const SALES_ASSISTANT = 'KPS4999-001v3';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-eval-'));
  writeFileSync(join(folder, 'five.icap'), goldenIndex());
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function evaluate(args: readonly string[], signal?: AbortSignal, terminal = false): Promise<Outcome> {
  const world = { terminal, ...(signal === undefined ? {} : { signal }) };
  return run(['eval', '--index', join(folder, 'five.icap'), ...args], '', world);
}

function queriesFile(name: string, rows: readonly (string | Record<string, unknown>)[]): string {
  const path = join(folder, name);
  const lines = rows.map(row => (typeof row === 'string' ? row : JSON.stringify(row)));
  writeFileSync(path, lines.join('\n'));
  return path;
}

const judged = (change: Record<string, unknown>): Record<string, unknown> => ({
  qid: 'q',
  kind: 'ad',
  title: '業務助理',
  text: '協助業務處理訂單、報價單與出貨',
  grades: { [SALES_ASSISTANT]: 3 },
  none: false,
  ...change,
});

describe('eval', () => {
  it('gives the figures of a plain count over the same answers', async () => {
    const { status, stdout, stderr } = await evaluate(['--queries', ...JUDGED, '--json']);
    expect([status, stderr]).toEqual([0, '']);
    const report = JSON.parse(stdout) as Evaluation;
    const artifact = goldenArtifact();
    const matcher = createMatcher(artifact);
    const rows = JUDGED.flatMap(file => readFileSync(file, 'utf8').trim().split('\n')).map(line =>
      JSON.parse(line),
    );
    const fitted = rows.filter(row => !row.none);
    let [top1, top3, gain] = [0, 0, 0];
    for (const { text, title, kind, grades } of fitted) {
      const ids = matcher.match({ text, title, kind, limit: 10 }).occupations.map(({ id }) => id);
      if ((grades[ids[0]!] ?? 0) >= 2) top1++;
      if (ids.slice(0, 3).some(id => grades[id] >= 2)) top3++;
      gain += ndcg(ids, new Map(Object.entries(grades)));
    }
    expect(report.index).toEqual({ digest: artifact.digest, standards: 5, tasks: 33 });
    expect(report.queries).toBe(rows.length);
    expect(report.metrics.top1).toMatchObject({ value: top1 / fitted.length, n: fitted.length });
    expect(report.metrics.top3?.value).toBe(top3 / fitted.length);
    expect(report.metrics.ndcg10?.value).toBeCloseTo(gain / fitted.length, 12);
    expect(report.none.recall?.n).toBe(rows.length - fitted.length);
    expect(report.metrics.task3?.n).toBe(fitted.filter(({ tasks }) => tasks.length > 0).length);
    expect(report.byKind!.ad.queries + report.byKind!.cv.queries).toBe(rows.length);
    expect([report.dropped, report.rejected]).toEqual([[], []]);
  });

  it('gives the same bytes each time', async () => {
    const args = ['--queries', ...JUDGED, '--json'];
    expect((await evaluate(args)).stdout).toBe((await evaluate(args)).stdout);
  });

  it('lists every query with its answers and, for a miss, what misled, but no text and no title', async () => {
    const secret = '王小明的祕密履歷';
    const file = queriesFile('misses.jsonl', [
      judged({ qid: 'right', title: '', text: `協助業務處理訂單、報價單與出貨。${secret}` }),
      judged({ qid: 'miss', title: secret, text: `${secret}：證券開戶、受託買賣、期貨` }),
    ]);
    for (const json of [true, false]) {
      const { stdout } = await evaluate(['--queries', file, ...(json ? ['--json'] : [])]);
      expect(stdout).not.toContain(secret);
      if (!json) continue;
      const [right, miss] = (JSON.parse(stdout) as Evaluation).perQuery;
      expect(right).toMatchObject({
        qid: 'right',
        kind: 'ad',
        counts: 'ranking',
        rank: 1,
        expected: [SALES_ASSISTANT],
      });
      expect(right!.answers[0]).toMatchObject({ id: SALES_ASSISTANT, grade: 3 });
      expect(right).not.toHaveProperty('misled');
      expect(miss!.rank).not.toBe(1);
      expect(miss!.misled!.length).toBeGreaterThan(0);
      expect(miss!.misled!.length).toBeLessThanOrEqual(5);
      for (const { difference } of miss!.misled!) expect(difference).toBeGreaterThan(0);
    }
  });

  it('drops labels that the index lacks, says which, and does not count a row that has none left', async () => {
    const file = queriesFile('foreign.jsonl', [
      judged({
        qid: 'part',
        grades: { [SALES_ASSISTANT]: 3, 'FOREIGN-1': 3 },
        tasks: [
          { occupation: SALES_ASSISTANT, code: 'T9.9' },
          { occupation: 'FOREIGN-2', code: 'T1.1' },
        ],
        hardNegatives: ['FOREIGN-1'],
      }),
      judged({ qid: 'lost', grades: { 'FOREIGN-1': 3 } }),
    ]);
    const { status, stdout } = await evaluate(['--queries', file, '--json']);
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as Evaluation;
    expect(report.dropped).toEqual(['FOREIGN-1', 'FOREIGN-2', `${SALES_ASSISTANT} T9.9`]);
    expect(report.metrics.top1?.n).toBe(1);
    expect(report.metrics.ndcg10?.value).toBe(1);
    expect(report.metrics).not.toHaveProperty('task1');
    expect(report.metrics).not.toHaveProperty('hardNegatives');
    expect(report.perQuery.map(({ counts }) => counts)).toEqual(['ranking', 'nothing']);
    const { stdout: shown } = await evaluate(['--queries', file]);
    expect(shown).toContain('3 labels dropped');
    expect(shown).toContain('1 queries count for nothing');
  });

  it('leaves bad rows out, with file and line, and goes on', async () => {
    const file = queriesFile('bad.jsonl', ['{', judged({}), judged({ grades: [] })]);
    const { status, stdout, stderr } = await evaluate(['--queries', file, '--json']);
    expect([status, stderr]).toEqual([
      0,
      `${file}:1: row left out [invalid-json]\n${file}:3: row left out [invalid-grades]\n`,
    ]);
    expect((JSON.parse(stdout) as Evaluation).rejected).toEqual([
      { file, line: 1, code: 'invalid-json' },
      { file, line: 3, code: 'invalid-grades' },
    ]);
  });

  it('prints a table with intervals and the first misses for a person', async () => {
    const { status, stdout } = await evaluate(['--queries', ...JUDGED]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^84 queries, 5 standards, 33 tasks, index [0-9a-f]{12}\n/);
    expect(stdout).toMatch(/^ {2}top-1 good +\d\.\d{3} +\d\.\d{3} – +\d\.\d{3} +60$/m);
    expect(stdout).toMatch(/^ads +value/m);
    expect(stdout).toMatch(/^CVs +value/m);
    expect(stdout).toMatch(/^ {2}none found .* 24$/m);
  });
});

describe('eval --against', () => {
  it('finds nothing changed against the same run', async () => {
    const before = join(folder, 'before.json');
    writeFileSync(before, (await evaluate(['--queries', ...JUDGED, '--json'])).stdout);
    const { stdout } = await evaluate(['--queries', ...JUDGED, '--against', before, '--json']);
    const { against } = JSON.parse(stdout);
    expect(against).toMatchObject({
      queries: 84,
      onlyNow: 0,
      onlyBefore: 0,
      gains: 0,
      losses: 0,
      unchanged: 60,
      changed: [],
    });
    expect(against.ndcg10).toEqual({ value: 0, low: 0, high: 0, n: 60 });
    const { stdout: shown } = await evaluate(['--queries', JUDGED[0]!, '--against', before]);
    expect(shown).toContain('48 queries in both runs, 36 only before');
    expect(shown).toContain('0 gained, 0 lost, 34 as before');
  });

  it('names the queries that another run answered otherwise', async () => {
    const file = queriesFile('one.jsonl', [judged({ qid: 'q1' })]);
    const run = JSON.parse((await evaluate(['--queries', file, '--json'])).stdout);
    run.perQuery[0].rank = 3;
    run.perQuery[0].answers = [{ id: 'OTHER' }];
    const before = join(folder, 'other.json');
    writeFileSync(before, JSON.stringify(run));
    const { stdout } = await evaluate(['--queries', file, '--against', before]);
    expect(stdout).toContain('1 gained, 0 lost, 0 as before');
    expect(stdout).toMatch(/q1 +rank 3 → 1, first OTHER → KPS4999-001v3/);
  });
});

describe('eval refuses', () => {
  it('files that are not there or are something else, with status 1', async () => {
    const file = queriesFile('sound.jsonl', [judged({})]);
    const nothing = queriesFile('nothing.jsonl', ['', '']);
    const said = [
      await evaluate(['--queries', join(folder, 'none.jsonl')]),
      await evaluate(['--queries', file, '--against', join(folder, 'none.json')]),
      await evaluate(['--queries', file, '--against', file]),
      await evaluate(['--queries', nothing]),
    ].map(({ status, stderr }) => `${status} ${stderr.replaceAll(folder, 'F')}`);
    expect(said).toEqual([
      '1 icap-match: F/none.jsonl: no such file or folder\n',
      '1 icap-match: F/none.json: no such file or folder\n',
      '1 icap-match: F/sound.jsonl: is not what `icap-match eval --json` prints; make it anew with --json\n',
      '1 icap-match: there is no judged row to measure with\n',
    ]);
  });

  it('arguments that it cannot use, with status 2', async () => {
    expect((await evaluate([])).status).toBe(2);
    expect((await evaluate(['--queries'])).status).toBe(2);
    expect((await evaluate(['--queries', 'x', '--wrong'])).status).toBe(2);
  });

  it('to go on after Ctrl-C', async () => {
    const { status, stdout, stderr } = await evaluate(['--queries', ...JUDGED], AbortSignal.abort(), true);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('stopped after 20 of 84 queries');
  });
});
