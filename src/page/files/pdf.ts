import type { PDFDocumentProxy } from 'pdfjs-dist';
import { MAX_TEXT } from '../../matching/answer.ts';
import { CAREFUL } from '../../standards/documents/pdf/careful.ts';
import { libraryOf, type PdfParts, startWorker } from './pdf/library.ts';
import { pageText } from './pdf/page.ts';
import type { Run } from './pdf/run.ts';
import type { RawText } from './plain.ts';
import { FileProblem } from './problem.ts';

/** Pages that are looked at; enough text comes of far fewer. */
const MAX_PAGES = 200;

/**
 * The text of a PDF, page by page until there is enough. Nothing of it is drawn, run or fetched: no fonts, pictures, forms
 * or scripts. Throws FileProblem.
 */
export async function readPdf(bytes: Uint8Array<ArrayBuffer>, parts: PdfParts): Promise<RawText> {
  const library = await libraryOf(parts);
  const worker = startWorker(library, parts.pdfWorker);
  const task = library.getDocument({
    data: bytes,
    ...CAREFUL,
    disableWorkerRendering: true,
    enableXfa: false,
    ...(parts.pdfCharacterMaps === undefined ? {} : { cMapUrl: parts.pdfCharacterMaps }),
    ...(worker === null ? {} : { worker: worker.pdf }),
  });
  try {
    const ends = [
      ...(worker === null ? [] : [worker.failed]),
      ...(parts.signal ? [given(parts.signal)] : []),
    ];
    return await Promise.race([task.promise.then(readPages), ...ends]);
  } catch (error) {
    throw problemOf(error);
  } finally {
    worker?.stop();
    task.destroy().catch(() => {}); // it may wait for an answer that does not come any more
  }
}

/** Rejects when the signal says so. */
function given(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void => reject(new FileProblem('given-up'));
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}

async function readPages(document: PDFDocumentProxy): Promise<RawText> {
  const pages: string[] = [];
  let length = 0;
  let empty = 0;
  for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES) && length <= MAX_TEXT; number++) {
    const text = pageText(await runsOf(document, number));
    if (text === '') empty++;
    else pages.push(text);
    length += text.length;
  }
  return {
    text: pages.join('\n\n'),
    notices: [
      ...(empty > 0 && pages.length > 0 ? (['pages-without-text'] as const) : []),
      ...(pages.some(page => LOST.test(page)) ? (['characters-lost'] as const) : []),
      ...(document.numPages > MAX_PAGES && length <= MAX_TEXT ? (['cut'] as const) : []),
    ],
    pictures: true,
  };
}

/** A font that does not say which characters its shapes are gives characters for private use. */
const LOST = /[\uE000-\uF8FF\uFFFD]/;

/** A page that cannot be read is one without text. */
async function runsOf(document: PDFDocumentProxy, number: number): Promise<Run[]> {
  try {
    const page = await document.getPage(number);
    const { transform } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    page.cleanup();
    return items.flatMap(item => ('str' in item ? runOf(item, transform) : []));
  } catch (error) {
    if (document.loadingTask.destroyed) throw error;
    return [];
  }
}

/** Nothing of white space, which geometry tells better, nor of what does not stand upright, such as watermarks. */
function runOf(
  item: { readonly str: string; readonly transform: readonly number[]; readonly width: number },
  view: readonly number[],
): Run[] {
  if (item.str.trim() === '') return [];
  const [a, b, c, d, e, f] = times(view, item.transform);
  const size = Math.hypot(c, d);
  if (!(a > 0) || Math.abs(b) > 0.1 * a || !(size > 0) || !Number.isFinite(e + f + size + item.width))
    return [];
  return [{ text: plain(item.str), x: e, y: f, width: Math.max(item.width, 0), size }];
}

/** Fonts name the shape of 金 by the radical ⾦ as often as by the character. */
function plain(text: string): string {
  return text.replace(/[\u2F00-\u2FD5\uF900-\uFAFF]/g, character => character.normalize('NFKC'));
}

/** Two affine maps after one another (PDF 32000-1, 8.3.3): first the second, then the first. */
function times(m: readonly number[], n: readonly number[]): [number, number, number, number, number, number] {
  const at = (list: readonly number[], i: number): number => list[i] ?? 0;
  const row = (x: number, y: number): [number, number] => [
    at(m, 0) * x + at(m, 2) * y,
    at(m, 1) * x + at(m, 3) * y,
  ];
  const [e, f] = row(at(n, 4), at(n, 5));
  return [...row(at(n, 0), at(n, 1)), ...row(at(n, 2), at(n, 3)), e + at(m, 4), f + at(m, 5)];
}

function problemOf(error: unknown): FileProblem {
  if (error instanceof FileProblem) return error;
  const { name, message } = error instanceof Error ? error : new Error();
  if (name === 'PasswordException') return new FileProblem('encrypted');
  return new FileProblem(message.includes('workerSrc') ? 'not-loaded' : 'damaged');
}
