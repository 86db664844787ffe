import { describe, expect, test } from 'vitest';
import { type DocumentFormat, readDocument } from '../../../src/standards/document.ts';
import { htmlContent } from '../../../src/standards/documents/html.ts';
import { type Look, lookOf, OFFICIAL } from '../../documents/look.ts';
import { docxOf, odtOf } from '../../documents/packages.ts';
import { renderHtml } from '../../documents/render.ts';
import { comparable, seeds } from '../golden.ts';

/** LibreOffice's own ODT and DOCX are read in test/long; these have the same tables in the fewest elements. */
const FORMATS: readonly (readonly [DocumentFormat, (html: string) => Uint8Array])[] = [
  ['html', html => new TextEncoder().encode(html)],
  ['odt', html => odtOf(htmlContent(html))],
  ['docx', html => docxOf(htmlContent(html))],
];
const LOOKS: readonly Look[] = [OFFICIAL, ...Array.from({ length: 12 }, (_, at) => lookOf(at))];

describe.each(FORMATS)('a record that is printed as %s', (format, print) => {
  test.each(seeds())('is read back in every look, and nothing is lost: $name', async ({ golden }) => {
    for (const look of LOOKS) {
      const read = await readDocument(print(renderHtml(golden, look)));
      expect(read).toMatchObject({ format, layout: 'cells', coverage: 1 });
      expect(comparable(read.standard)).toEqual(comparable(golden));
    }
  });
});
