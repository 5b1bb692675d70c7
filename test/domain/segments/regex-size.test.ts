import fc from 'fast-check';
import { expect, test } from 'vitest';
import { regexSizeMax } from '../../../src/domain/limits.js';
import { compileRegex, regexProblem } from '../../../src/domain/segments/regex.js';
import { regexEngine } from '../../../src/domain/segments/regex-engine.js';
import { writtenOutSize } from '../../../src/domain/segments/regex-size.js';

test.each([
  ['gold', 4],
  ['[a-z[:digit:]\\]]', 1],
  ['[]a]{3}', 3],
  ['a{3}b', 4],
  ['(ab){2,5}', 15],
  ['((a{3}b){10}c){2,}', 104],
  ['a{', 2],
  ['\\x{41}\\Qa{3}\\E', 9],
  ['\\p{L}{2}', 50],
])('%s has a size of %i', (pattern, size) => {
  expect(writtenOutSize(pattern)).toBe(size);
});

test.each([
  ['a{1000}'.repeat(11)],
  ['{a{1000}'.repeat(11)],
  ['[[:]a{1000}'.repeat(11)],
  ['\\pL'.repeat(500)],
])('a pattern that would take long to compile is refused without being compiled: %.11s…', (pattern) => {
  expect(compileRegex(pattern)).toBeUndefined();
  expect(regexProblem(pattern)).toMatch(
    `with at most ${regexSizeMax} characters and classes once its counted repetitions are written out, received `,
  );
});

test('a list of words that fills a filter is no large pattern', () => {
  const pattern = 'a@example.com|'.repeat(714);
  expect(compileRegex(`(${pattern}b)`)?.test('A@EXAMPLE.COM')).toBe(true);
});

test('what is compiled is at most some times the size that was counted', () => {
  const part = fc.constantFrom(
    ...[
      'a',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '{3}',
      '{2,7}',
      '{4,}',
      '{,5}',
      '|',
      '*',
      '+',
      '?',
      '\\',
      '^',
      ':',
    ],
    ...['\\Q', '\\E', '\\pL', '\\p{Lu}', '\\x{41}', '[:alpha:]', '[^', '(?:', '(?P<a>', '-', '$', '.', 'é'],
  );
  const { RE2JS, RE2JSException } = regexEngine();
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const pattern = parts.join('');
      try {
        const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE).programSize();
        expect(compiled).toBeLessThanOrEqual(4 * writtenOutSize(pattern) + 10);
      } catch (error) {
        if (!(error instanceof RE2JSException)) throw error;
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a text longer than the pattern allows to be searched matches nothing', () => {
  const regex = compileRegex('(a+)+$')!;
  expect(regex.textLengthMax).toBeGreaterThan(50_000);
  expect(regex.test('a'.repeat(regex.textLengthMax))).toBe(true);
  expect(regex.test('a'.repeat(regex.textLengthMax + 1))).toBe(false);
});
