/**
 * The two ends of a line between pdfjs and the part of it that reads files, in one thread: what a `Worker` is to its
 * page. `passing` sees every message that comes back, and may throw to end the conversation.
 */
export function ports(passing: (message: unknown) => void): { near: Port; far: Port } {
  const near = new Port(() => {});
  const far = new Port(passing);
  near.other = far;
  far.other = near;
  return { near, far };
}

type Listener = (event: { readonly data: unknown }) => void;

export class Port {
  other: Port | null = null;
  readonly #passing: (message: unknown) => void;
  readonly #listeners = new Set<Listener>();

  constructor(passing: (message: unknown) => void) {
    this.#passing = passing;
  }

  postMessage(message: unknown, transfer?: Transferable[]): void {
    this.#passing(message);
    const data: unknown = structuredClone(message, transfer ? { transfer } : undefined);
    void Promise.resolve().then(() => this.other?.hear(data));
  }

  hear(data: unknown): void {
    for (const listener of this.#listeners) listener({ data });
  }

  addEventListener(_: string, listener: Listener, options?: { readonly signal?: AbortSignal }): void {
    this.#listeners.add(listener);
    options?.signal?.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  removeEventListener(_: string, listener: Listener): void {
    this.#listeners.delete(listener);
  }

  /** Nothing more is heard at this end. */
  terminate(): void {
    this.#listeners.clear();
  }
}
