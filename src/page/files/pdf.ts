import type { getDocument, PDFDocumentProxy } from 'pdfjs-dist';
import { MAX_TEXT } from '../../matching/answer.ts';
import { pageText } from './pdf/page.ts';
import type { Run } from './pdf/run.ts';
import type { RawText } from './plain.ts';
import { FileProblem } from './problem.ts';

/** What reading PDF needs from the page, beside the file. */
export interface PdfParts {
  /** Address of pdfjs' worker file, of this origin. */
  readonly pdfWorker?: string;
  /** Address of the folder of pdfjs' character maps, ended by `/`; without it some old PDFs with fonts outside are lost. */
  readonly pdfCharacterMaps?: string;
  /** Where the library comes from; another than the browser's for tests in Node. */
  readonly pdf?: () => Promise<PdfLibrary>;
  /** Gives up a file that takes too long. */
  readonly signal?: AbortSignal;
}

export interface PdfLibrary {
  readonly getDocument: typeof getDocument;
  readonly GlobalWorkerOptions: { workerSrc: string };
}

/** Pages that are looked at; enough text comes of far fewer. */
const MAX_PAGES = 200;

/**
 * The text of a PDF, page by page until there is enough. Nothing of it is drawn, run or fetched: no fonts, pictures, forms
 * or scripts. Throws FileProblem.
 */
export async function readPdf(bytes: Uint8Array<ArrayBuffer>, parts: PdfParts): Promise<RawText> {
  const library = await libraryOf(parts);
  const task = library.getDocument({
    data: bytes,
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    disableWorkerRendering: true,
    enableXfa: false,
    ...(parts.pdfCharacterMaps === undefined ? {} : { cMapUrl: parts.pdfCharacterMaps }),
  });
  const giveUp = (): void => void task.destroy();
  parts.signal?.addEventListener('abort', giveUp);
  try {
    if (parts.signal?.aborted) throw new FileProblem('damaged');
    return await readPages(await task.promise);
  } catch (error) {
    throw problemOf(error);
  } finally {
    parts.signal?.removeEventListener('abort', giveUp);
    await task.destroy();
  }
}

async function libraryOf({ pdf = () => import('pdfjs-dist'), pdfWorker }: PdfParts): Promise<PdfLibrary> {
  try {
    const library = await pdf();
    if (pdfWorker !== undefined) library.GlobalWorkerOptions.workerSrc = pdfWorker;
    return library;
  } catch {
    throw new FileProblem('not-loaded');
  }
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
  return new FileProblem(
    /worker/i.test(message) && name !== 'InvalidPDFException' ? 'not-loaded' : 'damaged',
  );
}
