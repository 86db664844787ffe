import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/standards/document.ts';
import { cells, form, ROW } from '../../documents/form.ts';

async function read(html: string | Uint8Array) {
  const result = await readDocument(typeof html === 'string' ? new TextEncoder().encode(html) : html);
  if (result.standard === null) throw new Error(JSON.stringify(result.findings));
  return { ...result, standard: result.standard };
}

async function taskNamed(cell: string): Promise<string> {
  const { standard } = await read(
    form({ rows: cells('T1 量測', cell, '', 'P1.1.1 備妥。', '3', 'K01 法規', '') }),
  );
  return standard.duties[0]!.tasks[0]!.name;
}

describe('a page shows', () => {
  test.each([
    ['entities', 'T1.1 A&amp;B&#x6E96;&#20633;&nbsp;&lt;5&copy;', 'A&B準備 <5©'],
    ['text over lines of its source', 'T1.1 準\n     備', '準備'],
    ['a Latin word behind another', 'T1.1 use\n  case', 'use case'],
    ['soft hyphens and what has no width', 'T1.1 準&shy;備\u200b<wbr>好', '準備好'],
    ['inline markup', '<p><b>T1.1</b> <span style="color: red">準<i>備</i></span></p>', '準備'],
    ['what is written into a field', 'T1.1 <textarea>準備</textarea>', '準備'],
    ['inserted text', 'T1.1 <ins>準備</ins>', '準備'],
    ['the base of ruby', 'T1.1 <ruby>準<rp>(</rp><rt>ㄓㄨㄣˇ</rt><rp>)</rp>備</ruby>', '準備'],
    ['a table in a cell', 'T1.1 <table><tr><td>準備</td></tr><tr><td>器材</td></tr></table>', '準備器材'],
    ['cells whose end is left out', 'T1.1 準備<td></td><td>', '準備'],
  ])('%s', async (_, cell, name) => {
    expect(await taskNamed(cell)).toBe(name);
  });

  test.each([
    ['deleted', '<del>舊</del>'],
    ['hidden', '<span hidden>舊</span>'],
    ['not displayed', '<span style="DISPLAY : none">舊<b>舊</b></span>'],
    ['script and style', '<script>let 舊 = "<td>";</script><style>舊 {}</style>'],
    ['in a comment', '<!-- 舊 -->'],
  ])('nothing that is %s', async (_, unseen) => {
    expect(await taskNamed(`T1.1 準${unseen}備`)).toBe('準備');
  });

  test('what stands in tables that are there for the looks', async () => {
    const page = form()
      .replace('<body>', '<body><table><tr><td>選單</td><td>')
      .replace('</body>', '</td></tr></table></body>');
    const { standard, findings, coverage } = await read(page);
    expect(standard.duties[0]!.tasks).toHaveLength(1);
    expect(
      findings.filter(finding => finding.code === 'unplaced-text').map(finding => finding.excerpt),
    ).toEqual(['選單']);
    expect(coverage).toBe(1);
  });

  test('a task table without tables, as text with tabs', async () => {
    const tabbed = form()
      .replaceAll(/<\/td><td[^>]*>/g, '\t')
      .replaceAll(/<\/?(?:table|td)[^>]*>/g, '')
      .replaceAll(/<tr>/g, '<pre>')
      .replaceAll('</tr>', '</pre>');
    const { standard, layout } = await read(tabbed);
    expect([standard.duties[0]!.tasks[0]!.skills[0]!.name, layout]).toEqual(['校正', 'table']);
  });
});

describe('a page is known', () => {
  test.each([
    [
      'with a byte order mark and a comment first',
      (html: string) => `\ufeff<!-- saved from url -->\n${html}`,
    ],
    [
      'without its outer elements',
      (html: string) => html.replace(/^.*<body>/s, '').replace(/<\/body>.*$/s, ''),
    ],
    ['as XHTML', (html: string) => `<?xml version="1.0" encoding="utf-8"?>\n${html}`],
  ])('%s', async (_, alter) => {
    const { format, standard } = await read(alter(form()));
    expect([format, standard.name]).toEqual(['html', '測量人員']);
  });

  test('in Big5, where it says so', async () => {
    const name = [0xb4, 0xfa, 0xb6, 0x71]; // 測量
    const [before, after] = form({ rows: ROW.replace('量測', 'NAME') })
      .replace('charset="utf-8"', 'http-equiv="Content-Type" content="text/html; charset=big5"')
      .split('NAME')
      .map(part => part.replace(/[^\0-\x7f]/g, character => `&#${character.charCodeAt(0)};`));
    const ascii = (text: string) => [...new TextEncoder().encode(text)];
    const { standard } = await read(Uint8Array.from([...ascii(before!), ...name, ...ascii(after!)]));
    expect(standard.duties[0]!.name).toBe('測量');
  });

  test('in UTF-16, by its mark', async () => {
    const page = `\ufeff${form()}`;
    const units = Uint16Array.from(page, unit => unit.charCodeAt(0));
    expect((await read(new Uint8Array(units.buffer))).standard.name).toBe('測量人員');
  });
});
