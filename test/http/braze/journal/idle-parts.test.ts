import { describe, expect, test } from 'vitest';
import { entryOf } from '../../../support/journal.js';
import { type MessagingWorld, messagingWorld } from '../../../support/messaging.js';
import { anAlias, aUser, wireAlias } from '../../../support/users/users.js';

// Parts that come to nothing beside the rest of their request, and places of what a request lacks.

type Body = object | ((t: MessagingWorld) => object | Promise<object>);
type Asked = [what: string, path: string, body: Body];

const users = [
  ...['a', 'b', 'c'].map((externalId) => aUser({ externalId })),
  aUser({ aliases: [anAlias('crm:d')], deviceIds: ['dev-d'], attributes: { email: 'kim@example.test' } }),
];
const fresh = () => messagingWorld({ workspace: { users } });

async function ask(t: MessagingWorld, [, path, body]: Asked) {
  return t.rest(path, typeof body === 'function' ? await body(t) : body);
}

const byEmail = (...prioritization: string[]) => ({ email: 'kim@example.test', prioritization });
const chosen = 'chooses nobody whom those before it do not';
const merged = (keep: object) => ({
  merge_updates: [{ identifier_to_merge: { external_id: 'a' }, identifier_to_keep: keep }],
});
const segmentExport = (fields: object) => (t: MessagingWorld) => ({ segment_id: t.segment([]), ...fields });
const message = { external_user_ids: ['a'], messages: { webhook: { url: 'https://x.test' } } };

/** What is asked, where the note of it is, and why. A strict workspace lets each pass: nothing is lost. */
const idle: [...Asked, place: string, reason: string][] = [
  [
    'an order behind the other order in a merge',
    '/users/merge',
    merged(byEmail('most_recently_updated', 'least_recently_updated')),
    'merge_updates[0].identifier_to_keep.prioritization[1]',
    chosen,
  ],
  [
    'a criterion that stands twice in a deletion',
    '/users/delete',
    { email_addresses: [byEmail('unidentified', 'most_recently_updated', 'unidentified')] },
    'email_addresses[0].prioritization[2]',
    chosen,
  ],
  [
    'a criterion that stands twice in an identification',
    '/users/identify',
    { emails_to_identify: [{ external_id: 'new', ...byEmail('unidentified', 'unidentified') }] },
    'emails_to_identify[0].prioritization[1]',
    chosen,
  ],
  [
    'a criterion that stands twice of a recipient',
    '/campaigns/trigger/send',
    async (t) => ({
      campaign_id: await t.campaign(),
      recipients: [byEmail('unidentified', 'unidentified')],
    }),
    'recipients[0].prioritization[1]',
    chosen,
  ],
  [
    'a field that stands twice in an export of users',
    '/users/export/ids',
    { external_ids: ['a'], fields_to_export: ['email', 'dob', 'email'] },
    'fields_to_export[2]',
    'stands in the list before',
  ],
  [
    'a field that stands twice in an export of a segment',
    '/users/export/segment',
    segmentExport({ fields_to_export: ['email', 'email'] }),
    'fields_to_export[1]',
    'stands in the list before',
  ],
  [
    'an attribute that stands twice in an export of a segment',
    '/users/export/segment',
    segmentExport({ fields_to_export: ['email'], custom_attributes_to_export: ['plan', 'plan'] }),
    'custom_attributes_to_export[1]',
    'stands in the list before',
  ],
  [
    'a field that nobody here has',
    '/users/export/ids',
    { external_ids: ['a'], fields_to_export: ['email', 'cards_clicked'] },
    'fields_to_export[1]',
    'is a field that no user of the emulator has',
  ],
  [
    'fields of an export that finds nobody',
    '/users/export/ids',
    { external_ids: ['nobody'], user_aliases: [wireAlias('crm:nobody')], fields_to_export: ['email'] },
    'fields_to_export',
    'chooses fields of nobody: no identifier matches a user',
  ],
  [
    'an export of nobody',
    '/users/export/ids',
    { external_ids: [], user_aliases: [], fields_to_export: ['email'] },
    'external_ids',
    'names nobody, so nothing of fields_to_export has an effect',
  ],
  [
    '_merge_objects with nothing to merge',
    '/users/track',
    { attributes: [{ external_id: 'a', _merge_objects: true, plan: 'free' }] },
    'attributes[0]._merge_objects',
    'has no object to merge beside it',
  ],
  [
    '_merge_objects of an import of push tokens, which makes new users',
    '/users/track',
    {
      attributes: [
        {
          push_token_import: true,
          push_tokens: [{ app_id: 'app', token: 't-new' }],
          _merge_objects: true,
          address: { city: 'Rome' },
        },
      ],
    },
    'attributes[0]._merge_objects',
    'has nothing to merge into: each push token makes a new user',
  ],
  [
    'null for an attribute of a new user',
    '/users/track',
    { attributes: [{ external_id: 'new', plan: null, visits: 1 }] },
    'attributes[0].plan',
    'leaves the attribute as it was',
  ],
  [
    'an operator without elements for an attribute of a new user',
    '/users/track',
    { attributes: [{ external_id: 'new', tags: { add: [] }, visits: 1 }] },
    'attributes[0].tags',
    'leaves the attribute as it was',
  ],
  [
    'operators without elements for an attribute of whom a schedule is for',
    '/campaigns/trigger/schedule/create',
    async (t) => ({
      campaign_id: await t.campaign({ target: {} }),
      recipients: [{ external_user_id: 'a', attributes: { pets: { $add: [], $remove: [] }, visits: 1 } }],
      schedule: { time: '2036-02-05T09:00:00Z' },
    }),
    'recipients[0].attributes.pets',
    'leaves the attribute as it was',
  ],
  [
    'an object that has nothing but the external id of a user who is there',
    '/users/track',
    { attributes: [{ external_id: 'a' }] },
    'attributes[0]',
    'has nothing but whom it is about, and the user is there',
  ],
  [
    'a second object that finds the user by e-mail address, and has nothing else',
    '/users/track',
    { attributes: [{ email: 'new@example.test' }, { email: 'new@example.test' }] },
    'attributes[1]',
    'has nothing but whom it is about, and the user is there',
  ],
  [
    'null for an attribute of a user whom a trigger makes',
    '/campaigns/trigger/send',
    async (t) => ({
      campaign_id: await t.campaign({ target: {} }),
      recipients: [
        { external_user_id: 'new', send_to_existing_only: false, attributes: { plan: null, visits: 1 } },
      ],
    }),
    'recipients[0].attributes.plan',
    'leaves the attribute as it was',
  ],
  [
    'a recipient_subscription_state beside a channel without a subscription',
    '/messages/send',
    { ...message, recipient_subscription_state: 'opted_in' },
    'recipient_subscription_state',
    'has no effect beside messages.webhook, which needs no subscription',
  ],
];

describe.each(idle)('%s', (...[what, path, body, place, reason]) => {
  test.each(['lenient', 'strict'])('is noted, and accepted by a %s workspace', async (strictness) => {
    const t = await fresh();
    await t.control('PATCH', '', { behaviour: { strictness } });
    const answer = await ask(t, [what, path, body]);
    expect(answer.status).toBeLessThan(300);
    expect((await entryOf(t, answer)).decision.notes).toContainEqual(
      expect.objectContaining({ path: place, message: `${place} ${reason}` }),
    );
  });
});

test.each<[string, object]>([
  ['that makes a user', { attributes: [{ external_id: 'new' }, { email: 'new@example.test' }] }],
  [
    'that has a push token',
    { attributes: [{ external_id: 'a', push_tokens: [{ app_id: 'app', token: 't' }] }] },
  ],
  ['of an event', { events: [{ external_id: 'a', name: 'login', time: '2026-02-01T09:00:00Z' }] }],
])('of an object %s, without attributes, there is no note', async (_, body) => {
  const t = await fresh();
  expect((await entryOf(t, await t.rest('/users/track', body))).decision.notes).toEqual([]);
});

test.each<[string, Body]>([
  ['criteria that each decide', merged(byEmail('unidentified', 'most_recently_updated'))],
  ['a filter behind an order', merged(byEmail('most_recently_updated', 'unidentified'))],
])('of %s none is noted', async (_, body) => {
  const t = await fresh();
  const answer = await ask(t, ['', '/users/merge', body]);
  const notes: { path: string }[] = (await entryOf(t, answer)).decision.notes ?? [];
  expect(notes.filter(({ path }) => path.includes('prioritization'))).toEqual([]);
});

test('the entry of a merge whose user is not there falls with a note that says so', async () => {
  const t = await fresh();
  const body = {
    merge_updates: [
      { identifier_to_merge: { user_alias: wireAlias('crm:x') }, identifier_to_keep: { external_id: 'a' } },
      { identifier_to_merge: { external_id: 'a' }, identifier_to_keep: { external_id: 'nobody' } },
    ],
  };
  expect((await entryOf(t, await t.rest('/users/merge', body))).decision.notes).toMatchObject([
    {
      message: expect.stringContaining('matches no user, so its entry has no effect'),
      paths: ['merge_updates[0].identifier_to_merge', 'merge_updates[1].identifier_to_keep'],
    },
  ]);
});

test.each<[...Asked, rule: string, place: string]>([
  [
    'a trigger for nobody',
    '/campaigns/trigger/send',
    async (t) => ({ campaign_id: await t.campaign() }),
    'no_recipients',
    'recipients',
  ],
  [
    'a message for nobody',
    '/messages/send',
    { messages: message.messages },
    'no_recipients',
    'external_user_ids',
  ],
  [
    'a message without one',
    '/messages/send',
    { external_user_ids: ['a'], messages: {} },
    'no_message',
    'messages',
  ],
  ['an empty track body', '/users/track', {}, 'no_valid_track_data', 'attributes'],
  [
    'empty lists of a track body',
    '/users/track',
    { events: [], purchases: [] },
    'no_valid_track_data',
    'attributes',
  ],
])('%s is refused, and the journal says where', async (what, path, body, rule, place) => {
  const t = await fresh();
  const answer = await ask(t, [what, path, body]);
  expect(answer.status).toBe(400);
  expect((await entryOf(t, answer)).decision).toMatchObject({ rule, path: place });
});
