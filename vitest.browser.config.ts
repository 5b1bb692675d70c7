import { defineConfig } from 'vitest/config';

/** What needs a browser: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // A log that is kept in part says what was found.
    chaiConfig: { truncateThreshold: 2000 },
    // A browser may be slow beside others; who waits for it ends as soon as it shows what it should.
    expect: { poll: { timeout: 15_000 } },
  },
});
