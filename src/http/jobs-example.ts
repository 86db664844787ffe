import { createJobs } from '../batch/jobs/jobs.ts';
import { UPLOADS } from '../batch/jobs/keys.ts';
import { memoryBlobs, memoryQueue } from '../batch/jobs/memory.ts';
import type { JobMessage } from '../batch/jobs/messages.ts';
import type { Matcher } from '../matching/matcher.ts';
import type { App } from './app.ts';
import type { Ask } from './examples.ts';
import type { AppParts } from './parts.ts';

/** The id of the first job that is submitted to an example. */
export const EXAMPLE_JOB = exampleId(1);
/** An object that an example may name. */
export const EXAMPLE_UPLOAD = `${UPLOADS}ads.ndjson`;
const KEY = 'a key of the examples';

/**
 * Asks apps that nobody else does. What is asked of jobs is asked with a key, of jobs that are kept in memory for as long as
 * the examples are made; what a request has queued is done before the next one.
 */
export function exampleAsk(
  appOf: (parts: Partial<AppParts>) => App,
  matcher: Pick<Matcher, 'index' | 'match'>,
): Ask {
  const store = memoryBlobs();
  const queue = memoryQueue<JobMessage>();
  let count = 0;
  const jobs = createJobs({ store, queue, matcher, readCells: NO_TABLES, newId: () => exampleId(++count) });
  return async (path, init = {}, parts = {}) => {
    if (!path.startsWith('/v1/jobs')) return appOf(parts).request(path, init);
    if (count === 0) await store.put(EXAMPLE_UPLOAD, new TextEncoder().encode('{"text":"處理客訴"}\n'));
    for (let next = queue.take(); next !== undefined; next = queue.take()) await jobs.handle(next);
    const headers = { ...(init.headers as Record<string, string> | undefined), 'X-Api-Key': KEY };
    return appOf({ jobs, apiKeys: [KEY], ...parts }).request(path, { ...init, headers });
  };
}

/** What can go wrong with a job, brought about. */
export async function askForJobProblems(
  ask: Ask,
  matcher: Pick<Matcher, 'index' | 'match'>,
): Promise<Response[]> {
  const queue = memoryQueue<JobMessage>();
  const jobs = createJobs({ store: memoryBlobs(), queue, matcher, readCells: NO_TABLES });
  const submit = async (): Promise<string> => {
    const init = { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: '' };
    const { id } = (await (await ask('/v1/jobs', init, { jobs })).json()) as { id: string };
    return `/v1/jobs/${id}/results`;
  };
  const failed = await submit();
  await jobs.handle(queue.take());
  const running = await submit();
  return Promise.all([
    ask(failed, {}, { jobs }),
    ask(running, {}, { jobs }),
    ask(`/v1/jobs/${exampleId(0)}`, {}, { jobs }),
    ask('/v1/jobs', {}, { jobs, apiKeys: [] }),
  ]);
}

/** Examples hold no CSV. */
const NO_TABLES = (): [] => [];

function exampleId(number: number): string {
  return String(number).padStart(32, '0');
}
