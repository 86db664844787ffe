/**
 * Where messages wait for somebody who works on them. Each is delivered at least once, perhaps twice, perhaps at the same
 * time, and in any order; one whose work fails again and again ends among the dead letters.
 */
export interface MessageQueue<Message> {
  /**
   * Any number of them. Throws a RangeError, and sends none, when one is larger than MAX_MESSAGE; when it throws anything
   * else some may have been sent.
   */
  send(messages: readonly Message[]): Promise<void>;
}

/** Bytes as JSON; queues take 128,000 and add some of their own. */
export const MAX_MESSAGE = 120_000;

/** Bytes of each message as JSON. */
export function messageSizes(messages: readonly unknown[]): readonly number[] {
  const encoder = new TextEncoder();
  const sizes = messages.map(message => encoder.encode(JSON.stringify(message)).length);
  if (sizes.some(size => size > MAX_MESSAGE)) {
    throw new RangeError(`a message holds at most ${MAX_MESSAGE} bytes`);
  }
  return sizes;
}
