import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closest, editDistance } from '../../../../src/domain/journal/explanation/edit-distance.js';

test.each([
  ['', '', 0],
  ['a', '', 1],
  ['kitten', 'sitting', 3],
  ['/user/track', '/users/track', 1],
  ['abc', 'acb', 2],
])('from %j to %j it is %d', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

const aWord = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

test('a distance is nothing to itself, the same both ways, and never longer than a detour', () => {
  fc.assert(
    fc.property(aWord, aWord, aWord, (a, b, c) => {
      expect(editDistance(a, a)).toBe(0);
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
});

test('the closest is no further away than any other, and within the bound', () => {
  fc.assert(
    fc.property(aWord, fc.array(aWord), fc.nat(4), (text, candidates, max) => {
      const least = Math.min(...candidates.map((its) => editDistance(text, its)));
      const found = closest(text, candidates, max);
      if (least > max) expect(found).toBeUndefined();
      else expect(editDistance(text, found!)).toBe(least);
    }),
  );
});
