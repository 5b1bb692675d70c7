import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/domain/json.js';
import type { ValueCondition } from '../../../src/domain/segments/condition.js';
import type { SegmentFilter } from '../../../src/domain/segments/definition.js';
import { passes } from '../../support/segments/segment-world.js';

// Paths through arrays of objects, by both evaluators. Case 36 of the public cases.

const owned: JsonValue[] = [
  { type: 'dog', age: 3, names: ['Gus', 'Gusto'], born: '2023-01-01T00:00:00.000Z' },
  { type: 'cat', age: 9, chipped: true, toys: [{ name: 'ball' }] },
];
const pets = { pets: owned };

function at(path: string, condition: ValueCondition, name = 'pets'): SegmentFilter {
  return { type: 'custom_attribute', name, path, ...condition };
}
const isAnyOf = (...value: string[]): ValueCondition => ({
  valueType: 'string',
  comparison: 'is_any_of',
  value,
});
const isNoneOf = (...value: string[]): ValueCondition => ({
  valueType: 'string',
  comparison: 'is_none_of',
  value,
});

describe('a path through an array', () => {
  test.each<[string, SegmentFilter, boolean]>([
    ['matches if the first object does', at('[].type', isAnyOf('dog')), true],
    ['matches if the last object does', at('[].type', isAnyOf('cat', 'bird')), true],
    ['matches nobody if no object does', at('[].type', isAnyOf('bird')), false],
    ['compares numbers', at('[].age', { valueType: 'number', comparison: 'more_than', value: 8 }), true],
    ['compares times', at('[].born', { valueType: 'time', comparison: 'before', value: '2023-06-01' }), true],
    [
      'looks for arrays in the objects',
      at('[].names', { valueType: 'array', comparison: 'includes_any_of', value: ['Gus'] }),
      true,
    ],
    [
      'takes a key that one object has as existing',
      at('[].chipped', { valueType: 'boolean', comparison: 'exists' }),
      true,
    ],
    ['excludes who has one such object', at('[].type', isNoneOf('dog')), false],
    ['includes who has no such object', at('[].type', isNoneOf('bird')), true],
    [
      'excludes by regular expression who has one such object',
      at('[].type', { valueType: 'string', comparison: 'does_not_match_regex', value: '^d' }),
      false,
    ],
    [
      'includes by regular expression who has objects, and no such one',
      at('[].type', { valueType: 'string', comparison: 'does_not_match_regex', value: '^b' }),
      true,
    ],
  ])('%s', (_, filter, isIn) => {
    expect(passes({ attributes: pets }, filter)).toBe(isIn);
  });

  test('may stand in an object, and end at the elements', () => {
    const attributes = { home: { pets: owned, rooms: ['attic'] } };
    expect(passes({ attributes }, at('pets[].type', isAnyOf('dog'), 'home'))).toBe(true);
    expect(passes({ attributes }, at('rooms[]', isAnyOf('attic'), 'home'))).toBe(true);
    expect(passes({ attributes }, at('rooms[]', isAnyOf('cellar'), 'home'))).toBe(false);
  });

  test.each([[{}], [{ pets: [] }], [{ pets: 'dog' }], [{ pets: { type: 'dog' } }], [{ pets: ['dog'] }]])(
    'finds a missing value in %j',
    (attributes) => {
      expect(passes({ attributes }, at('[].type', isAnyOf('dog')))).toBe(false);
      expect(passes({ attributes }, at('[].type', isNoneOf('dog')))).toBe(true);
      const isBlank = at('[].type', { valueType: 'string', comparison: 'does_not_exist' });
      expect(passes({ attributes }, isBlank)).toBe(true);
    },
  );
});
