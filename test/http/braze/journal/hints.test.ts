import { expect, test } from 'vitest';
import type { Answer } from '../../../support/emulator.js';
import { entryOf } from '../../../support/journal.js';
import { type MessagingWorld, messagingWorld } from '../../../support/messaging.js';

// A hint comes from what the endpoint wants at that place, not from the name of the field.

const event = { external_id: 'a', name: 'login', time: '2026-02-03T09:00:00Z' };
const purchase = { external_id: 'a', product_id: 'p', currency: 'EUR', price: 1, time: event.time };

const query = (path: string) => (t: MessagingWorld) =>
  t.send(path, { headers: { authorization: `Bearer ${t.restApiKey}` } });
const triggered = (fields: object) => async (t: MessagingWorld) =>
  t.trigger({ campaign_id: await t.campaign(), recipients: [{ external_user_id: 'a', ...fields }] });

test.each<[string, (t: MessagingWorld) => Promise<Answer>, string | undefined, string | undefined]>([
  [
    'attributes of a recipient that are an object, rightly',
    triggered({ send_to_existing_only: false, attributes: { email: 'not an email' } }),
    'recipients[0].attributes.email',
    undefined,
  ],
  [
    'attributes of a recipient that are an array',
    triggered({ attributes: [{ plan: 'gold' }] }),
    'recipients[0].attributes',
    'An array stands where one object is expected',
  ],
  [
    'attributes of /users/track that are an object',
    (t) => t.rest('/users/track', { attributes: { external_id: 'a' } }),
    'attributes',
    'It is one object; send an array with it in: "attributes": [{…}]',
  ],
  [
    'a recipient by external_id',
    async (t) => t.trigger({ campaign_id: await t.campaign(), recipients: [{ external_id: 'a' }] }),
    'recipients[0]',
    "'external_id' is no field here; call it 'external_user_id'",
  ],
  [
    'seconds since 1970 as the time of an event',
    (t) => t.rest('/users/track', { events: [{ ...event, time: 1_770_109_200 }] }),
    'events[0].time',
    'It looks like seconds since 1970; write "2026-02-03T09:00:00.000Z"',
  ],
  [
    'a price in quotes',
    (t) => t.rest('/users/track', { purchases: [{ ...purchase, price: '12.50' }] }),
    'purchases[0].price',
    'It is a string; send the number 12.5 without quotes',
  ],
  [
    'seconds since 1970 as the time of a schedule',
    async (t) =>
      t.rest('/campaigns/trigger/schedule/create', {
        campaign_id: await t.campaign(),
        broadcast: true,
        schedule: { time: 1_770_109_200 },
      }),
    'schedule.time',
    'It looks like seconds since 1970; write "2026-02-03T09:00:00.000Z"',
  ],
  [
    'an audience that addresses nobody',
    async (t) =>
      t.trigger({
        campaign_id: await t.campaign(),
        audience: {
          custom_attribute: { custom_attribute_name: 'plan', comparison: 'equals', value: 'gold' },
        },
      }),
    'recipients',
    'An audience alone addresses nobody; send "broadcast": true with it, or recipients',
  ],
  [
    'no recipients',
    async (t) => t.trigger({ campaign_id: await t.campaign(), recipients: [] }),
    'recipients',
    'Send recipients, or "broadcast": true for all whom it is for',
  ],
  [
    'recipients under another name',
    async (t) => t.trigger({ campaign_id: await t.campaign(), recipient: [{ external_user_id: 'a' }] }),
    'recipients',
    "'recipient' is no field here; call it 'recipients'",
  ],
  [
    'a message for nobody',
    (t) => t.rest('/messages/send', { broadcast: true, messages: { email: { subject: 'Hi' } } }),
    'external_user_ids',
    'Send external_user_ids or user_aliases, or a segment_id or audience with "broadcast": true',
  ],
  [
    'an empty list of an audience, rightly an array',
    async (t) => t.trigger({ campaign_id: await t.campaign(), broadcast: true, audience: { AND: [] } }),
    'audience.AND',
    'It is empty',
  ],
  [
    'a broadcast to recipients, rightly a boolean',
    async (t) =>
      t.trigger({
        campaign_id: await t.campaign(),
        broadcast: true,
        recipients: [{ external_user_id: 'a' }],
      }),
    'broadcast',
    undefined,
  ],
  [
    'an array in an array of objects',
    (t) => t.rest('/users/alias/new', { user_aliases: [['crm', 'l-1']] }),
    'user_aliases',
    'There is an array in it; send an array of objects',
  ],
  [
    'a length that is too long',
    async (t) => query(`/segments/data_series?segment_id=${t.segment([])}&length=101`)(t),
    'query.length',
    'Send a whole number from 1 to 100',
  ],
  [
    'a time of a query that is none',
    query('/campaigns/list?last_edit.time[gt]=1770109200'),
    'query.last_edit.time[gt]',
    'It looks like seconds since 1970; write "2026-02-03T09:00:00.000Z"',
  ],
  [
    'an identifier in capital letters',
    query('/campaigns/details?campaign_id=0F1C2D3E-4B5A-4C6D-8E7F-9A0B1C2D3E4F'),
    'query.campaign_id',
    'Identifiers are lower case: 0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  ],
  [
    'an identifier under another name',
    query('/segments/details?segmentid=0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f'),
    'query.segment_id',
    "'segmentid' is no field here; call it 'segment_id'",
  ],
])('%s', async (_, send, path, hint) => {
  const t = await messagingWorld();
  const answer = await send(t);
  expect(answer.status).toBe(400);
  const { decision } = await entryOf(t, answer);
  expect(decision.kind).toBe('refused');
  expect([decision.path, decision.hint]).toEqual([path, hint]);
});

test('a path that is not built is said to do what it does at Braze, and to be imitated by nothing', async () => {
  const t = await messagingWorld();
  await t.send('/events/list', { headers: { authorization: `Bearer ${t.restApiKey}` } });
  expect(t.finished.at(-1)?.decision).toMatchObject({
    rule: 'path_not_built',
    hint: 'At Braze it lists the names of custom events; nothing here imitates it',
  });
});
