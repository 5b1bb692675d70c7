import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = fileURLToPath(new URL('src', import.meta.url));

/** How many times as long as by `npm test` a property is looked at by `npm run test:long`. */
const longRunFactor = 20;

export default defineConfig(({ mode }) => ({
  // The tests that the pages show import the library by the name of the package.
  resolve: {
    alias: [
      { find: /^braze-cohort-emulator$/, replacement: `${source}/index.ts` },
      { find: /^braze-cohort-emulator\/(\w+)$/, replacement: `${source}/$1.ts` },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // They have a configuration of their own, and need a browser.
    exclude: ['test/browser/**'],
    // A log that is kept in part says what was found.
    chaiConfig: { truncateThreshold: 2000 },
    // Long enough for a machine that is busy with other work.
    testTimeout: mode === 'long' ? 1_800_000 : 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // Every core: the main process only waits while files run.
    maxWorkers: '100%',
    // The files of a worker share what they import, which takes longer to load than most files take to run. So no
    // module of src or test/support may keep state that a test could see in another one.
    isolate: false,
    provide: { propertyRunFactor: mode === 'long' ? longRunFactor : 1 },
  },
}));
