import type { Context } from 'hono';
import type { JobSettings } from '../batch/jobs/job.ts';
import type { JobInput, Jobs } from '../batch/jobs/jobs.ts';
import { JOB_ENDS } from '../batch/jobs/problems.ts';
import type { JobProgress } from '../batch/jobs/progress.ts';
import { type JobResults, ResultsGone } from '../batch/jobs/results.ts';
import { ENCODINGS } from '../batch/settings.ts';
import type { App } from './app.ts';
import type { AbortedLine } from './batch.ts';
import { type BodyLimits, expectMediaType, nextPiece, readJson, within } from './body.ts';
import { parseBody, parseQuery } from './contract.ts';
import type { Env } from './guards.ts';
import { jobBody, jobQuery, resultsQuery } from './jobs-contract.ts';
import { Problem } from './problems.ts';
import { faultOf, type StreamEnd } from './requests.ts';

/**
 * `/v1/jobs`: batches that are stored and worked on by many machines. These are the only doors behind which a text is
 * kept, so they open with a key alone: where no keys are set there are no jobs.
 */
export interface JobRoutes {
  readonly jobs: Jobs;
  readonly body: BodyLimits;
  readonly hasKeys: boolean;
}

export function mountJobs(app: App, { jobs, body, hasKeys }: JobRoutes): void {
  app.use('/v1/jobs/*', async (_, next) => {
    if (!hasKeys) {
      throw new Problem(
        'keys-not-set',
        'Jobs keep texts, so the service takes them only once API keys are set.',
      );
    }
    await next();
  });

  app.post('/v1/jobs', async c => {
    const query = parseQuery(jobQuery, { ...c.req.query(), keep: c.req.queries('keep') ?? [] });
    const onBytes = (size: number): void => c.set('requestBytes', size);
    const { input, isCsv } = isJson(c)
      ? storedInput(parseBody(jobBody, await readJson(c.req.raw, body, onBytes)))
      : sentInput(c, { patience: body.time, most: jobs.sizes.input, onBytes });
    const from = query.from === '' ? (isCsv ? 'csv' : 'ndjson') : query.from;
    const progress = await jobs.submit(input, settingsOf(query, from));
    if (progress === 'unknown-input') {
      const errors = [{ pointer: '#/key', detail: 'the key of an object that is there is expected' }];
      throw new Problem('invalid-values', 'See `errors` for each value and what is expected.', { errors });
    }
    return json(c, progress, 202, { Location: `/v1/jobs/${progress.id}` });
  });

  app.get('/v1/jobs/:id', async c => json(c, (await jobs.progress(c.req.param('id'))) ?? unknownJob(), 200));

  app.get('/v1/jobs/:id/results', async c => {
    const { partial, from } = parseQuery(resultsQuery, c.req.query());
    const id = c.req.param('id');
    const results = await jobs.results(id, from);
    if (results === null) {
      if ((await jobs.progress(id)) === null) unknownJob();
      const errors = [{ parameter: 'from', detail: 'the number of a shard of the job is expected' }];
      throw new Problem('invalid-values', 'See `errors` for each value and what is expected.', { errors });
    }
    if (!partial && results.ended !== null) {
      const why = JOB_ENDS[results.ended];
      throw new Problem('job-failed', `${why} With partial=true there is what was answered.`);
    }
    if (!partial && !results.complete) throw notDone(await jobs.progress(id));
    const { stream, end } = streamResults(results);
    c.set('streamEnd', end);
    const next = `/v1/jobs/${id}/results?from=${results.next}${partial ? '&partial=true' : ''}`;
    return c.body(stream, 200, {
      'Content-Type': NDJSON[0],
      ...(results.next === null ? {} : { Link: `<${next}>; rel="next"` }),
    });
  });

  app.delete('/v1/jobs/:id', async c => {
    if (!(await jobs.remove(c.req.param('id')))) unknownJob();
    return c.body(null, 204);
  });
}

const NDJSON = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'] as const;
const ROWS = [...NDJSON, 'text/csv'];

interface Input {
  readonly input: JobInput;
  readonly isCsv: boolean;
}

function storedInput({ key }: { readonly key: string }): Input {
  return { input: { key }, isCsv: key.toLowerCase().endsWith('.csv') };
}

function sentInput(c: Context<Env>, limits: PieceLimits): Input {
  expectMediaType(
    c.req.raw.headers,
    ROWS,
    `rows with Content-Type: ${NDJSON[0]} or text/csv, or JSON that names where they are`,
  );
  return { input: { pieces: piecesOf(c.req.raw.body, limits) }, isCsv: mediaType(c) === 'text/csv' };
}

function settingsOf(query: ReturnType<typeof jobQuery.parse>, from: JobSettings['from']): JobSettings {
  const { limit, superseded, explain, encoding, keep } = query;
  return {
    ...{ from, limit, superseded, explain, keep },
    encoding: ENCODINGS[encoding],
    columns: { id: query.idColumn, text: query.textColumn, title: query.titleColumn, kind: query.kindColumn },
  };
}

interface PieceLimits {
  /** Milliseconds to wait for the next piece. */
  readonly patience: number;
  /** Bytes in all. */
  readonly most: number;
  readonly onBytes: (size: number) => void;
}

/** The body as it comes; a Problem when it breaks off, stalls or grows too large. */
async function* piecesOf(
  body: ReadableStream<Uint8Array> | null,
  { patience, most, onBytes }: PieceLimits,
): AsyncGenerator<Uint8Array, void> {
  if (body === null) return;
  const reader = body.getReader();
  let size = 0;
  try {
    for (;;) {
      const piece = await within(patience, nextPiece(reader), 'The next piece of a job');
      if (piece === null) return;
      size += piece.length;
      onBytes(size);
      if (size > most) throw new Problem('body-too-large', `The input of a job holds at most ${most} bytes.`);
      yield piece;
    }
  } finally {
    reader.cancel().catch(() => {}); // whether the rest can still be stopped makes no difference to the answer
  }
}

function notDone(progress: JobProgress | null): Problem {
  if (progress === null) unknownJob();
  const { shards, cut } = progress;
  const sofar = `${shards.done} of ${cut ? '' : 'at least '}${shards.found} shards are done`;
  return new Problem('job-not-done', `${sofar}; ask again later, or for the beginning with partial=true.`, {
    headers: { 'Retry-After': String(ASK_AGAIN) },
  });
}

/** Seconds. */
const ASK_AGAIN = 10;

function unknownJob(): never {
  throw new Problem('unknown-job', 'There is no job with this id, or no longer.');
}

/**
 * Nothing is read from the storage before the client has taken what came before. The status is sent first, so what goes
 * wrong later is told by a last line, as `/v1/batch` tells it.
 */
function streamResults({ rows }: JobResults): {
  stream: ReadableStream<Uint8Array>;
  end: Promise<StreamEnd>;
} {
  const { promise: end, resolve } = Promise.withResolvers<StreamEnd>();
  const pieces = rows[Symbol.asyncIterator]();
  let responseBytes = 0;
  let isLineOpen = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const send = (bytes: Uint8Array): void => {
          responseBytes += bytes.length;
          isLineOpen = bytes.at(-1) !== LINE_FEED;
          controller.enqueue(bytes);
        };
        try {
          const { done, value } = await pieces.next();
          if (!done) return send(value);
          resolve({ responseBytes });
        } catch (error) {
          const gone = error instanceof ResultsGone;
          send(new TextEncoder().encode(`${isLineOpen ? '\n' : ''}${JSON.stringify(aborted(gone))}\n`));
          const fault = !gone && error instanceof Error ? { fault: faultOf(error) } : {};
          resolve({ responseBytes, ended: gone ? 'aborted' : 'internal-error', ...fault });
        }
        controller.close();
      },
      async cancel() {
        resolve({ responseBytes, ended: 'aborted' });
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, end };
}

const LINE_FEED = 0x0a;

function aborted(isGone: boolean): AbortedLine {
  const error = isGone
    ? ({ code: 'unknown-job', message: 'The job was removed.' } as const)
    : ({ code: 'internal-error', message: 'It is logged under this request id.' } as const);
  return { status: 'aborted', error };
}

function mediaType(c: Context): string {
  return (c.req.header('Content-Type') ?? '').split(';')[0]!.trim().toLowerCase();
}

function isJson(c: Context): boolean {
  return mediaType(c) === 'application/json';
}

function json(
  c: Context,
  value: unknown,
  status: 200 | 202,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return c.body(bytes, status, {
    ...headers,
    'Content-Type': 'application/json',
    'Content-Length': String(bytes.length),
  });
}
