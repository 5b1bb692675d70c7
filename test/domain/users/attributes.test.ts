import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/domain/json.js';
import type { AttributeChange } from '../../../src/domain/users/attribute-change.js';
import { applyAttributeUpdates } from '../../../src/domain/users/attributes.js';
import { emptyProfileContent } from '../../support/users/users.js';

/** The custom attribute `it` after a change; `undefined` stands for absent, before and after. */
function changed(before: JsonValue | undefined, change: AttributeChange): JsonValue | undefined {
  const customAttributes: JsonObject = before === undefined ? {} : { it: before };
  const profile = { ...emptyProfileContent(), customAttributes };
  return applyAttributeUpdates(profile, [{ name: 'it', change }]).profile.customAttributes.it;
}

/** What of a change of the custom attribute `it` had no effect, as `add.0 attribute_unchanged`. */
function idleParts(before: JsonValue, change: AttributeChange): string[] {
  const profile = { ...emptyProfileContent(), customAttributes: { it: before } };
  const { ignored } = applyAttributeUpdates(profile, [{ name: 'it', change }]);
  return ignored.map(({ steps, rule }) => `${steps.slice(1).join('.')} ${rule}`);
}

const set = (value: JsonValue): AttributeChange => ({ kind: 'set', value });
const increment = (by: number): AttributeChange => ({ kind: 'increment', by });
const add = (...values: string[]): AttributeChange => ({ kind: 'change_array', add: values, remove: [] });
const remove = (...values: string[]): AttributeChange => ({ kind: 'change_array', add: [], remove: values });
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);

describe('a change of an attribute', () => {
  test.each<[string, JsonValue | undefined, AttributeChange, JsonValue | undefined]>([
    ['sets a value', undefined, set('gold'), 'gold'],
    ['replaces a value of another type', 'gold', set(7), 7],
    ['keeps an empty text', undefined, set(''), ''],
    ['removes a value', 'gold', { kind: 'remove' }, undefined],
    ['removes what is absent', undefined, { kind: 'remove' }, undefined],
    ['increments an integer', 5, increment(3), 8],
    ['increments by a negative integer', 5, increment(-7), -2],
    ['increments what is absent from 0', undefined, increment(2), 2],
    ['leaves a number with a fraction alone when it is incremented', 1.5, increment(1), 1.5],
    ['leaves a text alone when it is incremented', 'gold', increment(1), 'gold'],
    [
      'stops before an integer is no longer exact',
      Number.MAX_SAFE_INTEGER,
      increment(1),
      Number.MAX_SAFE_INTEGER,
    ],
  ])('%s', (_, before, change, after) => {
    expect(changed(before, change)).toEqual(after);
  });
});

describe('an array of scalars', () => {
  test.each<[string, JsonValue | undefined, AttributeChange, JsonValue | undefined]>([
    ['is replaced', ['a', 'b'], set(['c']), ['c']],
    ['has each value once', undefined, set(['dog', 'dog', 'pizza', 'dog']), ['dog', 'pizza']],
    ['tells a number from its text', undefined, set([1, '1', true, 'true']), [1, '1', true, 'true']],
    ['may be empty', ['a'], set([]), []],
    ['gets added values at the end', ['a'], add('b', 'c'), ['a', 'b', 'c']],
    ['moves a value that is added again to the end', ['a', 'b', 'c'], add('a'), ['b', 'c', 'a']],
    ['is made by adding', undefined, add('a'), ['a']],
    ['loses removed values', ['a', 'b', 'c'], remove('a', 'c', 'x'), ['b']],
    ['stays when its last value is removed', ['a'], remove('a'), []],
    ['is not made by removing', undefined, remove('a'), undefined],
    ['adds before it removes', ['a'], { kind: 'change_array', add: ['b', 'c'], remove: ['b'] }, ['a', 'c']],
    ['is not made of a text by adding', 'gold', add('a'), 'gold'],
    ['takes 500 values', undefined, set(numbered(500)), numbered(500)],
    ['keeps the last 500 values', undefined, set(numbered(501)), numbered(501).slice(1)],
    [
      'drops its first value when one is added to 500',
      numbered(500),
      add('new'),
      [...numbered(500).slice(1), 'new'],
    ],
  ])('%s', (_, before, change, after) => {
    expect(changed(before, change)).toEqual(after);
  });
});

describe('an array of objects', () => {
  const pets = [
    { id: 1, type: 'dog', name: 'Gus' },
    { id: 2, type: 'cat', name: 'Pixel' },
  ];
  const change = (
    parts: Partial<Extract<AttributeChange, { kind: 'change_object_array' }>>,
  ): AttributeChange => ({
    kind: 'change_object_array',
    add: [],
    remove: [],
    update: [],
    isMerging: false,
    ...parts,
  });

  test.each<[string, JsonValue | undefined, AttributeChange, JsonValue | undefined]>([
    ['gets added objects at the end', pets, change({ add: [{ id: 3 }] }), [...pets, { id: 3 }]],
    ['may hold equal objects', [{ id: 3 }], change({ add: [{ id: 3 }] }), [{ id: 3 }, { id: 3 }]],
    ['is made by adding', undefined, change({ add: [{ id: 3 }] }), [{ id: 3 }]],
    ['is not made by removing', undefined, change({ remove: [{ key: 'id', value: 1 }] }), undefined],
    [
      'loses every object that matches',
      [...pets, pets[0]!],
      change({ remove: [{ key: 'type', value: 'dog' }] }),
      [pets[1]!],
    ],
    ['matches a value of the same type only', pets, change({ remove: [{ key: 'id', value: '1' }] }), pets],
    ['matches own names only', pets, change({ remove: [{ key: 'constructor', value: 'Object' }] }), pets],
    [
      'has an updated object replaced whole',
      pets,
      change({ update: [{ match: { key: 'id', value: 2 }, newObject: { id: 2, name: 'Pip' } }] }),
      [pets[0]!, { id: 2, name: 'Pip' }],
    ],
    [
      'adds, then removes, then updates',
      pets,
      change({
        add: [{ id: 3 }, { id: 4 }],
        remove: [{ key: 'id', value: 3 }],
        update: [{ match: { key: 'id', value: 4 }, newObject: { id: 5 } }],
      }),
      [...pets, { id: 5 }],
    ],
    ['is not made of an array of texts', ['a'], change({ add: [{ id: 3 }] }), ['a']],
  ])('%s', (_, before, update, after) => {
    expect(changed(before, update)).toEqual(after);
  });

  test('takes 100 KB and drops an update beyond', () => {
    const largest = [{ text: 'x'.repeat(100 * 1024 - '[{"text":""}]'.length) }];
    expect(changed(undefined, set(largest))).toEqual(largest);
    expect(changed(largest, change({ add: [{}] }))).toEqual(largest);
    expect(changed(pets, set([...largest, {}]))).toEqual(pets);
  });

  test('counts its size in bytes', () => {
    expect(changed(undefined, set([{ text: 'ü'.repeat(60 * 1024) }]))).toBeUndefined();
  });
});

describe('attributes of a profile', () => {
  test('go where their names belong', () => {
    const { profile } = applyAttributeUpdates(emptyProfileContent(), [
      { name: 'email', change: set('kim@example.test') },
      { name: 'phone', change: set('+31612345678') },
      { name: 'country', change: set('NL') },
      { name: 'plan', change: set('gold') },
    ]);
    expect(profile).toEqual({
      ...emptyProfileContent(),
      email: 'kim@example.test',
      phone: '+31612345678',
      attributes: { country: 'NL' },
      customAttributes: { plan: 'gold' },
    });
  });

  test('keep what no update names', () => {
    const before = {
      ...emptyProfileContent(),
      email: 'kim@example.test',
      customAttributes: { plan: 'gold' },
    };
    expect(applyAttributeUpdates(before, [{ name: 'email', change: { kind: 'remove' } }]).profile).toEqual({
      ...before,
      email: null,
    });
  });

  test('are changed in order', () => {
    const { profile } = applyAttributeUpdates(emptyProfileContent(), [
      { name: 'visits', change: set(1) },
      { name: 'visits', change: increment(4) },
    ]);
    expect(profile.customAttributes).toEqual({ visits: 5 });
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('may be called %s', (name) => {
    const { profile } = applyAttributeUpdates(emptyProfileContent(), [
      { name, change: set({ polluted: true }) },
    ]);
    expect(Object.entries(profile.customAttributes)).toEqual([[name, { polluted: true }]]);
    expect({}).not.toHaveProperty('polluted');
    const { profile: after } = applyAttributeUpdates(profile, [{ name, change: { kind: 'remove' } }]);
    expect(Object.entries(after.customAttributes)).toEqual([]);
  });

  test('keep the state of subscription groups that are not named', () => {
    const groups = (id: string, state: 'subscribed' | 'unsubscribed') => ({
      name: 'subscription_groups',
      change: {
        kind: 'change_subscription_groups' as const,
        groups: [{ subscription_group_id: id, subscription_state: state }],
      },
    });
    const { profile } = applyAttributeUpdates(emptyProfileContent(), [
      groups('g1', 'subscribed'),
      groups('g2', 'subscribed'),
      groups('g1', 'unsubscribed'),
    ]);
    expect(profile.attributes.subscription_groups).toEqual([
      { subscription_group_id: 'g1', subscription_state: 'unsubscribed' },
      { subscription_group_id: 'g2', subscription_state: 'subscribed' },
    ]);
  });
});

describe('of values that are added and removed at once, those without effect are told', () => {
  test.each<[string, string[], string[], string[], string[]]>([
    [
      'an addition that is in its place, beside an idle removal',
      ['z'],
      ['z'],
      ['q'],
      ['remove.0 nothing_to_remove', 'add.0 attribute_unchanged'],
    ],
    ['the same beside a removal with an effect', ['q', 'z'], ['z'], ['q'], ['add.0 attribute_unchanged']],
    [
      'each of several',
      ['q', 'a', 'b'],
      ['a', 'b'],
      ['q'],
      ['add.0 attribute_unchanged', 'add.1 attribute_unchanged'],
    ],
    [
      'the first of several, the others being new',
      ['q', 'a'],
      ['a', 'b'],
      ['q'],
      ['add.0 attribute_unchanged'],
    ],
    ['none that moves to the end', ['a', 'q'], ['a', 'b'], ['x'], ['remove.0 nothing_to_remove']],
    ['one that is removed again, once', ['q', 'a'], ['a'], ['a'], ['add.0 removed_again']],
    ['one that stands again, where it counts', ['q'], ['a', 'b', 'a'], [], ['add.0 array_duplicate']],
    [
      'one that stands again and is in its place',
      ['q', 'a'],
      ['a', 'a'],
      [],
      ['add.0 array_duplicate', 'add.1 attribute_unchanged'],
    ],
    [
      'the first of those that count, behind one that stands again',
      ['q', 'b'],
      ['a', 'b', 'a'],
      [],
      ['add.0 array_duplicate', 'add.1 attribute_unchanged'],
    ],
    ['one that is removed twice, once', ['q', 'a'], [], ['a', 'a'], ['remove.0 array_duplicate']],
    ['nothing where the attribute as a whole stays as it was', ['a', 'b'], ['b'], [], []],
  ])('%s', (_, before, added, removed, parts) => {
    expect(idleParts(before, { kind: 'change_array', add: added, remove: removed })).toEqual(parts);
  });
});
