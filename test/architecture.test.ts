import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * DESIGN's import table, drawn as a test: which room may import which, and what the portable core must not touch.
 * `types` marks a room that may be imported for its types only.
 */
const ROOMS: Record<string, readonly string[]> = {
  standards: [],
  analysis: [],
  artifact: ['standards:types', 'analysis:types'],
  matching: ['analysis', 'artifact'],
  indexing: ['standards', 'analysis', 'artifact'],
  evaluation: ['standards', 'matching', 'artifact'],
  batch: ['standards', 'matching', 'artifact'],
  http: ['standards', 'matching', 'artifact', 'batch'],
  page: ['standards', 'matching', 'artifact', 'batch'],
  cli: ['*'],
  platform: ['*'],
  '.': ['standards', 'analysis', 'artifact', 'matching', 'batch'],
};
const PORTABLE = new Set(['standards', 'analysis', 'artifact', 'matching', 'batch', 'http', 'page', '.']);
const PACKAGES: Record<string, RegExp> = {
  standards: /^(zod|fflate|htmlparser2|pdfjs-dist)(\/|$)/,
  analysis: /^natural\/lib\/natural\/stemmers\/porter_stemmer/,
  artifact: /^$/,
  matching: /^$/,
  batch: /^zod(\/|$)/,
  http: /^(hono|zod|@hono\/zod-openapi|hono-rate-limiter)(\/|$)/,
  page: /^(hono|fflate|htmlparser2|pdfjs-dist|csv-stringify\/browser)(\/|$)/,
  '.': /^$/,
  evaluation: /^zod(\/|$)/,
  indexing: /^(node:.*|nodejieba|opencc-js.*|natural\/.*)$/,
};
const BUILTIN_GLOBALS = /\b(process|Buffer|__dirname|require)\b\s*[.([]/;
/** An import whose target is only known when it runs could reach anything. */
const OPAQUE_IMPORT = /\bimport\(\s*[^'"\s]/;

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const src = resolve(import.meta.dirname, '../src');

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map(name => join(folder, name));
}

function importsOf(file: string, source: string): Import[] {
  const found: Import[] = [];
  const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
  for (const [, type, target] of source.matchAll(statement)) {
    found.push({ file, target: target!, typeOnly: type !== undefined });
  }
  for (const [, target] of source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) {
    found.push({ file, target: target!, typeOnly: false });
  }
  return found;
}

function roomOf(path: string): string {
  const [first, second] = relative(src, path).split('/');
  return second === undefined ? '.' : first!;
}

/** What is wrong with one import, in words, or null. */
function offence({ file, target, typeOnly }: Import): string | null {
  const room = roomOf(file);
  const where = `${relative(src, file)} imports ${target}`;
  if (!target.startsWith('.')) {
    if (target === 'natural') return `${where}: never natural's root`;
    if (PORTABLE.has(room) && target.startsWith('node:')) return `${where}: the portable core knows no Node`;
    if (target === 'nodejieba' && room !== 'indexing') return `${where}: nodejieba lives in indexing`;
    const allowed = PACKAGES[room];
    return allowed && !allowed.test(target) ? `${where}: not a package of ${room}` : null;
  }
  const other = roomOf(resolve(dirname(file), target));
  if (other === room) return null;
  const allowed = ROOMS[room] ?? [];
  if (allowed.includes('*') || allowed.includes(other)) return null;
  if (allowed.includes(`${other}:types`)) return typeOnly ? null : `${where}: types only`;
  return `${where}: ${room} may not import ${other}`;
}

const files = sourceFiles(src).map(file => ({ file, source: readFileSync(file, 'utf8') }));

describe('the house', () => {
  it('has only the rooms of the design', () => {
    expect([...new Set(files.map(({ file }) => roomOf(file)))].filter(room => !(room in ROOMS))).toEqual([]);
  });

  it('imports along the table and no other way', () => {
    const offences = files
      .flatMap(({ file, source }) => importsOf(file, source).map(offence))
      .filter(Boolean);
    expect(offences).toEqual([]);
  });

  it('imports nothing that cannot be seen', () => {
    expect(
      files.filter(({ source }) => OPAQUE_IMPORT.test(source)).map(({ file }) => relative(src, file)),
    ).toEqual([]);
  });

  it('keeps Node globals out of the portable core', () => {
    const offences = files
      .filter(({ file, source }) => PORTABLE.has(roomOf(file)) && BUILTIN_GLOBALS.test(source))
      .map(({ file }) => relative(src, file));
    expect(offences).toEqual([]);
  });

  it('names an import that breaks the table', () => {
    const made = (room: string, line: string) => importsOf(join(src, room, 'x.ts'), line).map(offence);
    expect(made('standards', `import { a } from '../matching/b.ts';`)).toEqual([
      'standards/x.ts imports ../matching/b.ts: standards may not import matching',
    ]);
    expect(made('artifact', `import { a } from '../analysis/b.ts';`)[0]).toContain('types only');
    expect(made('artifact', `import type { a } from '../analysis/b.ts';`)).toEqual([null]);
    expect(made('matching', `import fs from 'node:fs';`)[0]).toContain('no Node');
    expect(made('http', `export * from 'nodejieba';`)[0]).toContain('nodejieba');
    expect(made('indexing', `import natural from 'natural';`)[0]).toContain('root');
  });
});
