import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { ASSETS, type PageFile, typeOf } from './files.ts';

/** What browsers of the last two years understand. */
const TARGET = ['chrome130', 'edge130', 'firefox132', 'safari18'];

export interface Bundle {
  readonly files: readonly PageFile[];
  /** Path of each entry, by its name. */
  readonly entries: Readonly<Record<string, string>>;
  /** Paths of the entries and of all that they import at once. */
  readonly first: readonly string[];
}

/** Bundles entries (name → file in `folder`, without its ending) for browsers, each under a name with its hash. */
export async function bundle(
  folder: string,
  entries: Readonly<Record<string, string>>,
  options: Pick<BuildOptions, 'format' | 'splitting' | 'define' | 'entryNames'>,
): Promise<Bundle> {
  const sources = Object.entries(entries).map(
    ([name, path]) => [name, resolve(folder, path + endingOf(join(folder, path)))] as const,
  );
  const { outputFiles, metafile } = await build({
    entryPoints: Object.fromEntries(sources),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    outdir: ASSETS, // nothing is written: it is where the files are served
    absWorkingDir: folder,
    bundle: true,
    minify: true,
    charset: 'utf8',
    platform: 'browser',
    target: TARGET,
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    tsconfigRaw: '{}',
    plugins: [domJsx],
    logLevel: 'silent',
    ...options,
    write: false,
    metafile: true,
  });
  const files = outputFiles.map(({ path, contents }): PageFile => {
    return { path: servedAt(path), contentType: typeOf(path), body: contents, cache: 'immutable' };
  });
  return { files, ...entriesOf(metafile, folder, sources) };
}

/** What is rendered on the server with hono/jsx lives in the browser with hono/jsx/dom. */
const domJsx: Plugin = {
  name: 'dom-jsx',
  setup: ({ onResolve, resolve: resolveOther }) =>
    onResolve({ filter: /^hono\/jsx(\/jsx-(dev-)?runtime)?$/ }, ({ path, importer, resolveDir, kind }) =>
      resolveOther(path.replace('hono/jsx', 'hono/jsx/dom'), { importer, resolveDir, kind }),
    ),
};

function entriesOf(
  { outputs }: Metafile,
  folder: string,
  sources: readonly (readonly [name: string, source: string])[],
): Pick<Bundle, 'entries' | 'first'> {
  const first = new Set<string>();
  const add = (output: string): void => {
    first.add(servedAt(output));
    for (const { path, kind } of outputs[output]!.imports) {
      if (kind === 'import-statement' && !first.has(servedAt(path))) add(path);
    }
  };
  const entries = sources.map(([name, source]) => {
    const [output] = Object.entries(outputs).find(
      ([, { entryPoint }]) => entryPoint !== undefined && resolve(folder, entryPoint) === source,
    )!;
    add(output);
    return [name, servedAt(output)] as const;
  });
  return { entries: Object.fromEntries(entries), first: [...first] };
}

function servedAt(output: string): string {
  return ASSETS + basename(output);
}

/** TypeScript in a checkout, JavaScript in the package; what is neither says its ending itself. */
function endingOf(path: string): string {
  return ['', '.tsx', '.ts', '.js'].find(ending => existsSync(path + ending)) ?? '';
}
