import type { PDFDocumentProxy } from 'pdfjs-dist';
import { DocumentFault } from '../fault.ts';
import { CAREFUL } from './careful.ts';
import type { Operators } from './drawing.ts';
import { ports } from './port.ts';
import { PDF_LIMITS, tooLarge } from './weigh.ts';

export type Pdfjs = typeof import('pdfjs-dist');

/** The bytes of one of the character maps that pdfjs-dist ships as `cmaps/NAME.bcmap`, by its name (`UniCNS-UTF16-H`). */
export type CharacterMaps = (name: string) => Promise<Uint8Array>;

/** Opens a PDF, hands it to `use`, and closes it. What pdfjs throws becomes a `DocumentFault`. */
export async function openPdf<Result>(
  bytes: Uint8Array,
  characterMaps: CharacterMaps | undefined,
  use: (document: PDFDocumentProxy, pdfjs: Pdfjs) => Promise<Result>,
): Promise<Result> {
  const { pdfjs, reader } = await loadPdfjs();
  const stopped = Promise.withResolvers<never>();
  let isStopped = false;
  stopped.promise.catch(() => {
    isStopped = true;
  });
  const counter = new Counter(pdfjs, fault => stopped.reject(fault));
  const { near, far } = ports(message => counter.count(message));
  reader.WorkerMessageHandler.initializeFromPort(far);
  const missing: string[] = [];
  const worker = pdfjs.PDFWorker.create({ port: near as unknown as Worker, verbosity: 0 });
  const task = pdfjs.getDocument({
    worker,
    data: new Uint8Array(bytes), // a copy: pdfjs takes it away
    ...CAREFUL,
    maxImageSize: 0,
    cMapUrl: 'cmaps/',
    BinaryDataFactory: factory(characterMaps, missing),
  });
  try {
    const result = await Promise.race([task.promise.then(document => use(document, pdfjs)), stopped.promise]);
    if (missing.length > 0) throw withoutMaps(missing);
    return result;
  } catch (error) {
    throw faultOf(error);
  } finally {
    // Told to cancel a page that it was stopped in, the far end rejects a promise that nobody holds; so it is told nothing
    // and answers nothing, and what waits for its answer goes with it.
    if (isStopped) far.terminate();
    const destroyed = task.destroy();
    if (!isStopped) await destroyed;
    worker.destroy();
    near.terminate();
    far.terminate();
  }
}

interface Reader {
  readonly WorkerMessageHandler: { initializeFromPort(port: unknown): void };
}

/** Both are one megabyte of code: they are loaded when the first PDF comes. */
async function loadPdfjs(): Promise<{ pdfjs: Pdfjs; reader: Reader }> {
  const reader = await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  return { pdfjs, reader };
}

/** Counts what pdfjs sends of a page while it is being read, so that a page without end comes to one. */
class Counter {
  readonly #codes: Pdfjs['OPS'];
  readonly #stop: (fault: DocumentFault) => void;
  #marks = 0;

  constructor(pdfjs: Pdfjs, stop: (fault: DocumentFault) => void) {
    this.#codes = pdfjs.OPS;
    this.#stop = stop;
  }

  count(message: unknown): void {
    const { fnArray, argsArray } = (message as { chunk?: Partial<Operators> }).chunk ?? {};
    if (fnArray === undefined || argsArray === undefined) return;
    this.#marks += fnArray.length;
    fnArray.forEach((code, at) => {
      if (code === this.#codes.showText) this.#marks += (argsArray[at] as readonly [unknown[]])[0].length;
      if (code === this.#codes.paintFormXObjectBegin) this.#marks += 20;
    });
    if (this.#marks <= PDF_LIMITS.marks) return;
    const fault = tooLarge(`more than ${PDF_LIMITS.marks} characters and lines`);
    this.#stop(fault);
    throw fault;
  }
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
    `the fonts of this PDF are not in it, and the character map ${names[0]} that its text needs is not here: ` +
      'save it again with its fonts embedded, or take the ODT edition',
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
