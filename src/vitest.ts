import { registerMatchers } from './kit/vitest/matchers.js';

registerMatchers();

export { expect } from 'vitest';
export type { RequestTarget } from './kit/requests.js';
export type { Done } from './kit/verdict.js';
export type { BrazeMatchers } from './kit/vitest/matchers.js';
export { type BrazeFixtures, test } from './kit/vitest/test.js';
export type { TestWorkspace } from './kit/with-workspace.js';
