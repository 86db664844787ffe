import { createMatcher } from '../../matching/matcher.ts';
import { type Answers, createAnswers } from './answers.ts';
import { EngineError, type IndexLocation, LoadError } from './engine.ts';
import { loadIndex } from './load.ts';
import type { Ask, FromWorker, Operation, ToWorker } from './protocol.ts';

/** The worker's end of the line: its global scope, or a port of a MessageChannel. */
export interface EnginePort {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: { readonly data: ToWorker }) => void): void;
}

export interface ServeOptions {
  readonly fetch: typeof fetch;
  /** Milliseconds of any steady clock. */
  readonly now?: () => number;
}

/** Loads the index when told to, then answers what is asked. Keeps no text. */
export function serveEngine(port: EnginePort, { fetch, now = () => performance.now() }: ServeOptions): void {
  let answers: Answers | undefined;

  const load = async (location: IndexLocation): Promise<void> => {
    try {
      const artifact = await loadIndex(location, {
        fetch,
        onProgress: progress => port.postMessage({ type: 'progress', progress }),
      });
      const matcher = createMatcher(artifact);
      answers = createAnswers(artifact, matcher, now);
      port.postMessage({ type: 'ready', index: matcher.index });
    } catch (error) {
      port.postMessage({ type: 'failed', fault: error instanceof LoadError ? error.fault : 'no-memory' });
    }
  };

  const answer = <Name extends Operation>({ id, operation, argument }: Ask<Name>): void => {
    try {
      if (answers === undefined) throw new EngineError('not-ready');
      port.postMessage({ type: 'answered', id, answer: answers[operation](argument) });
    } catch (error) {
      const code = error instanceof EngineError ? error.code : 'internal-error';
      port.postMessage({ type: 'refused', id, code });
    }
  };

  port.addEventListener('message', ({ data }) => {
    if (data.type === 'load') void load(data.location);
    else answer(data);
  });
}
