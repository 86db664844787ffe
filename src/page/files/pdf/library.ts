import type { getDocument, PDFWorker } from 'pdfjs-dist';
import { FileProblem } from '../problem.ts';

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
  readonly PDFWorker: Pick<typeof PDFWorker, 'create'>;
}

export async function libraryOf({ pdf = () => import('pdfjs-dist') }: PdfParts): Promise<PdfLibrary> {
  try {
    return await pdf();
  } catch {
    throw new FileProblem('not-loaded');
  }
}

export interface RunningWorker {
  readonly pdf: PDFWorker;
  /** Rejects when the worker cannot be had. */
  readonly failed: Promise<never>;
  stop(): void;
}

/**
 * A worker for one file, stopped when it is read. The library would start one itself, but where that fails it reads files
 * in the page's own thread, which a hostile one could then hold up.
 */
export function startWorker(library: PdfLibrary, url: string | undefined): RunningWorker | null {
  if (url === undefined) return null;
  const port = new Worker(url, { type: 'module' });
  return {
    pdf: library.PDFWorker.create({ port, verbosity: 0 }),
    failed: new Promise((_, reject) => {
      port.addEventListener('error', () => reject(new FileProblem('not-loaded')), { once: true });
    }),
    stop: () => port.terminate(),
  };
}
