import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { MAX_TEXT } from '../../../src/matching/answer.ts';
import { docx, odt, open, paragraph, refusal } from './make.ts';

describe('a DOCX file', () => {
  it('gives its paragraphs, whatever its name', async () => {
    const body = `${paragraph('業務', '助理')}${paragraph()}${paragraph('報價 &amp; 訂單', ' &lt;b&gt;')}<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p>`;
    expect(await open(docx(body), 'cv.bin')).toEqual({
      text: '業務助理\n\n報價 & 訂單 <b>\n一\t二\n三',
      notices: [],
    });
  });

  it('gives the rows of a table as lines, and a cell of several paragraphs as what it is', async () => {
    const cell = (...texts: string[]) => `<w:tc>${texts.map(text => paragraph(text)).join('')}</w:tc>`;
    const rows = [
      ['姓名', '王小明'],
      ['電話', '', '0900'],
    ].map(texts => `<w:tr>${texts.map(text => cell(text)).join('')}</w:tr>`);
    const layout = `<w:tr>${cell('技能', 'Excel')}${cell('經歷', '業務助理')}</w:tr>`;
    const body = `${paragraph('履歷')}<w:tbl>${rows.join('')}${layout}</w:tbl>${paragraph('完')}`;
    expect((await open(docx(body))).text).toBe(
      '履歷\n姓名\t王小明\n電話\t0900\n技能\nExcel\n經歷\n業務助理\n完',
    );
  });

  it('leaves out what was deleted and what only older programs show', async () => {
    const body = `${paragraph('在')}<w:p><w:del><w:r><w:delText>刪</w:delText><w:t>刪</w:t></w:r></w:del><w:ins><w:r><w:t>加</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p><mc:AlternateContent><mc:Choice>${paragraph('框')}</mc:Choice><mc:Fallback>${paragraph('框')}</mc:Fallback></mc:AlternateContent>`;
    expect((await open(docx(body))).text).toBe('在\n加\n框');
  });

  it('is cut, and read no further than needed', async () => {
    const { text, notices } = await open(docx(paragraph('職能'.repeat(100)).repeat(2000)));
    expect(text.length).toBe(MAX_TEXT);
    expect(notices).toEqual(['cut']);
  });

  it('without text holds pictures', async () => {
    expect(await refusal(docx('<w:p><w:drawing/></w:p>'))).toBe('no-text');
  });
});

describe('an ODT file', () => {
  it('gives headings, paragraphs, spaces and cells, and neither deletions nor notes nor styles', async () => {
    const body = `<text:tracked-changes><text:p>刪</text:p></text:tracked-changes><text:h>業務助理</text:h>
      <text:p>報價<text:s text:c="3"/>與<text:tab/>訂單<text:line-break/>下一行<text:span>、 出貨</text:span><text:note><text:p>註</text:p></text:note></text:p>
      <table:table><table:table-row><table:table-cell><text:p>薪資</text:p></table:table-cell><table:table-cell><text:p>面議</text:p></table:table-cell></table:table-row></table:table>`;
    expect((await open(odt(body), 'ad.odt')).text).toBe('業務助理\n報價 與\t訂單\n下一行、 出貨\n薪資\t面議');
  });

  it('with a password says so', async () => {
    expect(await refusal(odt('x', '<manifest:encryption-data/>'))).toBe('encrypted');
    expect(await refusal(zipSync({ mimetype: strToU8('x'), 'encrypted-package': strToU8('x') }))).toBe(
      'encrypted',
    );
  });
});

describe('an archive', () => {
  const words = Array.from({ length: 3_000 }, (_, i) => `職能${(i * 7919) % 10_007}`).join('，');
  const whole = docx(paragraph(words), { 'word/media/image1.png': new Uint8Array(50_000).fill(7) });

  it('of another kind is not supported', async () => {
    expect(await refusal(zipSync({ 'a.txt': strToU8('a') }), 'cv.docx')).toBe('unsupported');
    expect(await refusal(zipSync({}), 'cv.docx')).toBe('unsupported');
    expect(
      await refusal(
        zipSync({ mimetype: strToU8('application/epub+zip'), 'content.xml': strToU8('<p>a</p>') }),
      ),
    ).toBe('unsupported');
  });

  it('that ends anywhere or was altered anywhere is damaged or gives text, and never throws anything else', async () => {
    const outcomes = new Set<string>();
    for (let length = 4; length < whole.length; length += 97)
      outcomes.add(await kind(whole.subarray(0, length)));
    for (let at = 4; at < whole.length; at += 61) outcomes.add(await kind(whole.with(at, whole[at]! ^ 0x5a)));
    expect(
      [...outcomes].filter(outcome => !/^(opened|damaged|unsupported|no-text|too-large)$/.test(outcome)),
    ).toEqual([]);
    expect(outcomes).toContain('damaged');
  });

  it('that unpacks without end is refused before it has', async () => {
    const bomb = docx(`<w:p><w:r><w:t>${' '.repeat(80 * 1024 * 1024)}</w:t></w:r></w:p>`);
    expect(bomb.length).toBeLessThan(200_000);
    expect(await refusal(bomb)).toBe('too-large');
  });

  it('may hold a bomb beside the document: it stays packed', async () => {
    const beside = docx(paragraph('職能'), { 'word/media/a.png': new Uint8Array(100 * 1024 * 1024) });
    expect((await open(beside)).text).toBe('職能');
  });

  it('of very many entries is refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`a${i}`, new Uint8Array(0)]));
    expect(await refusal(zipSync(many, { level: 0 }))).toBe('too-large');
  });

  it('with elements nested beyond reason is damaged, and entities of its own are nothing but text', async () => {
    const deep = Array.from({ length: 100_000 }, (_, i) => `<w:p w:id="${i}">`).join('');
    expect(await refusal(docx(`${deep}a`))).toBe('damaged');
    const laughs = `<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><w:document><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:document>`;
    expect((await open(docx('', { 'word/document.xml': strToU8(laughs) }))).text).toBe('&c;');
  });

  async function kind(bytes: Uint8Array): Promise<string> {
    return (await refusal(bytes)).replace(/^opened: .*/s, 'opened');
  }
});
