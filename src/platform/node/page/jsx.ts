import { readdir } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

type Pages = typeof import('../../../page/site.ts');

const PAGE = fileURLToPath(new URL('../../../page', import.meta.url));

/**
 * The pages as the server renders them. Node strips types but knows no JSX, so in a checkout it is handed the few files
 * that have some as JavaScript; the published package holds JavaScript already.
 */
export async function loadPages(): Promise<Pages> {
  if (import.meta.url.endsWith('.ts')) handOver(await transformed(PAGE));
  return import('../../../page/site.ts');
}

/**
 * JavaScript of every .tsx file, by its URL. Made beforehand although Node loads one file after the other: what esbuild
 * has for making one while Node waits leaves a process behind that does not end.
 */
async function transformed(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.tsx'));
  const { outputFiles } = await build({
    entryPoints: names.map(name => join(folder, name)),
    outbase: folder,
    outdir: folder, // nothing is written
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: 'inline',
    tsconfigRaw: '{}',
    logLevel: 'silent',
    write: false,
  });
  return new Map(
    outputFiles.map(({ path, text }) => {
      const source = join(folder, relative(folder, path).replace(/\.js$/, '.tsx'));
      return [pathToFileURL(source).href, text];
    }),
  );
}

function handOver(sources: ReadonlyMap<string, string>): void {
  registerHooks({
    load(url, context, nextLoad) {
      const source = sources.get(url);
      return source === undefined ? nextLoad(url, context) : { format: 'module', source, shortCircuit: true };
    },
  });
}
