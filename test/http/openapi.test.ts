import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { batchQuery, compareBody, gapsBody, matchBody } from '../../src/http/contract.ts';
import { jobLine, jobProgress } from '../../src/http/jobs-schemas.ts';
import { PROBLEMS } from '../../src/http/problems.ts';
import {
  batchLine,
  batchRow,
  compareAnswer,
  gapsAnswer,
  live,
  matchAnswer,
  problem,
  ready,
  standardRecord,
  standardsAnswer,
} from '../../src/http/schemas.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { memoryJobs } from './jobs-parts.ts';
import { openApiErrors } from './openapi-rules.ts';
import { testApp } from './parts.ts';

const artifact = goldenArtifact();
const full = {
  artifact,
  jobs: memoryJobs(artifact).jobs,
  version: '1.2.3',
  apiKeys: ['a-key'],
  metrics: async () => ({ contentType: 'text/plain', body: '' }),
  rateLimit: {
    requests: 1000,
    window: 1000,
    clientOf: () => '',
    store: { increment: () => ({ totalHits: 1 }), decrement: () => {}, resetKey: () => {} },
  },
};

interface Media {
  schema: object;
  examples?: Record<string, { summary?: string; value: unknown }>;
}
interface Operation {
  operationId: string;
  security?: unknown;
  parameters?: { name: string; in: string; schema: object; required: boolean }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes?: object };
}

const documentOf = async (parts: Parameters<typeof testApp>[0]): Promise<Document> => {
  const { app, records } = testApp(parts);
  const response = await app.request('/openapi.json');
  expect(response.status, JSON.stringify(records)).toBe(200);
  return (await response.json()) as Document;
};
const document = await documentOf(full);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every example of the document, with the schema beside it. */
const examples = operations.flatMap(({ operation }) =>
  [operation.requestBody, ...Object.values(operation.responses)].flatMap(holder =>
    Object.values(holder?.content ?? {}).flatMap(({ schema, examples = {} }) =>
      Object.entries(examples).map(([name, { value }]) => ({ name, schema, value })),
    ),
  ),
);

describe('/openapi.json', () => {
  it('keeps the rules of OpenAPI 3.1', async () => {
    expect(openApiErrors(document)).toEqual([]);
    expect(openApiErrors(await documentOf({ artifact }))).toEqual([]);
  });

  it('is told apart from what breaks them', () => {
    const broken = structuredClone(document) as unknown as Record<string, never>;
    const post = document.paths['/v1/match']!.post!;
    expect(openApiErrors({ ...broken, openapi: '3.0.3' })).toHaveLength(1);
    expect(openApiErrors({ ...broken, info: { title: 'x' } })).toHaveLength(1);
    expect(openApiErrors({ ...broken, paths: { 'v1/match': { post } } })).not.toEqual([]);
    expect(openApiErrors({ ...broken, paths: { '/v1/{id}': { post } } })).not.toEqual([]);
    expect(openApiErrors({ ...broken, paths: { '/a': { post }, '/b': { post } } })).not.toEqual([]);
    expect(openApiErrors({ ...broken, components: { schemas: {} } })).not.toEqual([]);
    const { responses: _, ...without } = post;
    expect(openApiErrors({ ...broken, paths: { '/a': { post: without } } })).not.toEqual([]);
    expect(
      openApiErrors({
        ...broken,
        components: {
          ...document.components,
          schemas: { ...document.components.schemas, X: { type: 'text' } },
        },
      }),
    ).not.toEqual([]);
  });

  it('describes every route of the API and no other', () => {
    const { app } = testApp(full);
    const mounted = app.routes
      .filter(({ method, path }) => method !== 'ALL' && !/^\/(openapi|docs)/.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
      [...new Set(mounted)].sort(),
    );
  });

  it('leaves out what is not there: metrics, keys, rates', async () => {
    const bare = await documentOf({ artifact });
    expect(Object.keys(bare.paths)).toEqual([
      '/v1/match',
      '/v1/gaps',
      '/v1/compare',
      '/v1/batch',
      '/v1/standards',
      '/v1/standards/{id}',
      '/health/live',
      '/health/ready',
    ]);
    expect(bare.components.securitySchemes).toBeUndefined();
    expect(/"(rate-limited|unauthorized)":/.test(JSON.stringify(bare))).toBe(false);
    expect(
      operations.filter(({ operation }) => operation.security === undefined).map(({ path }) => path),
    ).toEqual(['/health/live', '/health/ready']);
  });

  it('has examples that its own schemas accept, as another reader of JSON Schema sees them', () => {
    expect(examples.length).toBeGreaterThan(60);
    for (const { name, schema, value } of examples) {
      const asZod = z.fromJSONSchema(withDefinitions(schema) as never);
      expect(asZod.safeParse(value).error, name).toBeUndefined();
    }
  });

  it('has examples that hold nothing that is not described', () => {
    const of = (path: string, method: string, status = '200'): unknown[] =>
      Object.values(document.paths[path]![method]!.responses[status]!.content!).flatMap(({ examples = {} }) =>
        Object.values(examples).map(({ value }) => value),
      );
    const described: [string, string, z.ZodType][] = [
      ['/v1/match', 'post', matchAnswer],
      ['/v1/gaps', 'post', gapsAnswer],
      ['/v1/compare', 'post', compareAnswer],
      ['/v1/jobs/{id}', 'get', jobProgress],
      ['/v1/standards', 'get', standardsAnswer],
      ['/v1/standards/{id}', 'get', standardRecord],
      ['/health/live', 'get', live],
      ['/health/ready', 'get', ready],
    ];
    for (const [path, method, schema] of described) {
      expect(of(path, method).length, path).toBeGreaterThan(0);
      for (const value of of(path, method)) {
        const { anomalies: _, ...published } = value as Record<string, unknown>; // golden's own field
        expect(schema.parse(value)).toEqual(published);
      }
    }
    expect(of('/v1/jobs', 'post', '202').map(value => jobProgress.parse(value))).toHaveLength(2);
    const [lines] = of('/v1/batch', 'post') as [string];
    const [results] = of('/v1/jobs/{id}/results', 'get') as [string];
    expect(results).toBe(lines);
    for (const line of lines.trim().split('\n')) {
      expect(batchLine.parse(JSON.parse(line))).toEqual(JSON.parse(line));
      expect(jobLine.parse(JSON.parse(line))).toEqual(JSON.parse(line));
    }
  });

  it('has requests as examples that the service takes, and answers with the very example', async () => {
    const { app } = testApp({ ...full, apiKeys: [] });
    const bodies = { '/v1/match': matchBody, '/v1/gaps': gapsBody, '/v1/compare': compareBody };
    for (const [path, schema] of Object.entries(bodies)) {
      const post = document.paths[path]!.post!;
      for (const [name, { value }] of Object.entries(
        post.requestBody!.content['application/json']!.examples!,
      )) {
        expect(schema.safeParse(value).success).toBe(true);
        const response = await app.request(path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(value),
        });
        expect(await response.json()).toEqual(
          post.responses['200']!.content!['application/json']!.examples![name]!.value,
        );
      }
    }
    const [rows] = Object.values(
      document.paths['/v1/batch']!.post!.requestBody!.content['application/x-ndjson']!.examples!,
    );
    for (const line of (rows!.value as string).trim().split('\n').slice(0, 1))
      batchRow.parse(JSON.parse(line));
    expect(batchQuery.parse({})).toEqual({ limit: 10, superseded: false });
  });

  it('has a real problem for every code that a client can meet', () => {
    const seen = new Map<string, number>();
    for (const { operation } of operations) {
      for (const [status, { content }] of Object.entries(operation.responses)) {
        for (const [code, { value }] of Object.entries(
          content?.['application/problem+json']?.examples ?? {},
        )) {
          expect(problem.parse(value)).toEqual(value);
          expect(value).toMatchObject({ code, status: Number(status) });
          seen.set(code, Number(status));
        }
      }
    }
    const elsewhere = [
      'bad-request',
      'unknown-route',
      'method-not-allowed',
      'unmet-expectation',
      'headers-too-large',
    ];
    expect([...seen.keys(), ...elsewhere].sort()).toEqual(Object.keys(PROBLEMS).sort());
    expect(JSON.stringify(document)).not.toContain('undefined');
  });

  it('is made once, and counts, logs and limits nothing while it is made', async () => {
    const test = testApp(full);
    await test.app.request('/openapi.json');
    const again = await test.app.request('/openapi.json');
    expect(await again.json()).toEqual(document);
    expect(test.records).toHaveLength(2);
    expect(test.verdicts).toEqual([]);
  });
});

/** A schema with all others below `$defs`, where readers of plain JSON Schema look for them. */
function withDefinitions(schema: object): object {
  const moved = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return JSON.parse(moved.replaceAll('#/components/schemas/', '#/$defs/')) as object;
}
