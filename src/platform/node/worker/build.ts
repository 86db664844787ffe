import { parseArgs } from 'node:util';
import { describeFileError } from '../../../cli/failure.ts';
import { loadIndex } from '../indexes.ts';
import { BUILD } from '../paths.ts';
import { writeWorkerAssets } from './assets.ts';

/**
 * `node src/platform/node/worker/build.ts [--index FILE]`: writes the static assets that wrangler.toml names, with the index
 * of FILE, or of ICAP_SERVE_INDEX, or of the five standards that come along. wrangler runs it before it bundles.
 */
const { values } = parseArgs({ options: { index: { type: 'string' } } });
const path = values.index ?? (process.env.ICAP_SERVE_INDEX || undefined);
try {
  const index = await loadIndex(path, step => console.error(`${step} …`));
  const { digest, files } = await writeWorkerAssets(index, {
    folder: `${BUILD}/worker/assets`,
    smallest: true,
  });
  console.error(`${files.length} assets with index ${digest} are in build/worker/assets`);
} catch (error) {
  const isFile = path !== undefined && (error as NodeJS.ErrnoException).path === path;
  console.error(isFile ? describeFileError(error, path) : (error as Error).message);
  process.exitCode = 1;
}
