import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/standards/document.ts';
import type { Finding } from '../../../src/standards/findings.ts';
import { coverageOf } from '../../../src/standards/lost/coverage.ts';
import { printedText } from '../../../src/standards/lost/printed.ts';
import type { Duty, Standard } from '../../../src/standards/model.ts';
import { readStandard } from '../../../src/standards/read.ts';
import { OFFICIAL } from '../../documents/look.ts';
import { renderHtml } from '../../documents/render.ts';
import { document, ROW } from '../document.ts';
import { seeds } from '../golden.ts';
import { PLAIN, printStandard, randomFrom } from '../print.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** What the check says of a reader that would have given another standard for this text. */
function without(
  text: string,
  spoil: (standard: Standard) => Standard,
): { coverage: number; lost: string[] } {
  const { standard, findings } = readStandard(text);
  const { coverage, findings: lost } = coverageOf(printedText(text), spoil(standard!), findings);
  return { coverage, lost: lost.map(({ line, excerpt }) => `${line}: ${excerpt}`) };
}

const duties = (change: (duty: Duty) => Duty) => (standard: Standard) => ({
  ...standard,
  duties: standard.duties.map(change),
});

describe('nothing is lost', () => {
  test.each(seeds())('of a seed: $name', async ({ text }) => {
    expect(await readDocument(bytes(text))).toMatchObject({ format: 'text', coverage: 1 });
  });

  test.each(seeds())('of a text in any look, broken anywhere: $name', async ({ golden }) => {
    for (let seed = 0; seed < 24; seed++) {
      const random = randomFrom(seed);
      const layout = (['table', 'flow', 'scanned'] as const)[seed % 3]!;
      const text = printStandard(golden, { ...PLAIN, layout, random, breaks: 0.4, footers: seed % 2 === 0 });
      const { coverage, findings } = await readDocument(bytes(text));
      expect(findings.filter(finding => finding.code === 'lost-text')).toEqual([]);
      expect(coverage).toBe(1);
    }
  });

  test('where a finding stands for what was left out, however long it is', async () => {
    const sentence = '這一段文字不屬於任何部分'.repeat(30);
    const text = `${document()}`.replace('職能基準代碼', `${sentence}\n職能基準代碼`);
    const { findings, coverage } = await readDocument(bytes(text));
    expect(findings.find(finding => finding.code === 'unplaced-text')!.excerpt).toHaveLength(80);
    expect(coverage).toBe(1);
  });

  test.each([0, 2])('where remarks are 無, and %i others stand beside it', async others => {
    const none = { ref: null, text: '無。' };
    const more = Array.from({ length: others }, (_, at) => ({ ref: null, text: `其他說明第${at}則` }));
    const standard = { ...seeds()[0]!.golden, notes: [none, ...more] };
    for (const bullet of ['●', '⚫', '-']) {
      for (const closing of ['same table', 'tables', 'paragraphs'] as const) {
        const page = renderHtml(standard, { ...OFFICIAL, bullet, closing });
        const read = await readDocument(bytes(page));
        expect(read.standard!.notes).toEqual(more);
        expect(read.findings.filter(finding => finding.code === 'lost-text')).toEqual([]);
        expect(read.coverage).toBe(1);
      }
    }
    const inline = document().replace('能力條件：無。', '能力條件：無。\n其他補充說明：● 無。');
    expect(await readDocument(bytes(inline))).toMatchObject({ coverage: 1 });
  });

  test('of a second standard in the same document, which is told', async () => {
    const { coverage, findings } = await readDocument(
      bytes(`${document()}\n${document({ title: '檢驗人員職能基準' })}`),
    );
    expect(findings.map(finding => finding.code)).toContain('second-standard');
    expect(coverage).toBe(1);
  });
});

describe('a reader that lost something would be found out', () => {
  const text = document({
    rows: `${ROW}\n\tT1.2 收拾現場\tO1.2.1 清點單\tP1.2.1 器材歸位。\t2\tK01 量測學\tS02 整理整頓\nT2 保養\tT2.1 上油\t\tP2.1.1 定期上油。\t2\tK02 潤滑\tS01 校正`,
  });

  test('and this one is not', () => {
    expect(without(text, standard => standard)).toEqual({ coverage: 1, lost: [] });
  });

  test.each<[string, (standard: Standard) => Standard, string]>([
    [
      'a task',
      duties(duty => ({ ...duty, tasks: duty.tasks.filter(task => task.code !== 'T1.2') })),
      'T1.2 收拾現場|O1.2.1 清點單|P1.2.1 器材歸位|2|K01 量測學|S02 整理整頓|2',
    ],
    [
      'all but the first duty',
      standard => ({ ...standard, duties: standard.duties.slice(0, 1) }),
      'T2 保養|T2.1 上油|P2.1.1 定期上油|2|K02 潤滑|S01 校正',
    ],
    [
      'knowledge that stands in another task too',
      duties(duty => ({
        ...duty,
        tasks: duty.tasks.map(task => (task.code === 'T1.2' ? { ...task, knowledge: [] } : task)),
      })),
      'K01 量測學',
    ],
    [
      'the end of an indicator',
      duties(duty => ({
        ...duty,
        tasks: duty.tasks.map(task => ({
          ...task,
          indicators: task.indicators.map(item => ({ ...item, text: item.text.replace('歸位。', '') })),
        })),
      })),
      '歸位',
    ],
    ['an attitude', standard => ({ ...standard, attitudes: [] }), 'A01 謹慎細心：仔細'],
    ['the code', standard => ({ ...standard, code: 'ABC1234-001' }), 'v|2'],
  ])('%s', (_, spoil, named) => {
    const { coverage, lost } = without(text, spoil);
    expect(coverage).toBeLessThan(1);
    expect(lost.map(one => one.replace(/^\d+: /, '')).join('|')).toBe(named);
  });

  test('by as much as is lost', () => {
    const [first] = seeds();
    const half = without(first!.text, standard => ({ ...standard, duties: standard.duties.slice(0, 1) }));
    const none = without(first!.text, standard => ({
      ...standard,
      duties: [],
      attitudes: [],
      notes: [],
      versions: [],
    }));
    expect(half.coverage).toBeLessThan(0.8);
    expect(none.coverage).toBeLessThan(0.3);
    expect(none.coverage).toBeGreaterThan(0);
  });

  test('in every task of every seed, printed as text and as a page', async () => {
    for (const { golden } of seeds()) {
      const text = printStandard(golden, { ...PLAIN, layout: 'table', random: randomFrom(1) });
      for (const { code } of golden.duties.flatMap(duty => duty.tasks)) {
        const spoil = duties(duty => ({ ...duty, tasks: duty.tasks.filter(task => task.code !== code) }));
        expect(without(text, spoil).coverage).toBeLessThan(0.995);
      }
    }
  });
});

describe('lost text', () => {
  test('is an error with its line, and the coverage says how much', async () => {
    const found: Finding[] = [];
    for (const { golden } of seeds()) {
      const { findings, coverage } = await readDocument(bytes(renderHtml(golden, OFFICIAL)));
      found.push(...findings.filter(finding => finding.code === 'lost-text'));
      expect(coverage).toBe(1);
    }
    expect(found).toEqual([]);
    const text = document();
    const { standard, findings } = readStandard(text);
    const [lost] = coverageOf(printedText(text), { ...standard!, description: '' }, findings).findings;
    expect(lost).toMatchObject({ code: 'lost-text', severity: 'error', line: 10, excerpt: '測量產品' });
  });

  test('of a document that is no standard is not looked for', async () => {
    expect(await readDocument(bytes('誠徵業務人員'))).toMatchObject({
      standard: null,
      coverage: 0,
      layout: null,
    });
  });
});
