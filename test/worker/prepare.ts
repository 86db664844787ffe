import { loadIndex } from '../../src/platform/node/indexes.ts';
import { BUILD } from '../../src/platform/node/paths.ts';
import { writeWorkerAssets } from '../../src/platform/node/worker/assets.ts';
import { expectedAnswers } from '../contract/requests.ts';

/** The assets as they are deployed, and, on stdout, what the core answers here. */
const index = await loadIndex();
await writeWorkerAssets(index, { folder: `${BUILD}/worker/assets`, smallest: false });
console.log(JSON.stringify(expectedAnswers(index)));
