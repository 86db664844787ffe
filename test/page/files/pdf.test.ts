import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FileParts } from '../../../src/page/files/open.ts';
import { pageText } from '../../../src/page/files/pdf/page.ts';
import type { Run } from '../../../src/page/files/pdf/run.ts';
import { encode, open, refusal } from './make.ts';

const PARTS: FileParts = { pdf: () => import('pdfjs-dist/legacy/build/pdf.mjs') };
const CHROMIUM = '/usr/bin/chromium';

/** Lines of text below one another: from [x, y], 14 points apart, characters of ten points. */
function column(x: number, y: number, lines: readonly string[], pitch = 14): Run[] {
  return lines.map((text, i) => ({
    text,
    x,
    y: y + i * pitch,
    width: [...text].reduce((sum, c) => sum + (c < '\u0250' ? 5 : 10), 0),
    size: 10,
  }));
}

/** The smallest PDF that shows some ASCII text. */
function pdf(content: string, extra = '', font = '/Subtype/Type1/BaseFont/Helvetica'): string {
  return `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R${extra}>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length ${content.length}>>stream
${content}
endstream endobj
5 0 obj<</Type/Font${font}>>endobj
trailer<</Root 1 0 R>>
`;
}

describe('the text of a page', () => {
  it('joins the lines of a paragraph, and keeps short lines, items and paragraphs apart', () => {
    const lines = [
      '負責開發新客戶並維繫既有客戶之關係，',
      '協助報價與訂單處理。',
      '一、熟悉 ERP',
      '二、具備良好溝通能力，能夠獨立作業',
    ];
    const next = column(50, 150, [
      'Responsible for opening new accounts and',
      'keeping those that there are',
    ]);
    expect(pageText([...column(50, 50, lines), ...next])).toBe(
      '負責開發新客戶並維繫既有客戶之關係，協助報價與訂單處理。\n一、熟悉 ERP\n二、具備良好溝通能力，能夠獨立作業\n\nResponsible for opening new accounts and keeping those that there are',
    );
  });

  it('reads two columns one after the other, with what stands above first', () => {
    const runs = [
      ...column(50, 40, ['王小明　業務助理　應徵貴公司國內業務助理一職，期待面談']),
      ...column(50, 80, ['聯絡方式', '0900-000-000', '技能', 'Excel 樞紐分析', 'ERP 系統'], 17),
      ...column(200, 83, ['工作經歷', '處理訂單與報價單', '整理銷售報表', '協助售後服務', '聯繫客戶']),
    ];
    expect(pageText(runs.toReversed())).toBe(
      '王小明　業務助理　應徵貴公司國內業務助理一職，期待面談\n\n聯絡方式\n0900-000-000\n技能\nExcel 樞紐分析\nERP 系統\n\n工作經歷\n處理訂單與報價單\n整理銷售報表\n協助售後服務\n聯繫客戶',
    );
  });

  it('reads a table row by row', () => {
    const runs = [
      ...column(50, 50, ['姓名', '電話', '地點', '薪資']),
      ...column(150, 50, ['王小明', '0900', '台北市', '面議']),
    ];
    expect(pageText(runs)).toBe('姓名\t王小明\n電話\t0900\n地點\t台北市\n薪資\t面議');
  });

  it('puts pieces of a word together, words apart, and what is drawn twice once', () => {
    const run = (text: string, x: number, width: number): Run => ({ text, x, y: 50, width, size: 10 });
    expect(pageText([run('業務', 50, 20), run('助理', 70.3, 20), run('業務', 50.2, 20)])).toBe('業務助理');
    expect(pageText([run('Ex', 50, 10), run('cel', 60, 14), run('skills', 77, 25)])).toBe('Excel skills');
  });

  it('takes any number of pieces anywhere', () => {
    const anywhere = Array.from({ length: 60_000 }, (_, i) => ({
      text: '職',
      x: (i * 7919) % 599,
      y: (i * 104_729) % 797,
      width: 10,
      size: 1 + (i % 13),
    }));
    expect(pageText(anywhere).replace(/\s/g, '').length).toBeGreaterThan(30_000);
    expect(pageText([])).toBe('');
  });
});

describe('a PDF file', () => {
  it('gives its text, whatever its name', async () => {
    const content = 'BT /F 12 Tf 50 700 Td (Sales assistant) Tj 0 -14 Td (Quotes and orders) Tj ET';
    expect(await open(pdf(content), 'cv.txt', PARTS)).toEqual({
      text: 'Sales assistant\nQuotes and orders',
      notices: [],
    });
  });

  it('without text is a scan', async () => {
    expect(await refusal(pdf('0 0 100 100 re f'), 'cv.pdf', PARTS)).toBe('no-text');
  });

  it('may name its characters by Big5 and bring no font, as old ones do: with the maps for it', async () => {
    const font =
      '/Subtype/Type0/BaseFont/MingLiU/Encoding/ETen-B5-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/MingLiU' +
      '/CIDSystemInfo<</Registry(Adobe)/Ordering(CNS1)/Supplement 0>>/DW 1000/FontDescriptor<</Type/FontDescriptor' +
      '/FontName/MingLiU/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>>>]';
    const hex = Buffer.from(encode('業務助理', 'big5')).toString('hex');
    const old = pdf(`BT /F 12 Tf 50 700 Td <${hex}> Tj ET`, '', font);
    const maps = `${dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))}/cmaps/`;
    expect(await open(old, 'cv.pdf', { ...PARTS, pdfCharacterMaps: maps })).toEqual({
      text: '業務助理',
      notices: [],
    });
    expect(await refusal(old, 'cv.pdf', PARTS)).not.toContain('業務');
  });

  it('runs nothing that it holds', async () => {
    const script = '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>';
    expect((await open(pdf('BT /F 12 Tf 50 700 Td (Sales) Tj ET', script), 'cv.pdf', PARTS)).text).toBe(
      'Sales',
    );
  });

  it('with a password says so, and one that is damaged too', async () => {
    const locked = pdf('BT ET').replace(
      'trailer<<',
      `trailer<</ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${'61'.repeat(32)}>/U<${'62'.repeat(32)}>>>`,
    );
    expect(await refusal(locked, 'cv.pdf', PARTS)).toBe('encrypted');
    expect(await refusal('%PDF-1.7\nnothing', 'cv.pdf', PARTS)).toBe('damaged');
    const whole = pdf('BT /F 12 Tf 50 700 Td (Sales) Tj ET');
    for (let length = 8; length < whole.length; length += 83) {
      expect(await refusal(whole.slice(0, length), 'cv.pdf', PARTS)).toMatch(/^(opened|damaged|no-text)/);
    }
  });

  it('is not opened when its reader cannot be had, or when nobody waits any more', async () => {
    const missing: FileParts = { pdf: () => Promise.reject(new Error('offline')) };
    expect(await refusal(pdf(''), 'cv.pdf', missing)).toBe('not-loaded');
    expect(await refusal(pdf(''), 'cv.pdf', { ...PARTS, signal: AbortSignal.abort() })).toBe('given-up');
  });

  it.skipIf(!existsSync(CHROMIUM))(
    'of a browser gives its Chinese, in two columns (needs Chromium)',
    async () => {
      const html = `<!doctype html><meta charset="utf-8"><style>body{font:12pt sans-serif} main{display:flex;gap:2em}
      aside{inline-size:10em} p{margin:0 0 .5em}</style><h1>王小明</h1><p>證券業務人員，五年經驗</p><main><aside><h3>聯絡方式</h3>
      <p>0900-000-000</p><p>ming@example.com</p><h3>證照</h3><p>證券商高級業務員</p></aside><section><h2>工作經歷</h2>
      <p>受理客戶委託買賣有價證券，提供客戶投資資訊，並與客戶維繫良好互動關係，掌握客戶理財需求與風險承受度。</p>
      <p>協助開戶與風險告知，每月舉辦投資說明會，推廣各項金融商品。</p></section></main>`;
      const { text, notices } = await open(printed(html), 'cv.pdf', PARTS);
      expect(notices).toEqual([]);
      expect(text.replace(/\n+/g, '\n')).toBe(
        '王小明\n證券業務人員，五年經驗\n聯絡方式\n0900-000-000\nming@example.com\n證照\n證券商高級業務員\n工作經歷\n' +
          '受理客戶委託買賣有價證券，提供客戶投資資訊，並與客戶維繫良好互動關係，掌握客戶理財需求與風險承受度。\n' +
          '協助開戶與風險告知，每月舉辦投資說明會，推廣各項金融商品。',
      );
    },
  );
});

/** A page as Chromium prints it. */
function printed(html: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'icap-match-'));
  try {
    const [page, pdfFile] = [join(folder, 'page.html'), join(folder, 'page.pdf')];
    writeFileSync(page, html);
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-pdf-header-footer',
      `--user-data-dir=${folder}/profile`,
    ];
    execFileSync(CHROMIUM, [...flags, `--print-to-pdf=${pdfFile}`, pathToFileURL(page).href], {
      stdio: 'ignore',
    });
    return readFileSync(pdfFile);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
