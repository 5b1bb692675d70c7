import { describe, expect, test } from 'vitest';
import { sent, strictRefusalOf } from '../../../support/users/ignored-attributes.js';

// What of an attributes object has no effect: what is kept, and the deepest path that the journal and a strict workspace
// name. Numbers of cases are those of the public cases.

const pets = { pets: [{ id: 1, type: 'dog' }] };
const long = 'y'.repeat(300);
const byId = (value: unknown, more: object = {}) => ({
  $identifier_key: 'id',
  $identifier_value: value,
  ...more,
});

type Row = [what: string, before: object, sent: object, kept: object, path: string, reason: string];

/** Refused by a strict workspace at the same path. */
const ignoredRows: Row[] = [
  // Case 6.
  [
    'a $time that is none drops its attribute, and no other',
    {},
    { dates: { birthday: { $time: 'not a date' }, name: 'x' }, plan: 'gold' },
    { plan: 'gold' },
    'dates.birthday.$time',
    'is no time, so nothing of attributes[0].dates has an effect',
  ],
  [
    'a $time of another type',
    {},
    { dates: [{ at: { $time: 1_700_000_000 } }] },
    {},
    'dates[0].at.$time',
    'is no text with a time, so nothing of attributes[0].dates has an effect',
  ],
  [
    'a nested time of a year after 3000 is left out alone',
    {},
    { dates: { end: { $time: '3001-01-01' }, name: 'x' } },
    { dates: { name: 'x' } },
    'dates.end.$time',
    'has a year that is not kept',
  ],
  [
    'a nested time before year 0 is left out alone',
    {},
    { dates: { end: { $time: '-0044-03-15' }, name: 'x' } },
    { dates: { name: 'x' } },
    'dates.end.$time',
    'has a year that is not kept',
  ],
  [
    'what stands beside $time',
    {},
    { date: { $time: '2026-02-03', zone: 'UTC' } },
    { date: '2026-02-03T00:00:00.000Z' },
    'date.zone',
    'stands beside $time, and was ignored',
  ],
  // Case 7.
  [
    'a null in an array of objects drops the attribute',
    {},
    { user_attributes_v1: [{ token: 'x', created_at: { $time: '2026-02-03' }, fxa: null }], plan: 'gold' },
    { plan: 'gold' },
    'user_attributes_v1[0].fxa',
    'is null, so nothing of attributes[0].user_attributes_v1 has an effect',
  ],
  [
    'a null in an array of texts',
    {},
    { films: ['a', null] },
    {},
    'films[1]',
    'is null, so nothing of attributes[0].films has an effect',
  ],
  // Case 9.
  [
    'a nested key with a dot',
    {},
    { o: { 'a.b': 1 } },
    {},
    'o["a.b"]',
    'has a key with a space, a dot or a dollar sign, so nothing of attributes[0].o has an effect',
  ],
  [
    'a nested key with a space',
    {},
    { o2: { deep: { 'has space': 1 } } },
    {},
    'o2.deep["has space"]',
    'has a key with a space, a dot or a dollar sign, so nothing of attributes[0].o2 has an effect',
  ],
  [
    'a nested key with a dollar sign',
    {},
    { o3: { $cash: 1 } },
    {},
    'o3.$cash',
    'has a key with a space, a dot or a dollar sign, so nothing of attributes[0].o3 has an effect',
  ],
  [
    'a nested text of 300 characters',
    {},
    { o4: { s: long } },
    {},
    'o4.s',
    'is a text of more than 255 characters, so nothing of attributes[0].o4 has an effect',
  ],
  [
    'a text of 300 characters in an added object',
    pets,
    { pets: { $add: [{ id: 2, bio: long }] } },
    pets,
    'pets.$add[0].bio',
    'is a text of more than 255 characters, so nothing of attributes[0].pets has an effect',
  ],
  [
    'a forbidden key in a $new_object',
    pets,
    { pets: { $update: [byId(1, { $new_object: { name: 'x' } }), byId(1, { $new_object: { 'a.b': 1 } })] } },
    pets,
    'pets.$update[1].$new_object["a.b"]',
    'has a key with a space, a dot or a dollar sign, so nothing of attributes[0].pets has an effect',
  ],
  [
    'an array in an array',
    {},
    { a: [['x']] },
    {},
    'a[0]',
    'is an array in an array, so nothing of attributes[0].a has an effect',
  ],
  [
    'an array in an array in an object',
    {},
    { a: { b: [['x']] } },
    {},
    'a.b[0]',
    'is an array in an array, so nothing of attributes[0].a has an effect',
  ],
  [
    'an object among plain values',
    {},
    { a: ['x', { id: 1 }] },
    {},
    'a[1]',
    'is an object, and the array has plain values, so nothing of attributes[0].a has an effect',
  ],
  // Case 5.
  [
    'an object that the same update adds and removes',
    { pets: [{ id: 1, v: 'old' }] },
    { pets: { $remove: [byId(1)], $add: [{ id: 1, v: 'new' }] } },
    { pets: [] },
    'pets.$add[0]',
    'is removed again by $remove[0] beside it',
  ],
  [
    'a value that the same update adds and removes',
    { films: ['a'] },
    { films: { remove: ['b'], add: ['b'] } },
    { films: ['a'] },
    'films.add[0]',
    'is removed again by remove beside it',
  ],
  // Case 10.
  [
    'add beside $add',
    pets,
    { pets: { add: [{ id: 2 }], $add: [{ id: 3 }] } },
    { pets: [...pets.pets, { id: 3 }] },
    'pets.add',
    'stands beside an operator with $, and was ignored',
  ],
  [
    'operators over objects without their dollar sign',
    pets,
    { pets: { update: [{ id: 1 }], remove: [{ id: 2 }], add: [{ id: 3 }] } },
    pets,
    'pets.update',
    'is no operator for objects, which would be $update, so nothing of attributes[0].pets has an effect',
  ],
  [
    'a plain key beside $update',
    pets,
    { pets: { $update: [byId(1, { $new_object: { id: 2 } })], color: 'red' } },
    { pets: [{ id: 2 }] },
    'pets.color',
    'stands beside an operator with $, and was ignored',
  ],
  [
    'a plain value in $add',
    pets,
    { pets: { $add: ['cat'] } },
    pets,
    'pets.$add[0]',
    'is no object; plain values are added by add, without $, so nothing of attributes[0].pets has an effect',
  ],
  [
    'an operator that is no list',
    pets,
    { pets: { $add: { id: 2 } } },
    pets,
    'pets.$add',
    'is no array, so nothing of attributes[0].pets has an effect',
  ],
  [
    'an update that has no new object',
    pets,
    { pets: { $update: [byId(1)] } },
    pets,
    'pets.$update[0]',
    'has no $new_object, so nothing of attributes[0].pets has an effect',
  ],
  [
    'a field that the operator does not have',
    pets,
    { pets: { $remove: [byId(1, { $new_object: {} })] } },
    { pets: [] },
    'pets.$remove[0].$new_object',
    'is no part of the operator, and was ignored',
  ],
  // Case 40.
  [
    'an update whose identifying value has another type',
    pets,
    { pets: { $update: [byId('1', { $new_object: { name: 'Gus' } })] } },
    pets,
    'pets.$update[0].$identifier_value',
    'is a text, and the array has 1, a number, so nothing of attributes[0].pets.$update[0] has an effect',
  ],
  [
    'a removal whose identifying value has another type',
    pets,
    { pets: { $remove: [byId('1')] } },
    pets,
    'pets.$remove[0].$identifier_value',
    'is a text, and the array has 1, a number, so nothing of attributes[0].pets.$remove[0] has an effect',
  ],
  [
    'an update that matches no object',
    pets,
    { pets: { $update: [byId(7, { $new_object: { name: 'Gus' } })] } },
    pets,
    'pets.$update[0]',
    'matches no object of the array',
  ],
  [
    'an increment of a text',
    { it: 'x' },
    { it: { inc: 1 } },
    { it: 'x' },
    'it.inc',
    'is for a whole number, and the attribute is a text',
  ],
  [
    'an increment of a fraction',
    { it: 1.5 },
    { it: { inc: 1 } },
    { it: 1.5 },
    'it.inc',
    'is for a whole number, and the attribute is a number with a fraction',
  ],
  [
    'an increment by a fraction',
    { it: 1 },
    { it: { inc: 1.5 } },
    { it: 1 },
    'it.inc',
    'is no whole number, so nothing of attributes[0].it has an effect',
  ],
  [
    'an increment by a text',
    { it: 1 },
    { it: { inc: '1' } },
    { it: 1 },
    'it.inc',
    'is no whole number, so nothing of attributes[0].it has an effect',
  ],
  [
    'an addition to a text',
    { it: 'x' },
    { it: { add: ['a'] } },
    { it: 'x' },
    'it.add',
    'is for an array of plain values, and the attribute is a text',
  ],
  [
    'an addition of plain values to objects',
    pets,
    { pets: { add: ['a'] } },
    pets,
    'pets.add',
    'is for an array of plain values, and the attribute is an array of objects',
  ],
  [
    'an addition of objects to plain values',
    { it: ['a'] },
    { it: { $add: [{ id: 1 }] } },
    { it: ['a'] },
    'it.$add',
    'is for an array of objects, and the attribute is an array',
  ],
  // Standard attributes.
  [
    'a country that is none',
    { country: 'NL' },
    { country: 'Atlantis' },
    {},
    'country',
    'is no country of ISO 3166-1, and the profile has none now',
  ],
  [
    'a language with its region',
    {},
    { language: 'en-US' },
    {},
    'language',
    'is no code of a language, and was not set',
  ],
  [
    'a language by its name',
    { language: 'nl' },
    { language: 'english' },
    { language: 'nl' },
    'language',
    'is no code of a language, and was not set',
  ],
  [
    'a time zone by its offset',
    {},
    { time_zone: '+01:00' },
    {},
    'time_zone',
    'is no zone of the IANA database, and was not set',
  ],
  [
    'a gender in words',
    {},
    { gender: 'female' },
    {},
    'gender',
    'is none of M, F, O, N and P, and was not set',
  ],
  [
    'a birthday the other way round',
    {},
    { dob: '21-12-1980' },
    {},
    'dob',
    'is no date of the form YYYY-MM-DD, and was not set',
  ],
  [
    'a height beside a location',
    {},
    { current_location: { longitude: 5, latitude: 52, altitude: 3 } },
    { current_location: { longitude: 5, latitude: 52 } },
    'current_location.altitude',
    'is no part of this field, and was ignored',
  ],
];

describe('without effect, noted and refused by a strict workspace:', () => {
  test.each(ignoredRows)('%s', async (_, before, attributes, kept, path, reason) => {
    const outcome = await sent(before, attributes);
    expect(outcome.attributes).toEqual(kept);
    const note = outcome.notes.find((its) => its.path === path);
    expect(outcome.notes[0]).toBe(note);
    expect(note?.message.endsWith(`${path} ${reason}`), note?.message).toBe(true);
    expect(await strictRefusalOf(before, attributes)).toBe(`${path} ${reason}`);
  });
});

/** What is so already, or has an effect that hardly anybody means. */
const toleratedRows: Row[] = [
  [
    'a text of 300 characters, of which Braze documents the bound only',
    {},
    { s: long },
    { s: long },
    's',
    'is a text of more than 255 characters, and is kept here',
  ],
  [
    'such a text in an array',
    { a: ['x'] },
    { a: { add: [long] } },
    { a: ['x', long] },
    'a.add[0]',
    'is a text of more than 255 characters, and is kept here',
  ],
  [
    'a name of 300 characters',
    {},
    { [long]: 1 },
    { [long]: 1 },
    long,
    'has a name of more than 255 characters, and is kept here',
  ],
  [
    'a value twice in an array',
    {},
    { a: ['x', 'y', 'x'] },
    { a: ['x', 'y'] },
    'a[2]',
    'stands in the array already',
  ],
  [
    'a value twice in add',
    { a: ['x'] },
    { a: { add: ['y', 'z', 'y'] } },
    { a: ['x', 'z', 'y'] },
    'a.add[0]',
    'stands in the list again, where it counts',
  ],
  [
    'a value twice in remove',
    { a: ['x', 'y'] },
    { a: { remove: ['y', 'y'] } },
    { a: ['x'] },
    'a.remove[0]',
    'stands in the list again, where it counts',
  ],
  [
    'an object twice in $remove',
    pets,
    { pets: { $remove: [byId(1), byId(1)] } },
    { pets: [] },
    'pets.$remove[1]',
    'matches no object that the others of $remove do not',
  ],
  [
    'an object in $remove by two of its keys',
    pets,
    { pets: { $remove: [byId(1), { $identifier_key: 'type', $identifier_value: 'dog' }] } },
    { pets: [] },
    'pets.$remove[1]',
    'matches no object that the others of $remove do not',
  ],
  [
    'an empty list of an operator beside another',
    { a: ['x', 'y'] },
    { a: { add: [], remove: ['y'] } },
    { a: ['x'] },
    'a.add',
    'leaves the attribute as it was',
  ],
  [
    'an empty list of an operator over objects beside another',
    pets,
    { pets: { $remove: [], $add: [{ id: 2 }] } },
    { pets: [...pets.pets, { id: 2 }] },
    'pets.$remove',
    'leaves the attribute as it was',
  ],
  [
    'a removal of what is not there',
    { a: ['x'] },
    { a: { remove: ['y'] } },
    { a: ['x'] },
    'a.remove[0]',
    'is not in the array',
  ],
  [
    'a removal of an object that is not there',
    pets,
    { pets: { $remove: [byId(7)] } },
    pets,
    'pets.$remove[0]',
    'matches no object of the array',
  ],
  [
    'an operator beside other keys',
    {},
    { a: { add: ['x'], color: 'red' } },
    { a: { add: ['x'], color: 'red' } },
    'a.add',
    'is stored as a key of the object, and does not operate on the attribute',
  ],
  [
    'inc beside other keys',
    { a: 1 },
    { a: { inc: 1, by: 'x' } },
    { a: { inc: 1, by: 'x' } },
    'a.inc',
    'is stored as a key of the object, and does not operate on the attribute',
  ],
];

describe('noted, and taken by a strict workspace:', () => {
  test.each(toleratedRows)('%s', async (_, before, attributes, kept, path, reason) => {
    const outcome = await sent(before, attributes);
    expect(outcome.attributes).toEqual(kept);
    expect(outcome.notes.map((its) => its.message)).toEqual([`attributes[0].${path} ${reason}`]);
    expect(await strictRefusalOf(before, attributes)).toBeUndefined();
  });
});

describe('a note', () => {
  test('shows the value at its path, and the way out', async () => {
    const { notes } = await sent({}, { o: { 'a.b': { c: 1 } } });
    expect(notes).toEqual([
      {
        rule: 'nested_key',
        path: 'o["a.b"]',
        message:
          'attributes[0].o["a.b"] has a key with a space, a dot or a dollar sign, so nothing of attributes[0].o has an effect',
        received: { c: 1 },
        hint: 'Braze takes nested keys of 1 to 255 characters without spaces, dots and dollar signs',
      },
    ]);
  });

  test('stands for each invalid value of an attribute', async () => {
    const { notes } = await sent({}, { o: { a: null, b: [{ 'c d': null }], e: { $time: '' } } });
    expect(notes.map((its) => its.paths ?? [its.path])).toEqual([
      ['o.a', 'o.b[0]["c d"]'],
      ['o.b[0]["c d"]'],
      ['o.e.$time'],
    ]);
  });

  test.each([
    [
      {
        plan: 'gold',
        seats: 3,
        films: ['a'],
        address: { city: 'x' },
        pets: [{ id: 1 }],
        email: 'kim@example.test',
      },
    ],
    [{ visits: { inc: 1 }, films: { add: ['a'] }, pets: { $add: [{ id: 1 }] } }],
    [
      {
        _merge_objects: true,
        address: { city: 'x' },
        country: 'NL',
        time_zone: 'Europe/Amsterdam',
        language: 'nl',
      },
    ],
  ])('is not made of %j, all of which has an effect', async (attributes) => {
    expect((await sent({}, attributes)).notes).toEqual([]);
  });
});

test('of 600 values the last 500 are kept, and each of the others is noted (case 40)', async () => {
  const values = Array.from({ length: 600 }, (_, index) => `v${index}`);
  const { attributes, notes } = await sent({}, { a: values });
  expect(attributes).toEqual({ a: values.slice(100) });
  expect(notes[0]).toMatchObject({ path: 'a[0]', rule: 'array_full', received: 'v0' });
});

test('an array of objects above 100 KB is dropped, and noted (case 40)', async () => {
  const before = { pets: [{ id: 1 }] };
  const many = Array.from({ length: 500 }, (_, id) => ({ id, text: 'x'.repeat(250) }));
  const { attributes, notes } = await sent(before, { pets: { $add: many } });
  expect(attributes).toEqual(before);
  expect(notes).toMatchObject([{ path: 'pets', rule: 'attribute_too_large' }]);
  expect(await strictRefusalOf(before, { pets: { $add: many } })).toMatch(
    /^pets is dropped: the attribute would have/,
  );
});

test('an array that changes by all three operators ends with what was added (case 11)', async () => {
  const change = {
    pets: {
      $update: [byId(2, { $new_object: { name: 'x' } })],
      $remove: [byId(3)],
      $add: [{ id: 1, name: 'm' }],
    },
  };
  const { attributes, notes } = await sent({}, change);
  expect(attributes).toEqual({ pets: [{ id: 1, name: 'm' }] });
  expect(notes.map((its) => its.path)).toEqual(['pets.$remove[0]', 'pets.$update[0]']);
});
