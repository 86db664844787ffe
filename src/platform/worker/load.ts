import type { Load } from '../../http/load.ts';

/**
 * No queue: how many requests come to an isolate is the platform's decision, and a match keeps it busy from start to end
 * anyway. Nor is anything counted that must be given back, such as running batches: a request that the platform ends does
 * not run any further, so it would be counted for ever.
 */
export const unqueued: Load = {
  waiting: 0,
  full: false,
  expectRoom: () => {},
  run: async work => work(),
  runRow: async work => work(),
  openBatch: () => () => {},
};
