import { Inflate } from 'fflate';
import { DocumentFault } from './fault.ts';
import { LIMITS } from './limits.ts';

/** What a package (ODT, DOCX) holds, by name; nothing is inflated before it is asked for. */
export interface Package {
  readonly names: ReadonlySet<string>;
  /** The bytes of an entry, checked; null where there is none. */
  entry(name: string): Uint8Array | null;
}

interface Entry {
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * Reads the directory at the end of a ZIP file (APPNOTE.TXT 4.3). Its sizes may lie: what is inflated is counted while
 * it is inflated, and its checksum compared.
 */
export function openPackage(bytes: Uint8Array): Package {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directory(bytes, view);
  let total = 0;
  return {
    names: new Set(entries.keys()),
    entry(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      const inflated = read(bytes, view, entry, LIMITS.inflated - total);
      total += inflated.length;
      return inflated;
    },
  };
}

function directory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > LIMITS.entries)
    throw new DocumentFault('too-large', `a package of ${count} files: no document has so many`);
  const entries = new Map<string, Entry>();
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw damaged();
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, nameEnd));
    // The first of two entries of one name: who reads the document may see the other.
    if (entries.has(name)) throw new DocumentFault('damaged', 'two files of one name are in the package');
    entries.set(name, {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The end record is the last thing in the file, behind it at most a comment. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw damaged();
}

function read(bytes: Uint8Array, view: DataView, entry: Entry, left: number): Uint8Array {
  const { flags, method, packed, size, offset, checksum } = entry;
  if ((flags & 1) !== 0) throw encrypted();
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) throw damaged();
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw damaged();
  const data = bytes.subarray(start, start + packed);
  if (size > left) throw bomb();
  if (method !== 0 && method !== 8)
    throw new DocumentFault('damaged', 'the package is compressed in an unknown way');
  const inflated = method === 0 ? data : inflate(data, Math.min(size, left));
  if (inflated.length !== size || crc32(inflated) !== checksum) throw damaged();
  return inflated;
}

/** So few bytes at a time, that what they become is at most some megabytes before it is counted. */
const CHUNK = 4096;

/** Stops as soon as more comes out than the directory says. */
function inflate(data: Uint8Array, size: number): Uint8Array {
  const most = Math.min(size, data.length * LIMITS.ratio + CHUNK);
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate(part => {
    length += part.length;
    if (length > most) throw bomb();
    parts.push(part);
  });
  try {
    for (let at = 0; at < data.length; at += CHUNK)
      stream.push(data.subarray(at, at + CHUNK), at + CHUNK >= data.length);
  } catch (error) {
    throw error instanceof DocumentFault ? error : damaged();
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** CRC-32 of ISO 3309, polynomial 0xedb88320, bit by bit over a table of 256. */
function crc32(bytes: Uint8Array): number {
  const table = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320;
    table[index] = value;
  }
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff]!;
  return (crc ^ 0xffffffff) >>> 0;
}

export function encrypted(): DocumentFault {
  return new DocumentFault('encrypted', 'the document is protected by a password: save it without one');
}

function damaged(): DocumentFault {
  return new DocumentFault('damaged', 'the file is cut off or altered: get it once more');
}

function bomb(): DocumentFault {
  return new DocumentFault(
    'too-large',
    'it becomes far larger than any standard when it is unpacked: not read',
  );
}
