import { expect, test } from 'vitest';
import { isLoopback } from '../../src/platform/loopback.js';

test.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1', 'localhost', 'LOCALHOST'])(
  '%s is loopback',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each([
  '0.0.0.0',
  '::',
  '::ffff:192.0.2.1',
  '10.0.0.1',
  '192.0.2.1',
  'emulator.test',
  '127.0.0.1.example.test',
])('%s may be reached by others', (host) => {
  expect(isLoopback(host)).toBe(false);
});
