/**
 * A set of hashes, so that a text is known again without being kept: 127 bits each in a table that grows. Two different
 * texts are taken for the same with a chance of 2^-74 among a hundred million.
 */
export class HashSet {
  #count = 0;
  /** Four words a place; a place of four zeros is free. */
  #table = new Uint32Array(4 * 1024);

  /** `hash`: at least 16 bytes that are spread evenly. True when it was not there. */
  add(hash: Uint8Array): boolean {
    if (this.#count * 10 >= (this.#table.length / 4) * 7) this.#grow();
    const view = new DataView(hash.buffer, hash.byteOffset, 16);
    const words = [0, 4, 8, 12].map(at => view.getUint32(at, true));
    words[3] = (words[3]! | 1) >>> 0; // never four zeros
    return this.#put(words, this.#table);
  }

  get size(): number {
    return this.#count;
  }

  #put(words: ArrayLike<number>, table: Uint32Array): boolean {
    const mask = table.length / 4 - 1;
    for (let place = words[0]! & mask; ; place = (place + 1) & mask) {
      const at = 4 * place;
      if (table[at + 3] === 0) {
        table.set([words[0]!, words[1]!, words[2]!, words[3]!], at);
        this.#count++;
        return true;
      }
      if (
        table[at] === words[0] &&
        table[at + 1] === words[1] &&
        table[at + 2] === words[2] &&
        table[at + 3] === words[3]
      )
        return false;
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Uint32Array(2 * old.length);
    this.#count = 0;
    for (let at = 0; at < old.length; at += 4) {
      if (old[at + 3] !== 0) this.#put(old.subarray(at, at + 4), this.#table);
    }
  }
}
