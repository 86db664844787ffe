import { z } from 'zod';

/**
 * What is to be done, small enough for a queue: references, never a text. A message says all that finding the results of
 * its work takes, so that they can be removed when the job itself is gone.
 */
const at = z.int().min(0);
const job = z.string();
const CUT = z.object({
  kind: z.literal('cut'),
  job,
  /** Which piece of the cutting this is. */
  part: at,
  /** Where in the input to go on: the byte, the line, and the number of the next shard. */
  from: at,
  line: z.int().min(1),
  shard: at,
  /** Bytes of the line of column names; 0 where there is none, or none yet. */
  header: at,
});
const SHARD = z.object({
  kind: z.literal('shard'),
  job,
  /** Digest of the index that the job is for. */
  index: z.string(),
  shard: at,
  /** The bytes `[from, to)` of the input, the line they begin on, and how many rows they are. */
  from: at,
  to: at,
  line: z.int().min(1),
  rows: z.int().min(1),
  header: at,
  /** One row that is too long to be read. */
  tooLong: z.boolean(),
});
const REMOVE = z.object({ kind: z.literal('remove'), job });
const MESSAGE = z.discriminatedUnion('kind', [CUT, SHARD, REMOVE]);

export type CutMessage = Readonly<z.infer<typeof CUT>>;
export type ShardMessage = Readonly<z.infer<typeof SHARD>>;
export type JobMessage = CutMessage | ShardMessage | Readonly<z.infer<typeof REMOVE>>;

/** Null for what is no message of ours. */
export function readMessage(value: unknown): JobMessage | null {
  return MESSAGE.safeParse(value).data ?? null;
}
