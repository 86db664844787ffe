import type { FileNotice } from './problem.ts';

export interface Decoded {
  readonly text: string;
  readonly notices: readonly FileNotice[];
}

/**
 * UTF-8, UTF-16 by its mark, the encoding that the file declares, or else what its bytes look like: Taiwanese files are
 * still often Big5.
 */
export function decodeBytes(bytes: Uint8Array, declared?: string): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, 'utf-16be');
  const text =
    decodedStrictly(bytes, 'utf-8') ?? (declared === undefined ? null : decodedStrictly(bytes, declared));
  if (text !== null) return { text, notices: [] };
  if (isMostlyUtf8(bytes.subarray(0, SAMPLE))) return decoded(bytes, 'utf-8');
  const { text: guessed, notices } = decoded(bytes, guessEncoding(bytes.subarray(0, SAMPLE)));
  return { text: guessed, notices: ['encoding-guessed', ...notices] };
}

/** Bytes that a guess is based on. */
const SAMPLE = 65_536;

function decoded(bytes: Uint8Array, encoding: string): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, notices: text.includes('\uFFFD') ? ['characters-lost'] : [] };
}

/** Null for bytes that are not of the encoding, and for an encoding that there is not. */
function decodedStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A few broken characters, as where a file was cut off, in what is else UTF-8: at most one in ten that are not ASCII. */
function isMostlyUtf8(sample: Uint8Array): boolean {
  const text = new TextDecoder().decode(sample);
  const lost = text.match(/\uFFFD/g)?.length ?? 0;
  const others = text.match(/[\u0080-\uFFFC]/g)?.length ?? 0;
  return lost * 10 <= others;
}

/**
 * By the pairs of bytes: in each of the two Chinese encodings nearly all of a text lies in the planes of its symbols and
 * its frequent characters (Big5 level 1: A1–C6; GB 2312 level 1: A1–A3 and B0–D7 with a second byte from A1), and in the
 * other's planes only about half of it. What lies in neither is Western, with a few letters that are not ASCII.
 */
function guessEncoding(sample: Uint8Array): 'big5' | 'gb18030' | 'windows-1252' {
  let pairs = 0;
  let big5 = 0;
  let gb = 0;
  for (let i = 0; i < sample.length; i++) {
    const first = sample[i]!;
    if (first < 0x80) continue;
    const second = sample[++i] ?? 0;
    pairs++;
    if (first >= 0xa1 && first <= 0xc6 && (second >= 0xa1 || (second >= 0x40 && second <= 0x7e))) big5++;
    if (second >= 0xa1 && ((first >= 0xa1 && first <= 0xa3) || (first >= 0xb0 && first <= 0xd7))) gb++;
  }
  if (Math.max(big5, gb) < pairs * 0.3) return 'windows-1252';
  return big5 >= gb ? 'big5' : 'gb18030';
}
