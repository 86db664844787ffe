import { parse } from 'csv-parse/browser/esm/sync';
import { createJobs, type Jobs } from '../../../batch/jobs/jobs.ts';
import type { Matcher } from '../../../matching/matcher.ts';
import { cellReader } from '../../cells.ts';
import { bucketBlobs } from './blobs.ts';
import type { Bucket } from './bucket.ts';
import { type QueueBinding, sendingQueue } from './queue.ts';

/** What jobs need to be bound; without both there are none. */
export interface JobBindings {
  /** Where inputs and results lie. */
  readonly JOBS?: Bucket;
  /** Where shards wait. */
  readonly SHARDS?: QueueBinding;
}

export function openJobs({ JOBS, SHARDS }: JobBindings, matcher: Matcher): Jobs | undefined {
  if (JOBS === undefined || SHARDS === undefined) return undefined;
  const readCells = cellReader(parse);
  return createJobs({ store: bucketBlobs(JOBS), queue: sendingQueue(SHARDS), matcher, readCells });
}
