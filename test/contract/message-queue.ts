import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE, type MessageQueue } from '../../src/batch/jobs/queue.ts';

interface Note {
  readonly n: number;
  readonly text?: string;
}

/** A queue, and what has arrived on its other side when it has been waited for. */
export interface OpenQueue {
  readonly queue: MessageQueue<Note>;
  /** Resolves when at least so many different ones have come, with all that have. */
  arrived(atLeast: number): Promise<readonly Note[]>;
}

/** What every queue does. More than that is not promised: messages may come twice and in any order. */
export function messageQueueContract(name: string, open: () => Promise<OpenQueue> | OpenQueue): void {
  describe(`a queue: ${name}`, () => {
    it('delivers each message that was sent at least once, however many are sent together', async () => {
      const { queue, arrived } = await open();
      const sent = Array.from({ length: 257 }, (_, n) => ({ n }));
      await queue.send(sent);
      const numbers = new Set((await arrived(257)).map(({ n }) => n));
      expect([...numbers].sort((a, b) => a - b)).toEqual(sent.map(({ n }) => n));
    });

    it('delivers messages that are together larger than one request may be', async () => {
      const { queue, arrived } = await open();
      const text = 'x'.repeat(90_000);
      await queue.send([1, 2, 3, 4, 5, 6, 7].map(n => ({ n, text })));
      const came = await arrived(7);
      expect(new Set(came.map(({ n }) => n))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
      expect(came.every(note => note.text === text)).toBe(true);
    });

    it('refuses a message that is too large, and sends none of those with it', async () => {
      const { queue, arrived } = await open();
      await expect(queue.send([{ n: 1 }, { n: 2, text: 'x'.repeat(MAX_MESSAGE) }])).rejects.toThrow(
        RangeError,
      );
      await queue.send([{ n: 3 }]);
      expect(new Set((await arrived(1)).map(({ n }) => n))).toEqual(new Set([3]));
    });

    it('sends nothing when there is nothing to send', async () => {
      const { queue, arrived } = await open();
      await queue.send([]);
      await queue.send([{ n: 9 }]);
      expect(new Set((await arrived(1)).map(({ n }) => n))).toEqual(new Set([9]));
    });
  });
}
