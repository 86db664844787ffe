import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { Block, Content } from '../content.ts';
import { DocumentFault } from '../fault.ts';
import { Meter } from '../limits.ts';
import { drawn, type FontScale, type Operators } from './drawing.ts';
import type { Matrix } from './geometry.ts';
import { type CharacterMaps, openPdf, type Pdfjs } from './open.ts';
import { blocksOf } from './page.ts';
import { PDF_LIMITS, tooLarge, weigh } from './weigh.ts';

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
    if (document.numPages > PDF_LIMITS.pages) throw tooLarge(`${document.numPages} pages`);
    const blocks: Block[] = [];
    const meter = new Meter();
    for (let number = 1; number <= document.numPages; number++) {
      await breath(options.signal);
      for (const block of await pageBlocks(document, number, pdfjs, meter)) blocks.push(block);
    }
    if (blocks.every(isUnreadable)) throw withoutText(blocks.length > 0);
    return { blocks };
  });
}

async function pageBlocks(document: PDFDocumentProxy, number: number, pdfjs: Pdfjs, meter: Meter) {
  const page = await document.getPage(number);
  const operators = (await page.getOperatorList()) as Operators;
  const { transform } = page.getViewport({ scale: 1 });
  const drawing = drawn(operators, transform as unknown as Matrix, pdfjs.OPS, fontScales(page));
  page.cleanup();
  meter.text(drawing.glyphs.length + drawing.askew.length); // blanks too: they are put into lines and cells as well
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

/** Lets a timer ring, as all that pdfjs does is done in one go. */
async function breath(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return;
  await new Promise(resolve => setTimeout(resolve));
  signal.throwIfAborted();
}

function isUnreadable(block: Block): boolean {
  const texts = block.kind === 'paragraph' ? [block.text] : block.rows.flat().map(cell => cell.text);
  return texts.every(text => /^[\ufffd\s]*$/.test(text));
}

function withoutText(hasMarks: boolean): DocumentFault {
  const why = hasMarks ? 'its fonts do not say what they print' : 'it is a scan';
  return new DocumentFault(
    'no-text',
    `no page of this PDF has text that can be read: ${why}. Have it read by OCR first, or take the ODT or text edition`,
  );
}
