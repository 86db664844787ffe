import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** What a page needs to match in the browser, as `import { … } from 'icap-match'` would bring it along. */
const CORE = ['openArtifact', 'ArtifactError', 'createMatcher', 'MATCH_DEFAULTS', 'MAX_LIMIT', 'MAX_TEXT'];

async function bundled() {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export { ${CORE} } from './src/index.ts'`, resolveDir: root },
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'esm',
    platform: 'browser',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const [{ inputs }] = Object.values(metafile.outputs) as [(typeof metafile.outputs)[string]];
  const parts = Object.entries(inputs)
    .map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
  return { code: outputFiles[0]!.contents, parts };
}

describe('the matching core in a browser', async () => {
  const { code, parts } = await bundled();
  const told = parts.map(({ path, bytes }) => `${bytes} ${path}`).join('\n');

  it('is small', () => {
    expect(code.length, told).toBeLessThan(82_000);
    expect(gzipSync(code).length, told).toBeLessThan(32_000);
  });

  it('is the rooms that match, and of packages only the stemmer', () => {
    const strange = parts.filter(
      ({ path }) =>
        !/^src\/(analysis|artifact|matching)\//.test(path) &&
        !/node_modules\/natural\/lib\/natural\/(stemmers|util|tokenizers)\//.test(path),
    );
    expect(strange).toEqual([]);
  });
});
