/**
 * XXH32 (xxHash specification, section "XXH32 algorithm") over a whole number of 32-bit little-endian words, seed 0.
 * Every step is a bijection of its lane, so a single changed word always changes the sum. Fast enough to check a whole
 * artifact each time it is opened; no protection against intent.
 */
export function checksum(bytes: Uint8Array): number {
  if (bytes.byteOffset % 4 !== 0 || bytes.byteLength % 4 !== 0)
    throw new RangeError('checksum wants whole words');
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
  const striped = words.length & ~3;
  let sum: number;
  if (striped > 0) {
    let a = (PRIME1 + PRIME2) | 0;
    let b = PRIME2;
    let c = 0;
    let d = -PRIME1 | 0;
    for (let i = 0; i < striped; i += 4) {
      a = round(a, words[i]!);
      b = round(b, words[i + 1]!);
      c = round(c, words[i + 2]!);
      d = round(d, words[i + 3]!);
    }
    sum = (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0;
  } else {
    sum = PRIME5;
  }
  sum = (sum + bytes.byteLength) | 0;
  for (let i = striped; i < words.length; i++) {
    sum = Math.imul(rotate((sum + Math.imul(words[i]!, PRIME3)) | 0, 17), PRIME4);
  }
  sum = Math.imul(sum ^ (sum >>> 15), PRIME2);
  sum = Math.imul(sum ^ (sum >>> 13), PRIME3);
  return (sum ^ (sum >>> 16)) >>> 0;
}

const PRIME1 = 0x9e3779b1 | 0;
const PRIME2 = 0x85ebca77 | 0;
const PRIME3 = 0xc2b2ae3d | 0;
const PRIME4 = 0x27d4eb2f;
const PRIME5 = 0x165667b1;

function round(lane: number, word: number): number {
  return Math.imul(rotate((lane + Math.imul(word, PRIME2)) | 0, 13), PRIME1);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
