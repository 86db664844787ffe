/** Numbers of which nobody knows how many there will be, packed as they come. */
export class Growing<Data extends Uint8Array | Uint16Array | Uint32Array | Float32Array> {
  length = 0;
  #data: Data;
  readonly #make: (length: number) => Data;

  constructor(make: (length: number) => Data) {
    this.#make = make;
    this.#data = make(1024);
  }

  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = this.#make(this.#data.length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length++] = value;
  }

  /** What came so far, on memory of its own size. */
  packed(): Data {
    return this.#data.slice(0, this.length) as Data;
  }
}

export const growing = {
  u8: () => new Growing(length => new Uint8Array(length)),
  u16: () => new Growing(length => new Uint16Array(length)),
  u32: () => new Growing(length => new Uint32Array(length)),
  f32: () => new Growing(length => new Float32Array(length)),
} as const;
