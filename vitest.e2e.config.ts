import { defineConfig } from 'vitest/config';

/** The page in a real browser: `npm run test:e2e`. One file after the other: they share two cores and one Chromium each. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
