import { z } from '@hono/zod-openapi';
import type { FailedLine } from '../batch/jobs/problems.ts';
import { JOB_ENDS, type JobEnd } from '../batch/jobs/problems.ts';
import { type JobProgress, MAX_FAILED } from '../batch/jobs/progress.ts';
import { optional } from './contract.ts';
import { batchLine } from './schemas.ts';

/** What goes out of the doors of jobs, as schemas.ts says it of the others. */
const count = z.int().min(0);
const code = z.enum(Object.keys(JOB_ENDS) as [JobEnd, ...JobEnd[]]);

export const jobProgress = z
  .object({
    id: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .meta({ description: 'Whoever has it, and a key, can read the job: keep it to yourself.' }),
    state: z.enum(['running', 'done', 'failed']).meta({
      description:
        '`done`: every shard is answered or given up. `failed`: the whole job was given up, `error` says why.',
    }),
    index: z
      .object({ digest: z.string() })
      .meta({ description: 'The index when the job was submitted; no other answers any of its rows.' }),
    rows: count.meta({ description: 'Rows found so far.' }),
    cut: z.boolean().meta({ description: 'Whether those are all.' }),
    answered: count,
    ok: count,
    rejected: count,
    verdicts: z.object({ clear: count, unclear: count, none: count }),
    problems: z
      .record(z.string(), count)
      .meta({ description: 'Why rows were rejected, and how many for each reason.' }) as unknown as z.ZodType<
      JobProgress['problems']
    >,
    shards: z
      .object({ found: count, done: count, failed: count })
      .meta({ description: 'Pieces of the input that are answered as one.' }),
    failed: z
      .array(z.object({ line: z.int().min(1), rows: count }).meta({ id: 'FailedShard' }))
      .meta({ description: `The rows of the first ${MAX_FAILED} shards that were given up.` }),
    error: optional(z.object({ code, message: z.string() })),
  })
  .meta({ id: 'Job', description: 'How far a job is.' }) satisfies z.ZodType<JobProgress>;

const failedLine = z
  .object({
    status: z.literal('failed'),
    line: z
      .int()
      .min(1)
      .meta({ description: 'Of the input, from 1, on which the first of the rows begins.' }),
    rows: count,
    error: z.object({ code: z.literal('shard-failed'), message: z.string() }),
  })
  .meta({
    id: 'FailedLine',
    description: 'Stands in the place of all rows of a shard that was given up.',
  }) satisfies z.ZodType<FailedLine>;

export const jobLine = z
  .union([...batchLine.options, failedLine])
  .meta({ id: 'JobLine', description: 'One line of the results of a job.' });
