import { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { type Ask, type Recorded, recordProblems, recordSamples } from './examples.ts';
import { jobLine } from './jobs-schemas.ts';
import { type Facts, type Operation, operations } from './operations.ts';
import { PROBLEMS, type ProblemBody, type ProblemCode } from './problems.ts';
import { batchLine, batchRow, problem } from './schemas.ts';

/** The OpenAPI 3.1 document. Every example in it is an answer that the app has given. */
export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

export interface DescribeParts {
  readonly facts: Facts;
  readonly version: string;
  readonly hasKeys: boolean;
  readonly hasRateLimit: boolean;
  readonly ask: Ask;
}

export async function describeApi(parts: DescribeParts): Promise<OpenApiDocument> {
  const registrar = new OpenAPIHono();
  const { openAPIRegistry: registry } = registrar;
  registry.register('BatchRow', batchRow);
  registry.register('BatchLine', batchLine);
  registry.register('Problem', problem);
  if (parts.facts.hasJobs) registry.register('JobLine', jobLine);
  if (parts.hasKeys) {
    registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
    registry.registerComponent('securitySchemes', 'apiKey', {
      type: 'apiKey',
      in: 'header',
      name: 'X-Api-Key',
    });
  }
  const problems = await recordProblems(parts.ask, parts.facts);
  for (const operation of operations(parts.facts)) {
    registry.registerPath(pathOf(operation, await recordSamples(operation, parts.ask), problems, parts));
  }
  const document = registrar.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'icap-match',
      version: parts.version,
      description: introduction(parts.facts),
      license: { name: 'MIT' },
    },
    servers: [{ url: '/' }],
  });
  return JSON.parse(JSON.stringify(document)) as OpenApiDocument; // without what is undefined
}

const introduction = ({ hasJobs }: Facts): string =>
  `Tells which occupations and tasks of Taiwan’s competency standards (iCAP 職能基準) a job ad or CV describes, and why. ${hasJobs ? 'Texts are never logged, and stored only in jobs, which are submitted as such.' : 'Texts are neither stored nor logged.'} A score orders the answers for one text; it is no percentage, and it does not say whom to hire. Every answer carries \`Index-Digest\` and \`X-Request-Id\`; every failure is a problem (RFC 9457) with a stable \`code\`.`;

const TEXT = z.string();
const isJson = (type: string): boolean => type === 'application/json';
const parsed = (type: string, text: string): unknown => (isJson(type) ? JSON.parse(text) : text);

function pathOf(
  operation: Operation,
  recorded: readonly Recorded[],
  examples: Record<ProblemCode, ProblemBody>,
  { hasKeys, hasRateLimit }: DescribeParts,
) {
  const {
    id,
    method,
    path,
    summary,
    description,
    query,
    params,
    body,
    answer,
    keyed,
    status = 200,
  } = operation;
  const secured = keyed && hasKeys;
  const problems: ProblemCode[] = [
    ...operation.problems,
    ...(secured ? (['unauthorized'] as const) : []),
    ...(hasRateLimit && path.startsWith('/v1/') ? (['rate-limited'] as const) : []),
    'internal-error',
  ];
  const examplesOf = (recorded: readonly Recorded[], text: (recorded: Recorded) => string, type: string) =>
    Object.fromEntries(
      recorded.map(one => [one.sample.name, { summary: one.sample.summary, value: parsed(type, text(one)) }]),
    );
  const contentOf = (type: string, schema: z.ZodType | null, only: readonly Recorded[]) => ({
    [type]: {
      schema: schema ?? TEXT,
      ...(only.length === 0 ? {} : { examples: examplesOf(only, ({ sample }) => sample.body!, type) }),
    },
  });
  return {
    operationId: id,
    method,
    path,
    summary,
    description,
    ...(secured ? { security: [{ bearer: [] }, { apiKey: [] }] } : {}),
    request: {
      ...(query === undefined ? {} : { query }),
      ...(params === undefined ? {} : { params }),
      ...(body === undefined
        ? {}
        : {
            body: {
              required: true,
              description: body.description,
              content: Object.assign(
                {},
                ...Object.entries({ [body.type]: body.schema, ...body.also }).map(([type, schema]) =>
                  contentOf(
                    type,
                    schema,
                    recorded.filter(({ sample }) => (sample.type ?? body.type) === type),
                  ),
                ),
              ),
            },
          }),
    },
    responses: {
      [status]: {
        description: answer.description,
        headers: headersOf(operation),
        ...(status === 204
          ? {}
          : {
              content: {
                [answer.type]: {
                  schema: answer.schema ?? TEXT,
                  ...(recorded.length === 0
                    ? {}
                    : { examples: examplesOf(recorded, one => one.answer, answer.type) }),
                },
              },
            }),
      },
      ...(path.startsWith('/v1/standards') ? { 304: { description: 'Nothing has changed since.' } } : {}),
      ...problemResponses(problems, examples),
    },
  };
}

function headersOf({ path, method }: Operation) {
  return z.object({
    'Index-Digest': z.string().meta({ description: 'The digest of the index that answered.' }),
    'X-Request-Id': z
      .string()
      .meta({ description: 'The same as in the log. A UUID or a trace id that was sent is kept.' }),
    ...(path.startsWith('/v1/standards')
      ? { ETag: z.string().meta({ description: 'For `If-None-Match`.' }) }
      : {}),
    ...(path === '/v1/jobs' ? { Location: z.string().meta({ description: 'Where the job is.' }) } : {}),
    ...(path.endsWith('/results')
      ? { Link: z.string().meta({ description: 'With `rel="next"`: the part that follows.' }) }
      : {}),
    ...(method === 'post' && path !== '/v1/batch' && path !== '/v1/jobs'
      ? {
          'Server-Timing': z
            .string()
            .meta({ description: 'Milliseconds for reading, waiting, matching and writing.' }),
        }
      : {}),
  });
}

/** One response for each status, one example for each code. */
function problemResponses(codes: readonly ProblemCode[], examples: Record<ProblemCode, ProblemBody>) {
  const byStatus = Map.groupBy(codes, code => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, codes]) => [
        status,
        {
          description: codes.map(code => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '),
          content: {
            'application/problem+json': {
              schema: problem,
              examples: Object.fromEntries(codes.map(code => [code, { value: examples[code] }])),
            },
          },
        },
      ]),
  );
}
