import { expect, test } from 'vitest';
import { compileRegex, regexProblem } from '../../../src/domain/segments/regex.js';

test.each([
  ['gold', 'a GOLD medal'],
  ['^gold$', 'Gold'],
  ['É', 'é'],
  ['^.$', '😀'],
  ['\\p{Lu}', 'a'],
  ['(\\d{3})-(\\d{4})', 'call 555-1234 now'],
  ['[A-Z]+@example\\.com', 'x@example.com'],
  ['(?i)gold', 'GOLD'],
  ['(?-i)Gold', 'Gold'],
  ['(?s)a.b', 'a\nb'],
  ['(?m)^b$', 'a\nb\nc'],
  ['\\Agold\\z', 'gold'],
  ['\\Qa.b\\E', 'a.b'],
  ['[[:digit:]]{2}', 'a12'],
  ['[]a]', ']'],
  ['^$', ''],
])('%s matches %j', (pattern, text) => {
  expect(compileRegex(pattern)?.test(text)).toBe(true);
});

test.each([
  ['^gold$', 'golden'],
  ['a.b', 'a\nb'],
  ['^b', 'a\nb'],
  ['(?-i)Gold', 'gold'],
])('%s does not match %j', (pattern, text) => {
  expect(compileRegex(pattern)?.test(text)).toBe(false);
});

test.each([['\\-'], ['\\@'], ['{'], ['\\_']])('%s stands for its last character', (pattern) => {
  expect(compileRegex(pattern)?.test(pattern.at(-1)!)).toBe(true);
});

test.each([
  ['(', "in RE2's syntax: missing closing ): ("],
  ['[a-', "in RE2's syntax: missing closing ]: [a-"],
  ['*', "in RE2's syntax: missing argument to repetition operator: *"],
  ['a**', "in RE2's syntax: invalid nested repetition operator: **"],
  ['a{1001}', "in RE2's syntax: invalid repeat count: {1001}"],
  ['(?=a)', "without look-around, which RE2's syntax does not have: (?="],
  ['(?!a)', "without look-around, which RE2's syntax does not have: (?!"],
  ['(?<=a)', "without look-around, which RE2's syntax does not have: (?<=a)"],
  ['(?<!a)', "without look-around, which RE2's syntax does not have: (?<!a)"],
  ['(a)\\1', "without back references, which RE2's syntax does not have: \\1"],
  ['(?P<x>a)(?P=x)', "without back references, which RE2's syntax does not have: (?P"],
  ['\\k<x>', "without back references, which RE2's syntax does not have: \\k"],
  ['(?>a)', "without atomic groups, which RE2's syntax does not have: (?>"],
  ['a++', "without possessive quantifiers, which RE2's syntax does not have: ++"],
  ['a{2}+', "without possessive quantifiers, which RE2's syntax does not have: {2}+"],
  ['(?(1)a)', "without conditions, which RE2's syntax does not have: (?("],
  ['(?R)', "without recursion, which RE2's syntax does not have: (?R"],
  ['(?#c)', "without comments, which RE2's syntax does not have: (?#"],
  ['(?x)a', "without comments, which RE2's syntax does not have: (?x"],
  ['\\h', "without this escape, which RE2's syntax does not have: \\h"],
])('%s is refused', (pattern, problem) => {
  expect(compileRegex(pattern)).toBeUndefined();
  expect(regexProblem(pattern)).toBe(problem);
});
