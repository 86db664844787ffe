import { type MessageQueue, messageSizes } from '../../../batch/jobs/queue.ts';

/** What is used of a queue that messages are sent to. */
export interface QueueBinding {
  sendBatch(messages: { readonly body: unknown; readonly contentType: 'json' }[]): Promise<unknown>;
}

/** One request takes a hundred messages and 256,000 bytes, some of which are the queue's own. */
const MOST = 100;
const MOST_BYTES = 200_000;

export function sendingQueue<Message>(binding: QueueBinding): MessageQueue<Message> {
  return {
    async send(messages) {
      const sizes = messageSizes(messages);
      for (let from = 0; from < messages.length; ) {
        let bytes = 0;
        let to = from;
        while (
          to < messages.length &&
          to - from < MOST &&
          (to === from || bytes + sizes[to]! <= MOST_BYTES)
        ) {
          bytes += sizes[to]!;
          to++;
        }
        await binding.sendBatch(messages.slice(from, to).map(body => ({ body, contentType: 'json' })));
        from = to;
      }
    },
  };
}
