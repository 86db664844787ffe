import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDocument } from '../../src/standards/document.ts';
import type { Content } from '../../src/standards/documents/content.ts';
import { htmlContent } from '../../src/standards/documents/html.ts';
import { form } from '../documents/form.ts';
import { docx, odt } from '../documents/packages.ts';

const textsOf = ({ blocks }: Content) =>
  blocks
    .flatMap(block => (block.kind === 'paragraph' ? [block.text] : block.rows.flat().map(cell => cell.text)))
    .join('\n');

const tags = fc.constantFrom(
  ...[
    '<table>',
    '</table>',
    '<tr>',
    '</tr>',
    '<td>',
    '</td>',
    '<td colspan=3>',
    '<td rowspan=2>',
    '<th>',
    '</th>',
  ],
  ...[
    '<td rowspan=0>',
    '<p>',
    '</p>',
    '<div>',
    '</div>',
    '<br>',
    '<ul>',
    '<ol>',
    '<li>',
    '</li>',
    '</ol>',
    '<caption>',
  ],
  ...['<tbody>', '</tbody>', '<b>', '</b>', '<pre>', '</pre>', '<h1>', '</h1>', ' ', '\n'],
);

test('markup of any sort, well nested or not, loses no word and doubles none', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(tags, fc.constant('字')), { maxLength: 60 }), parts => {
      let words = 0;
      const page = parts
        .map(part => (part === '字' ? `字${String.fromCharCode(0x4e00 + words++)}丶` : part))
        .join('');
      const read = textsOf(htmlContent(`<!doctype html>${page}`)).replace(/[\s\d.]/g, '');
      const expected = Array.from({ length: words }, (_, at) => `字${String.fromCharCode(0x4e00 + at)}丶`);
      for (const word of expected) expect(read.split(word)).toHaveLength(2);
      expect(read).toHaveLength(words * 3);
    }),
    { numRuns: 2000 },
  );
});

test('a word put anywhere into a page is in the record or in a finding, and the coverage is 1', async () => {
  const page = form();
  const start = page.indexOf('<body>') + 6;
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: page.length - start - 16 }),
      fc.constantFrom('', ' ', '<br>', '<p>'),
      async (at, around) => {
        const place = start + at;
        fc.pre(page.lastIndexOf('<', place - 1) <= page.lastIndexOf('>', place - 1)); // not within a tag
        const altered = `${page.slice(0, place)}${around}龘靐${around}${page.slice(place)}`;
        const { standard, findings, coverage } = await readDocument(new TextEncoder().encode(altered));
        const left = JSON.stringify([standard, findings.map(finding => finding.excerpt)]).replace(/\s/g, '');
        expect(/龘|靐/.test(left)).toBe(true);
        if (standard !== null) expect(coverage).toBe(1);
      },
    ),
    { numRuns: 400 },
  );
});

const odtTags = fc.constantFrom(
  ...['<table:table>', '</table:table>', '<table:table-row>', '</table:table-row>', '<table:table-cell>'],
  ...[
    '</table:table-cell>',
    '<table:covered-table-cell/>',
    '<text:p>字</text:p>',
    '<text:list>',
    '</text:list>',
  ],
);
const docxTags = fc.constantFrom(
  ...['<w:tbl>', '</w:tbl>', '<w:tr>', '</w:tr>', '<w:tc>', '</w:tc>', '<w:tcPr><w:vMerge/></w:tcPr>'],
  ...['<w:p><w:r><w:t>字</w:t></w:r></w:p>', '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'],
);

test.each([
  ['ODT', odtTags, (body: string) => odt({ body })],
  ['DOCX', docxTags, (body: string) => docx({ body })],
])('an %s of any elements makes nothing throw', async (_, elements, print) => {
  await fc.assert(
    fc.asyncProperty(fc.array(elements, { maxLength: 40 }), async parts => {
      const { findings } = await readDocument(print(parts.join('')));
      expect(findings[0]!.severity).toBe('error');
    }),
    { numRuns: 200 },
  );
});
