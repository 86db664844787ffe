import { strToU8, type Zippable, zipSync } from 'fflate';
import type { Block, Cell, Content } from '../../src/standards/documents/content.ts';

/** Small ODT and DOCX files, with as much in them as a test is about. */

export interface OdtParts {
  /** Within office:text. */
  readonly body: string;
  /** Within office:automatic-styles. */
  readonly styles?: string;
  readonly more?: Zippable;
}

const ODF = [
  ...['office', 'text', 'table', 'style', 'drawing'].map(
    name => `xmlns:${name === 'drawing' ? 'draw' : name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
  ),
].join(' ');

export function odtXml({ body, styles = '' }: OdtParts): string {
  return `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${ODF}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
}

export function odt(parts: OdtParts): Uint8Array {
  return zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
    'content.xml': strToU8(odtXml(parts)),
    ...parts.more,
  });
}

export interface DocxParts {
  /** Within w:body. */
  readonly body: string;
  readonly more?: Readonly<Record<string, string>>;
}

const OOXML = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

export function docx({ body, more = {} }: DocxParts): Uint8Array {
  const parts = Object.entries(more).map(([name, xml]) => [`word/${name}`, strToU8(xml)] as const);
  return zipSync({
    '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types/>'),
    'word/document.xml': strToU8(
      `<?xml version="1.0"?><w:document ${OOXML}><w:body>${body}</w:body></w:document>`,
    ),
    ...Object.fromEntries(parts),
  });
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Any content as an ODT: covered cells as LibreOffice writes them. */
export function odtOf(content: Content): Uint8Array {
  return odt({ body: content.blocks.map(block => odtBlock(block)).join('') });
}

function odtBlock(block: Block): string {
  if (block.kind === 'paragraph') return odtParagraphs(block.text);
  const rows = block.rows.map(row => {
    const cells = row.map(
      ({ text, columns, rows }) =>
        `<table:table-cell table:number-columns-spanned="${columns}" table:number-rows-spanned="${rows}">${odtParagraphs(text)}</table:table-cell>` +
        '<table:covered-table-cell/>'.repeat(columns - 1),
    );
    return `<table:table-row>${cells.join('')}</table:table-row>`;
  });
  return `<table:table>${rows.join('')}</table:table>`;
}

function odtParagraphs(text: string): string {
  return lines(text)
    .map(line => `<text:p>${escaped(line)}</text:p>`)
    .join('');
}

/** Any content as a DOCX: a cell that spans rows is printed again in each, as going on. */
export function docxOf(content: Content): Uint8Array {
  return docx({ body: content.blocks.map(block => docxBlock(block)).join('') });
}

function docxBlock(block: Block): string {
  if (block.kind === 'paragraph') return docxParagraphs(block.text);
  const rows = block.rows.map((row, at) => {
    const above = block.rows
      .slice(0, at)
      .flatMap((cells, from) => cells.filter(cell => from + cell.rows > at));
    const cells = [
      ...row.map(cell => ({ cell, goesOn: false })),
      ...above.map(cell => ({ cell, goesOn: true })),
    ];
    return `<w:tr>${cells
      .sort((a, b) => a.cell.column - b.cell.column)
      .map(({ cell, goesOn }) => docxCell(cell, goesOn))
      .join('')}</w:tr>`;
  });
  return `<w:tbl>${rows.join('')}</w:tbl>`;
}

function docxCell({ text, columns, rows }: Cell, goesOn: boolean): string {
  const merge = goesOn ? '<w:vMerge/>' : rows > 1 ? '<w:vMerge w:val="restart"/>' : '';
  return `<w:tc><w:tcPr><w:gridSpan w:val="${columns}"/>${merge}</w:tcPr>${goesOn ? '<w:p/>' : docxParagraphs(text)}</w:tc>`;
}

function docxParagraphs(text: string): string {
  return lines(text)
    .map(line => `<w:p><w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`)
    .join('');
}

function lines(text: string): string[] {
  return text.replace(/^\v/, '').split(/[\n\v]/);
}
