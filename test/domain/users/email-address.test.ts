import { describe, expect, test } from 'vitest';
import { emailProblem, isEmailAddress } from '../../../src/domain/users/email-address.js';

// Braze's rules of email_setup/email_validation, but for the list of top-level domains. Case 26 of the public cases.

describe('an e-mail address is taken', () => {
  test.each([
    'kim@example.test',
    'kim@shop.example',
    'kim@example.nosuchtld',
    'KIM.Lee+news@Example.COM',
    "o'brien@example.test",
    'a@b.co',
    '-x-@example.test',
    '_kim_@example.test',
    'a&b#c/d@example.test',
    'jürgen.ß漢字@example.test',
    'kim@xn--bcher-kva.example',
    'kim@a-b.c-d.example',
    'kim_lee-1.x+anything@outlook.com',
    'ki@gmail.com',
  ])('%s', (address) => {
    expect(emailProblem(address)).toBeUndefined();
    expect(isEmailAddress(address)).toBe(true);
  });
});

describe('an e-mail address is none', () => {
  test.each([
    ['', 'has no @'],
    ['nonsense', 'has no @'],
    [' kim@example.test', 'has white space in it'],
    ['kim@example.test\n', 'has white space in it'],
    ['kim lee@example.test', 'has white space in it'],
    ['@example.test', 'has nothing before the @'],
    ['kim@', 'has no host name with a dot after the @'],
    ['kim@localhost', 'has no host name with a dot after the @'],
    ['kim@example..test', 'has no host name with a dot after the @'],
    ['kim@.example.test', 'has no host name with a dot after the @'],
    ['kim@example.test.', 'has no host name with a dot after the @'],
    ['kim@-example.test', 'has no host name with a dot after the @'],
    ['kim@exa_mple.test', 'has no host name with a dot after the @'],
    [`kim@${'x'.repeat(64)}.test`, 'has no host name with a dot after the @'],
    ['kim@127.0.0.1', 'has a host that ends in a number'],
    ['kim@bücher.example', 'has a host with letters beyond ASCII, which belongs in Punycode'],
    ['k@gmail.com', 'has one character before the @, and Gmail gives no such address'],
  ])('%j %s', (address, problem) => {
    expect(emailProblem(address)).toBe(problem);
    expect(isEmailAddress(address)).toBe(false);
  });

  test.each([
    '.kim@example.test',
    'kim.@example.test',
    "'kim@example.test",
    'kim+@example.test',
    'a@b@example.test',
    '"kim"@example.test',
    ...[...'*?!$%^(){}[]~,'].map((sign) => `k${sign}m@example.test`),
  ])('%s for its part before the @', (address) => {
    expect(emailProblem(address)).toMatch(/^has a part before the @ that Braze does not take/);
  });

  test.each([
    'kim..lee@hotmail.com',
    '-kim@live.nl',
    'kim.@msn.com',
    'jürgen@outlook.de',
    "o'brien@hotmail.co.uk",
  ])('%s for what Microsoft does not give', (address) => {
    expect(emailProblem(address)).toMatch(/^has a part before the @ that Microsoft does not give/);
  });

  test.each([12345, null, undefined, true, {}, ['kim@example.test']])('%j, which is no text', (value) => {
    expect(isEmailAddress(value)).toBe(false);
  });
});
