import { html } from 'hono/html';
import type { OpenApiDocument } from '../openapi.ts';
import { type Field, fieldsOf, type JsonSchema } from './fields.ts';

/**
 * The documentation as one plain page, made of the OpenAPI document on the server: no script, nothing from elsewhere, so it
 * works under the strictest policy, on paper and on a phone.
 */
export function docsPage(document: OpenApiDocument): string {
  const operations = operationsOf(document);
  const schemas = (document.components?.schemas ?? {}) as Record<string, JsonSchema>;
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API｜icap-match</title>
<link rel="icon" type="image/svg+xml" href="/icon.svg">
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<header>
<h1>icap-match, the API</h1>
<p>${prose(document.info.description ?? '')}</p>
<p class="faint">Version ${document.info.version}. For programs: <a href="/openapi.json">openapi.json</a> (OpenAPI ${document.openapi}).
Every example below is an answer of this very service.</p>
</header>
<div class="columns">
<nav aria-label="Operations"><ul>
${operations.map(({ id, method, path }) => html`<li><a href="#${id}">${verb(method)}<span class="path">${path}</span></a></li>`)}
<li><a href="#problems"><span class="verb"></span>Problems</a></li>
</ul></nav>
<main>
${operations.map(operation => section(operation, schemas))}
<section>
<h2 id="problems">Problems</h2>
<p>Whatever fails is answered as <code>application/problem+json</code>. <code>code</code> is stable; the words may change. No problem
repeats anything that was sent.</p>
<dl>${problemsOf(operations).map(
    ({ status, code, title }) =>
      html`<dt><code>${code}</code><span class="type">${status}</span></dt><dd>${title}</dd>`,
  )}</dl>
</section>
</main>
</div>
</body>
</html>
`);
}

type Html = ReturnType<typeof html>;

interface Example {
  readonly summary?: string;
  readonly value: unknown;
}

interface Content {
  readonly type: string;
  readonly schema: JsonSchema;
  readonly examples: Readonly<Record<string, Example>>;
}

/** One operation of the document, with what the page needs of it. */
interface OperationView {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly keyed: boolean;
  readonly parameters: readonly Field[];
  /** By media type, the plainest first. */
  readonly bodies: readonly Content[];
  readonly answer: Content | null;
  readonly problems: readonly {
    readonly status: string;
    readonly examples: Readonly<Record<string, Example>>;
  }[];
}

interface RawOperation {
  operationId: string;
  summary: string;
  description: string;
  security?: unknown;
  parameters?: { name: string; in: string; required?: boolean; schema: JsonSchema; description?: string }[];
  requestBody?: { content: RawContent };
  responses: Record<string, { content?: RawContent }>;
}
type RawContent = Record<string, { schema: JsonSchema; examples?: Record<string, Example> }>;

function operationsOf(document: OpenApiDocument): OperationView[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, RawOperation>).map(([method, operation]) => ({
      id: operation.operationId,
      method,
      path,
      summary: operation.summary,
      description: operation.description,
      keyed: operation.security !== undefined,
      parameters: (operation.parameters ?? []).map(({ name, required = false, schema }) => ({
        name,
        required,
        schema,
      })),
      bodies: contentsOf(operation.requestBody?.content),
      answer: contentOf((operation.responses['200'] ?? operation.responses['202'])?.content),
      problems: Object.entries(operation.responses)
        .filter(([status]) => Number(status) >= 400)
        .map(([status, { content }]) => ({ status, examples: contentOf(content)?.examples ?? {} })),
    })),
  );
}

function contentOf(content: RawContent | undefined): Content | null {
  return contentsOf(content)[0] ?? null;
}

function contentsOf(content: RawContent = {}): Content[] {
  return Object.entries(content).map(([type, { schema, examples = {} }]) => ({ type, schema, examples }));
}

function section(operation: OperationView, schemas: Record<string, JsonSchema>): Html {
  const { id, method, path, summary, description, keyed, parameters, bodies, answer, problems } = operation;
  const line = path.startsWith('/v1/jobs') ? schemas.JobLine! : schemas.BatchLine!;
  return html`<section>
<h2 id="${id}">${verb(method)}<span class="path">${path}</span></h2>
<p><strong>${summary}.</strong> ${prose(description)}</p>
${keyed ? html`<p class="faint">Asks for a key: <code>Authorization: Bearer KEY</code> or <code>X-Api-Key: KEY</code>.</p>` : ''}
${parameters.length === 0 ? '' : html`<h3>Parameters</h3>${fieldList(parameters, schemas, 'in')}`}
${bodies.map(body => html`<h3>Body <span class="type">${body.type}</span></h3>${fieldList(fieldsOf(body.type === NDJSON ? schemas.BatchRow! : body.schema, schemas), schemas, 'in')}`)}
${answer === null ? '' : answerFields(answer.type === NDJSON ? { ...answer, schema: line } : answer, schemas)}
${answer === null ? html`<pre tabindex="0"><code>${curl(operation, '')}</code></pre>` : ''}
${Object.entries(answer?.examples ?? {}).map(
  ([name, { summary, value }]) => html`<h3>${summary}</h3>
<pre tabindex="0"><code>${curl(operation, name)}</code></pre>
${shown(answer!.type, value)}`,
)}
<details><summary>What can go wrong</summary>
${problems.map(
  ({ status, examples }) =>
    html`${Object.entries(examples).map(
      ([code, { value }]) => html`<p><code>${code}</code><span class="type">${status}</span></p>
<pre tabindex="0"><code>${JSON.stringify(value, null, 2)}</code></pre>`,
    )}`,
)}
</details>
</section>`;
}

function answerFields(answer: Content, schemas: Record<string, JsonSchema>): Html {
  const fields = fieldsOf(answer.schema, schemas);
  if (fields.length === 0) return html`<h3>Answer <span class="type">${answer.type}</span></h3>`;
  return html`<details><summary>What the answer holds</summary>${fieldList(fields, schemas, 'out')}</details>`;
}

/** Whether fields are sent or received: of the ones it is told which are needed, of the others which may be absent. */
type Direction = 'in' | 'out';

/** Each field with what it means and may hold; what is inside it stands below it, each kind of object once on a way down. */
function fieldList(
  fields: readonly Field[],
  schemas: Record<string, JsonSchema>,
  direction: Direction,
  above: readonly string[] = [],
): Html {
  return html`<dl>${fields.map(({ name, required, schema }) => {
    const { described, inner, kind } = insideOf(schema, schemas);
    const below = kind === null ? above : [...above, kind];
    const again = kind !== null && above.includes(kind);
    return html`<dt><code>${name}</code><span class="type">${described}</span>${presence(required, direction)}</dt>
<dd>${prose(descriptionOf(schema, schemas))}${inner.length === 0 || again ? '' : fieldList(inner, schemas, direction, below)}</dd>`;
  })}</dl>`;
}

function presence(required: boolean, direction: Direction): Html | '' {
  if (direction === 'in') return required ? html` <span class="needed">needed</span>` : '';
  return required ? '' : html` <span class="type">may be absent</span>`;
}

function insideOf(schema: JsonSchema, schemas: Record<string, JsonSchema>) {
  const inner = fieldsOf(schema, schemas);
  const element = schema.type === 'array' && schema.items !== undefined ? schema.items : schema;
  return { described: typeOf(schema, schemas), inner, kind: element.$ref?.split('/').at(-1) ?? null };
}

function descriptionOf(schema: JsonSchema, schemas: Record<string, JsonSchema>): string {
  return schema.description ?? schemas[schema.$ref?.split('/').at(-1) ?? '']?.description ?? '';
}

/** In words: `string, at most 500 characters`. */
function typeOf(schema: JsonSchema, schemas: Record<string, JsonSchema>): string {
  const resolved = schema.$ref === undefined ? schema : schemas[schema.$ref.split('/').at(-1)!]!;
  const { type, minimum, maximum, minLength, maxLength, items, prefixItems } = resolved;
  const words: string[] = [];
  const values = resolved.enum?.filter(value => value !== null && value !== '');
  if (values !== undefined) words.push(values.map(value => JSON.stringify(value)).join(' | '));
  else if (prefixItems !== undefined)
    words.push(`[${prefixItems.map(item => typeOf(item, schemas)).join(', ')}]`);
  else if (items !== undefined) words.push(`list of ${typeOf(items, schemas).replace(/,.*/, '')}`);
  else if (resolved.anyOf !== undefined) words.push('one of several');
  else words.push([type].flat().filter(Boolean).join(' or '));
  if (minimum !== undefined || maximum !== undefined)
    words.push([minimum, maximum].filter(value => value !== undefined).join(' to '));
  if (minLength === 1) words.push('not empty');
  if (maxLength !== undefined) words.push(`at most ${maxLength.toLocaleString('en')} UTF-16 units`);
  if (resolved.default !== undefined && resolved.default !== '')
    words.push(`default ${JSON.stringify(resolved.default)}`);
  return words.join(', ');
}

const NDJSON = 'application/x-ndjson';

/** A command that can be pasted into a shell. */
function curl({ method, path, bodies }: OperationView, example: string): string {
  const address = `http://localhost:8787${path}`;
  if (method === 'get') return `curl -s ${address}`;
  const body = bodies.find(({ examples }) => example in examples);
  if (body === undefined) return `curl -s ${address} -X ${method.toUpperCase()}`;
  const { value } = body.examples[example]!;
  const data = typeof value === 'string' ? value.replace(/\n$/, '') : JSON.stringify(value);
  const flag = body.type === NDJSON ? '--data-binary' : '-d';
  return `curl -s ${address} -H 'Content-Type: ${body.type}' \\\n  ${flag} '${data.replaceAll("'", `'\\''`)}'`;
}

/** Short answers openly, long ones behind a line that says how long. */
function shown(type: string, value: unknown): Html {
  const text = type === 'application/json' ? JSON.stringify(value, null, 2) : String(value);
  const block = html`<pre tabindex="0"><code>${text}</code></pre>`;
  return text.length < 2_500
    ? block
    : html`<details><summary>The answer, ${Math.round(text.length / 1000)} thousand characters</summary>${block}</details>`;
}

function problemsOf(operations: readonly OperationView[]) {
  const found = new Map<string, { status: string; code: string; title: string }>();
  for (const { problems } of operations) {
    for (const { status, examples } of problems) {
      for (const [code, { value }] of Object.entries(examples)) {
        found.set(code, { status, code, title: (value as { title: string }).title });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.status.localeCompare(b.status) || (a.code < b.code ? -1 : 1));
}

function verb(method: string): Html {
  return html`<span class="verb ${method}">${method.toUpperCase()}</span>`;
}

/** Text of ours in which `such` words are code. */
function prose(text: string): Html {
  return html`${text.split('`').map((piece, i) => (i % 2 === 0 ? piece : html`<code>${piece}</code>`))}`;
}
