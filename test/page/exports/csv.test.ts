import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../../src/page/examples.ts';
import { answerCsv, compareCsv, gapsCsv } from '../../../src/page/exports/csv.ts';
import { EXPORT_WORDS } from '../../../src/page/exports/words.ts';
import { BROKER, brokerView, matcher, viewOf } from './view.ts';

const { zh, en } = EXPORT_WORDS;
const read = (csv: string): string[][] => parse(csv, { bom: true, record_delimiter: '\r\n' });

describe('tables for spreadsheets', () => {
  it('begin with a byte order mark, and end every line with CRLF', async () => {
    const csv = await answerCsv(brokerView(), zh);
    expect(csv.startsWith('\uFEFF類別,名次,')).toBe(true);
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('of an answer hold every occupation and task with its rank and score', async () => {
    const view = brokerView();
    const [header, ...rows] = read(await answerCsv(view, en));
    expect(header).toEqual(
      'List,Rank,Standard,Code,Name,Level,Score (no match rate),Words it rests on,Index'.split(','),
    );
    expect(rows.map(row => Number(row[6]))).toEqual(
      [...view.occupations, ...view.tasks].map(({ score }) => score),
    );
    expect(rows[0]!.slice(0, 6)).toEqual([
      'Occupation',
      '1',
      'FSI3311-001v3',
      'FSI3311-001v3',
      '證券業-受託買賣業務人員',
      '3',
    ]);
    expect(rows[0]![7]).toMatch(/^“.+”/);
    expect(rows.every(row => row.length === header!.length && row.at(-1) === view.index.digest)).toBe(true);
  });

  it('of gaps hold every competency and task once, with its status', async () => {
    const gaps = matcher.gaps({ text: BROKER.text, occupation: 'FSI3311-001v3' })!;
    const [header, ...rows] = read(await gapsCsv(gaps, zh));
    expect(header).toContain('狀態');
    expect(rows.map(row => row[2])).toEqual([...gaps.items, ...gaps.tasks].map(({ code }) => code));
    expect(rows.map(row => row[4])).toEqual(
      [...gaps.items, ...gaps.tasks].map(({ status }) => zh.statuses[status]),
    );
  });

  it('of a comparison hold what is asked beside what is shown', async () => {
    const cv = EXAMPLES.find(({ id }) => id === 'cv-broker')!;
    const comparison = matcher.compare({ ad: BROKER, cv })!;
    const [header, ...rows] = read(await compareCsv(comparison, zh));
    expect(header!.slice(4, 6)).toEqual(['徵才廣告', '履歷']);
    expect(rows.map(row => [row[2], row[4], row[5]])).toEqual(
      [...comparison.items, ...comparison.tasks].map(({ code, ad, cv }) => [
        code,
        zh.statuses[ad],
        zh.statuses[cv],
      ]),
    );
  });

  it('hold no formula, whatever names and words begin with', async () => {
    const view = brokerView();
    const [first] = view.occupations;
    for (const sign of ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
      const occupations = [{ ...first!, name: `${sign}HYPERLINK("http://example.com","a")` }];
      const rows = read(await answerCsv({ ...view, occupations }, zh));
      expect(rows[1]![4]).toBe(`'${sign}HYPERLINK("http://example.com","a")`);
    }
  });

  it('of a text that shares nothing are a header', async () => {
    expect(read(await answerCsv(viewOf(matcher.match({ text: 'ZZZ' })), zh)).length).toBe(1);
  });
});
