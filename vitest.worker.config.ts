import { cloudflareTest } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

/** The Worker in workerd, with the bindings of wrangler.toml simulated: `npm run test:worker`. */
export default defineConfig({
  plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.toml' }, remoteBindings: false })],
  test: {
    include: ['test/worker/**/*.test.ts'],
    globalSetup: 'test/worker/setup.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
