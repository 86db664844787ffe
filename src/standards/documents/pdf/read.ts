import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { Content } from '../content.ts';
import { DocumentFault } from '../fault.ts';
import { drawn, type FontScale, type Operators } from './drawing.ts';
import type { Matrix } from './geometry.ts';
import { type CharacterMaps, openPdf, type Pdfjs } from './open.ts';
import { blocksOf } from './page.ts';
import { LIMITS, tooLarge, weigh } from './weigh.ts';

export interface PdfOptions {
  /** Needed for PDFs whose Chinese fonts are not embedded; without it they are refused. */
  readonly characterMaps?: CharacterMaps;
  /** Looked at between pages. */
  readonly signal?: AbortSignal;
}

/**
 * The tables and paragraphs of a PDF. Cells are where lines are drawn; text outside is paragraphs. Throws a
 * `DocumentFault` for a PDF that is damaged, encrypted, scanned without text, or too large.
 */
export async function pdfContent(bytes: Uint8Array, options: PdfOptions = {}): Promise<Content> {
  weigh(bytes);
  return await openPdf(bytes, options.characterMaps, async (document, pdfjs) => {
    if (document.numPages > LIMITS.pages) throw tooLarge(`${document.numPages} pages`);
    const blocks: Content['blocks'][number][] = [];
    for (let number = 1; number <= document.numPages; number++) {
      options.signal?.throwIfAborted();
      blocks.push(...(await pageBlocks(document, number, pdfjs)));
    }
    if (blocks.length === 0) throw withoutText();
    return { blocks };
  });
}

async function pageBlocks(document: PDFDocumentProxy, number: number, pdfjs: Pdfjs) {
  const page = await document.getPage(number);
  const operators = (await page.getOperatorList()) as Operators;
  const { transform } = page.getViewport({ scale: 1 });
  const drawing = drawn(operators, transform as unknown as Matrix, pdfjs.OPS, fontScales(page));
  page.cleanup();
  return blocksOf(drawing, number);
}

/** What pdfjs keeps of a font that the page uses; a font that it could not read is a message. */
function fontScales(page: PDFPageProxy): FontScale {
  const known = new Map<string, number | null>();
  return font => {
    if (!known.has(font)) {
      const kept: unknown = page.commonObjs.has(font) ? page.commonObjs.get(font) : undefined;
      known.set(font, typeof kept === 'string' ? null : scaleOf(kept));
    }
    return known.get(font)!;
  };
}

function scaleOf(font: unknown): number {
  const matrix = (font as { fontMatrix?: readonly number[] } | undefined)?.fontMatrix;
  return matrix?.[0] ?? 0.001;
}

function withoutText(): DocumentFault {
  return new DocumentFault(
    'no-text',
    'no page of this PDF has text: it is a scan. Have it read by OCR first, or take the ODT or text edition',
  );
}
