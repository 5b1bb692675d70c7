import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortened } from '../../../src/domain/journal/shortened.js';
import type { JsonValue } from '../../../src/domain/json.js';

const long = 'x'.repeat(200);

test.each<[JsonValue, JsonValue]>([
  [long, long],
  [`${long}yz`, `${long}… 2 more`],
  [
    [1, 2, 3, 4, 5],
    [1, 2, 3, 4, 5],
  ],
  [
    [1, 2, 3, 4, 5, 6, 7],
    [1, 2, 3, 4, 5, '… 2 more'],
  ],
  [
    { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 },
    { a: 1, b: 2, c: 3, d: 4, e: 5, '…': '1 more' },
  ],
  [[[[[1]]]], [[[['…']]]]],
  [[[[{ a: 1 }]]], [[[{ '…': 1 }]]]],
  [[[[[]]]], [[[[]]]]],
  [null, null],
  [7, 7],
])('%j is shown as %j', (value, shown) => {
  expect(shortened(value)).toEqual(shown);
});

test('whatever it was, what is shown is short', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      expect(JSON.stringify(shortened(value as JsonValue)).length).toBeLessThan(500_000);
    }),
  );
});
