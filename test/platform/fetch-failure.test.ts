import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { fetchFailure } from '../../src/platform/fetch-failure.js';

// In a test of Jest the errors of Node are not instances of the test's Error.
const inAnotherRealm = (expression: string): unknown => runInNewContext(expression);

test('the cause of a failed call is told, also when the errors are those of another realm', () => {
  const failure = "new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') })";
  expect(fetchFailure(inAnotherRealm(failure))).toBe('connect ECONNREFUSED 127.0.0.1:1');
});

test('of several attempts only the code is told', () => {
  const cause = "Object.assign(new Error(''), { code: 'ECONNREFUSED' })";
  expect(fetchFailure(inAnotherRealm(`new TypeError('fetch failed', { cause: ${cause} })`))).toBe(
    'ECONNREFUSED',
  );
});
