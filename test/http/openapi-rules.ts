/**
 * The rules of OpenAPI 3.1.0 that a document of ours could break, read from the specification: required fields, allowed
 * fields, keys of maps, path templates and their parameters, unique operation ids, references that lead somewhere, and the
 * types of JSON Schema 2020-12. No validator of OpenAPI 3.1 is among our packages; this is one for what we use.
 */
export function openApiErrors(document: unknown): string[] {
  const errors: string[] = [];
  const root = document as Json;
  const fail = (where: string, what: string): void => void errors.push(`${where}: ${what}`);

  const object = (
    value: unknown,
    where: string,
    required: readonly string[],
    allowed: readonly string[],
  ): Json => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      fail(where, 'no object');
      return {};
    }
    for (const name of required) if (!(name in value)) fail(where, `lacks ${name}`);
    for (const name of Object.keys(value)) {
      if (!required.includes(name) && !allowed.includes(name) && !name.startsWith('x-'))
        fail(where, `${name} is no field`);
    }
    return value as Json;
  };
  const string = (value: unknown, where: string): void => {
    if (value !== undefined && typeof value !== 'string') fail(where, 'no string');
  };
  const entries = (value: unknown): [string, unknown][] => Object.entries((value ?? {}) as Json);

  const schema = (value: unknown, where: string): void => {
    if (typeof value === 'boolean') return;
    const it = object(value, where, [], SCHEMA_WORDS);
    for (const type of [it.type ?? []].flat()) {
      if (!TYPES.includes(type as string)) fail(where, `${String(type)} is no type`);
    }
    if (it.$ref !== undefined) reference(it.$ref, where, '#/components/schemas/');
    if (it.enum !== undefined && (!Array.isArray(it.enum) || new Set(it.enum).size !== it.enum.length)) {
      fail(where, 'enum is no list of different values');
    }
    for (const word of ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems']) {
      if (it[word] !== undefined && typeof it[word] !== 'number') fail(where, `${word} is no number`);
    }
    if (it.pattern !== undefined) new RegExp(it.pattern as string, 'u');
    for (const name of (it.required ?? []) as string[]) {
      if (!(name in ((it.properties ?? {}) as Json))) fail(where, `requires ${name}, which it has not`);
    }
    for (const [name, inner] of entries(it.properties)) schema(inner, `${where}.${name}`);
    for (const word of ['items', 'additionalProperties', 'not'])
      if (it[word] !== undefined) schema(it[word], `${where}.${word}`);
    for (const word of ['anyOf', 'allOf', 'oneOf', 'prefixItems']) {
      for (const inner of (it[word] ?? []) as unknown[]) schema(inner, `${where}.${word}`);
    }
  };
  const reference = (to: unknown, where: string, prefix: string): void => {
    if (typeof to !== 'string' || !to.startsWith(prefix)) {
      fail(where, `${String(to)} is no reference of ours`);
      return;
    }
    const found = to
      .slice(2)
      .split('/')
      .reduce<unknown>((value, name) => (value as Json | undefined)?.[name], root);
    if (found === undefined) fail(where, `${to} leads nowhere`);
  };
  const content = (value: unknown, where: string): void => {
    for (const [type, media] of entries(value)) {
      if (!/^[\w.+-]+\/[\w.+-]+$/.test(type)) fail(where, `${type} is no media type`);
      const it = object(media, `${where} ${type}`, ['schema'], ['example', 'examples', 'encoding']);
      if ('example' in it && 'examples' in it) fail(where, 'example and examples');
      schema(it.schema, `${where} ${type}`);
      for (const [name, example] of entries(it.examples)) {
        object(example, `${where} ${name}`, ['value'], ['summary', 'description']);
      }
    }
  };
  const parameter = (value: unknown, where: string, inPath: ReadonlySet<string>): string => {
    const it = object(
      value,
      where,
      ['name', 'in', 'schema'],
      ['description', 'required', 'example', 'deprecated'],
    );
    if (!['query', 'header', 'path', 'cookie'].includes(it.in as string))
      fail(where, 'in is none of the four');
    if (it.in === 'path' && (it.required !== true || !inPath.has(it.name as string))) {
      fail(where, `${String(it.name)} is not in the path, or not required`);
    }
    schema(it.schema, where);
    return `${String(it.in)} ${String(it.name)}`;
  };
  const operation = (value: unknown, where: string, path: string): void => {
    const it = object(value, where, ['responses'], OPERATION_FIELDS);
    for (const name of ['operationId', 'summary', 'description']) string(it[name], `${where} ${name}`);
    if (ids.has(it.operationId)) fail(where, `operationId ${String(it.operationId)} is used twice`);
    ids.add(it.operationId);
    const names = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!));
    const parameters = ((it.parameters ?? []) as unknown[]).map(one => parameter(one, where, names));
    if (new Set(parameters).size !== parameters.length) fail(where, 'a parameter twice');
    for (const name of names)
      if (!parameters.includes(`path ${name}`)) fail(where, `{${name}} is not described`);
    if (it.requestBody !== undefined) {
      const body = object(it.requestBody, `${where} body`, ['content'], ['description', 'required']);
      content(body.content, `${where} body`);
    }
    if (entries(it.responses).length === 0) fail(where, 'no response');
    for (const [status, response] of entries(it.responses)) {
      const at = `${where} ${status}`;
      if (!/^([1-5]\d\d|[1-5]XX|default)$/.test(status)) fail(at, 'no status');
      const { headers, content: media } = object(
        response,
        at,
        ['description'],
        ['headers', 'content', 'links'],
      );
      for (const [name, header] of entries(headers)) {
        const of = object(header, `${at} ${name}`, ['schema'], ['description', 'required', 'deprecated']);
        schema(of.schema, `${at} ${name}`);
      }
      content(media, at);
    }
    for (const requirement of (it.security ?? []) as Json[]) {
      for (const name of Object.keys(requirement))
        reference(`#/components/securitySchemes/${name}`, where, '#/components/');
    }
  };

  const ids = new Set<unknown>();
  object(
    root,
    'document',
    ['openapi', 'info', 'paths'],
    ['servers', 'components', 'security', 'tags', 'webhooks'],
  );
  if (!/^3\.1\.\d+$/.test(String(root.openapi))) fail('document', 'openapi is not 3.1');
  const info = object(
    root.info,
    'info',
    ['title', 'version'],
    ['description', 'summary', 'license', 'contact', 'termsOfService'],
  );
  if (info.license !== undefined) object(info.license, 'license', ['name'], ['url', 'identifier']);
  for (const server of (root.servers ?? []) as unknown[])
    object(server, 'server', ['url'], ['description', 'variables']);
  const components = object(
    root.components ?? {},
    'components',
    [],
    ['schemas', 'parameters', 'securitySchemes', 'responses'],
  );
  for (const part of Object.values(components)) {
    for (const name of Object.keys((part ?? {}) as Json)) {
      if (!/^[a-zA-Z0-9._-]+$/.test(name)) fail('components', `${name} is no name`);
    }
  }
  for (const [name, one] of entries(components.schemas)) schema(one, name);
  for (const [name, one] of entries(components.securitySchemes)) {
    const { type } = object(one, name, ['type'], ['scheme', 'in', 'name', 'description', 'bearerFormat']);
    const needed = type === 'http' ? ['scheme'] : type === 'apiKey' ? ['in', 'name'] : null;
    if (needed === null) fail(name, 'no type of ours');
    else for (const field of needed) if (!(field in (one as Json))) fail(name, `lacks ${field}`);
  }
  const shapes = new Set<string>();
  for (const [path, item] of entries(root.paths)) {
    if (!/^(\/[\w.-]+|\/\{\w+\})+$/.test(path)) fail(path, 'no path');
    const shape = path.replace(/\{\w+\}/g, '{}');
    if (shapes.has(shape)) fail(path, 'the same as another');
    shapes.add(shape);
    object(item, path, [], METHODS);
    for (const [method, one] of entries(item)) operation(one, `${method} ${path}`, path);
  }
  return errors;
}

type Json = Record<string, unknown>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const OPERATION_FIELDS = [
  'tags',
  'summary',
  'description',
  'operationId',
  'parameters',
  'requestBody',
  'security',
  'deprecated',
];
const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'];
const SCHEMA_WORDS =
  '$ref type enum const title description default examples format pattern minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems maxItems items prefixItems properties required additionalProperties anyOf allOf oneOf not'.split(
    ' ',
  );
