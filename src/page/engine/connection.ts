import type { IndexSummary } from '../../matching/answer.ts';
import { EngineError, type IndexLocation, LoadError, type LoadFault, type LoadProgress } from './engine.ts';
import type { Answer, Argument, FromWorker, Operation, ToWorker } from './protocol.ts';

/** What is used of a Web Worker. */
export type EngineWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

interface Pending {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

interface Loading {
  readonly resolve: (index: IndexSummary) => void;
  readonly reject: (error: Error) => void;
}

/** The page's end of the line to one worker, from its start to its end. */
export class Connection {
  /** Rejects with LoadError. */
  readonly ready: Promise<IndexSummary>;
  readonly #worker: EngineWorker;
  readonly #pending = new Map<number, Pending>();
  /** Null once it has loaded. */
  #load: Loading | null = null;
  #next = 0;
  #ended: Error | null = null;

  constructor(worker: EngineWorker, location: IndexLocation, onProgress: (progress: LoadProgress) => void) {
    this.ready = new Promise((resolve, reject) => {
      this.#load = { resolve, reject };
    });
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => this.#hear(data as FromWorker, onProgress));
    worker.addEventListener('error', event => this.#crash('message' in event ? 'too-old' : 'offline'));
    worker.addEventListener('messageerror', () => this.#crash('no-memory'));
    this.#post({ type: 'load', location });
  }

  /** Why there is no worker any more; null while there is. */
  get ended(): Error | null {
    return this.#ended;
  }

  /** Rejects with EngineError when the request is refused or the worker ends, and with LoadError when it never was. */
  async ask<Name extends Operation>(operation: Name, argument: Argument<Name>): Promise<Answer<Name>> {
    await this.ready;
    if (this.#ended !== null) throw this.#ended;
    return new Promise<Answer<Name>>((resolve, reject) => {
      const id = this.#next++;
      this.#post({ type: 'ask', id, operation, argument } as ToWorker);
      this.#pending.set(id, { resolve, reject });
    });
  }

  close(error: Error): void {
    if (this.#ended !== null) return;
    this.#ended = error;
    this.#worker.terminate();
    this.#load?.reject(error);
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromWorker, onProgress: (progress: LoadProgress) => void): void {
    switch (message.type) {
      case 'progress':
        onProgress(message.progress);
        break;
      case 'ready':
        this.#load?.resolve(message.index);
        this.#load = null;
        break;
      case 'failed':
        this.close(new LoadError(message.fault));
        break;
      default:
        this.#settle(message);
    }
  }

  #settle(message: Extract<FromWorker, { readonly id: number }>): void {
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.type === 'answered') pending?.resolve(message.answer as never);
    else pending?.reject(new EngineError(message.code));
  }

  /** Before it is ready, a script that was not fetched gives a plain event, and one that does not run an error's. */
  #crash(fault: LoadFault): void {
    this.close(this.#load === null ? new EngineError('crashed') : new LoadError(fault));
  }
}
