import { describe, expect, it } from 'vitest';
import { characterMaps } from '../../../src/platform/node/character-maps.ts';
import type { Content, Table } from '../../../src/standards/documents/content.ts';
import { pdfContent } from '../../../src/standards/documents/pdf/read.ts';
import { latin, madePdf, packed } from '../../documents/made-pdf.ts';

/** Text at a place, from the lower left corner of the page, in points. */
const text = (x: number, y: number, words: string, size = 10) =>
  `BT /F ${size} Tf ${x} ${y} Td (${words}) Tj ET\n`;
const line = (x0: number, y0: number, x1: number, y1: number) => `${x0} ${y0} m ${x1} ${y1} l S\n`;
/** Lines over the whole of a table: at these heights, and at these places across. */
const lattice = (xs: readonly number[], ys: readonly number[]) =>
  ys.map(y => line(xs[0]!, y, xs.at(-1)!, y)).join('') + xs.map(x => line(x, ys[0]!, x, ys.at(-1)!)).join('');

async function tablesOf(content: string): Promise<string[][][]> {
  const { blocks } = await pdfContent(madePdf(content));
  const tables = blocks.filter((block): block is Table => block.kind === 'table');
  return tables.map(({ rows }) => rows.map(row => row.map(cell => cell.text)));
}

const paragraphs = ({ blocks }: Content) =>
  blocks.flatMap(block => (block.kind === 'paragraph' ? [block.text] : []));

const TWO_BY_TWO =
  text(105, 205, 'T1') + text(205, 205, 'T1.1 Plan') + text(105, 185, 'T2') + text(205, 185, 'T2.1 Sell');

describe('the cells of a PDF', () => {
  it('are where stroked lines cross', async () => {
    expect(await tablesOf(lattice([100, 200, 300], [180, 200, 220]) + TWO_BY_TWO)).toEqual([
      [
        ['T1', 'T1.1 Plan'],
        ['T2', 'T2.1 Sell'],
      ],
    ]);
  });

  it('are where thin rectangles are filled, drawn in pieces, under any scale', async () => {
    const bars = [180, 200, 220].flatMap(y => [
      `${100 / 2} ${y / 2} 50 0.25 re f\n`,
      `${201 / 2} ${y / 2} 49.5 0.25 re f\n`,
    ]);
    const posts = [100, 200, 300].map(x => `${x / 2} 90 0.25 20 re f\n`);
    const drawn = `q 2 0 0 2 0 0 cm\n${bars.join('')}${posts.join('')}Q\n`;
    expect(await tablesOf(drawn + TWO_BY_TWO)).toEqual([
      [
        ['T1', 'T1.1 Plan'],
        ['T2', 'T2.1 Sell'],
      ],
    ]);
  });

  it('have frames of their own where each is drawn by itself', async () => {
    const frames = [101, 201].flatMap(x => [181, 201].map(y => `${x} ${y} 98 18 re S\n`)).join('');
    expect(await tablesOf(frames + TWO_BY_TWO)).toEqual([
      [
        ['T1', 'T1.1 Plan'],
        ['T2', 'T2.1 Sell'],
      ],
    ]);
  });

  it('span rows and columns where lines are missing', async () => {
    const drawn =
      line(100, 220, 300, 220) +
      line(200, 200, 300, 200) +
      line(100, 180, 300, 180) +
      line(100, 160, 300, 160) +
      line(100, 160, 100, 220) +
      line(200, 180, 200, 220) +
      line(300, 160, 300, 220);
    const { blocks } = await pdfContent(
      madePdf(
        drawn +
          text(105, 195, 'T1') +
          text(205, 205, 'T1.1') +
          text(205, 185, 'T1.2') +
          text(105, 165, 'remarks over all'),
      ),
    );
    expect((blocks[0] as Table).rows).toEqual([
      [
        { text: 'T1', column: 0, columns: 1, rows: 2 },
        { text: 'T1.1', column: 1, columns: 1, rows: 1 },
      ],
      [{ text: 'T1.2', column: 1, columns: 1, rows: 1 }],
      [{ text: 'remarks over all', column: 0, columns: 2, rows: 1 }],
    ]);
  });

  it('go on to the end of lines that no other closes: the page ends there', async () => {
    const open =
      line(100, 220, 300, 220) +
      line(100, 200, 300, 200) +
      [100, 200, 300].map(x => line(x, 150, x, 220)).join('');
    expect(await tablesOf(open + TWO_BY_TWO)).toEqual([
      [
        ['T1', 'T1.1 Plan'],
        ['T2', 'T2.1 Sell'],
      ],
    ]);
  });

  it('end where a clip ends them, and text below is outside', async () => {
    const clipped = `q 0 170 600 600 re W n\n${lattice([100, 200, 300], [20, 200, 220])}Q\n`;
    const content = await pdfContent(madePdf(clipped + TWO_BY_TWO + text(205, 100, 'page 1 of 2')));
    expect(paragraphs(content)).toEqual(['page 1 of 2']);
  });

  it('keep a code whole that is wider than its column, and part what only touches', async () => {
    const drawn = lattice([100, 160, 300], [180, 200, 220]);
    const codes = text(103, 205, 'FSI3311-001v3') + text(165, 185, 'right');
    const touching = text(141.1, 185, 'left') + text(160.5, 205, 'x');
    const [rows] = await tablesOf(drawn + codes + touching);
    expect(rows![0]![0]).toBe('FSI3311-001v3');
    expect(rows![1]).toEqual(['left', 'right']);
  });

  it('read a raised mark in its line, bold type that is drawn twice once, and turned text turned', async () => {
    const drawn = lattice([100, 300, 340], [150, 190, 220]);
    const raised = text(105, 200, 'plan') + text(126, 204, '[1]', 6) + text(140, 200, 'it');
    const bold = text(105, 170, 'bold') + text(105.3, 170, 'bold');
    const turned = 'BT /F 10 Tf 0 1 -1 0 320 155 Tm (turned) Tj ET\n';
    expect(await tablesOf(drawn + raised + bold + turned)).toEqual([
      [
        ['plan [1] it', ''],
        ['bold', 'turned'],
      ],
    ]);
  });

  it('leave out drawings: a frame around nothing, an underline, a picture of ten thousand lines', async () => {
    const hatch = Array.from(
      { length: 3_000 },
      (_, i) => line(i / 10, 0, i / 10, 100) + line(0, i / 30, 300, i / 30),
    );
    const content = await pdfContent(
      madePdf(`300 300 50 50 re S\n${line(100, 698, 150, 698)}${hatch.join('')}${text(100, 700, 'title')}`),
    );
    expect(content.blocks).toEqual([{ kind: 'paragraph', text: 'title', page: 1 }]);
  });

  it('stand upright on a page that is turned', async () => {
    const turned = {
      3: '<</Type/Page/Parent 2 0 R/Rotate 90/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    };
    const content = await pdfContent(madePdf('BT /F 10 Tf 0 1 -1 0 100 200 Tm (as read) Tj ET', turned));
    expect(paragraphs(content)).toEqual(['as read']);
  });
});

describe('the text of a PDF', () => {
  const cid = (encoding: string) => ({
    5: `<</Type/Font/Subtype/Type0/BaseFont/MingLiU/Encoding/${encoding}/DescendantFonts[6 0 R]>>`,
    6: '<</Type/Font/Subtype/CIDFontType2/BaseFont/MingLiU/CIDSystemInfo<</Registry(Adobe)/Ordering(CNS1)/Supplement 3>>/FontDescriptor 7 0 R/DW 1000>>',
    7: '<</Type/FontDescriptor/FontName/MingLiU/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>',
  });

  it.each([
    ['UniCNS-UTF16-H', '5DE54F5C'],
    ['ETen-B5-H', 'A475A740'],
  ])('is read with the character map %s where the font is not embedded', async (encoding, codes) => {
    const pdf = madePdf(`BT /F 12 Tf 72 700 Td <${codes}> Tj ET`, cid(encoding));
    expect(paragraphs(await pdfContent(pdf, { characterMaps }))).toEqual(['工作']);
    await expect(pdfContent(pdf)).rejects.toMatchObject({ code: 'no-text' });
  });

  it('has the characters that were written where the font names their doubles', async () => {
    const doubles = {
      ...cid('Identity-H'),
      5: '<</Type/Font/Subtype/Type0/BaseFont/MingLiU/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>',
    };
    const map =
      '/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange ' +
      '5 beginbfchar <0001> <2F2F> <0002> <F90A> <0003> <2ED1> <0004> <2215> <0005> <FB01> endbfchar endcmap';
    const pdf = madePdf('BT /F 12 Tf 72 700 Td <00010002000300040005> Tj ET', {
      ...doubles,
      8: `<</Length ${map.length}>>stream\n${map}\nendstream`,
    });
    expect(paragraphs(await pdfContent(pdf, { characterMaps }))).toEqual(['工金長／fi']);
  });

  it('is kept out of the cells where it is written askew over them, and kept', async () => {
    const watermark = 'BT /F 60 Tf 0.7 0.7 -0.7 0.7 120 150 Tm (DRAFT) Tj ET\n';
    const { blocks } = await pdfContent(
      madePdf(lattice([100, 200, 300], [180, 200, 220]) + watermark + TWO_BY_TWO),
    );
    expect(blocks).toMatchObject([
      {
        rows: [
          [{ text: 'T1' }, { text: 'T1.1 Plan' }],
          [{ text: 'T2' }, { text: 'T2.1 Sell' }],
        ],
      },
      { kind: 'paragraph', text: 'DRAFT' },
    ]);
  });

  it('has a sign in the place of what its font cannot say, and is none where there is nothing else', async () => {
    const nameless = '<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H>>';
    const both = {
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 6 0 R>>>>>>',
      6: nameless,
    };
    const words = text(72, 700, 'said') + text(172, 700, 'AB').replace('/F', '/G');
    expect(paragraphs(await pdfContent(madePdf(words, both)))).toEqual(['said \ufffd']);
    await expect(pdfContent(madePdf(text(72, 700, 'said'), { 5: nameless }))).rejects.toMatchObject({
      code: 'no-text',
      message: expect.stringContaining('fonts'),
    });
  });

  it('stays where it was given: the bytes are read, not taken', async () => {
    const pdf = Buffer.from(madePdf(text(72, 700, 'once')));
    expect(paragraphs(await pdfContent(pdf))).toEqual(['once']);
    expect(paragraphs(await pdfContent(pdf))).toEqual(['once']);
  });
});

describe('a PDF that cannot be read', () => {
  const hello = text(72, 700, 'Hello');

  it.each([
    ['empty', new Uint8Array(0)],
    ['cut off', madePdf(hello).slice(0, 300)],
    ['nothing but a beginning', latin(`%PDF-1.7\n${'garbage '.repeat(100)}`)],
    ['its own page tree', madePdf(hello, { 2: '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>' })],
    [
      'deep in brackets',
      madePdf(hello, { 3: `<</Type/Page/Parent 2 0 R/X ${'['.repeat(200_000)}${']'.repeat(200_000)}>>` }),
    ],
  ])('is damaged: %s', async (_, pdf) => {
    await expect(pdfContent(pdf)).rejects.toMatchObject({ name: 'DocumentFault', code: 'damaged' });
  });

  it('is locked', async () => {
    const open = madePdf(hello, {
      8: `<</Filter/Standard/V 1/R 2/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>/P -44>>`,
    });
    const locked = Buffer.from(open).toString('latin1').replace('/Root', '/Encrypt 8 0 R/ID[<41><41>]/Root');
    await expect(pdfContent(latin(locked))).rejects.toMatchObject({ code: 'encrypted' });
  });

  it('is a scan: the message asks for OCR', async () => {
    const scan = pdfContent(madePdf('q 500 0 0 700 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q'));
    await expect(scan).rejects.toMatchObject({ code: 'no-text', message: expect.stringContaining('OCR') });
  });

  const bomb = () => packed(new Uint8Array(100 * 2 ** 20).fill(32));
  const streamOf = (part: Uint8Array, about: string) =>
    `<</Length ${part.length}${about}>>stream\n${Buffer.from(part).toString('latin1')}\nendstream`;
  const forms = (depth: number) =>
    Object.fromEntries(
      Array.from({ length: depth }, (_, i) => [
        i + 6,
        `<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X ${i + 7} 0 R>>>>/Length 59>>stream\n${'/X Do '.repeat(10)}\nendstream`,
      ]),
    );
  const page =
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>';

  it.each([
    [
      '300,000 objects',
      () => madePdf(hello, Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => [i + 10, '0']))),
    ],
    ['70 MB', () => madePdf(hello.padEnd(70 * 2 ** 20))],
    ['a page of 100 MB in 100 kB', () => madePdf(bomb())],
    [
      'the same, and how it is packed is said elsewhere',
      () => madePdf('', { 4: streamOf(bomb(), '/Filter 6 0 R'), 6: '/FlateDecode' }),
    ],
    [
      'the same, and how it is packed is said far before',
      () => madePdf('', { 4: streamOf(bomb(), `/Filter/FlateDecode${' '.repeat(1000)}`) }),
    ],
    [
      '100,000 pages',
      () => madePdf(hello, { 2: `<</Type/Pages/Kids[${'3 0 R '.repeat(100_000)}]/Count 100000>>` }),
    ],
    ['drawings within drawings, ten in each, ten deep', () => madePdf('/X Do', { 3: page, ...forms(10) })],
    [
      'two million characters',
      () => madePdf(packed(latin(`BT /F 9 Tf ${`(${'a'.repeat(50)}) Tj `.repeat(40_000)}ET`))),
    ],
    [
      'a page of nothing but blanks',
      () => madePdf(packed(latin(`BT /F 9 Tf ${`(${' '.repeat(50)}) Tj 0 9 Td `.repeat(5_000)}ET`))),
    ],
    [
      'a part that is compressed twice',
      () => madePdf(hello, { 9: '<</Length 1/Filter[/FlateDecode/FlateDecode]>>stream\nx\nendstream' }),
    ],
  ])('is too large: %s', async (_, pdf) => {
    await expect(pdfContent(pdf())).rejects.toMatchObject({ code: 'too-large' });
  });

  it('is given up in the middle of a page without a promise that nobody holds', async () => {
    const strays: unknown[] = [];
    const note = (reason: unknown) => strays.push(reason);
    process.on('unhandledRejection', note);
    try {
      for (const rows of [400, 450]) {
        const text = Array.from(
          { length: rows * 1000 },
          (_, at) => `1 0 0 1 ${at % 999} ${at % 777} Tm ( ) Tj`,
        );
        const pdf = madePdf(packed(latin(`BT /F 1 Tf ${text.join(' ')} ET`)));
        await expect(pdfContent(pdf)).rejects.toMatchObject({ code: 'too-large' });
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(strays).toEqual([]);
  });

  it('is given up between pages when the caller no longer waits', async () => {
    await expect(pdfContent(madePdf(hello), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
