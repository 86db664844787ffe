import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenIndex } from '../helpers/golden-index.ts';
import { run } from '../helpers/io.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-diff-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const ok = (id: string, verdict: string, ...firsts: string[]): string =>
  JSON.stringify({
    id,
    status: 'ok',
    verdict,
    occupations: firsts.map(id => ({ id, name: id, score: 1 })),
    tasks: [],
  });
const rejected = (id: string): string =>
  JSON.stringify({ id, line: 1, status: 'rejected', error: { code: 'empty-text', message: '' } });

const A = [
  ok('1', 'clear', 'X', 'Y'),
  ok('2', 'clear', 'X'),
  ok('3', 'none'),
  rejected('4'),
  ok('2', 'none'),
  ok('5', 'none'),
];
const B = [
  ok('3', 'unclear', 'Z'),
  ok('1', 'clear', 'X', 'Z'),
  ok('2', 'clear', 'Y'),
  ok('4', 'none'),
  ok('6', 'none'),
];

describe('diff', () => {
  it('lists rows whose first answer or verdict changed, by id, whatever their order', async () => {
    writeFileSync(at('a.ndjson'), A.join('\n'));
    writeFileSync(at('b.ndjson.gz'), gzipSync(`${B.join('\n')}\n`));
    const { status, stdout, stderr } = await run(['diff', at('a.ndjson'), at('b.ndjson.gz')]);
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n').sort()).toEqual([
      '2  clear → clear  X → Y',
      '2  comes again in A',
      '3  none → unclear  – → Z',
      '4  rejected → none  – → –',
      '5  only in A',
      '6  only in B',
    ]);
    expect(stderr).toBe(
      '4 rows compared: 3 changed (first answer 2, verdict 2)\n' +
        'A has 6 rows, 1 only there, 1 with an id that came before; B has 5 rows, 1 only there, 0 with an id that came before\n',
    );
  });

  it('--json is one object', async () => {
    writeFileSync(at('a.ndjson'), A.join('\n'));
    writeFileSync(at('b.ndjson'), B.join('\n'));
    const { stdout } = await run(['diff', at('a.ndjson'), at('b.ndjson'), '--json']);
    const { changed, ...rest } = JSON.parse(stdout);
    expect(changed).toContainEqual({
      id: '3',
      a: { verdict: 'none' },
      b: { verdict: 'unclear', first: 'Z' },
    });
    expect(changed).toHaveLength(3);
    expect(rest).toEqual({
      repeated: [{ in: 'a', id: '2' }],
      onlyA: ['5'],
      onlyB: ['6'],
      counts: {
        ...{ a: 6, b: 5, compared: 4, changed: 3, firstChanged: 2, verdictChanged: 2 },
        ...{ onlyA: 1, onlyB: 1, repeatedA: 1, repeatedB: 0 },
      },
    });
    const same = JSON.parse((await run(['diff', at('a.ndjson'), at('a.ndjson'), '--json'])).stdout);
    expect(same.changed).toEqual([]);
  });

  it('finds nothing between a run as NDJSON and the same as packed CSV', async () => {
    writeFileSync(at('five.icap'), goldenIndex());
    const rows = ['協助業務處理訂單', '開發新客戶、報價', ''].map((text, id) =>
      JSON.stringify({ id: `,"${id}`, text }),
    );
    writeFileSync(at('in.ndjson'), rows.join('\n'));
    for (const out of ['o.ndjson', 'o.csv.gz']) {
      await run(['batch', at('in.ndjson'), '--out', at(out), '--index', at('five.icap')]);
    }
    const { stdout, stderr } = await run(['diff', at('o.ndjson'), at('o.csv.gz')]);
    expect([stdout, stderr]).toEqual(['', expect.stringMatching(/^3 rows compared: 0 changed/)]);
  });

  it('tells what is no output of batch, and what is not there', async () => {
    writeFileSync(at('a.ndjson'), A.join('\n'));
    writeFileSync(at('other.ndjson'), `${A[0]}\n{"id":"S3CR3T"}\n`);
    writeFileSync(at('other.csv'), 'a,b\nS3CR3T,c\n');
    for (const [file, message] of [
      ['other.ndjson', 'row 2 is none'],
      ['other.csv', 'row 2 is none'],
      ['missing', 'no such file'],
    ] as const) {
      const { status, stderr } = await run(['diff', at('a.ndjson'), at(file)]);
      expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
      expect(stderr).not.toContain('S3CR3T');
    }
  });
});
