import { Problem } from './problems.ts';

/**
 * How much is worked on at once. A match keeps the processor busy from start to end, so two at once would only make both
 * late: work is done one piece at a time, in order of arrival, and between two pieces there is a pause in which new
 * requests are heard. So many may wait; whoever comes then is told at once to come back, instead of waiting for an
 * answer that nobody wants any more. Batches take turns with single requests row by row, so that neither starves.
 */
export interface Load {
  /** Requests that wait for their turn. */
  readonly waiting: number;
  /** Whether one more would be refused. */
  readonly full: boolean;
  /** Throws the Problem `overloaded` when so many wait that one more would not be let in. */
  expectRoom(): void;
  /**
   * Does the work when its turn comes. Rejects with `overloaded` when too many wait or the turn came too late, and with
   * `incomplete-body` when nobody waits for the answer any more.
   */
  run<Result>(work: () => Result, gone?: () => boolean): Promise<Result>;
  /** The same for one row of a batch, which is let in for as long as it lasts. */
  runRow<Result>(work: () => Result): Promise<Result>;
  /** Lets a batch in, or throws `overloaded`; what it gives is called once, at the end. */
  openBatch(): () => void;
}

export interface LoadOptions {
  /** Requests that may wait for their turn. */
  readonly waiting: number;
  readonly batches: number;
  /** Milliseconds after which an answer comes too late. */
  readonly patience: number;
  /** Whether there is memory for one more answer. */
  readonly hasMemory?: () => boolean;
  readonly now?: () => number;
  /** Lets whatever else there is (new requests) have its time. */
  readonly pause: () => Promise<void>;
}

/** Seconds after which a refused client may try again: the longest queue is done by then. */
export const RETRY_AFTER = 1;

/** What a refused request is told. */
export const TOO_MANY = 'Too many requests wait already; try again shortly.';

export function createLoad({
  waiting,
  batches,
  patience,
  hasMemory = () => true,
  now = () => performance.now(),
  pause,
}: LoadOptions): Load {
  const queue: (() => void)[] = [];
  let requests = 0;
  let openBatches = 0;
  let working = false;

  const work = async (): Promise<void> => {
    working = true;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      next();
      await pause();
    }
    working = false;
  };
  const enqueue = <Result>(task: () => Result, done: () => void): Promise<Result> =>
    new Promise((resolve, reject) => {
      queue.push(() => {
        done();
        try {
          resolve(task());
        } catch (error) {
          reject(error);
        }
      });
      if (!working) void work();
    });
  const isFull = (): boolean => requests >= waiting || !hasMemory();
  const expectRoom = (): void => {
    if (isFull()) throw overloaded(TOO_MANY);
  };

  return {
    get waiting() {
      return requests;
    },
    get full() {
      return isFull();
    },
    expectRoom,
    async run(task, gone = () => false) {
      expectRoom();
      requests++;
      const came = now();
      return enqueue(
        () => {
          if (gone())
            throw new Problem('incomplete-body', 'The connection ended before the answer was ready.');
          if (now() - came > patience) throw overloaded('It had to wait too long; try again shortly.');
          return task();
        },
        () => requests--,
      );
    },
    runRow: task => enqueue(task, () => {}),
    openBatch() {
      if (openBatches >= batches)
        throw overloaded(`At most ${batches} batches run at once; try again later.`);
      openBatches++;
      return () => openBatches--;
    },
  };
}

function overloaded(detail: string): Problem {
  return new Problem('overloaded', detail, { headers: { 'Retry-After': String(RETRY_AFTER) } });
}
