import { expect, test } from 'vitest';
import { CommandError, describeFailure, exitCodeOfSignal } from '../../src/cli/exit-codes.js';
import { EmulatorError } from '../../src/domain/errors.js';

test.each([
  [new CommandError(1, 'not ready'), { exitCode: 1, message: 'not ready' }],
  [new EmulatorError('storage_unusable', 'in use'), { exitCode: 3, message: 'in use' }],
  [new EmulatorError('key_in_use', 'taken'), { exitCode: 2, message: 'taken' }],
])('%s is told in its own words', (error, failure) => {
  expect(describeFailure(error)).toEqual(failure);
});

test('a defect has exit code 70 and keeps its stack', () => {
  const { exitCode, message } = describeFailure(new Error('broken'));
  expect(exitCode).toBe(70);
  expect(message).toMatch(/^Internal error: Error: broken\n {4}at /);
});

test('a signal has 128 and its number', () => {
  expect([exitCodeOfSignal('SIGTERM'), exitCodeOfSignal('SIGINT')]).toEqual([143, 130]);
});
