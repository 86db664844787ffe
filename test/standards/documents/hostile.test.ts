import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/standards/document.ts';
import { htmlContent } from '../../../src/standards/documents/html.ts';
import { cells, form } from '../../documents/form.ts';
import { docx, odt, odtOf, odtXml } from '../../documents/packages.ts';

const GOOD = odtOf(htmlContent(form()));

/** The code of the refusal, and what it cost beyond what was there before: the limits are coarse, the point is that there are any. */
async function refused(bytes: Uint8Array): Promise<string> {
  const before = process.memoryUsage().arrayBuffers;
  const start = performance.now();
  const { standard, findings } = await readDocument(bytes);
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200_000_000);
  expect(standard).toBeNull();
  return findings[0]!.code;
}

/** Writes a number over the field of the first file's directory entry (and of its local header). */
function lying(
  zip: Uint8Array,
  name: string,
  field: 'size' | 'packed' | 'offset' | 'method' | 'flags',
  value: number,
): Uint8Array {
  const bytes = zip.slice();
  const view = new DataView(bytes.buffer);
  const at = { size: 24, packed: 20, offset: 42, method: 10, flags: 8 }[field];
  for (let start = 0; start + 46 < bytes.length; start++) {
    if (view.getUint32(start, true) !== 0x02014b50) continue;
    const length = view.getUint16(start + 28, true);
    if (new TextDecoder().decode(bytes.subarray(start + 46, start + 46 + length)) !== name) continue;
    if (field === 'method' || field === 'flags') view.setUint16(start + at, value, true);
    else view.setUint32(start + at, value, true);
  }
  return bytes;
}

describe('a package', () => {
  test('that becomes a thousand times as large is refused', async () => {
    const bomb = zipSync({ 'content.xml': new Uint8Array(40_000_000).fill(32) }, { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refused(bomb)).toBe('too-large');
  });

  test('that becomes larger than it says is refused before it is unpacked', async () => {
    const bomb = zipSync({ 'content.xml': new Uint8Array(200_000_000).fill(32) }, { level: 9 });
    expect(await refused(bomb)).toBe('too-large');
    expect(await refused(lying(bomb, 'content.xml', 'size', 1000))).toBe('too-large');
  });

  test.each<[string, 'size' | 'packed' | 'offset' | 'method' | 'flags', number, string]>([
    ['a size of 500 MB', 'size', 500_000_000, 'too-large'],
    ['a size that is too small', 'size', 10, 'too-large'],
    ['a size that is too large', 'size', 1_000_000, 'damaged'],
    ['more bytes than the file has', 'packed', 0xfffffff0, 'damaged'],
    ['a place behind its end', 'offset', 0xfffffff0, 'damaged'],
    ['an unknown compression', 'method', 99, 'damaged'],
    ['a password', 'flags', 1, 'encrypted'],
  ])('that claims %s is refused', async (_, field, value, code) => {
    expect(await refused(lying(GOOD, 'content.xml', field, value))).toBe(code);
  });

  test('that is cut off anywhere, or altered by a bit, is refused or read whole', async () => {
    const whole = (await readDocument(GOOD)).standard;
    expect(whole).not.toBeNull();
    for (let at = 0; at < GOOD.length; at += 37) {
      expect((await readDocument(GOOD.subarray(0, at))).standard).toBeNull();
      const altered = GOOD.slice();
      altered[at]! ^= 1;
      const { standard } = await readDocument(altered);
      if (standard !== null) expect(standard).toEqual(whole);
    }
  });

  test('with many files, or two of one name, is refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`f${at}`, new Uint8Array()]));
    expect(await refused(zipSync({ ...many, 'content.xml': strToU8('<a/>') }))).toBe('too-large');
    const twice = zipSync({ 'content.xml': strToU8('<a/>'), 'content.xmk': strToU8('<b/>') });
    const renamed = Uint8Array.from(twice, (byte, at) =>
      byte === 0x6b && twice[at - 1] === 0x6d ? 0x6c : byte,
    );
    expect(await refused(renamed)).toBe('damaged');
  });
});

describe('markup', () => {
  test('with entities of its own is refused, and none is expanded', async () => {
    const lol = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join(
      '',
    );
    const xml = odtXml({ body: '<text:p>&l12;</text:p>' }).replace(
      '?>',
      `?><!DOCTYPE x [<!ENTITY l0 "職能基準">${lol}]>`,
    );
    expect(await refused(zipSync({ 'content.xml': strToU8(xml) }))).toBe('damaged');
    expect(await refused(strToU8(xml.replaceAll('office:document-content', 'office:document')))).toMatch(
      /damaged|not-text/,
    );
  });

  test.each([
    ['ODT', (inner: string) => odt({ body: inner }), 'text:span'],
    ['DOCX', (inner: string) => docx({ body: inner }), 'w:sdt'],
    ['HTML', (inner: string) => strToU8(`<!doctype html><table>${inner}</table>`), 'b'],
  ])('of a million elements, or as deep, is refused: %s', async (_, print, element) => {
    expect(await refused(print(`<${element}></${element}>`.repeat(1_000_000)))).toBe('too-large');
    expect(await refused(print(`<${element}>`.repeat(1_000_000)))).toBe('too-large');
  });

  test('of tables in tables in tables is refused', async () => {
    const deep = 40_000;
    expect(await refused(strToU8(`<!doctype html>${'<table><tr><td>職能基準'.repeat(deep)}`))).toBe(
      'too-large',
    );
    const table = '<table:table><table:table-row><table:table-cell>';
    expect(await refused(odt({ body: table.repeat(deep) }))).toBe('too-large');
  });

  test('with spans of a billion rows and columns costs no more than others', async () => {
    const html = form({
      rows: cells(
        'T1 量測',
        'T1.1 準備',
        '',
        'P1.1.1 備妥。',
        '3',
        '<td rowspan="1000000000">K01 法規</td>',
        'S01 校正',
      ).replaceAll('<td>', '<td colspan="1">'),
      header: cells(...Array.from({ length: 300 }, () => '<td colspan="1000000000"></td>')),
    });
    expect((await readDocument(strToU8(html))).format).toBe('html');
    const repeated = odtXml({
      body: `<table:table><table:table-row table:number-rows-repeated="1000000000">${'<table:table-cell table:number-columns-repeated="1000000000"/>'.repeat(
        1000,
      )}</table:table-row></table:table>`,
    });
    expect(await refused(zipSync({ 'content.xml': strToU8(repeated) }))).toBe('not-a-standard');
  });

  test('that holds more text than any standard is refused', async () => {
    const long = '職能基準'.repeat(100_000);
    expect(await refused(strToU8(`<!doctype html><p>${long}`))).toBe('too-large');
    expect(await refused(odt({ body: `<text:p>${long}</text:p>` }))).toBe('too-large');
    expect(await refused(docx({ body: `<w:p><w:r><w:t>${long}</w:t></w:r></w:p>` }))).toBe('too-large');
  });

  test.each(['&#11;', '&#32;', '&#9;', '&#160;', '&#x2028;', '&#12288;'])(
    'that holds nothing but %s between two words costs no more than others',
    async blank => {
      const many = blank.repeat(190_000);
      for (const bytes of [
        strToU8(
          form({
            rows: cells(`T1 量測${many}儀`, 'T1.1 準備', '', `P1.1.1 備${many}妥。`, '3', 'K01 法規', ''),
          }),
        ),
        strToU8(`<!doctype html><pre>職能基準${many}職能基準</pre>`),
        odt({ body: `<text:p>職能基準${many}職能基準</text:p>` }),
        docx({ body: `<w:p><w:r><w:t>職能基準${many}職能基準</w:t></w:r></w:p>` }),
      ]) {
        const start = performance.now();
        await readDocument(bytes);
        expect(performance.now() - start).toBeLessThan(20_000);
      }
    },
  );

  test('that ends in the middle is refused, and a page is read as far as it goes', async () => {
    const xml = odtXml({ body: '<text:p>職能基準</text:p>' });
    expect(await refused(zipSync({ 'content.xml': strToU8(xml.slice(0, -40)) }))).toBe('damaged');
    const page = form();
    const { standard, findings } = await readDocument(strToU8(page.slice(0, page.indexOf('職能內涵 (A='))));
    expect(standard!.duties).toHaveLength(1);
    expect(findings.map(finding => finding.code)).toContain('no-attitudes');
  });
});

test('a document of more than 64 MB is refused unread', async () => {
  expect(await refused(new Uint8Array(65 * 1024 * 1024))).toBe('too-large');
});

test('a page whose styles are without end takes no longer than others', async () => {
  for (const style of ['list-style', 'display:', 'visibility ']) {
    const start = performance.now();
    await readDocument(strToU8(`<!doctype html><ol style="${style.repeat(100_000)}"><li>職能基準</ol>`));
    expect(performance.now() - start, style).toBeLessThan(20_000);
  }
});

const bits = [
  '<table>',
  '<td>',
  '<tr><td>T1',
  '</p>',
  '<p>',
  '&',
  '<',
  'T1.1 ',
  'K0',
  '職能內涵',
  '\t',
  '<td colspan=9 rowspan=9>',
  '<li>',
  '<ol>',
];
test.each(bits)('a page of nothing but %j takes no longer than others', async bit => {
  const page = `<!doctype html><h1>測量人員職能基準</h1>${form().slice(0, -20)}${bit.repeat(Math.floor(150_000 / bit.length))}`;
  const start = performance.now();
  await readDocument(strToU8(page));
  expect(performance.now() - start).toBeLessThan(20_000);
});
