import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Finding } from '../../standards/findings.ts';
import type { Standard } from '../../standards/model.ts';
import { readStandard } from '../../standards/read.ts';
import { readRecords } from '../../standards/schema.ts';

/** One document or record file, read: what it holds and what is odd in it. */
export interface DocumentReading {
  readonly path: string;
  readonly standards: readonly Standard[];
  readonly findings: readonly Finding[];
}

/** A file that could not be read at all (missing, no permission, no text). */
export interface UnreadableDocument {
  readonly path: string;
  readonly error: unknown;
}

/** More than any published standard, and still read within a second. */
const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;
const MAX_RECORDS_BYTES = 1024 * 1024 * 1024;

/**
 * Reads documents, record files (`.jsonl`, `.jsonl.gz`) and whole folders of either, in order of path; hidden files are
 * passed over, and no folder is entered twice, whatever links lead to it. One that fails does not stop the others.
 */
export async function* readDocuments(
  paths: readonly string[],
  entered: Set<string> = new Set(),
): AsyncGenerator<DocumentReading | UnreadableDocument> {
  for (const path of paths) {
    try {
      if ((await stat(path)).isDirectory()) {
        const folder = await realpath(path);
        if (entered.has(folder)) continue;
        entered.add(folder);
        const names = (await readdir(path)).filter(name => !name.startsWith('.')).sort();
        yield* readDocuments(
          names.map(name => join(path, name)),
          entered,
        );
      } else {
        yield await readDocument(path);
      }
    } catch (error) {
      yield { path, error };
    }
  }
}

async function readDocument(path: string): Promise<DocumentReading> {
  const records = /\.(jsonl|ndjson)(\.gz)?$/.test(path);
  const { size } = await stat(path);
  if (size > (records ? MAX_RECORDS_BYTES : MAX_DOCUMENT_BYTES)) {
    throw new Error(`${size} bytes are too many for a ${records ? 'record file' : 'document'}`);
  }
  const bytes = await readFile(path);
  if (records) {
    const plain = path.endsWith('.gz')
      ? await gunzipAsync(bytes, { maxOutputLength: MAX_RECORDS_BYTES })
      : bytes;
    return { path, ...readRecords(decode(plain)) };
  }
  const { standard, findings } = readStandard(decode(bytes));
  return {
    path,
    standards: standard === null ? [] : [{ ...standard, source: path.split('/').at(-1)! }],
    findings,
  };
}

const gunzipAsync = promisify(gunzip);

/** UTF-8 or, by its mark, UTF-16; what is neither is taken as UTF-8 with its faults, for the reader to report. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
