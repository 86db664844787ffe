import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MatchedRow, RejectedRow } from '../../src/batch/row.ts';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { goldenArtifact, goldenIndex } from '../helpers/golden-index.ts';
import { type Outcome, run } from '../helpers/io.ts';

let matcher: Matcher;
let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-formats-'));
  matcher = createMatcher(goldenArtifact());
  writeFileSync(at('five.icap'), goldenIndex());
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  for (const name of ['out.ndjson', 'out.csv']) rmSync(at(name), { force: true });
});

const batch = (input: string, out: string, ...args: string[]): Promise<Outcome> =>
  run(['batch', at(input), '--out', at(out), '--index', at('five.icap'), ...args]);

const TEXT = '協助業務處理訂單、報價與出貨，接聽客戶電話並追蹤應收帳款';

async function answers(
  content: string | Uint8Array,
  name: string,
  ...args: string[]
): Promise<(MatchedRow | RejectedRow)[]> {
  writeFileSync(at(name), content);
  const { status, stderr } = await batch(name, 'out.ndjson', ...args);
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  return readFileSync(at('out.ndjson'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
}

const brief = (rows: readonly (MatchedRow | RejectedRow)[]): unknown[] =>
  rows.map(row => (row.status === 'ok' ? row.id : [row.id, row.line, row.error.code]));

describe('CSV in', () => {
  it('is answered as the same rows of NDJSON are', async () => {
    const csv = await answers(`\uFEFFid,title,text,kind\r\na,業務助理,"${TEXT}\n""好""",ad\r\n`, 'in.csv');
    const ndjson = await answers(
      JSON.stringify({ id: 'a', title: '業務助理', text: `${TEXT}\n"好"`, kind: 'ad' }),
      'in.ndjson',
    );
    expect(csv).toEqual(ndjson);
  });

  it('may have columns of any names, and hands others through on request', async () => {
    const csv = `編號,公司,工作內容,職務名稱,constructor\n007,好公司,"${TEXT}",業務助理,x\n`;
    const columns = ['--id-column', '編號', '--text-column', '工作內容', '--title-column', '職務名稱'];
    const [row] = await answers(csv, 'in.csv', ...columns, '--keep', '公司', 'constructor');
    expect(row).toMatchObject({ id: '007', status: 'ok', kept: { 公司: '好公司', constructor: 'x' } });
    expect((row as MatchedRow).occupations[0]!.score).toBe(
      matcher.match({ text: TEXT, title: '業務助理' }).occupations[0]!.score,
    );
    const [all] = await answers(csv, 'in.csv', ...columns, '--keep-all');
    expect(all!.kept).toEqual({ 公司: '好公司', constructor: 'x' });
  });

  it('rejects each row that cannot be read, with its line and code, and reads on', async () => {
    const csv = [
      'id,text',
      `a,${TEXT}`,
      'b,too,many',
      'c',
      '',
      'd,""',
      'e,"x"y',
      `,${TEXT}`,
      `f,5" ${TEXT}`,
      'g,"never closed',
      `h,${TEXT}`,
    ].join('\n');
    expect(brief(await answers(csv, 'in.csv'))).toEqual([
      'a',
      ['3', 3, 'column-count'],
      ['4', 4, 'column-count'],
      ['5', 5, 'empty-line'],
      ['d', 6, 'empty-text'],
      ['7', 7, 'invalid-csv'],
      '8',
      'f',
      ['10', 10, 'unclosed-quote'],
      'h',
    ]);
  });

  it('without a column of texts is refused before anything is touched, and its first line is not shown', async () => {
    writeFileSync(at('out.csv'), 'old');
    for (const [content, message] of [
      ['S3CR3T,b\n1,2\n', /no column `text`/],
      ['', /is empty/],
      ['text,text\na,b\n', /`text` twice/],
      [Buffer.from('a4e5a4d1,'.repeat(3), 'hex'), /--encoding/],
    ] as const) {
      writeFileSync(at('in.csv'), content);
      const { status, stderr } = await batch('in.csv', 'out.csv');
      expect(status).toBe(1);
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('S3CR3T');
      expect(readFileSync(at('out.csv'), 'utf8')).toBe('old');
    }
    writeFileSync(at('in.csv'), 'text\na\n');
    expect((await batch('in.csv', 'out.csv', '--title-column', '職稱')).stderr).toContain('no column `職稱`');
  });
});

/** 協助業務 and a comma, as Taiwan's old systems and Excel write it. */
const BIG5 = Buffer.from('a8f3a755b77eb0c8', 'hex');

describe('encodings', () => {
  it.each(['big5', 'cp950', 'CP950'])(
    '%s is read, and a row that is not valid in it is rejected',
    async encoding => {
      const csv = Buffer.concat([
        Buffer.from('id,text\na,'),
        BIG5,
        Buffer.from('\nb,'),
        Buffer.from([0xa4, 0x20]),
        Buffer.from('\nx,'),
        Buffer.from([0xff, 0x41]),
        Buffer.from('\nc,"'),
        BIG5,
        Buffer.from('"\n'),
      ]);
      expect(brief(await answers(csv, 'in.csv', '--encoding', encoding))).toEqual([
        'a',
        ['3', 3, 'invalid-encoding'],
        ['4', 4, 'invalid-encoding'],
        'c',
      ]);
    },
  );

  it('utf-16 is read both ways, with its byte order mark', async () => {
    const content = `\uFEFF${JSON.stringify({ id: '字', text: TEXT })}\n{"id":"b","text":"上\u0a0a${TEXT}"}\n`;
    const le = Buffer.from(content, 'utf16le');
    const expected = await answers(content, 'in.ndjson');
    expect(await answers(le, 'in.ndjson', '--encoding', 'utf-16le')).toEqual(expected);
    expect(await answers(Buffer.from(le).swap16(), 'in.ndjson', '--encoding', 'utf-16be')).toEqual(expected);
    const broken = Buffer.concat([le, Buffer.from('00d8', 'hex'), Buffer.from('\n{"id":"c"}', 'utf16le')]);
    expect(brief(await answers(broken, 'in.ndjson', '--encoding', 'utf-16le'))).toEqual([
      '字',
      'b',
      ['3', 3, 'invalid-encoding'],
      ['c', 4, 'missing-text'],
    ]);
  });

  it('that the first bytes show to be another is refused with the one to say', async () => {
    writeFileSync(at('in.csv'), Buffer.from('\uFEFFid,text\n', 'utf16le'));
    expect((await batch('in.csv', 'out.csv')).stderr).toContain('say --encoding utf-16le');
  });
});

describe('gzip', () => {
  it('is unpacked and packed by the ending of the name', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => JSON.stringify({ id: i, text: `${TEXT}${i}` })).join(
      '\n',
    );
    writeFileSync(
      at('in.ndjson.gz'),
      Buffer.concat([gzipSync(rows.slice(0, 999)), gzipSync(rows.slice(999))]),
    );
    expect((await batch('in.ndjson.gz', 'out.ndjson.gz')).status).toBe(0);
    const expected = await answers(rows, 'in.ndjson');
    const packed = readFileSync(at('out.ndjson.gz'));
    expect(gunzipSync(packed).toString()).toBe(readFileSync(at('out.ndjson'), 'utf8'));
    expect(expected).toHaveLength(200);
    expect(execFileSync('gzip', ['-dc', at('out.ndjson.gz')]).equals(gunzipSync(packed))).toBe(true);
  });

  it('may be named in capitals, as some systems do', async () => {
    writeFileSync(at('IN.CSV.GZ'), gzipSync(`text\n${TEXT}\n`));
    expect((await batch('IN.CSV.GZ', 'OUT.NDJSON.GZ')).status).toBe(0);
    const [row] = gunzipSync(readFileSync(at('OUT.NDJSON.GZ')))
      .toString()
      .split('\n');
    expect(JSON.parse(row!)).toMatchObject({ id: '2', status: 'ok' });
  });

  it('of nothing is a sound file of nothing', async () => {
    writeFileSync(at('in.ndjson'), '');
    expect((await batch('in.ndjson', 'empty.ndjson.gz')).status).toBe(0);
    expect(gunzipSync(readFileSync(at('empty.ndjson.gz'))).length).toBe(0);
  });

  it('by another name, broken off, or only by name is told', async () => {
    const packed = gzipSync(JSON.stringify({ text: TEXT }).repeat(1000));
    writeFileSync(at('in.ndjson'), packed);
    expect(await batch('in.ndjson', 'out.ndjson')).toMatchObject({ status: 1, stderr: /ends in \.gz/ });
    writeFileSync(at('cut.gz'), packed.subarray(0, -20));
    expect(await batch('cut.gz', 'out.ndjson')).toMatchObject({ status: 1, stderr: /breaks off/ });
    writeFileSync(at('no.gz'), '{"text":"a"}');
    expect(await batch('no.gz', 'out.ndjson')).toMatchObject({ status: 1, stderr: /no sound gzip/ });
  });
});

describe('CSV out', () => {
  const rows = [{ id: '=1+1', text: TEXT, note: '@x' }, { id: 'b' }]
    .map(row => JSON.stringify(row))
    .join('\n');

  it('has the documented columns, in as many places as the limit', async () => {
    writeFileSync(at('in.ndjson'), rows);
    await batch('in.ndjson', 'out.csv', '--limit', '2', '--keep', 'note', 'id');
    const [header, first, second] = parse(readFileSync(at('out.csv'))) as string[][];
    expect(header!.join()).toBe(
      'id,status,line,error_code,error_message,verdict,' +
        'occupation_1_id,occupation_1_code,occupation_1_name,occupation_1_score,' +
        'occupation_2_id,occupation_2_code,occupation_2_name,occupation_2_score,' +
        'task_1_occupation,task_1_code,task_1_name,task_1_score,task_2_occupation,task_2_code,task_2_name,task_2_score,note,kept_id',
    );
    const { verdict, occupations, tasks } = matcher.match({ text: TEXT, limit: 2 });
    expect(first).toEqual([
      ...['=1+1', 'ok', '', '', '', verdict],
      ...occupations.flatMap(({ id, code, name, score }) => [id, code ?? '', name, String(score)]),
      ...tasks.flatMap(({ occupation, code, name, score }) => [occupation, code, name, String(score)]),
      ...['@x', '=1+1'],
    ]);
    expect(second!.slice(0, 6)).toEqual(['b', 'rejected', '2', 'missing-text', 'the row has no `text`', '']);
    expect(second).toHaveLength(header!.length);
  });

  it('for Excel has a byte order mark and no formula', async () => {
    writeFileSync(at('in.ndjson'), rows);
    await batch('in.ndjson', 'out.csv', '--excel', '--keep', 'note');
    const text = readFileSync(at('out.csv'), 'utf8');
    expect(text.startsWith('\uFEFFid,')).toBe(true);
    for (const record of parse(text, { bom: true }) as string[][]) {
      for (const cell of record) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
    expect(text).toContain("\n'=1+1,ok");
  });

  it('for Excel is CSV, and cannot keep columns that nobody knows', async () => {
    writeFileSync(at('in.ndjson'), rows);
    expect((await batch('in.ndjson', 'out.ndjson', '--excel', '--format', 'ndjson')).status).toBe(2);
    expect((await batch('in.ndjson', 'out.csv', '--keep-all')).status).toBe(2);
  });
});

describe('what is asked of each row', () => {
  it('--explain adds the competencies, and what they leave, to each score', async () => {
    const [row] = await answers(JSON.stringify({ text: TEXT }), 'in.ndjson', '--explain');
    const { occupations } = row as MatchedRow;
    expect(occupations.length).toBeGreaterThan(1);
    for (const { score, competencies, remainder } of occupations) {
      const sum = [...competencies!, ...remainder!].reduce((all, { contribution }) => all + contribution, 0);
      expect(sum).toBeCloseTo(score, 9);
    }
    expect(Object.keys(occupations[0]!.competencies![0]!)).toEqual(['code', 'kind', 'name', 'contribution']);
    writeFileSync(at('in.ndjson'), JSON.stringify({ text: TEXT }));
    await batch('in.ndjson', 'out.csv', '--explain', '--limit', '1');
    const [csv] = parse(readFileSync(at('out.csv')), { columns: true }) as Record<string, string>[];
    expect(csv!.occupation_1_competencies).toMatch(/^[KSA]\d+ [\d.]+(; [KSA]\d+ [\d.e-]+)*$/);
  });

  it('--level and --category rank those standards alone, exactly as the whole ranking does', async () => {
    const { occupations } = goldenArtifact();
    const whole = matcher.match({ text: TEXT, limit: 100, explain: false });
    const level = occupations.find(({ id }) => id === whole.occupations[1]!.id)!.level!;
    const ids = new Set(occupations.filter(o => o.level === level).map(({ id }) => id));
    const [row] = await answers(
      JSON.stringify({ text: TEXT }),
      'in.ndjson',
      '--level',
      String(level),
      '--limit',
      '3',
    );
    const { occupations: ranked, tasks } = row as MatchedRow;
    const pick = ({ id, score }: { id: string; score: number }): unknown => [id, score];
    expect(ranked.map(pick)).toEqual(
      whole.occupations
        .filter(({ id }) => ids.has(id))
        .slice(0, 3)
        .map(pick),
    );
    expect(tasks.map(({ occupation, code, score }) => [occupation, code, score])).toEqual(
      whole.tasks
        .filter(({ occupation }) => ids.has(occupation))
        .slice(0, 3)
        .map(({ occupation, code, score }) => [occupation, code, score]),
    );
    const category = occupations.find(o => o.category !== null)!.category!;
    const part = category.slice(0, 2);
    const [other] = await answers(JSON.stringify({ text: TEXT }), 'in.ndjson', '--category', part);
    const allowed = occupations.filter(o => o.category?.includes(part)).map(({ id }) => id);
    expect(allowed).toEqual(expect.arrayContaining((other as MatchedRow).occupations.map(({ id }) => id)));
    expect((await batch('in.ndjson', 'out.ndjson', '--category', '沒有這種')).stderr).toContain(
      'no standard',
    );
    expect((await batch('in.ndjson', 'out.ndjson', '--level', '7')).status).toBe(2);
  });

  it('--unique answers a text once, whatever its id, and says of the others that they came before', async () => {
    const row = (id: string, text: string, title = ''): string => JSON.stringify({ id, text, title, n: 1 });
    const rows = [
      row('a', TEXT),
      row('b', TEXT),
      row('c', TEXT, 't'),
      row('d', ''),
      row('e', ''),
      row('f', TEXT),
    ];
    const found = await answers(rows.join('\n'), 'in.ndjson', '--unique', '--keep', 'n');
    expect(brief(found)).toEqual([
      'a',
      ['b', 2, 'duplicate-text'],
      'c',
      ['d', 4, 'empty-text'],
      ['e', 5, 'empty-text'],
      ['f', 6, 'duplicate-text'],
    ]);
    expect(found.map(({ kept }) => kept)).toEqual(Array.from({ length: 6 }, () => ({ n: 1 })));
  });

  it('does not hang on the number of workers', async () => {
    const rows = Array.from({ length: 500 }, (_, i) =>
      i % 50 === 0 ? 'oops' : JSON.stringify({ id: i, text: `${TEXT}${i % 100}` }),
    );
    for (const flags of [[], ['--unique'], ['--explain', '--format', 'csv']]) {
      const one = await answersOf(rows.join('\n'), ...flags, '--workers', '1');
      for (const workers of ['2', '3']) {
        expect(await answersOf(rows.join('\n'), ...flags, '--workers', workers)).toBe(one);
      }
    }
  });

  const answersOf = async (content: string, ...args: string[]): Promise<string> => {
    writeFileSync(at('in.ndjson'), content);
    expect((await batch('in.ndjson', 'out.ndjson', ...args)).status).toBe(0);
    return readFileSync(at('out.ndjson'), 'utf8');
  };
});
