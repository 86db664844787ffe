import { askForJobProblems } from './jobs-example.ts';
import { createLoad } from './load.ts';
import type { Facts, Operation, Sample } from './operations.ts';
import type { AppParts } from './parts.ts';
import type { ProblemBody, ProblemCode } from './problems.ts';

/**
 * Examples for the documentation, none of them invented: each is what an app over the same index answers, an app of its own
 * that nobody watches, counts or limits. Problems are brought about in the same way.
 */
export type Ask = (path: string, init?: RequestInit, parts?: Partial<AppParts>) => Promise<Response>;

/** A sample, and what came back for it. */
export interface Recorded {
  readonly sample: Sample;
  readonly answer: string;
}

export async function recordSamples({ method, body, samples }: Operation, ask: Ask): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  for (const sample of samples) {
    const response = await ask(sample.path, {
      method: method.toUpperCase(),
      ...(body === undefined
        ? {}
        : { headers: { 'Content-Type': sample.type ?? body.type }, body: sample.body! }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`the example ${sample.name} is answered ${response.status}`);
    recorded.push({ sample, answer });
  }
  return recorded;
}

export async function recordProblems(
  ask: Ask,
  { hasJobs }: Pick<Facts, 'hasJobs'>,
): Promise<Record<ProblemCode, ProblemBody>> {
  const json = { 'Content-Type': 'application/json' };
  const match = (body: unknown, parts: Partial<AppParts> = {}, headers: Record<string, string> = json) =>
    ask('/v1/match', { method: 'POST', headers, body, duplex: 'half' } as RequestInit, parts);
  const good = JSON.stringify({ text: '處理客訴' });
  const never = new ReadableStream();
  const broken = new ReadableStream({ pull: controller => controller.error() });
  const responses = await Promise.all([
    match('{"text": '),
    match(new Uint8Array([0x22, 0xa4, 0xa4, 0x22])),
    match(broken),
    match(good, { apiKeys: ['one that was not sent'] }),
    ask('/v1/standards/none'),
    ask('/v2'),
    ask('/v1/match'),
    match(never, { body: { bytes: 1024, time: 1 } }),
    match(' '.repeat(1025), { body: { bytes: 1024, time: 1000 } }),
    match(good, {}, { 'Content-Type': 'text/plain' }),
    match(JSON.stringify({ text: '', limit: 1000 })),
    match(good, { rateLimit: { requests: 0, window: 60_000, clientOf: () => '', store: NO_MEMORY } }),
    match(good, { load: createLoad({ waiting: 0, batches: 0, patience: 1, pause: async () => {} }) }),
    match(good, { matcher: FAULTY }),
    ask('/health/ready', {}, { matcher: FAULTY }),
    ...(hasJobs ? await askForJobProblems(ask, FAULTY) : []),
  ]);
  const problems = await Promise.all(responses.map(response => response.json() as Promise<ProblemBody>));
  return Object.fromEntries(problems.map(problem => [problem.code, problem])) as Record<
    ProblemCode,
    ProblemBody
  >;
}

const NO_MEMORY = {
  increment: () => ({ totalHits: 1, resetTime: new Date(60_000) }),
  decrement: () => {},
  resetKey: () => {},
};

const fail = (): never => {
  throw new Error();
};
const FAULTY: AppParts['matcher'] = {
  index: { digest: '', standards: 0, tasks: 0 },
  fold: text => text,
  match: fail,
  gaps: fail,
  compare: fail,
};
