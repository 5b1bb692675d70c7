import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../support/emulator.js';
import { entryOf } from '../../../support/journal.js';
import { type MessagingWorld, messagingWorld, named } from '../../../support/messaging.js';
import { wireAlias } from '../../../support/users/users.js';

// What is read, and changes nothing: noted with its path in a lenient workspace, refused with the same in a strict one.

const past = '2026-02-01T09:00:00Z';
const tomorrow = '2026-02-04T09:00:00Z';

type Case = [string, (t: MessagingWorld) => Promise<Answer>, string, string];

const post =
  (path: string, body: (t: MessagingWorld) => Promise<object> | object) => async (t: MessagingWorld) =>
    t.rest(path, await body(t));
const get = (path: string) => (t: MessagingWorld) =>
  t.send(path, { headers: { authorization: `Bearer ${t.restApiKey}` } });
const triggering = (fields: object) =>
  post('/campaigns/trigger/send', async (t) => ({ campaign_id: await t.campaign(), ...fields }));
const entering = (fields: object) =>
  post('/canvas/trigger/send', async (t) => ({ canvas_id: await t.canvas(), ...fields }));

const overlooked: Case[] = [
  [
    'a recipient who is not there',
    triggering({ recipients: named('a', 'nobody') }),
    'recipients[1]',
    'gets nothing: no profile has the identifier',
  ],
  [
    'a recipient outside of the target',
    triggering({ recipients: named('a', 'c') }),
    'recipients[1]',
    'gets nothing: not in the target of the campaign or Canvas',
  ],
  [
    'a recipient of a schedule that is due at once',
    post('/campaigns/trigger/schedule/create', async (t) => ({
      campaign_id: await t.campaign(),
      recipients: named('nobody'),
      schedule: { time: past },
    })),
    'recipients[0]',
    'gets nothing: no profile has the identifier',
  ],
  [
    'an alias of nobody among the users of a message',
    (t) => t.message({ external_user_ids: ['a'], user_aliases: [wireAlias('crm:b'), wireAlias('crm:x')] }),
    'user_aliases[1]',
    'gets nothing: no profile has the identifier',
  ],
  [
    'a prioritization beside an external id',
    triggering({ recipients: [{ external_user_id: 'a', prioritization: ['identified'] }] }),
    'recipients[0].prioritization',
    'chooses among users with one e-mail or phone',
  ],
  [
    'leave to make a user who has only an e-mail address',
    triggering({
      recipients: [
        {
          email: 'a@x.test',
          prioritization: ['identified'],
          send_to_existing_only: false,
          attributes: { plan: 'gold' },
        },
      ],
    }),
    'recipients[0].send_to_existing_only',
    'makes nobody without an external_user_id',
  ],
  [
    // Case 15
    'a user_alias among the attributes of a recipient',
    triggering({ recipients: [{ external_user_id: 'a', attributes: { user_alias: wireAlias('crm:a') } }] }),
    'recipients[0].attributes.user_alias',
    'is no attribute to set here, and was not',
  ],
  [
    'the second name of the properties of a Canvas',
    entering({ recipients: named('a'), context: { a: 1 }, canvas_entry_properties: { b: 1 } }),
    'canvas_entry_properties',
    'stands beside context, which counts',
  ],
  [
    'the same of a recipient',
    entering({
      recipients: [{ external_user_id: 'a', context: { a: 1 }, canvas_entry_properties: { b: 1 } }],
    }),
    'recipients[0].canvas_entry_properties',
    'stands beside context, which counts',
  ],
  [
    'a value where none is compared',
    triggering({
      recipients: named('a'),
      audience: {
        OR: [{ custom_attribute: { custom_attribute_name: 'x', comparison: 'does_not_exist', value: 1 } }],
      },
    }),
    'audience.OR[0].custom_attribute.value',
    "is not looked at by 'does_not_exist'",
  ],
  [
    'a value where none is compared, of a message',
    (t) =>
      t.message({
        external_user_ids: ['a'],
        audience: {
          custom_attribute: { custom_attribute_name: 'x', comparison: 'does_not_exist', value: 1 },
        },
      }),
    'audience.custom_attribute.value',
    "is not looked at by 'does_not_exist'",
  ],
  [
    'a broadcast beside users',
    (t) => t.message({ external_user_ids: ['a'], broadcast: true }),
    'broadcast',
    'has no effect beside external_user_ids or user_aliases: only these get it',
  ],
  [
    'gzip as the format of an export',
    post('/users/export/segment', (t) => ({
      segment_id: t.segment([]),
      fields_to_export: ['email'],
      output_format: 'gzip',
    })),
    'output_format',
    'is for exports to a bucket of your own; the file is a zip',
  ],
  [
    'attributes by name where all are exported',
    post('/users/export/segment', (t) => ({
      segment_id: t.segment([]),
      fields_to_export: ['custom_attributes'],
      custom_attributes_to_export: ['plan'],
    })),
    'custom_attributes_to_export',
    'chooses nothing, because fields_to_export asks for custom_attributes',
  ],
  [
    // Case 43
    'include_archived=1',
    get('/campaigns/list?include_archived=1'),
    'query.include_archived',
    "is not 'true', so archived ones are left out; send include_archived=true",
  ],
  [
    'a page that is no number',
    get('/segments/list?page=first'),
    'query.page',
    'is no whole number from 0, and was taken for 0',
  ],
  [
    'a direction that there is not',
    get('/canvas/list?sort_direction=descending'),
    'query.sort_direction',
    'is neither asc nor desc, and was taken for asc',
  ],
  [
    'a parameter that is there twice',
    get('/segments/list?page=0&page=1'),
    'query.page',
    'is there several times; the first counts',
  ],
];

describe.each(overlooked)('%s', (_, ask, path, reason) => {
  test('is noted in a lenient workspace', async () => {
    const t = await messagingWorld();
    const answer = await ask(t);
    expect(answer.status).toBeLessThan(300);
    expect((await entryOf(t, answer)).decision.notes).toContainEqual(
      expect.objectContaining({ path, message: `${path} ${reason}` }),
    );
  });

  test('is refused in a strict one, which then does nothing', async () => {
    const t = await messagingWorld();
    // What is asked for is made before, in a workspace that is lenient as yet.
    const sent = { count: (await t.sends()).length };
    await t.control('PATCH', '', { behaviour: { strictness: 'strict' } });
    const answer = await ask(t);
    expect(answer.status).toBe(400);
    expect((await entryOf(t, answer)).decision).toMatchObject({
      rule: 'strict_refusal',
      path,
      message: expect.stringContaining(reason),
    });
    expect(await t.sends()).toHaveLength(sent.count);
  });
});

test('what a request itself asks of its receivers is no refusal, and a broadcast to nobody neither', async () => {
  const t = await messagingWorld();
  await t.control('PATCH', '', { behaviour: { strictness: 'strict' } });
  const audience = {
    custom_attribute: { custom_attribute_name: 'x', comparison: 'equals', value: 'y' },
  };
  const narrowed = await t.trigger({ campaign_id: await t.campaign(), recipients: named('a'), audience });
  const paused = await t.trigger({ campaign_id: await t.campaign({ enabled: false }), broadcast: true });
  expect([narrowed.status, paused.status]).toEqual([201, 201]);
  expect((await entryOf(t, narrowed)).decision.notes).toMatchObject([
    { rule: 'outside_audience', path: 'recipients[0]' },
  ]);
  expect((await entryOf(t, paused)).decision.notes).toMatchObject([{ rule: 'paused', path: 'campaign_id' }]);
});

test('segment_id in a trigger is noted with the way out, and refused in a strict workspace', async () => {
  const t = await messagingWorld();
  const fields = { campaign_id: await t.campaign(), recipients: named('a'), segment_id: t.segment([]) };
  expect((await entryOf(t, await t.trigger(fields))).decision.notes).toMatchObject([
    { rule: 'ignored_field', path: 'segment_id', hint: expect.stringContaining('/messages/send') },
  ]);
  await t.control('PATCH', '', { behaviour: { strictness: 'strict' } });
  expect((await t.trigger(fields)).status).toBe(400);
});

test('a local schedule that is changed too late, or to what it is, says so and is accepted', async () => {
  const t = await messagingWorld();
  const campaign_id = await t.campaign();
  const schedule = { time: '2026-02-04T09:00:00', in_local_time: true };
  const made = await t.rest('/campaigns/trigger/schedule/create', { campaign_id, broadcast: true, schedule });
  const ids = { campaign_id, schedule_id: made.json.schedule_id as string };
  const update = (its: object) => t.rest('/campaigns/trigger/schedule/update', { ...ids, schedule: its });
  expect((await entryOf(t, await update(schedule))).decision.notes).toMatchObject([
    { rule: 'schedule_kept', path: 'schedule' },
  ]);
  t.clock.set(Date.parse(tomorrow));
  const late = await update({ time: '2026-02-06T09:00:00', in_local_time: true });
  expect(late.status).toBe(201);
  expect((await entryOf(t, late)).decision.notes).toMatchObject([
    { rule: 'schedule_begun', path: 'schedule', hint: expect.stringContaining('Delete the schedule') },
  ]);
});
