import { memoryBlobs, memoryQueue } from '../../src/batch/jobs/memory.ts';
import { blobStoreContract } from './blob-store.ts';
import { messageQueueContract } from './message-queue.ts';

blobStoreContract('in memory', () => memoryBlobs());
blobStoreContract('in memory, three to a page', () => memoryBlobs({ pageSize: 3 }));

messageQueueContract('in memory', () => {
  const queue = memoryQueue<{ n: number; text?: string }>();
  return {
    queue,
    async arrived() {
      const all: { n: number; text?: string }[] = [];
      for (let next = queue.take(); next !== undefined; next = queue.take()) all.push(next);
      return all;
    },
  };
});
