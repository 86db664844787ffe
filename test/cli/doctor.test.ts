import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderSurvey } from '../../src/cli/doctor/render.ts';
import { alike } from '../../src/cli/doctor/resemblance.ts';
import { createSurvey, type Survey } from '../../src/cli/doctor/survey.ts';
import { stringWidth } from '../../src/cli/width.ts';
import { finding } from '../../src/standards/findings.ts';
import type { Standard } from '../../src/standards/model.ts';
import { printPdfs, withoutChromium } from '../documents/chromium.ts';
import { OFFICIAL } from '../documents/look.ts';
import { renderHtml } from '../documents/render.ts';
import { goldenIndex, goldenStandards } from '../helpers/golden-index.ts';
import { run } from '../helpers/io.ts';
import { naiveResemblance } from '../reference/resemblance.ts';
import { document, PROFILE, ROW } from '../standards/document.ts';
import { randomFrom } from '../standards/print.ts';

const seeds = resolve(import.meta.dirname, '../../seeds');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);
const coded = (code: string, name = '測量人員', rows = ROW): string =>
  document({ profile: PROFILE.replace('ABC1234-001v2', code).replace('測量人員', name), rows });
/** Long enough to be compared. */
const rows = (indicator: string): string => ROW.replace('備妥儀器。', indicator);
const LONG =
  '依據工作需求選擇量測儀器並確認其校正狀態，於作業前備妥紀錄表及相關文件，確保量測作業能夠順利進行。';

async function doctor(...args: string[]): Promise<{ status: number; survey: Survey; stderr: string }> {
  const { status, stdout, stderr } = await run(['doctor', folder, '--json', ...args]);
  return { status, survey: JSON.parse(stdout) as Survey, stderr };
}
const report = async (...args: string[]): Promise<string> => (await run(['doctor', folder, ...args])).stdout;

describe('doctor', () => {
  it('counts what is in each document, and lists apart what is no standard', async () => {
    const { status, stdout } = await run(['doctor', seeds, '--json', '--strict']);
    expect(status).toBe(0);
    const { documents, others, ...rest } = JSON.parse(stdout) as Survey;
    expect(documents.map(({ path, format, coverage }) => [path, format, coverage])).toEqual(
      readdirSync(seeds)
        .filter(name => name.endsWith('.txt'))
        .map(name => [join(seeds, name), 'text', 1]),
    );
    expect(others).toMatchObject([{ path: join(seeds, 'README.md'), code: 'not-a-standard', lost: false }]);
    expect(rest).toEqual({ unreadable: [], versions: [], sameCode: [], nearDuplicates: [] });
    const golden = goldenStandards();
    documents.forEach(({ standard, counts }, at) => {
      const { name, duties, attitudes } = golden[at]!;
      const tasks = duties.flatMap(duty => duty.tasks);
      expect(standard!.name).toBe(name);
      expect(counts).toEqual({
        duties: duties.length,
        tasks: tasks.length,
        outputs: tasks.flatMap(task => task.outputs).length,
        indicators: tasks.flatMap(task => task.indicators).length,
        knowledge: new Set(tasks.flatMap(task => task.knowledge.map(({ code }) => code))).size,
        skills: new Set(tasks.flatMap(task => task.skills.map(({ code }) => code))).size,
        attitudes: attitudes.length,
      });
    });
  });

  it('names the codes that are left out', async () => {
    put('a.txt', coded('ABC1234-001v2', '測量人員', ROW.replace('P1.1.1', 'P1.1.3').replace('K01', 'K04')));
    const [only] = (await doctor()).survey.documents;
    expect(only!.gaps).toEqual(['P1.1.1', 'P1.1.2', 'K01', 'K02', 'K03']);
    expect(await report()).toMatch(/a\.txt: P1\.1\.1, P1\.1\.2, K01/);
  });

  it('says first what is lost, and with --strict that is a failure', async () => {
    put('a.txt', document());
    put('b.txt', document({ attitudes: '' }));
    expect((await doctor()).status).toBe(0);
    const { status, survey, stderr } = await doctor('--strict');
    expect(status).toBe(1);
    expect(stderr).toContain('lost');
    expect(survey.documents.map(({ lost }) => lost)).toEqual([false, true]);
    const text = await report();
    expect(text).toMatch(/something is missing in 1 document/);
    expect(text.indexOf('b.txt: there is no')).toBeLessThan(text.indexOf('documents\n'));
    expect(text).toMatch(/b\.txt: there is no section 職能內涵.*\[no-attitudes\]/);
  });

  it('takes a cut-off document for lost, and a README, an index or a picture of anything for something else', async () => {
    put('README.md', '# notes');
    put(
      'blob',
      Uint8Array.from({ length: 4096 }, (_, at) => (at * 37) % 256),
    );
    put('mine.icap', goldenIndex());
    truncateSync(join(folder, 'mine.icap'), 40_000_000); // more than a document may have
    expect((await doctor('--strict')).status).toBe(0);
    put('cut.txt', document().slice(0, document().indexOf('T1 量測')));
    const { status, survey } = await doctor('--strict');
    expect(status).toBe(1);
    expect(survey.others.map(({ path, lost }) => [path.slice(folder.length + 1), lost])).toEqual([
      ['README.md', false],
      ['blob', false],
      ['cut.txt', true],
      ['mine.icap', false],
    ]);
    expect(await report()).toMatch(/not read {2}.*cut\.txt/);
  });

  it('shows nothing of a text that is no standard', async () => {
    put('cv.txt', '王小明\n工作經驗：十年行政');
    const { stdout } = await run(['doctor', folder, '--json']);
    expect(stdout + (await report())).not.toMatch(/王小明|行政/);
  });

  it('tells which of several versions is the newest, as index does', async () => {
    put('a.txt', coded('ABC1234-001v2'));
    put('b.txt', coded('ABC1234-001v3'));
    put('c.txt', coded('ABC1234-001v1'));
    const { survey } = await doctor();
    expect(survey.versions).toEqual([
      {
        newest: { path: join(folder, 'b.txt'), id: 'ABC1234-001v3', name: '測量人員' },
        older: [
          { path: join(folder, 'a.txt'), id: 'ABC1234-001v2', name: '測量人員' },
          { path: join(folder, 'c.txt'), id: 'ABC1234-001v1', name: '測量人員' },
        ],
      },
    ]);
    expect(survey.nearDuplicates).toEqual([]);
    const out = join(folder, 'own.icap');
    const { stderr } = await run(['index', '--standards', folder, '--out', out]);
    expect(stderr).toMatch(/ABC1234-001v1: superseded by ABC1234-001v3/);
    expect(stderr).toMatch(/3 documents, 3 standards, 0 with lost text/);
    const ids = async (...args: string[]): Promise<string[]> => {
      const { stdout } = await run(['match', '--json', '--index', out, ...args], '量測產品，備妥儀器');
      return (JSON.parse(stdout) as { occupations: { id: string }[] }).occupations.map(({ id }) => id);
    };
    expect(await ids()).toEqual(['ABC1234-001v3']);
    expect(await ids('--superseded')).toHaveLength(3);
  });

  it('tells of documents with one code, and which of them is used', async () => {
    put('a.txt', coded('ABC1234-001v2'));
    put(
      'b.txt',
      coded('ABC1234-001v2', '測量人員', `${ROW}\nT2 校正\tT2.1 校正\t\tP2.1.1 校正。\t3\tK02 學\tS02 術`),
    );
    put('c.txt', coded('XYZ1234-001v2', '銷售人員'));
    put('d.txt', coded('XYZ1234-001v2', '銷售人員'));
    const { survey } = await doctor();
    expect(survey.sameCode).toEqual([
      {
        id: 'ABC1234-001v2',
        paths: [join(folder, 'a.txt'), join(folder, 'b.txt')],
        used: join(folder, 'b.txt'),
        identical: false,
      },
      {
        id: 'XYZ1234-001v2',
        paths: [join(folder, 'c.txt'), join(folder, 'd.txt')],
        used: join(folder, 'c.txt'),
        identical: true,
      },
    ]);
  });

  it('tells of near-duplicates by what they say, by name and by number', async () => {
    put('a.txt', coded('ABC1234-001v1', '甲', rows(LONG)));
    put('b.txt', coded('DEF1234-001v1', '乙', rows(LONG.replace('紀錄表', '記錄單'))));
    put('c.txt', coded('GHI1234-001v1', '甲', rows('另一件事情。')));
    put('d.txt', coded('ABC1234-001v4', '丙', rows('又是別的事情。')));
    const { survey } = await doctor();
    const told = survey.nearDuplicates.map(({ standards, sameName, sameNumber, resemblance }) => [
      standards.map(({ path }) => path.at(-5)).join(''),
      sameName,
      sameNumber,
      resemblance > 0.5,
    ]);
    expect(told).toEqual([
      ['ab', false, false, true],
      ['ac', true, false, false],
      ['ad', false, true, false],
    ]);
    expect(await report()).toMatch(/% of the indicators' wording in common/);
  });

  it('shows names that would play with the terminal as what they are', async () => {
    put('red\u001b[31m\nline\u202e.txt', document({ attitudes: '' }));
    put('bad\u001b]0;title\u0007.txt', '# notes');
    for (const args of [
      ['doctor', folder],
      ['read', folder],
      ['index', '--standards', folder, '--out', join(folder, 'x.icap')],
    ]) {
      const { stdout, stderr } = await run(args);
      const lines = (stdout + stderr).split('\n').filter(line => !line.startsWith('{'));
      expect(lines.join('')).not.toMatch(/[\u001b\u0007\u202e]/);
      expect(lines.some(line => line.includes('red\\u001b[31m\\nline\\u202e.txt'))).toBe(true);
    }
    const { survey } = await doctor();
    expect(survey.documents[0]!.path).toBe(join(folder, 'red\u001b[31m\nline\u202e.txt'));
  });

  it('is content with an empty folder, and fails where there is none', async () => {
    const { status, survey } = await doctor('--strict');
    expect([status, survey.documents]).toEqual([0, []]);
    expect(await report()).toContain('no document');
    const missing = await run(['doctor', join(folder, 'nowhere')]);
    expect(missing.status).toBe(1);
    expect(missing.stdout + missing.stderr).toContain('no such file or folder');
    expect((await run(['doctor'])).status).toBe(2);
  });

  it('goes on after what cannot be opened', async () => {
    put('a.txt', document());
    symlinkSync('b.txt', join(folder, 'b.txt'));
    const { status, survey } = await doctor();
    expect([status, survey.documents.length, survey.unreadable]).toEqual([
      0,
      1,
      [{ path: join(folder, 'b.txt'), reason: 'links that lead in a circle' }],
    ]);
    expect((await doctor('--strict')).status).toBe(1);
  });

  it('tells formats by what a file holds, whatever it is called, and index and read go by the same', async () => {
    const [first, second] = goldenStandards() as [Standard, Standard];
    put('a.txt', renderHtml(first, OFFICIAL));
    put('b.pdf', document());
    put('c.odt', '%PDF-1.7 and nothing more');
    put('d.html', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0));
    put('e', renderHtml(second, OFFICIAL));
    const { survey } = await doctor();
    expect(survey.documents.map(({ format, standard }) => [format, standard!.name])).toEqual([
      ['html', first.name],
      ['text', '測量人員'],
      ['html', second.name],
    ]);
    expect(
      survey.others.map(({ path, format, code, lost }) => [
        path.slice(folder.length + 1),
        format,
        code,
        lost,
      ]),
    ).toEqual([
      ['c.odt', 'pdf', 'damaged', true],
      ['d.html', null, 'damaged', true],
    ]);
    const read = await run(['read', folder]);
    expect(read.status).toBe(0);
    const names = read.stdout
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as Standard).name);
    expect(names).toEqual([first.name, '測量人員', second.name]);
    const { stdout, stderr } = await run(['index', '--standards', folder, '--out', join(folder, 'x.icap')]);
    expect(stdout).toContain('3 standards');
    expect(stderr).toMatch(/c\.odt: passed over: .*damaged/);
    expect(stderr).toContain('5 documents, 3 standards');
  });

  it.skipIf(withoutChromium !== undefined)(
    'reads PDFs in threads, and from the cache the second time',
    async () => {
      const html = goldenStandards()
        .slice(0, 2)
        .map(standard => renderHtml(standard, OFFICIAL));
      const pdfs = await printPdfs(html.map(page => ({ html: page, landscape: false })));
      pdfs.forEach((pdf, at) => {
        put(`${at}.pdf`, pdf);
      });
      const { survey } = await doctor();
      expect(survey.documents.map(({ format, standard }) => [format, standard!.name])).toEqual(
        goldenStandards()
          .slice(0, 2)
          .map(({ name }) => ['pdf', name]),
      );
      expect((await doctor()).survey).toEqual(survey);
    },
  );

  it('reads files of records, whose refused lines are lost', async () => {
    const good = goldenStandards().map(standard => JSON.stringify(standard));
    put('all.jsonl', `${good.join('\n')}\n{"name":""}\n`);
    const { status, survey } = await doctor('--strict');
    expect(status).toBe(1);
    expect(survey.documents).toMatchObject([{ format: 'records', standard: null, standards: 5, lost: true }]);
    expect(survey.documents[0]!.counts.tasks).toBe(33);
  });

  it('reads two hundred, in order, in a table whose columns stand under one another, with a bar on a terminal', async () => {
    mkdirSync(join(folder, 'b'));
    const names = readdirSync(seeds).filter(name => name.endsWith('.txt'));
    for (let copy = 0; copy < 40; copy++)
      for (const name of names)
        cpSync(join(seeds, name), join(folder, copy % 2 ? 'b' : '', `${copy} ${name}`));
    const { survey } = await doctor();
    expect(survey.documents).toHaveLength(200);
    expect(survey.documents.map(({ path }) => path)).toEqual(
      survey.documents.map(({ path }) => path).toSorted(),
    );
    expect(survey.sameCode.map(({ paths, identical }) => [paths.length, identical])).toEqual(
      Array.from({ length: 5 }, () => [40, true]),
    );
    const table = (await report()).trimEnd().split('\ndocuments\n')[1]!.split('\n\n')[0]!.split('\n');
    const starts = table.slice(1).map(line => stringWidth(line.slice(0, line.indexOf(folder))));
    expect(new Set(starts)).toEqual(
      new Set([stringWidth(table[0]!.slice(0, table[0]!.indexOf('document')))]),
    );
    const { stderr } = await run(['doctor', folder], '', { terminal: true });
    expect(stderr).toContain('200 documents');
  });
});

describe('the resemblance of texts', () => {
  it('is what its definition says, for every pair that is told and for none that is not', () => {
    const seed = Date.now() % 100_000;
    const random = randomFrom(seed);
    const words = goldenStandards().flatMap(({ duties }) =>
      duties.flatMap(({ tasks }) => tasks.flatMap(task => task.indicators.map(({ text }) => text))),
    );
    const texts = Array.from({ length: 60 }, () => {
      const from = Math.floor(random() * (words.length - 12));
      return words.slice(from, from + 4 + Math.floor(random() * 8)).join('');
    });
    const told = new Map(alike(texts, 0.5).map(({ a, b, resemblance }) => [`${a} ${b}`, resemblance]));
    let pairs = 0;
    for (let b = 0; b < texts.length; b++)
      for (let a = 0; a < b; a++) {
        const exact = naiveResemblance(texts[a]!, texts[b]!);
        if (exact >= 0.5) pairs++;
        expect(told.get(`${a} ${b}`) ?? 0, `seed ${seed}`).toBeCloseTo(exact >= 0.5 ? exact : 0, 6);
      }
    expect(pairs).toBeGreaterThan(0);
  });
});

describe('a survey of documents that lose text', () => {
  const surveyOf = (coverage: number): Survey => {
    const survey = createSurvey();
    const [standard] = goldenStandards() as [Standard];
    const lost = finding('lost-text', 7, '紀錄表', 'this text is in no field');
    survey.add({
      path: 'a.pdf',
      format: 'pdf',
      layout: 'cells',
      coverage,
      standards: [standard],
      findings: [lost],
    });
    survey.add({
      path: 'b.pdf',
      format: 'pdf',
      layout: 'cells',
      coverage: 0.5,
      standards: [standard],
      findings: [],
    });
    return survey.finish();
  };

  it('puts the worst first, shows what was lost, and calls nothing whole that is not', () => {
    const text = renderSurvey(surveyOf(0.99999), { colour: false, columns: Number.POSITIVE_INFINITY });
    const lines = text.split('\n');
    const at = lines.indexOf('text is lost');
    expect(lines[at + 1]).toMatch(/50 % +b\.pdf/);
    expect(lines[at + 2]).toMatch(
      /99\.9 % +a\.pdf: line 7: this text is in no field 「紀錄表」 \[lost-text\]/,
    );
    expect(text).not.toContain('100 %');
    expect(text).not.toContain('nothing is lost');
  });

  it('cuts its table, and only that, at the width of the terminal', () => {
    const text = renderSurvey(surveyOf(0.9), { colour: true, columns: 60 });
    const table = text.split('\u001b[1mdocuments\u001b[22m\n')[1]!.split('\n');
    expect(table.every(line => stringWidth(line) <= 60)).toBe(true);
    expect(text).toContain('this text is in no field');
  });
});
