import type { Artifact } from '../../src/artifact/read.ts';
import type { BlobStore } from '../../src/batch/jobs/blobs.ts';
import { createJobs, type Jobs, type JobsParts } from '../../src/batch/jobs/jobs.ts';
import { memoryBlobs, memoryQueue } from '../../src/batch/jobs/memory.ts';
import type { JobMessage } from '../../src/batch/jobs/messages.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { readCells } from '../../src/platform/node/batch/csv.ts';

export interface MemoryJobs {
  readonly jobs: Jobs;
  readonly store: BlobStore;
  /** Works on what is queued. */
  run(): Promise<void>;
}

export function memoryJobs(artifact: Artifact, parts: Partial<JobsParts> = {}): MemoryJobs {
  const store = parts.store ?? memoryBlobs();
  const queue = memoryQueue<JobMessage>();
  const jobs = createJobs({ store, queue, matcher: createMatcher(artifact), readCells, ...parts });
  return {
    jobs,
    store,
    async run() {
      for (let next = queue.take(); next !== undefined; next = queue.take()) await jobs.handle(next);
    },
  };
}
