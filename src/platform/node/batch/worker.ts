import { workerData } from 'node:worker_threads';
import { openScorer, type Scorer, type ScorerSetup } from './score.ts';

/** One of the pool: opens the artifact on the memory that all share, then answers shards. */
const scorer = openScorer(workerData as ScorerSetup);

export const score: Scorer['score'] = shard => scorer.score(shard);
export const hashes: Scorer['hashes'] = shard => scorer.hashes(shard);
