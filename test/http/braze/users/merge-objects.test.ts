import { expect, test } from 'vitest';
import { sent } from '../../../support/users/ignored-attributes.js';

// `_merge_objects` of an attributes object. Case 4 of the public cases.

const song = { title: 'A', plays: { n: 1, top: true } };
const pets = [
  { id: 4, type: 'fish', breed: 'salmon', home: { city: 'x', zip: 1 } },
  { id: 5, type: 'bird' },
];
const update = (id: number, $new_object: object) => ({
  $update: [{ $identifier_key: 'id', $identifier_value: id, $new_object }],
});

test.each<[string, object, object, object]>([
  [
    'an object is merged on all levels',
    { song },
    { _merge_objects: true, song: { plays: { n: 2 }, year: 1960 } },
    { song: { title: 'A', plays: { n: 2, top: true }, year: 1960 } },
  ],
  ['an object replaces another without it', { song }, { song: { year: 1960 } }, { song: { year: 1960 } }],
  [
    'an object replaces another when it is false',
    { song },
    { _merge_objects: false, song: { year: 1960 } },
    { song: { year: 1960 } },
  ],
  ['an object is set where there is none', {}, { _merge_objects: true, song }, { song }],
  ['an object replaces what is no object', { song: 'A' }, { _merge_objects: true, song }, { song }],
  [
    'an array in an object is replaced',
    { song: { by: ['x'] } },
    { _merge_objects: true, song: { by: ['y'] } },
    { song: { by: ['y'] } },
  ],
  [
    'an updated object keeps what the new one does not mention',
    { pets },
    { _merge_objects: true, pets: update(4, { breed: 'goldfish', home: { zip: 2 } }) },
    { pets: [{ id: 4, type: 'fish', breed: 'goldfish', home: { city: 'x', zip: 2 } }, pets[1]] },
  ],
  [
    'an updated object is replaced whole without it',
    { pets },
    { pets: update(4, { breed: 'goldfish' }) },
    { pets: [{ breed: 'goldfish' }, pets[1]] },
  ],
])('%s', async (_, before, attributes, after) => {
  const outcome = await sent(before, attributes);
  expect(outcome.attributes).toEqual(after);
  expect(outcome.notes).toEqual([]);
});

test('a merge beyond 100 KB is dropped', async () => {
  const large = Object.fromEntries(Array.from({ length: 300 }, (_, key) => [`k${key}`, 'x'.repeat(250)]));
  const more = Object.fromEntries(Array.from({ length: 300 }, (_, key) => [`m${key}`, 'x'.repeat(250)]));
  const { attributes, notes } = await sent({ o: large }, { _merge_objects: true, o: more });
  expect(attributes).toEqual({ o: large });
  expect(notes).toMatchObject([{ path: 'o', rule: 'attribute_too_large' }]);
});
