import type { PDFDocumentProxy } from 'pdfjs-dist';
import { DocumentFault } from '../fault.ts';

export type Pdfjs = typeof import('pdfjs-dist');

/** The bytes of one of the character maps that pdfjs-dist ships as `cmaps/NAME.bcmap`, by its name (`UniCNS-UTF16-H`). */
export type CharacterMaps = (name: string) => Promise<Uint8Array>;

interface Opening {
  readonly characterMaps?: CharacterMaps;
}

/** Opens a PDF, hands it to `use`, and closes it. What pdfjs throws becomes a `DocumentFault`. */
export async function openPdf<Result>(
  bytes: Uint8Array,
  { characterMaps }: Opening,
  use: (document: PDFDocumentProxy, pdfjs: Pdfjs) => Promise<Result>,
): Promise<Result> {
  const pdfjs = await loadPdfjs();
  const missing: string[] = [];
  const task = pdfjs.getDocument({
    data: bytes.slice(), // pdfjs takes it away
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: 0,
    cMapUrl: 'cmaps/',
    BinaryDataFactory: factory(characterMaps, missing),
  });
  try {
    const result = await use(await task.promise, pdfjs);
    if (missing.length > 0) throw withoutMaps(missing);
    return result;
  } catch (error) {
    throw faultOf(error);
  } finally {
    await task.destroy();
  }
}

/**
 * pdfjs looks for the part of it that reads files where that part leaves its name when it is loaded; so nothing has to be
 * found by an address, and it works in a bundle too.
 */
async function loadPdfjs(): Promise<Pdfjs> {
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  return await import('pdfjs-dist/legacy/build/pdf.mjs');
}

/** How pdfjs asks for files: character maps are handed in, and nothing else is needed to find text. */
function factory(characterMaps: CharacterMaps | undefined, missing: string[]): new () => object {
  return class {
    async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
      if (kind !== 'cMapUrl') throw new Error(`${filename} is not needed`);
      const name = filename.replace(/\.bcmap$/, '');
      try {
        return await characterMaps!(name);
      } catch (error) {
        missing.push(name);
        throw error;
      }
    }
  };
}

function withoutMaps(names: readonly string[]): DocumentFault {
  return new DocumentFault(
    'no-text',
    `the fonts of this PDF are not in it, and the character map ${names[0]} that its text needs is not here`,
  );
}

function faultOf(error: unknown): unknown {
  if (error instanceof DocumentFault) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException')
    return new DocumentFault(
      'encrypted',
      'this PDF is locked with a password: save it without one, and read that',
    );
  if (name === 'AbortError' || name === 'TimeoutError') return error;
  return new DocumentFault(
    'damaged',
    'this PDF is damaged and cannot be read: get it again, or print it to a new PDF',
  );
}
