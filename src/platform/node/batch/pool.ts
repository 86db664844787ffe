import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Artifact } from '../../../artifact/read.ts';
import type { Shard } from '../../../batch/shard.ts';
import { BatchProblem } from './problem.ts';
import { createScorer, type Scorer, type ScorerSetup } from './score.ts';

/** Answers shards, several at once. */
export interface Pool {
  /** How many shards may be under way: enough that no worker waits, and no more than memory should hold. */
  readonly room: number;
  score(shard: Shard): Promise<ReturnType<Scorer['score']>>;
  hashes(shard: Shard): Promise<ReturnType<Scorer['hashes']>>;
  close(): Promise<void>;
}

/** In this thread. The event loop is let in between shards: for Ctrl-C, for pipes and for the terminal. */
export function ownThread(artifact: Artifact, { settings, header }: Omit<ScorerSetup, 'artifact'>): Pool {
  const scorer = createScorer(artifact, settings, header);
  const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
  return {
    room: 1,
    score: async shard => {
      await turn();
      return scorer.score(shard);
    },
    hashes: async shard => {
      await turn();
      return scorer.hashes(shard);
    },
    close: async () => {},
  };
}

/** `artifact` lies in a SharedArrayBuffer: however many workers there are, its bytes are there once. */
export function threads(workers: number, setup: ScorerSetup): Pool {
  const pool = new Piscina({
    filename: fileURLToPath(new URL(`./worker${OWN_ENDING}`, import.meta.url)),
    workerData: setup,
    minThreads: workers,
    maxThreads: workers,
    recordTiming: false,
  });
  const run = async <T>(name: string, shard: Shard): Promise<T> => {
    try {
      return (await pool.run(shard, { name, transferList: [shard.bytes.buffer as ArrayBuffer] })) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
      throw new BatchProblem('a worker ran out of memory; try fewer --workers');
    }
  };
  return {
    room: 3 * workers,
    score: shard => run('score', shard),
    hashes: shard => run('hashes', shard),
    close: () => pool.destroy(),
  };
}

/** TypeScript in the checkout, JavaScript in the package. */
const OWN_ENDING = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
