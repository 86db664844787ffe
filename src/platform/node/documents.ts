import { open, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MAGIC } from '../../artifact/format.ts';
import { type DocumentFormat, type DocumentResult, readDocument } from '../../standards/document.ts';
import { decodeText } from '../../standards/documents/decode.ts';
import { sniff } from '../../standards/documents/sniff.ts';
import type { Finding } from '../../standards/findings.ts';
import type { Standard } from '../../standards/model.ts';
import { readRecords } from '../../standards/schema.ts';
import type { DocumentCache } from './documents/cache.ts';
import { type FoundFile, findDocuments, type UnreadableDocument } from './documents/find.ts';
import { DocumentProblem } from './documents/problem.ts';
import { inOrder, Slots } from './documents/slots.ts';
import type { Readers } from './documents/threads.ts';
import { holdsRecords, isPacked } from './names.ts';

/** One document or record file, read: what it holds and what is odd in it. */
export interface DocumentReading extends Omit<DocumentResult, 'standard' | 'format'> {
  readonly path: string;
  /** `records` for a file of records. */
  readonly format: DocumentFormat | 'records' | null;
  readonly standards: readonly Standard[];
  readonly findings: readonly Finding[];
}

export interface ReadingOptions {
  /** A document that was read before is not read again. */
  readonly cache?: DocumentCache;
  /** A file that is no document, wherever it lies: the output. */
  readonly except?: string;
  /** Told before the first document, and after each. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Where documents are read that need a thread of their own. */
  readonly reader?: URL;
  readonly threads?: number;
  /** What one document may take in its thread. */
  readonly seconds?: number;
  readonly megabytes?: number;
}

/** More than any published standard. */
const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;
const MAX_RECORDS_BYTES = 1024 * 1024 * 1024;
/**
 * A text takes 2 ms, two threads 150 ms to start: below so many texts they are not worth it. A text is safe to read here,
 * for its reader is linear and refuses what is long; every other format has a thread, which can be ended.
 */
const FEW_TEXTS = 64;
const SHORT_TEXT = 1024 * 1024;
/** How many results may wait for a slow document before them. */
const AHEAD = 256;

/**
 * Reads documents, record files (`.jsonl`, `.jsonl.gz`) and whole folders of either, on all cores, and tells of them in order
 * of path; hidden files are passed over, and no folder is entered twice, whatever links lead to it. One that fails, hangs
 * or exhausts its memory does not stop the others.
 */
export async function* readDocuments(
  paths: readonly string[],
  options: ReadingOptions = {},
): AsyncGenerator<DocumentReading | UnreadableDocument> {
  const found = await findDocuments(paths, options.except);
  const threads = Math.min(options.threads ?? availableParallelism(), Math.max(1, found.length));
  const slots = new Slots(threads + 1); // one more, so that bytes lie ready when a thread is done
  const desk = createDesk(threads, options);
  let done = 0;
  options.onProgress?.(done, found.length);
  try {
    const reading = inOrder(found, AHEAD, async file => {
      if ('error' in file) return file;
      try {
        return await slots.use(() => readOne(file, desk));
      } catch (error) {
        return { path: file.path, error };
      }
    });
    for await (const one of reading) {
      options.onProgress?.(++done, found.length);
      yield one;
    }
  } finally {
    await desk.close();
  }
}

/** Where a document is read: from the cache, here, or in a thread. */
interface Desk {
  read(bytes: Uint8Array<ArrayBuffer>): Promise<DocumentResult>;
  close(): Promise<void>;
}

function createDesk(threads: number, options: ReadingOptions): Desk {
  const { cache, reader = WORKER, seconds = 60, megabytes = 1024 } = options;
  let texts = 0;
  let closed = false;
  let pool: Promise<Readers> | undefined;
  const inThread = async (bytes: Uint8Array<ArrayBuffer>): Promise<DocumentResult> => {
    pool ??= import('./documents/threads.ts').then(({ readers }) =>
      readers({ module: reader, threads, seconds, megabytes }),
    );
    return (await pool).read(bytes);
  };
  return {
    async read(bytes) {
      if (closed) throw new DocumentProblem('was not read any more');
      const key = cache?.key(bytes) ?? '';
      const known = await cache?.get(key);
      if (known !== undefined) return known;
      const here = isShortText(bytes) && ++texts <= FEW_TEXTS;
      const result = await (here ? readDocument(bytes) : inThread(bytes));
      await cache?.put(key, result);
      return result;
    },
    async close() {
      closed = true;
      await (await pool)?.close();
      await cache?.sweep();
    },
  };
}

/** TypeScript in the checkout, JavaScript in the package. */
const WORKER = new URL(
  `./documents/worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);

/** One that is refused for what it is, is refused at once. */
function isShortText(bytes: Uint8Array): boolean {
  if (bytes.length > SHORT_TEXT) return false;
  try {
    return sniff(bytes) === 'text';
  } catch {
    return true;
  }
}

async function readOne({ path, size }: FoundFile, desk: Desk): Promise<DocumentReading> {
  const records = holdsRecords(path);
  if (size > 0 && (await isIndex(path)))
    // a pipe has no size, and can be read only once
    return { path, format: null, layout: null, coverage: 1, standards: [], findings: [] };
  refuseSize(size, records);
  const bytes = new Uint8Array(await readFile(path));
  refuseSize(bytes.length, records); // a pipe has no size before
  if (records) {
    const plain = isPacked(path) ? await unpacked(bytes) : bytes;
    return { path, format: 'records', layout: null, coverage: 1, ...readRecords(decodeText(plain)) };
  }
  const { standard, ...rest } = await desk.read(bytes);
  return { path, ...rest, standards: standard === null ? [] : [{ ...standard, source: basename(path) }] };
}

/** An index that was made of the folder and lies in it: no document, and no loss, however large. */
async function isIndex(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC.length));
    return buffer.toString('latin1', 0, bytesRead) === MAGIC;
  } finally {
    await file.close();
  }
}

function refuseSize(size: number, records: boolean): void {
  const most = records ? MAX_RECORDS_BYTES : MAX_DOCUMENT_BYTES;
  if (size <= most) return;
  const what = records ? 'record file' : 'document';
  const [came, read] = [Math.ceil(size / 2 ** 20), most / 2 ** 20];
  throw new DocumentProblem(`${came} MB are too much for a ${what}; at most ${read} MB are read`);
}

async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await gunzipAsync(bytes, { maxOutputLength: MAX_RECORDS_BYTES });
  } catch (error) {
    const isLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    if (isLong) refuseSize(MAX_RECORDS_BYTES + 1, true);
    throw new DocumentProblem('is no whole gzip file, whatever its name says: get it again, or unpack it');
  }
}

const gunzipAsync = promisify(gunzip);
