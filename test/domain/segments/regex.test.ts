import { expect, test } from 'vitest';
import { compileRegex } from '../../../src/domain/segments/regex.js';

test.each([
  ['gold', 'a GOLD medal'],
  ['^gold$', 'Gold'],
  ['É', 'é'],
  ['^.$', '😀'],
  ['\\p{Lu}', 'a'],
  ['(\\d{3})-(\\d{4})', 'call 555-1234 now'],
  ['[A-Z]+@example\\.com', 'x@example.com'],
])('%s matches %s', (pattern, text) => {
  expect(compileRegex(pattern)?.test(text)).toBe(true);
});

test.each([
  ['^gold$', 'golden'],
  ['a.b', 'a\nb'],
])('%s does not match %j', (pattern, text) => {
  expect(compileRegex(pattern)?.test(text)).toBe(false);
});

test.each([['\\-'], ['\\@'], ['{'], ['\\_']])(
  '%s, which Unicode mode refuses, is still a pattern',
  (pattern) => {
    expect(compileRegex(pattern)?.test(pattern.at(-1)!)).toBe(true);
  },
);

test.each([['('], ['[a-'], ['*'], ['(?i)gold'], ['(?>a)'], ['a++']])('%s is no pattern', (pattern) => {
  expect(compileRegex(pattern)).toBeUndefined();
});

test('a pattern that was used matches the same way again', () => {
  const regex = compileRegex('gold')!;
  expect([regex.test('gold'), regex.test('gold')]).toEqual([true, true]);
});
