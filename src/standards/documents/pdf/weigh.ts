import { Unzlib } from 'fflate';
import { DocumentFault } from '../fault.ts';

/** Far above any standard (some thirty pages, 5 MB, 5,000 objects), far below what hurts. */
export const PDF_LIMITS = {
  /** Of the file. */
  bytes: 64 * 2 ** 20,
  objects: 200_000,
  /** Of what a compressed part unpacks to. */
  unpacked: 32 * 2 ** 20,
  pages: 1_000,
  /** What is drawn on all pages: characters, lines, settings; and twenty for a drawing within a drawing. */
  marks: 1_000_000,
} as const;

export function tooLarge(what: string): DocumentFault {
  return new DocumentFault('too-large', `${what}: no standard is like that, and this PDF is not read`);
}

/**
 * Looks at the bytes of a PDF before anything is made of them: how many objects there are, and what its compressed
 * parts unpack to. Deflate makes a byte of 1,032 at best, so only parts beyond a certain length need to be unpacked
 * to know; pictures never are.
 */
export function weigh(bytes: Uint8Array): void {
  if (bytes.length > PDF_LIMITS.bytes) throw tooLarge(`more than ${PDF_LIMITS.bytes / 2 ** 20} MB`);
  const locked = find(bytes, ENCRYPT, Math.max(0, bytes.length - 65_536)) >= 0;
  let objects = 0;
  for (let at = find(bytes, OBJECT, 0); at >= 0; at = find(bytes, OBJECT, at + OBJECT.length)) {
    if (++objects > PDF_LIMITS.objects) throw tooLarge(`more than ${PDF_LIMITS.objects} objects`);
  }
  for (let at = find(bytes, STREAM, 0); at >= 0; ) {
    const end = find(bytes, END, at);
    const until = end < 0 ? bytes.length : end;
    weighPart(bytes, at, until, locked);
    at = find(bytes, STREAM, until + END.length);
  }
}

const DEFLATE_RATIO = 1_032;

function weighPart(bytes: Uint8Array, at: number, end: number, locked: boolean): void {
  const length = end - at;
  const about = dictionary(bytes, at);
  if (/\/Subtype\s*\/Image\b/.test(about)) return;
  const packings = about.match(/\/(?:FlateDecode|Fl|LZWDecode|LZW|BrotliDecode)\b/g) ?? [];
  if (packings.length > 1) throw tooLarge('a part that is compressed twice');
  // Where no packing is named it may be named elsewhere (`/Filter 6 0 R`): what deflate did not make ends at once.
  const [packing = locked ? undefined : '/Fl'] = packings;
  if (packing === undefined || length * DEFLATE_RATIO <= PDF_LIMITS.unpacked) return;
  // What cannot be looked into is judged by its length alone.
  const seen = !locked && /Fl/.test(packing);
  if (seen ? unpacksBeyond(bytes.subarray(at, end)) : length > UNSEEN) {
    throw tooLarge(`a part that unpacks to more than ${PDF_LIMITS.unpacked / 2 ** 20} MB`);
  }
}

/** Bytes of a compressed part that is locked, or packed in a way of long ago. */
const UNSEEN = 2 ** 20;
/** What is said about a part stands before it. */
const DICTIONARY = 600;

function dictionary(bytes: Uint8Array, at: number): string {
  const text = String.fromCharCode(...bytes.subarray(Math.max(0, at - DICTIONARY), at));
  return text.slice(Math.max(text.lastIndexOf(' obj'), text.lastIndexOf('endobj')) + 1);
}

function unpacksBeyond(part: Uint8Array): boolean {
  const start = part[6] === 13 && part[7] === 10 ? 8 : 7; // behind `stream` and its line end
  let total = 0;
  const unpacker = new Unzlib(chunk => {
    total += chunk.length;
  });
  try {
    for (let at = start; at < part.length && total <= PDF_LIMITS.unpacked; at += CHUNK) {
      unpacker.push(part.subarray(at, at + CHUNK), at + CHUNK >= part.length);
    }
  } catch {
    // Damaged, or no deflate at all: pdfjs reads as far as it can, as this did.
  }
  return total > PDF_LIMITS.unpacked;
}

const CHUNK = 4_096;

const ascii = (text: string): Uint8Array => Uint8Array.from(text, character => character.charCodeAt(0));
const OBJECT = ascii(' obj');
const STREAM = ascii('stream');
const END = ascii('endstream');
const ENCRYPT = ascii('/Encrypt');

function find(bytes: Uint8Array, what: Uint8Array, from: number): number {
  const first = what[0]!;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let length = 1;
    while (length < what.length && bytes[at + length] === what[length]) length++;
    if (length === what.length) return at;
  }
  return -1;
}
