import { parseArgs } from 'node:util';
import { loadIndex } from '../indexes.ts';
import { BUILD } from '../paths.ts';
import { writeWorkerAssets } from './assets.ts';

/**
 * `node src/platform/node/worker/build.ts [--index FILE]`: writes the static assets that wrangler.toml names, with the index
 * of FILE, or of ICAP_SERVE_INDEX, or of the five standards that come along. wrangler runs it before it bundles.
 */
const { values } = parseArgs({ options: { index: { type: 'string' } } });
const index = values.index ?? (process.env.ICAP_SERVE_INDEX || undefined);
const { digest, files } = await writeWorkerAssets(
  await loadIndex(index, step => console.error(`${step} …`)),
  `${BUILD}/worker/assets`,
);
console.error(`${files.length} assets with index ${digest} are in build/worker/assets`);
