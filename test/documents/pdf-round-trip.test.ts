import { beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from '../../src/standards/document.ts';
import { comparable, seeds } from '../standards/golden.ts';
import { printPdfs, withoutChromium } from './chromium.ts';
import { type Look, lookOf, OFFICIAL } from './look.ts';
import { renderHtml } from './render.ts';

const LOOKS: readonly (readonly [string, Look])[] = [
  ['the official look', OFFICIAL],
  ['no lines', { ...OFFICIAL, borders: 'none', fontSize: 9 }],
  ['lines between rows only', { ...OFFICIAL, borders: 'rows', landscape: true }],
  ['frames around each cell, rows cut by pages', { ...lookOf(5), fontSize: 12 }],
  ['a page on its side', { ...lookOf(8), landscape: true }],
];

describe.skipIf(withoutChromium !== undefined)(
  `a golden record, printed to PDF and read back (${withoutChromium ?? 'by Chromium'})`,
  () => {
    const records = seeds().map(({ golden }) => golden);
    let pdfs: readonly Uint8Array[] = [];

    beforeAll(async () => {
      const pages = LOOKS.flatMap(([, look]) =>
        records.map(record => ({ html: renderHtml(record, look), landscape: look.landscape })),
      );
      pdfs = await printPdfs(pages);
    });

    it.each(LOOKS.map(([name], at) => [name, at] as const))('is the same in %s', async (_, look) => {
      for (const [at, record] of records.entries()) {
        const { standard, format } = await readDocument(pdfs[look * records.length + at]!);
        expect(format).toBe('pdf');
        expect(comparable(standard)).toEqual(comparable(record));
      }
    });
  },
);
