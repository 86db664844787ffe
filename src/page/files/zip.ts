import { Unzip, UnzipInflate } from 'fflate';
import { FileProblem } from './problem.ts';

/** Bytes that the wanted entries may have together, unpacked. */
const MAX_UNPACKED = 64 * 1024 * 1024;
const MAX_ENTRIES = 10_000;
/** Bytes of the archive at a time: deflate gives at most a thousand for one, so a bomb is noticed within 16 MB. */
const PIECE = 16_384;

export interface Archive {
  readonly names: ReadonlySet<string>;
  /** The wanted entries that there are. */
  readonly entries: ReadonlyMap<string, Uint8Array>;
}

/**
 * Unpacks the wanted entries of a ZIP archive piece by piece, so that the sizes that it declares need not be believed; the
 * others stay packed. Of two entries with one name the first counts. Throws FileProblem.
 */
export function readArchive(bytes: Uint8Array, wanted: readonly string[]): Archive {
  const names = new Set<string>();
  const pieces = new Map<string, Uint8Array[]>();
  const done = new Set<string>();
  let unpacked = 0;
  const unzip = new Unzip(file => {
    if (names.size >= MAX_ENTRIES) throw new FileProblem('too-large');
    const first = !names.has(file.name);
    names.add(file.name);
    if (!first || !wanted.includes(file.name)) return;
    const parts: Uint8Array[] = [];
    pieces.set(file.name, parts);
    file.ondata = (error, part, final) => {
      if (error !== null) throw error;
      unpacked += part.length;
      if (unpacked > MAX_UNPACKED) throw new FileProblem('too-large');
      parts.push(part);
      if (final) done.add(file.name);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    }
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    if (done.size < pieces.size || done.size === 0) throw new FileProblem('damaged');
    // the archive ends too early, after what was wanted of it
  }
  if (done.size < pieces.size) throw new FileProblem('damaged');
  return { names, entries: new Map([...pieces].map(([name, parts]) => [name, joined(parts)])) };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
