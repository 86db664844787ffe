import { defineConfig } from 'vitest/config';

/** Evidence that takes minutes: `npm run test:long`. */
export default defineConfig({
  test: { include: ['test/long/**/*.test.ts'], testTimeout: 3_600_000, hookTimeout: 600_000 },
});
