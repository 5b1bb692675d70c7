import { type TestAPI, test as vitestTest } from 'vitest';
import type { NewWorkspace } from '../../client/api.js';
import { type RunningEmulator, startEmulator } from '../../library/start.js';
import { type TestWorkspace, withWorkspace } from '../with-workspace.js';

/** What a test of the kit can ask for. */
export interface BrazeFixtures {
  /** What `braze` begins with; empty. Set it by `test.extend({ workspace: { users: […] } })`. */
  workspace: NewWorkspace;
  /** The emulator of the worker that runs the test. It starts when a test first asks for it. */
  emulator: RunningEmulator;
  /**
   * A workspace for this test alone, named after it and deleted when it ends. The test fails when a request was refused,
   * unless `braze.expectRefusals()` says that it is meant to be.
   */
  braze: TestWorkspace;
}

/** The `test` of vitest with `braze`: a workspace of its own. */
export const test: TestAPI<BrazeFixtures> = extended<BrazeFixtures>({
  workspace: {},
  emulator: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs.
    async ({}, use) => {
      const emulator = await startEmulator();
      await use(emulator);
      await emulator.stop();
    },
    { scope: 'worker' },
  ],
  braze: async ({ emulator, workspace, task }, use) => {
    await withWorkspace(emulator, { name: fullNameOf(task), ...workspace }, use);
  },
});

/**
 * Before 4.1, vitest binds a fixture to those it was declared with, so that `braze` would not see another `workspace`. There
 * an extension declares them all anew.
 */
function extended<T extends object>(fixtures: Parameters<typeof vitestTest.extend<T>>[0]): TestAPI<T> {
  const made = vitestTest.extend<T>(fixtures);
  if ('override' in made) return made as TestAPI<T>;
  const extend = (more: object) => extended({ ...fixtures, ...more });
  return Object.assign(made, { extend }) as unknown as TestAPI<T>;
}

interface Task {
  name: string;
  suite?: Task;
}

/** With the names of the suites around it. */
function fullNameOf({ name, suite }: Task): string {
  return suite === undefined ? name : `${fullNameOf(suite)} > ${name}`;
}
