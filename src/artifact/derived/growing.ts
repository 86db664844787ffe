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

/** Where each of a row of things begins, and where the last one ends. */
export function offsets(lengths: readonly number[]): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    starts[i + 1] = starts[i]! + length;
  });
  return starts;
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
