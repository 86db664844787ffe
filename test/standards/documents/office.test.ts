import { strToU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/standards/document.ts';
import { htmlContent } from '../../../src/standards/documents/html.ts';
import { cells, form } from '../../documents/form.ts';
import { docx, docxOf, odt, odtOf, odtXml } from '../../documents/packages.ts';

/** The place of the task's cell in the small standard. */
const HERE = 'T1.1 〇';
const FORM = htmlContent(
  form({ rows: cells('T1 量測', HERE, '', 'P1.1.1 備妥。', '3', 'K01 法規', 'S01 校正') }),
);

function bodyOf(bytes: Uint8Array, name: string, from: RegExp): string {
  return from.exec(new TextDecoder().decode(unzipSync(bytes)[name]))![1]!;
}
const ODT_BODY = bodyOf(odtOf(FORM), 'content.xml', /<office:text>(.*)<\/office:text>/s);
const DOCX_BODY = bodyOf(docxOf(FORM), 'word/document.xml', /<w:body>(.*)<\/w:body>/s);
const ODT_HERE = `<text:p>${HERE}</text:p>`;
const DOCX_HERE = `<w:p><w:r><w:t xml:space="preserve">${HERE}</w:t></w:r></w:p>`;

async function read(bytes: Uint8Array) {
  const result = await readDocument(bytes);
  if (result.standard === null) throw new Error(JSON.stringify(result.findings));
  expect(result.coverage).toBe(1);
  return result.standard;
}

const taskIn = async (bytes: Uint8Array) => (await read(bytes)).duties[0]!.tasks[0]!.name;

describe('an ODT prints', () => {
  const inCell = (xml: string, styles = '') => odt({ body: ODT_BODY.replace(ODT_HERE, xml), styles });

  test.each([
    [
      'blanks by their number',
      '<text:p>T1.1 use<text:s/>case<text:s text:c="2"/>準備</text:p>',
      'use case 準備',
    ],
    ['line breaks and tabs', '<text:p>T1.1 準<text:line-break/>備<text:tab/>好</text:p>', '準備 好'],
    [
      'spans, links and pages that end',
      '<text:p>T1.1 <text:span>準</text:span><text:soft-page-break/><text:a>備</text:a></text:p>',
      '準備',
    ],
    [
      'text boxes',
      '<text:p>T1.1 準<draw:frame><draw:text-box><text:p>備</text:p></draw:text-box></draw:frame></text:p>',
      '準備',
    ],
    [
      'tables in cells',
      '<text:p>T1.1 準</text:p><table:table><table:table-row><table:table-cell><text:p>備</text:p></table:table-cell></table:table-row></table:table>',
      '準備',
    ],
    ['sections', '<text:section><text:p>T1.1 準備</text:p></text:section>', '準備'],
    ['no white space of the file', '<text:p>T1.1\n   use\n   case</text:p>', 'use case'],
    [
      'no comments',
      '<text:p>T1.1 準<office:annotation><text:p>誰？</text:p></office:annotation>備</text:p>',
      '準備',
    ],
    [
      'no ruby',
      '<text:p>T1.1 <text:ruby><text:ruby-base>準備</text:ruby-base><text:ruby-text>ㄓ</text:ruby-text></text:ruby></text:p>',
      '準備',
    ],
    [
      'no text that is hidden by condition',
      '<text:p>T1.1 準<text:hidden-text text:is-hidden="true">舊</text:hidden-text>備</text:p>',
      '準備',
    ],
  ])('%s', async (_, xml, name) => {
    expect(await taskIn(inCell(xml))).toBe(name);
  });

  test('nothing that its style hides', async () => {
    const styles = '<style:style style:name="T9"><style:text-properties text:display="none"/></style:style>';
    const xml = '<text:p>T1.1 準<text:span text:style-name="T9">舊</text:span>備</text:p>';
    expect(await taskIn(inCell(xml, styles))).toBe('準備');
  });

  test('nothing that was deleted and is kept on record', async () => {
    const record =
      '<text:tracked-changes><text:changed-region><text:deletion><text:p>舊的名稱</text:p></text:deletion></text:changed-region></text:tracked-changes>';
    const bytes = odt({
      body: record + ODT_BODY.replace(HERE, 'T1.1 準備<text:change text:change-id="1"/>'),
    });
    expect(await taskIn(bytes)).toBe('準備');
  });

  test('the numbers of its lists, on and on', async () => {
    const styles =
      '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-prefix="A" style:num-format="01, 02, 03, ..." style:num-suffix=""/></text:list-style>';
    const list = (text: string, more = '') =>
      `<text:list text:style-name="L1"${more}><text:list-item><text:p>${text}</text:p></text:list-item></text:list>`;
    const body = ODT_BODY.replace(
      '<text:p>A01 謹慎細心：仔細。</text:p>',
      list('誠實：正直。') + list('主動：做事。', ' text:continue-numbering="true"'),
    );
    const { attitudes } = await read(odt({ body, styles }));
    expect(attitudes).toEqual([
      { code: 'A01', name: '誠實', definition: '正直。' },
      { code: 'A02', name: '主動', definition: '做事。' },
    ]);
  });

  test('footnotes, which become notes', async () => {
    const note =
      '<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>如卡尺。</text:p></text:note-body></text:note>';
    const standard = await read(inCell(`<text:p>T1.1 準備${note}</text:p>`));
    expect(standard.duties[0]!.tasks[0]!.name).toBe('準備');
    expect(standard.notes).toEqual([{ ref: '註1', text: '如卡尺。' }]);
  });

  test('as one flat file too', async () => {
    const flat = odtXml({ body: ODT_BODY }).replace('office:document-content', 'office:document');
    const result = await readDocument(
      strToU8(flat.replace('</office:document-content>', '</office:document>')),
    );
    expect([result.format, result.standard?.name]).toEqual(['odt', '測量人員']);
  });
});

describe('a DOCX prints', () => {
  const inCell = (xml: string, more = {}) => docx({ body: DOCX_BODY.replace(DOCX_HERE, xml), more });
  const run = (text: string, properties = '') =>
    `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const paragraph = (inner: string) => `<w:p>${run('T1.1 準')}${inner}${run('備')}</w:p>`;

  test.each([
    ['runs that are cut anywhere', `<w:p>${run('T1.')}${run('1 準')}${run('備')}</w:p>`, '準備'],
    ['breaks', paragraph('<w:r><w:br/></w:r>'), '準備'],
    [
      'hyphens that do not break',
      `<w:p>${run('T1.1 e')}<w:r><w:noBreakHyphen/></w:r>${run('mail')}</w:p>`,
      'e-mail',
    ],
    ['inserted text', paragraph(`<w:ins>${run('的')}</w:ins>`), '準的備'],
    [
      'links and content controls',
      paragraph(`<w:sdt><w:sdtContent><w:hyperlink>${run('的')}</w:hyperlink></w:sdtContent></w:sdt>`),
      '準的備',
    ],
    [
      'text boxes once',
      paragraph(
        `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>${run('的')}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>${run('的')}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`,
      ),
      '準的備',
    ],
    [
      'no deleted text',
      paragraph(`<w:del><w:r><w:delText>舊</w:delText></w:r></w:del><w:moveFrom>${run('舊')}</w:moveFrom>`),
      '準備',
    ],
    ['no hidden text', paragraph(run('舊', '<w:vanish/>')), '準備'],
    ['text that is not hidden after all', paragraph(run('的', '<w:vanish w:val="false"/>')), '準的備'],
    [
      'no fields, but their results',
      paragraph(`<w:r><w:instrText>PAGE</w:instrText></w:r>${run('的')}`),
      '準的備',
    ],
    ['no soft hyphens', paragraph('<w:r><w:softHyphen/></w:r>'), '準備'],
  ])('%s', async (_, xml, name) => {
    expect(await taskIn(inCell(xml))).toBe(name);
  });

  test('nothing of a row that was deleted', async () => {
    const row = `<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:p>${run('T9 舊')}</w:p></w:tc></w:tr>`;
    const body = DOCX_BODY.replace(/(<w:tr>(?:(?!<w:tr>).)*T1 量測)/s, `${row}$1`);
    expect(body).toContain('T9');
    expect((await read(docx({ body }))).duties.map(duty => duty.code)).toEqual(['T1']);
  });

  test('the numbers of its lists, by paragraph or by style', async () => {
    const numbering = `<w:numbering><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalZero"/><w:lvlText w:val="A%1"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`;
    const styles = `<w:styles><w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style><w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style></w:styles>`;
    const item = (properties: string, text: string) => `<w:p><w:pPr>${properties}</w:pPr>${run(text)}</w:p>`;
    const body = DOCX_BODY.replace(
      /<w:p>(?:(?!<w:p>).)*A01 謹慎.*?<\/w:p>/s,
      item('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>', '誠實：正直。') +
        item('<w:pStyle w:val="Own"/>', '主動：做事。'),
    );
    const { attitudes } = await read(
      docx({ body, more: { 'numbering.xml': numbering, 'styles.xml': styles } }),
    );
    expect(attitudes).toEqual([
      { code: 'A01', name: '誠實', definition: '正直。' },
      { code: 'A02', name: '主動', definition: '做事。' },
    ]);
  });

  test('footnotes, which become notes', async () => {
    const footnotes = `<w:footnotes><w:footnote w:id="2"><w:p>${run('如卡尺。')}</w:p></w:footnote></w:footnotes>`;
    const xml = paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>');
    const standard = await read(inCell(xml, { 'footnotes.xml': footnotes }));
    expect(standard.duties[0]!.tasks[0]!.name).toBe('準備');
    expect(standard.notes).toEqual([{ ref: '註1', text: '如卡尺。' }]);
  });

  test('bullets of symbol fonts, which separate', async () => {
    const bullet = '<w:r><w:sym w:font="Wingdings" w:char="F06E"/></w:r>';
    const body = DOCX_BODY.replace('K01 法規</w:t></w:r>', `K01 法規</w:t></w:r>${bullet}${run('K02 市場')}`);
    const [task] = (await read(docx({ body }))).duties[0]!.tasks;
    expect(task!.knowledge.map(entry => entry.name)).toEqual(['法規', '市場']);
  });
});
