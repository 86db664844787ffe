import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArtifact } from '../../src/artifact/read.ts';
import type { CompareAnswer, GapsAnswer } from '../../src/matching/answer.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { goldenIndex } from '../helpers/golden-index.ts';
import { run } from '../helpers/io.ts';

const ASSISTANT = 'KPS4999-001v3';
const ad = '誠徵業務助理\n處理客戶訂單與合約書，製作銷售報表\n';
const cv = '行政助理三年，每月製作銷售報表，文書處理熟練\n';
let folder: string;
let index: string;
let adFile: string;
let cvFile: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-match-gaps-'));
  const write = (name: string, data: string | Uint8Array): string => {
    const file = join(folder, name);
    writeFileSync(file, data);
    return file;
  };
  index = write('golden.icap', goldenIndex());
  adFile = write('ad.txt', ad);
  cvFile = write('cv.txt', cv);
});
afterAll(() => rmSync(folder, { recursive: true }));

const gaps = (...args: string[]) => run(['gaps', '--index', index, ...args], cv);
const compare = (...args: string[]) => run(['compare', '--index', index, ...args], cv);

describe('gaps', () => {
  it('prints the matcher’s answer as JSON, from a file or standard input', async () => {
    const matcher = createMatcher(openArtifact(goldenIndex()));
    const expected = matcher.gaps({ text: cv, occupation: ASSISTANT, title: '業務助理' });
    for (const file of [cvFile, '-']) {
      const { status, stdout } = await gaps(file, '--occupation', ASSISTANT, '--title', '業務助理', '--json');
      expect(status).toBe(0);
      expect(JSON.parse(stdout) as GapsAnswer).toEqual(expected);
    }
  });

  it('prints a table with a mark and a word for each status, and what carried it', async () => {
    const { status, stdout } = await gaps(cvFile, '--occupation', ASSISTANT);
    expect(status).toBe(0);
    expect(stdout).toContain(`occupation  ${ASSISTANT}  銷售助理 level 2`);
    expect(stdout).toContain('one of 5 standards');
    expect(stdout).toMatch(/● covered {2}S03 {2}文書處理能力 {2}← 文書處理\n/);
    expect(stdout).toMatch(/○ missing {2}K14 {2}個人資料保護法\n/);
    expect(stdout).toMatch(/skill {2}\d covered · \d partly · \d missing/);
    expect(stdout).not.toContain('\u001b');
  });

  it('has colours where a person looks', async () => {
    const args = ['gaps', cvFile, '--index', index, '--occupation', ASSISTANT];
    expect((await run(args, '', { terminal: true })).stdout).toContain('\u001b[32m');
  });

  it('names ids near one that is unknown, and how to find others, without any of the text', async () => {
    for (const [asked, near] of [
      ['KPS4999-001', ASSISTANT],
      ['销售助理', ASSISTANT],
      ['行銷業務人員', '機械設備行銷業務人員'],
    ]) {
      const { status, stdout, stderr } = await gaps(cvFile, '--occupation', asked!);
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toContain(`no occupation of this index has the id ${asked}`);
      expect(stderr).toContain(near);
      expect(stderr).toContain('icap-match match');
      expect(stderr).not.toContain('行政助理');
    }
    const { status, stderr } = await gaps(cvFile, '--occupation', '\u001b[2Jzzz');
    expect(status).toBe(1);
    expect(stderr).not.toContain('near it');
    expect(stderr).not.toContain('\u001b');
  });

  it('refuses a title that is too long, and a file that is not there', async () => {
    expect((await gaps(cvFile, '--occupation', ASSISTANT, '--title', 'x'.repeat(501))).status).toBe(2);
    const { status, stderr } = await gaps(join(folder, 'none.txt'), '--occupation', ASSISTANT);
    expect(status).toBe(1);
    expect(stderr).toContain('no such file');
  });
});

describe('compare', () => {
  it('prints the matcher’s answer as JSON, either text from standard input', async () => {
    const matcher = createMatcher(openArtifact(goldenIndex()));
    const expected = matcher.compare({ ad: { text: ad }, cv: { text: cv } });
    for (const file of [cvFile, '-']) {
      const { status, stdout } = await compare(adFile, file, '--json');
      expect(status).toBe(0);
      expect(JSON.parse(stdout) as CompareAnswer).toEqual(expected);
    }
    const named = await compare(adFile, cvFile, '--json', '--occupation', 'FSI3311-001v3');
    expect((JSON.parse(named.stdout) as CompareAnswer).occupation.id).toBe('FSI3311-001v3');
  });

  it('prints what is asked and shown, asked and not shown, shown and not asked', async () => {
    const { status, stdout } = await compare(adFile, cvFile);
    expect(status).toBe(0);
    const [, both, asked, shown] = stdout.split(
      /\n(?:asked and shown|asked, not shown|shown, not asked) {2}\d+\n/,
    );
    expect(both).toMatch(/● covered {2}● covered {2}S10 +銷售報表製作 {2}← ad: .*; CV: /);
    expect(asked).toMatch(/● covered {2}○ missing {2}T1\.2 +協助處理合約書\/訂單\n/);
    expect(shown).toMatch(/○ missing {2}● covered {2}S03 +文書處理能力 {2}← CV: 文書處理\n/);
    expect(stdout).toMatch(/neither asked nor shown {2}\d+ of 38 tasks and competencies\n$/);
    expect(stdout).not.toContain('\u001b');
  });

  it('refuses two texts from one standard input, and an unknown id', async () => {
    const twice = await compare('-', '-');
    expect([twice.status, twice.stdout]).toEqual([2, '']);
    const { status, stderr } = await compare(adFile, cvFile, '--occupation', 'KPS4999-001');
    expect(status).toBe(1);
    expect(stderr).toContain(ASSISTANT);
  });
});
