import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MatchAnswer } from '../../src/matching/answer.ts';
import { goldenIndex } from '../helpers/golden-index.ts';
import { run } from '../helpers/io.ts';

const seeds = resolve(import.meta.dirname, '../../seeds');
const seed = join(seeds, '004_b5e7161930bd86d0.txt');
const ad = '誠徵業務助理\n協助業務處理客戶訂單與報價單，彙整銷售報表\n';
let folder: string;
let index: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-match-cli-'));
  index = join(folder, 'golden.icap');
  writeFileSync(index, goldenIndex());
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('icap-match', () => {
  it('tells on stderr what there is when it is asked for nothing, and is no success', async () => {
    const { status, stdout, stderr } = await run([]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('match');
  });

  it('has help with examples for every command', async () => {
    for (const command of ['read', 'doctor', 'index', 'match', 'gaps', 'compare', 'batch', 'eval', 'serve']) {
      const { status, stdout } = await run([command, '--help']);
      expect(status).toBe(0);
      expect(stdout).toContain(`icap-match ${command}`);
    }
  });

  it('refuses unusable arguments with 2', async () => {
    for (const args of [
      ['bogus'],
      ['match', '--limit', '0'],
      ['match', '--kind', 'letter'],
      ['gaps'],
      ['gaps', 'cv.txt'],
      ['compare', 'ad.txt'],
      ['compare', '-', '-'],
      ['index'],
      ['read'],
    ]) {
      expect((await run(args)).status).toBe(2);
    }
  });
});

describe('read', () => {
  it('prints a record a line, and what is odd on stderr', async () => {
    const { status, stdout, stderr } = await run(['read', seed]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ code: 'KPS4999-001v3', name: '銷售助理', superseded: false });
    expect(stderr).toContain('[task-above-standard]');
  });

  it('goes on after a document that fails, and says so in its status', async () => {
    const { status, stdout, stderr } = await run(['read', join(folder, 'none.txt'), seed]);
    expect(status).toBe(1);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('no such file');
  });

  it('prints nothing for a document that is no standard, and tells why', async () => {
    const file = join(folder, 'ad.txt');
    writeFileSync(file, ad);
    const findings = join(folder, 'findings.jsonl');
    const { status, stdout } = await run(['read', file, '--findings', findings]);
    expect([status, stdout]).toEqual([0, '']);
    expect(JSON.parse(readFileSync(findings, 'utf8').trim())).toMatchObject({
      document: file,
      code: 'not-a-standard',
    });
  });

  it('does not write its findings over a document', async () => {
    const file = join(folder, 'copy.txt');
    cpSync(seed, file);
    expect((await run(['read', file, '--findings', file])).status).toBe(2);
    expect(readFileSync(file)).toEqual(readFileSync(seed));
  });

  it('enters a folder once, whatever links lead back to it', async () => {
    const ring = join(folder, 'ring');
    mkdirSync(ring);
    cpSync(seed, join(ring, 'one.txt'));
    symlinkSync('..', join(ring, 'loop'));
    const { stdout } = await run(['read', ring]);
    const codes = stdout
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { code: string }).code);
    expect(codes.filter(code => code === 'KPS4999-001v3').length).toBeLessThanOrEqual(2);
  });
});

describe('index', () => {
  it('builds from documents and records, and passes over what is none with the reason', async () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    cpSync(seed, join(own, 'one.txt'));
    writeFileSync(join(own, 'README.md'), '# notes');
    const out = join(folder, 'own.icap');
    const { status, stdout, stderr } = await run(['index', '--standards', own, '--out', out]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/1 standards, 5 tasks.*digest [0-9a-f]{32}/);
    expect(stderr).toMatch(/README\.md: passed over: .+/);
    const answer = JSON.parse((await run(['match', '--json', '--index', out], ad)).stdout) as MatchAnswer;
    expect(answer.index.standards).toBe(1);
  });

  it('never writes over its input, and knows a bad place before the work is done', async () => {
    const file = join(folder, 'input.txt');
    cpSync(seed, file);
    expect((await run(['index', '--standards', file, '--out', file])).status).toBe(2);
    expect((await run(['index', '--standards', folder, '--out', file])).status).toBe(2);
    expect(readFileSync(file)).toEqual(readFileSync(seed));
    for (const [out, reason] of [
      [join(folder, 'nowhere/x.icap'), 'no such file or folder'],
      [folder, 'is a folder'],
    ] as const) {
      const { status, stderr } = await run(['index', '--standards', seed, '--out', out]);
      expect(status).toBe(1);
      expect(stderr).toContain(reason);
      expect(stderr).not.toContain('compiling');
    }
  });

  it('says what to do when there is nothing to index', async () => {
    const { status, stderr } = await run([
      'index',
      '--standards',
      join(folder, 'ad.txt'),
      '--out',
      join(folder, 'x.icap'),
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain('icap-match read');
  });
});

describe('match', () => {
  it('ranks a text from standard input, as JSON or as a table', async () => {
    const json = await run(['match', '--json', '--index', index, '--limit', '2'], ad);
    const answer = JSON.parse(json.stdout) as MatchAnswer;
    expect(answer.occupations[0]!.id).toBe('KPS4999-001v3');
    expect(answer.occupations).toHaveLength(2);
    const table = await run(['match', '--index', index], ad);
    expect(table.stdout).toContain('among 5 standards');
    expect(table.stdout).toContain('銷售助理');
    expect(table.stdout).not.toContain('\u001b'); // no colours where no person looks
    const nothing = await run(['match', '--index', index], 'x');
    expect(nothing.stdout).toMatch(/no word of the text stands in any standard\n$/);
  });

  it('refuses what is no text, without repeating any of it', async () => {
    const secret = '不可外流的履歷';
    const cases: [string, RegExp][] = [
      ['   \n', /empty/],
      [secret.repeat(8000), /longer than 50000/],
      [`%PDF-1.7\n${secret}`, /this is a PDF, and plain text is expected.*the page/],
      [`PK\u0003\u0004${secret}`, /this is a DOCX, an ODT or another ZIP file/],
      [`{\\rtf1 ${secret}}`, /this is an RTF file/],
    ];
    for (const [text, reason] of cases) {
      const { status, stdout, stderr } = await run(['match', '--index', index], text);
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(reason);
      expect(stderr).not.toContain(secret);
    }
  });

  it('names the index that cannot be opened', async () => {
    const broken = join(folder, 'broken.icap');
    writeFileSync(broken, goldenIndex().slice(0, 5000));
    const { status, stderr } = await run(['match', '--index', broken], ad);
    expect(status).toBe(1);
    expect(stderr).toContain(`${broken}: the index is cut off`);
  });
});
