import type { Jobs } from '../../../batch/jobs/jobs.ts';
import { faultOf } from '../../../http/requests.ts';
import type { WorkerLog } from '../log.ts';

/** Messages that a queue delivers. */
export interface MessageBatch {
  /** The name of the queue. */
  readonly queue: string;
  readonly messages: readonly Delivery[];
}

interface Delivery {
  readonly body: unknown;
  readonly attempts: number;
  ack(): void;
  retry(options?: { readonly delaySeconds: number }): void;
}

/** The queue of dead letters is named after the other, by an ending. */
const DEAD = '-dead';

/** Seconds until a shard of another index is tried again: time for a new version to go out, or back. */
const LATER = 60;

/** Works on each message by itself: one that fails comes again, and takes no other with it. */
export async function consume(
  { queue, messages }: MessageBatch,
  jobs: Pick<Jobs, 'handle' | 'bury'>,
  log: WorkerLog,
): Promise<void> {
  const isDead = queue.endsWith(DEAD);
  for (const message of messages) {
    try {
      if (isDead) await jobs.bury(message.body);
      else if ((await jobs.handle(message.body)) === 'later') {
        message.retry({ delaySeconds: LATER });
        continue;
      }
      message.ack();
      if (isDead) log.failure('message given up', {});
    } catch (error) {
      const { name, frames } = error instanceof Error ? faultOf(error) : { name: 'unknown', frames: [] };
      log.failure('message failed', { attempts: message.attempts, name, frames: frames.join('; ') });
      message.retry();
    }
  }
}
