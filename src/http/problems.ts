/**
 * What a request can fail of, as RFC 9457 problem details. This table is the one place that maps a code to an HTTP
 * status; the codes are stable, the words are not. No problem ever repeats what was sent, so details are fixed texts or
 * hold numbers of ours (limits), never a value that came in.
 */
export const PROBLEMS = {
  'bad-request': { status: 400, title: 'The request is no usable HTTP request' },
  'invalid-json': { status: 400, title: 'The body is not JSON' },
  'invalid-encoding': { status: 400, title: 'The body is not UTF-8' },
  'incomplete-body': { status: 400, title: 'The body ended too early' },
  unauthorized: { status: 401, title: 'An API key is needed' },
  'keys-not-set': { status: 403, title: 'Not without API keys' },
  'unknown-standard': { status: 404, title: 'No such standard' },
  'unknown-job': { status: 404, title: 'No such job' },
  'unknown-route': { status: 404, title: 'No such address' },
  'method-not-allowed': { status: 405, title: 'Not with this method' },
  'request-timeout': { status: 408, title: 'The request came too slowly' },
  'job-not-done': { status: 409, title: 'The job is not done' },
  'job-failed': { status: 409, title: 'The job was given up' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'Not a media type that is read here' },
  'unmet-expectation': { status: 417, title: 'Not an expectation that can be met here' },
  'invalid-values': { status: 422, title: 'A value is not what was expected' },
  'rate-limited': { status: 429, title: 'Too many requests from one client' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  'internal-error': { status: 500, title: 'Something went wrong here' },
  overloaded: { status: 503, title: 'More requests than can be answered' },
  'not-ready': { status: 503, title: 'Not ready yet' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One value that was refused: where it stands in the body (a JSON Pointer as a URI fragment) or in the query. */
export type ValueError =
  | { readonly pointer: string; readonly detail: string }
  | { readonly parameter: string; readonly detail: string };

export interface ProblemExtras {
  readonly errors?: readonly ValueError[];
  /** Headers that belong to the answer, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What goes out. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly errors?: readonly ValueError[];
  readonly requestId: string;
}

/** Thrown by handlers for what a client did wrong; `problemResponse` makes the answer of it. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.extras = extras;
  }
}

export function problemBody(
  { code, message, extras }: Pick<Problem, 'code' | 'message' | 'extras'>,
  requestId: string,
): ProblemBody {
  const { status, title } = PROBLEMS[code];
  return {
    type: `urn:icap-match:problem:${code}`,
    title,
    status,
    detail: message,
    code,
    ...(extras.errors === undefined ? {} : { errors: extras.errors }),
    requestId,
  };
}

export function problemResponse(problem: Problem, requestId: string): Response {
  const bytes = new TextEncoder().encode(JSON.stringify(problemBody(problem, requestId)));
  return new Response(bytes, {
    status: PROBLEMS[problem.code].status,
    headers: {
      ...problem.extras.headers,
      'Content-Type': 'application/problem+json',
      'Content-Length': String(bytes.length),
    },
  });
}
