import { Connection, type EngineWorker } from './connection.ts';
import { type Engine, EngineError, type IndexLocation, LoadError, type LoadProgress } from './engine.ts';
import { createLane } from './latest.ts';
import type { Answer, Argument, Operation } from './protocol.ts';

export interface LocalOptions {
  readonly workerUrl: string;
  readonly location: IndexLocation;
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly createWorker?: (url: string) => EngineWorker;
}

/**
 * The engine of this browser: a Web Worker with the index; no text leaves the device. Rejects with LoadError. A worker
 * that crashes (a phone may want its memory back) fails what was asked of it; the next request starts another, once, with
 * the index from the browser's cache.
 */
export async function startLocalEngine({
  workerUrl,
  location,
  onProgress = () => {},
  createWorker = startWorker,
}: LocalOptions): Promise<Engine> {
  const start = (): Connection => new Connection(createWorker(workerUrl), location, onProgress);
  let connection = start();
  let starts = 1;
  let isClosed = false;
  const index = await connection.ready;

  const ask = async <Name extends Operation>(
    operation: Name,
    argument: Argument<Name>,
  ): Promise<Answer<Name>> => {
    if (connection.ended !== null && !isClosed) {
      if (starts === MOST_STARTS) throw givenUp(connection.ended);
      starts++;
      connection = start();
    }
    return connection.ask(operation, argument);
  };
  const lanes = { match: createLane(), gaps: createLane(), compare: createLane(), search: createLane() };

  return {
    index,
    sendsTexts: false,
    match: request => lanes.match(() => ask('match', request)),
    gaps: request => lanes.gaps(() => ask('gaps', request)),
    compare: request => lanes.compare(() => ask('compare', request)),
    standards: () => ask('standards', undefined),
    search: search => lanes.search(() => ask('search', search)),
    standard: id => ask('standard', id),
    report: request => ask('report', request),
    close() {
      isClosed = true;
      connection.close(new EngineError('closed'));
    },
  };
}

const MOST_STARTS = 2;

function startWorker(url: string): EngineWorker {
  try {
    return new Worker(url);
  } catch {
    throw new LoadError('too-old'); // there are none, or none for this page
  }
}

/** What ends a worker again and again is want of memory. */
function givenUp(ended: Error): LoadError {
  return ended instanceof LoadError ? ended : new LoadError('no-memory');
}
