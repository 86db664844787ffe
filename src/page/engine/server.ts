import type { OccupationEntry } from '../../artifact/format.ts';
import type { IndexSummary, OccupationSummary } from '../../matching/answer.ts';
import { EngineError } from './engine.ts';

/** `GET /v1/standards` */
export interface Listed {
  readonly index: IndexSummary;
  /** What a standard does not have is absent. */
  readonly standards: readonly (OccupationSummary & {
    readonly category?: string;
    readonly tasks: number;
    readonly superseded: boolean;
  })[];
}

/** The API as functions. Each rejects with the signal's reason when called off, else with EngineError. */
export interface Server {
  get<Answer>(path: string, signal: AbortSignal): Promise<Answer>;
  post<Answer>(path: string, body: object, signal: AbortSignal): Promise<Answer>;
  /** Posts, for the answer's JSON as it came. */
  text(path: string, body: object, signal: AbortSignal): Promise<string>;
}

export function createServer(fetch: typeof globalThis.fetch, origin: string): Server {
  const text = async (path: string, init: RequestInit, signal: AbortSignal): Promise<string> => {
    const reached = await unlessAborted(signal, async () => {
      const response = await fetch(`${origin}${path}`, { ...init, signal });
      return { response, body: await response.text() };
    });
    if (!reached.response.ok) throw refusal(reached.response, reached.body);
    return reached.body;
  };
  const posted = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    get: async (path, signal) => read(await text(path, {}, signal)),
    post: async (path, body, signal) => read(await text(path, posted(body), signal)),
    text: (path, body, signal) => text(path, posted(body), signal),
  };
}

/** Undefined for what the index lacks. */
export async function unlessUnknown<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof EngineError && error.code === 'unknown-standard') return undefined;
    throw error;
  }
}

export function entryOf(listed: Listed['standards'][number]): OccupationEntry {
  const { id, name, tasks, superseded } = listed;
  const { code = null, level = null, category = null } = listed;
  return { id, code, name, level, category, tasks, superseded };
}

async function unlessAborted<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  let result: Result;
  try {
    result = await work();
  } catch {
    throw signal.aborted ? signal.reason : new EngineError('unreachable');
  }
  if (signal.aborted) throw signal.reason;
  return result;
}

/** What answers without one of the API's codes is not the API: a proxy, or a page to log in. */
function refusal({ headers }: Response, body: string): EngineError {
  const seconds = Number(headers.get('Retry-After') ?? Number.NaN);
  return new EngineError(codeOf(body), seconds >= 0 ? seconds : undefined);
}

function codeOf(body: string): string {
  try {
    const { code } = JSON.parse(body) as { readonly code?: unknown };
    if (typeof code === 'string' && /^[a-z-]{1,40}$/.test(code)) return code;
  } catch {
    // no JSON
  }
  return 'unreachable';
}

function read<Answer>(json: string): Answer {
  try {
    return JSON.parse(json) as Answer;
  } catch {
    throw new EngineError('unreachable'); // its message would quote what came
  }
}
