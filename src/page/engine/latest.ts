import { Superseded } from './engine.ts';

/** Runs requests of one kind one at a time; of those that wait for their turn only the newest is kept. */
export type Lane = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** For work that cannot be called off. What is at work is done: while somebody types on, answers come none the less. */
export function createLane(): Lane {
  let isRunning = false;
  let waiting: { readonly start: () => void; readonly replace: () => void } | null = null;
  const run: Lane = async work => {
    isRunning = true;
    try {
      return await work();
    } finally {
      const next = waiting;
      waiting = null;
      isRunning = false;
      next?.start();
    }
  };
  return work => {
    if (!isRunning) return run(work);
    waiting?.replace();
    return new Promise((resolve, reject) => {
      waiting = { start: () => resolve(run(work)), replace: () => reject(new Superseded()) };
    });
  };
}

/** A lane whose work can be called off: it is, as soon as a newer one comes. */
export interface AbortingLane {
  run<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
  /** Calls off for this reason what is at work and whatever comes. */
  close(reason: Error): void;
}

export function createAbortingLane(): AbortingLane {
  let current = new AbortController();
  let closed: Error | null = null;
  return {
    async run(work) {
      if (closed !== null) throw closed;
      current.abort(new Superseded());
      current = new AbortController();
      return work(current.signal);
    },
    close(reason) {
      closed = reason;
      current.abort(reason);
    },
  };
}
