import type { TestProject } from 'vitest/node';
import { loadIndex } from '../../src/platform/node/indexes.ts';
import { BUILD } from '../../src/platform/node/paths.ts';
import { writeWorkerAssets } from '../../src/platform/node/worker/assets.ts';
import { type Expected, expectedAnswers } from '../contract/requests.ts';

declare module 'vitest' {
  interface ProvidedContext {
    expected: readonly Expected[];
  }
}

/** In Node, before workerd starts: the assets as they are deployed, and what the core answers here. */
export default async function setup({ provide }: TestProject): Promise<void> {
  const index = await loadIndex();
  await writeWorkerAssets(index, `${BUILD}/worker/assets`);
  provide('expected', expectedAnswers(index));
}
