import type { Once } from '../../http/once.ts';

/** Milliseconds. */
export interface OnceOptions {
  /** Between two looks at what another request makes. */
  readonly interval: number;
  /** After which it is taken to be dead. The catalogue's index takes half a second, and a slow network some seconds. */
  readonly patience: number;
}

const DEFAULTS: OnceOptions = { interval: 5, patience: 10_000 };

/**
 * Once per isolate, for requests that may end at any moment. A promise belongs to the request that made it: when its
 * client goes away the promise may never settle, and a request that has nothing else to wait for is ended as hung. So what
 * requests share is the outcome alone, and whoever waits for another's work looks for it by a timer of his own. Those who
 * waited share a failure too; whoever comes after it begins anew.
 */
export function createOnce(options: Partial<OnceOptions> = {}): Once {
  const { interval, patience } = { ...DEFAULTS, ...options };
  return <Value>(make: () => Promise<Value>) => {
    let latest: Attempt<Value> | undefined;
    const begin = async (): Promise<Value> => {
      const attempt: Attempt<Value> = { outcome: undefined };
      latest = attempt;
      attempt.outcome = await make().then(
        value => ({ value }),
        (error: unknown) => ({ error }),
      );
      return unwrap(attempt.outcome);
    };
    return async () => {
      for (;;) {
        const attempt = latest;
        if (attempt === undefined || (attempt.outcome !== undefined && 'error' in attempt.outcome))
          return begin();
        for (let waited = 0; attempt.outcome === undefined && waited < patience; waited += interval) {
          await new Promise(resolve => setTimeout(resolve, interval));
        }
        if (attempt.outcome !== undefined) return unwrap(attempt.outcome);
        if (attempt === latest) return begin();
      }
    };
  };
}

interface Attempt<Value> {
  outcome: Outcome<Value> | undefined;
}

type Outcome<Value> = { readonly value: Value } | { readonly error: unknown };

function unwrap<Value>(outcome: Outcome<Value>): Value {
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}
