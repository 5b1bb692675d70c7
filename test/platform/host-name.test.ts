import { expect, test } from 'vitest';
import { hostNameOf, isHostName } from '../../src/platform/host-name.js';
import { isLoopback } from '../../src/platform/loopback.js';

test.each([
  ['localhost:27293', 'localhost'],
  ['LocalHost.', 'localhost'],
  ['127.0.0.1:', '127.0.0.1'],
  ['[FD00::7]:80', '[fd00::7]'],
  ['a:b', undefined],
  ['::1', undefined],
  ['a@b', undefined],
  ['', undefined],
])('the name in the Host %j is %j', (host, name) => {
  expect(hostNameOf(host)).toBe(name);
});

test.each(['host.docker.internal', 'Emulator', 'emulator.', '10.0.0.1', 'fd00::7', '[fd00::7]', 'a_b'])(
  '%s is a name or an address alone',
  (text) => {
    expect(isHostName(text)).toBe(true);
  },
);

test.each(['http://emulator', 'emulator:80', 'emulator/', '', 'a b', 'x@y', '[::1]:80'])(
  '%j is more than that',
  (text) => {
    expect(isHostName(text)).toBe(false);
  },
);

test.each([
  ['[::1]', true],
  ['::1', true],
  ['127.9.9.9', true],
  ['[::ffff:127.0.0.1]', true],
  ['127.0.0.1.', false],
  ['0.0.0.0', false],
  ['[::]', false],
])('%s is loopback: %j', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
