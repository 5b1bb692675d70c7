import { defineConfig } from 'vitest/config';

/** What needs a browser: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 300_000,
  },
});
