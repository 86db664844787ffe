import { ArtifactError } from '../errors.ts';

/**
 * Numbers as bytes, in two ways. A varint has seven bits a byte, the lowest first: for numbers that are mostly small. A
 * code has two bytes, the highest first, and from 0x8000 on three: for numbers that stand for something, where brotli finds
 * what came before again (the terms of the catalogue: 0.52 MB this way, 0.60 MB as varints of their differences).
 */
export class StreamWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = value;
  }

  varint(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.byte((rest & 0x7f) | 0x80);
    this.byte(rest);
  }

  code(value: number): void {
    if (value >= 0x8000) this.byte(0x80 | (value >>> 16));
    this.byte((value >>> 8) & 0xff);
    this.byte(value & 0xff);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Reads what a writer wrote. Throws ArtifactError behind the last byte. */
export class StreamReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    if (this.done) throw new ArtifactError('altered', 'a stream ends too early');
    return this.#bytes[this.#at++]!;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new ArtifactError('altered', 'a number is too long');
  }

  code(): number {
    const lead = this.byte();
    return lead < 0x80 ? (lead << 8) | this.byte() : ((lead & 0x7f) << 16) | (this.byte() << 8) | this.byte();
  }
}
