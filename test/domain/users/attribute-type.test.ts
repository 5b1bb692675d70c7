import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/domain/json.js';
import type { AttributeChange } from '../../../src/domain/users/attribute-change.js';
import { type AttributeType, coerceChange } from '../../../src/domain/users/attribute-type.js';

describe('a value of a forced type', () => {
  test.each<[AttributeType, JsonValue, JsonValue | undefined]>([
    ['number', 1.5, 1.5],
    ['number', '100', 100],
    ['number', ' -2.50 ', -2.5],
    ['number', '1e3', 1000],
    ['number', 'abc', undefined],
    ['number', '', undefined],
    ['number', '0x10', undefined],
    ['number', '1e999', undefined],
    ['number', '12 apples', undefined],
    ['number', true, undefined],
    ['number', [1], undefined],
    ['boolean', true, true],
    ['boolean', 1, true],
    ['boolean', '1', true],
    ['boolean', 'TRUE', true],
    ['boolean', 't', true],
    ['boolean', 0, false],
    ['boolean', 'False', false],
    ['boolean', 'f', false],
    ['boolean', 2, undefined],
    ['boolean', 'yes', undefined],
    ['boolean', ['true'], undefined],
    ['string', 'x', 'x'],
    ['string', 12, '12'],
    ['string', false, 'false'],
    ['string', ['x'], undefined],
    ['string', { x: 1 }, undefined],
    ['time', '2026-02-03', '2026-02-03'],
    ['time', '02/03/2026', '02/03/2026'],
    ['time', 'soon', undefined],
    ['time', '3001-01-01', undefined],
    ['time', 1_700_000_000, undefined],
    ['array', ['x', 1], ['x', 1]],
    ['array', [], []],
    ['array', 'x', undefined],
    ['array', [{ id: 1 }], undefined],
    ['object', { x: 1 }, { x: 1 }],
    ['object', [{ x: 1 }], undefined],
    ['object_array', [{ x: 1 }], [{ x: 1 }]],
    ['object_array', [], []],
    ['object_array', { x: 1 }, undefined],
    ['object_array', ['x'], undefined],
  ])('%s makes of %j %j', (type, value, coerced) => {
    expect(coerceChange({ kind: 'set', value }, type)).toEqual(
      coerced === undefined ? undefined : { kind: 'set', value: coerced },
    );
  });
});

test.each<[AttributeChange, AttributeType]>([
  [{ kind: 'increment', by: 1 }, 'number'],
  [{ kind: 'change_array', add: ['x'], remove: [] }, 'array'],
  [{ kind: 'change_object_array', add: [], remove: [], update: [], isMerging: false }, 'object_array'],
  [{ kind: 'merge', value: {} }, 'object'],
])('an operator works on an attribute of its type only: %j on %s', (change, type) => {
  expect(coerceChange(change, type)).toBe(change);
  expect(coerceChange(change, type === 'number' ? 'string' : 'number')).toBeUndefined();
  expect(coerceChange({ kind: 'remove' }, type)).toEqual({ kind: 'remove' });
});
