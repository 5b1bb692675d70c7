import { expect, test } from 'vitest';
import type { DecisionNote } from '../../../../src/domain/journal/journal.js';
import { entryOf } from '../../../support/journal.js';
import { messagingWorld } from '../../../support/messaging.js';
import { sent } from '../../../support/users/ignored-attributes.js';

// Attributes, and parts of them, that are so already.

const subscription = {
  subscription_group_id: '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  subscription_state: 'subscribed',
};

test('parts of a merge that are so already are noted one by one, and only they', async () => {
  const t = await messagingWorld();
  const before = {
    external_id: 'a',
    address: { city: 'Oslo', geo: { x: 1, y: 2 } },
    pets: [
      { id: 1, name: 'Rex' },
      { id: 2, name: 'Rex' },
    ],
    subscription_groups: [subscription],
  };
  await t.rest('/users/track', { attributes: [before] });
  const named = (value: number, $new_object: object) => ({
    $identifier_key: 'id',
    $identifier_value: value,
    $new_object,
  });
  const again = {
    external_id: 'a',
    _merge_objects: true,
    address: { city: 'Oslo', geo: { x: 1, y: 3 }, street: 'S' },
    pets: { $update: [named(1, { name: 'Rex', age: 3 }), named(2, { name: 'Tom' })] },
    subscription_groups: [subscription],
  };
  const answer = await t.rest('/users/track', { attributes: [again] });
  expect((await entryOf(t, answer)).decision.notes).toMatchObject([
    {
      rule: 'attribute_unchanged',
      paths: [
        'attributes[0].address.city',
        'attributes[0].address.geo.x',
        'attributes[0].pets.$update[0].$new_object.name',
        'attributes[0].subscription_groups[0]',
      ],
    },
  ]);
});

test.each([
  ['an array whose repeated values have notes', { tags: ['x', 'y', 'x'] }, ['tags', 'tags[2]']],
  [
    'a location with a part that is none',
    { current_location: { longitude: 10, latitude: 59, altitude: 3 } },
    ['current_location', 'current_location.altitude'],
  ],
  ['an increment by nothing', { visits: { inc: 0 } }, ['visits']],
])('%s is noted as a whole where it is so already', async (_what, attributes, places) => {
  const t = await messagingWorld();
  const track = () => t.rest('/users/track', { attributes: [{ external_id: 'a', ...attributes }] });
  await track();
  const notes: DecisionNote[] = (await entryOf(t, await track())).decision.notes;
  const paths = notes.map(({ path }) => path);
  expect(paths.sort()).toEqual(places.map((place) => `attributes[0].${place}`));
});

const byId = (value: number, $new_object?: object) => ({
  $identifier_key: 'id',
  $identifier_value: value,
  ...($new_object && { $new_object }),
});
const pets = [
  { id: 1, name: 'Rex' },
  { id: 2, name: 'Tom' },
];

test.each<[what: string, before: object, attributes: object, places: string[]]>([
  [
    'whose added value is removed again',
    { tags: ['x'] },
    { tags: { add: ['z'], remove: ['z', 'y'] } },
    ['tags', 'tags.add[0]', 'tags.remove[1]'],
  ],
  [
    'whose added object is removed again',
    { pets },
    { pets: { $add: [{ id: 3 }], $remove: [byId(3)] } },
    ['pets', 'pets.$add[0]'],
  ],
  [
    'whose object is changed there and back, beside an idle removal',
    { pets },
    {
      pets: {
        $update: [byId(2, { id: 2, name: 'Tim' }), byId(2, { id: 2, name: 'Tom' })],
        $remove: [byId(7)],
      },
    },
    ['pets', 'pets.$remove[0]'],
  ],
])('an attribute %s is noted as a whole too', async (_what, before, attributes, places) => {
  expect(await placesNoted(before, attributes)).toEqual(places);
});

test.each<[what: string, before: object, attributes: object, places: string[]]>([
  ['whose added value makes the array', {}, { tags: { add: ['z'], remove: ['z'] } }, ['tags.add[0]']],
  [
    'whose parts all have notes',
    { tags: ['x'] },
    { tags: { add: ['x'], remove: ['y'] } },
    ['tags.add[0]', 'tags.remove[0]'],
  ],
  [
    'of which another part has an effect',
    { pets },
    { pets: { $add: [{ id: 3 }, { id: 4 }], $remove: [byId(3)] } },
    ['pets.$add[0]'],
  ],
])('an attribute %s is not noted as a whole', async (_what, before, attributes, places) => {
  expect(await placesNoted(before, attributes)).toEqual(places);
});

test.each<[what: string, attributes: object, places: string[]]>([
  ['with an empty object', { pets: { $update: [byId(2, {})] } }, ['pets.$update[0]']],
  [
    'with an empty object beside an idle removal',
    { pets: { $update: [byId(2, {})], $remove: [byId(7)] } },
    ['pets.$remove[0]', 'pets.$update[0]'],
  ],
  [
    'with an empty object beside an addition',
    { pets: { $update: [byId(2, {})], $add: [{ id: 3 }] } },
    ['pets.$update[0]'],
  ],
  [
    'with what the object has, all of it',
    { pets: { $update: [byId(2, { name: 'Tom', id: 2 })] } },
    ['pets.$update[0]'],
  ],
])('a merging $update %s is noted as a whole', async (_what, attributes, places) => {
  expect(await placesNoted({ pets }, { _merge_objects: true, ...attributes })).toEqual(places);
});

/** The places of the notes about attributes that are sent to a user who has others, in order. */
async function placesNoted(before: object, attributes: object): Promise<string[]> {
  const { notes } = await sent(before, attributes);
  return notes.flatMap(({ path, paths }) => paths ?? [path]).sort();
}

test('an update of several objects is noted where it changes none of them', async () => {
  const t = await messagingWorld();
  const pets = [
    { kind: 'cat', name: 'Tom' },
    { kind: 'cat', name: 'Kit' },
    { kind: 'dog', name: 'Rex' },
  ];
  await t.rest('/users/track', { attributes: [{ external_id: 'a', pets }] });
  const update = (value: string, $new_object: object) => ({
    $identifier_key: 'kind',
    $identifier_value: value,
    $new_object,
  });
  const $update = [update('cat', { kind: 'cat', name: 'Tom' }), update('dog', { kind: 'dog', name: 'Rex' })];
  const answer = await t.rest('/users/track', { attributes: [{ external_id: 'a', pets: { $update } }] });
  expect((await entryOf(t, answer)).decision.notes).toMatchObject([
    { rule: 'attribute_unchanged', path: 'attributes[0].pets.$update[1]' },
  ]);
});
