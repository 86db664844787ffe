import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readDocument } from '../../standards/document.ts';
import { decodeText } from '../../standards/documents/decode.ts';
import type { Finding } from '../../standards/findings.ts';
import type { Standard } from '../../standards/model.ts';
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
        yield await readOne(path);
      }
    } catch (error) {
      yield { path, error };
    }
  }
}

async function readOne(path: string): Promise<DocumentReading> {
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
    return { path, ...readRecords(decodeText(plain)) };
  }
  const { standard, findings } = await readDocument(bytes);
  return {
    path,
    standards: standard === null ? [] : [{ ...standard, source: path.split('/').at(-1)! }],
    findings,
  };
}

const gunzipAsync = promisify(gunzip);
