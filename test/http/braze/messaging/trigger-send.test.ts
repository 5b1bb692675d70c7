import { describe, expect, test } from 'vitest';
import { said } from '../../../support/answers.js';
import { cohortTarget, messagingWorld, named, receiversOf } from '../../../support/messaging.js';
import { cohortGroup, inCohort } from '../../../support/segments/segments.js';
import { profileOf, profilesBy } from '../../../support/users/track.js';
import { userCount, wireAlias } from '../../../support/users/users.js';

const unknown = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';

describe.each([
  ['campaign', 'campaigns', 'campaign_id'],
  ['canvas', 'canvas', 'canvas_id'],
] as const)('who receives a %s', (kind, path, idField) => {
  test.each<[string, object, unknown[], object[]]>([
    ['a broadcast reaches the whole target', { broadcast: true }, ['a', 'b', 'd'], []],
    ['a broadcast may be asked for in quotes', { broadcast: 'true' }, ['a', 'b', 'd'], []],
    ['a broadcast may come with an empty list', { broadcast: true, recipients: [] }, ['a', 'b', 'd'], []],
    [
      'of named recipients those in the target receive it',
      { recipients: named('a', 'c') },
      ['a'],
      [{ recipient: { external_user_id: 'c' }, reason: 'outside_target' }],
    ],
    ['recipients may say that it is no broadcast', { broadcast: false, recipients: named('b') }, ['b'], []],
    ['recipients may say so in quotes', { broadcast: 'false', recipients: named('b') }, ['b'], []],
    [
      'an unknown recipient is dropped',
      { recipients: named('a', 'nobody') },
      ['a'],
      [{ recipient: { external_user_id: 'nobody' }, reason: 'unknown_user' }],
    ],
    [
      'an alias finds a profile with and without an external id',
      { recipients: ['b', 'd', 'x'].map((name) => ({ user_alias: wireAlias(`crm:${name}`) })) },
      ['b', 'd'],
      [{ recipient: { user_alias: wireAlias('crm:x') }, reason: 'unknown_user' }],
    ],
    [
      'an e-mail address finds a profile by its prioritization',
      { recipients: [{ email: 'shared@x.test', prioritization: ['least_recently_updated'] }] },
      ['b'],
      [],
    ],
    [
      'an e-mail address that several profiles have is ambiguous where the prioritization does not settle it',
      { recipients: [{ email: 'shared@x.test', prioritization: ['identified'] }] },
      [],
      [{ recipient: { email: 'shared@x.test' }, reason: 'ambiguous' }],
    ],
    [
      'one that nobody has is unknown',
      { recipients: [{ email: 'x@x.test', prioritization: ['identified'] }] },
      [],
      [{ recipient: { email: 'x@x.test' }, reason: 'unknown_user' }],
    ],
    [
      'two recipients that are one profile make one receiver',
      { recipients: [...named('b'), { user_alias: wireAlias('crm:b') }] },
      ['b'],
      [{ recipient: { external_user_id: 'b' }, reason: 'duplicate' }],
    ],
  ])('%s', async (_rule, fields, receivers, dropped) => {
    const world = await messagingWorld();
    const id = await world[kind]();
    const answer = await world.rest(`/${path}/trigger/send`, { [idField]: id, ...fields });
    expect(answer.status).toBe(201);
    expect(answer.json.message).toBe('success');
    const [send, ...others] = await world.sends();
    expect(others).toEqual([]);
    expect(receiversOf(send)).toEqual(receivers);
    expect(send).toMatchObject({ [idField]: id, receiver_count: receivers.length, dropped });
    expect(send.dispatch_id).toBe(answer.json.dispatch_id);
  });
});

test('a braze_id and a number find their profile', async () => {
  const world = await messagingWorld({
    workspace: { users: [{ ...noUser, externalId: '17' }], cohorts: [] },
  });
  const id = await world.campaign({ target: {} });
  const { brazeId } = profileOf(world, '17');
  await world.trigger({ campaign_id: id, recipients: [{ braze_id: brazeId }] });
  await world.trigger({ campaign_id: id, recipients: named(17) });
  const sends = await world.sends();
  expect(sends.map(receiversOf)).toEqual([['17'], ['17']]);
});

const noUser = { aliases: [], deviceIds: [], attributes: {} };

test('without segment and filter everybody is in the target', async () => {
  const world = await messagingWorld();
  const id = await world.campaign({ target: undefined });
  await world.trigger({ campaign_id: id, broadcast: true });
  expect(receiversOf((await world.sends())[0])).toEqual(['a', 'b', 'c', 'd']);
});

test('a connected audience narrows a broadcast and named recipients alike', async () => {
  const world = await messagingWorld();
  const id = await world.campaign();
  const request = { audience: { kind: 'filter', filter: inCohort('new') } as const, properties: {} };
  world.emulator.sendCampaign(world.workspace, 'campaign', id, { ...request, recipients: null });
  const recipients = ['a', 'b', 'c'].map((externalId) => ({
    reference: { externalId },
    properties: {},
    attributes: [],
    mayCreate: false,
  }));
  world.emulator.sendCampaign(world.workspace, 'campaign', id, { ...request, recipients });
  const sends = await world.sends();
  expect(sends.map(receiversOf)).toEqual([['b'], ['b']]);
  expect(sends[1].dropped).toEqual([
    { recipient: { external_user_id: 'a' }, reason: 'outside_audience' },
    { recipient: { external_user_id: 'c' }, reason: 'outside_target' },
  ]);
});

test('segments and additional filters of a target are joined by AND', async () => {
  const world = await messagingWorld();
  const vip = world.segment([cohortGroup('vip')]);
  const fresh = world.segment([cohortGroup('new')]);
  const targets = [
    { segment_ids: [vip] },
    { segment_ids: [vip, fresh] },
    { segment_ids: [vip], ...cohortTarget('new', 'does_not_include') },
  ];
  for (const target of targets)
    await world.trigger({ campaign_id: await world.campaign({ target }), broadcast: true });
  expect((await world.sends()).map(receiversOf)).toEqual([['a', 'b', 'd'], ['b'], ['a', 'd']]);
});

test('who left the cohort or came to it since is left out or reached', async () => {
  const world = await messagingWorld();
  const id = await world.campaign();
  await world.cohortUsers({
    cohort_id: 'vip',
    cohort_changes: [{ user_ids: ['c'] }, { user_ids: ['a'], should_remove: true }],
  });
  await world.trigger({ campaign_id: id, broadcast: true });
  expect(receiversOf((await world.sends())[0])).toEqual(['b', 'c', 'd']);
});

describe('the answer', () => {
  test('has a dispatch_id of 32 hex digits, another for each request', async () => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign();
    const answers = [
      await world.trigger({ campaign_id, recipients: named('a') }),
      await world.trigger({ campaign_id, recipients: named('a') }),
    ];
    for (const { text } of answers)
      expect(text).toMatch(/^\{"dispatch_id":"[0-9a-f]{32}","message":"success"\}$/);
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(2);
  });

  test('has the send_id of a broadcast of a campaign, which is made up, and none of a Canvas', async () => {
    const world = await messagingWorld();
    const answer = await world.trigger({ campaign_id: await world.campaign(), broadcast: true });
    expect(answer.json).toEqual({
      dispatch_id: expect.any(String),
      send_id: expect.stringMatching(/^[0-9a-f]{24}$/),
      message: 'success',
    });
    expect((await world.sends())[0].send_id).toBe(answer.json.send_id);
    const other = await world.triggerCanvas({ canvas_id: await world.canvas(), broadcast: true });
    expect(Object.keys(other.json)).toEqual(['dispatch_id', 'message']);
  });

  const inactive = {
    paused: { enabled: false },
    draft: { draft: true },
    archived: { archived: true },
    'archived and paused': { archived: true, enabled: false },
  };
  test.each([
    ['paused', 'paused', 'is paused. Resume the', 'to ensure trigger requests will take effect.'],
    ['draft', 'paused', 'is paused. Resume the', 'to ensure trigger requests will take effect.'],
    ['archived', 'archived', 'is archived. Unarchive the', 'to ensure trigger requests will take effect.'],
    [
      'archived and paused',
      'archived',
      'is archived. Unarchive the',
      'to ensure trigger requests will take effect.',
    ],
  ] as const)(
    'has a notice when it is %s, and nobody receives anything',
    async (state, reason, middle, end) => {
      const world = await messagingWorld();
      const campaign_id = await world.campaign(inactive[state]);
      const canvas_id = await world.canvas(inactive[state]);
      const recipient = { external_user_id: 'a', attributes: { plan: 'gold' } };
      const answers = [
        await world.trigger({ campaign_id, recipients: [recipient] }),
        await world.triggerCanvas({ canvas_id, broadcast: true }),
      ];
      expect(answers.map(({ json }) => json.notice)).toEqual([
        `The campaign ${middle} campaign ${end}`,
        `The Canvas ${middle} Canvas ${end}`,
      ]);
      for (const { status, json } of answers) {
        expect(status).toBe(201);
        expect(Object.keys(json)).toEqual(['notice', 'dispatch_id', 'message']);
        expect(json.message).toBe('success');
      }
      expect(profileOf(world, 'a').customAttributes).toEqual({});
      expect(await world.sends()).toMatchObject([
        {
          inactive: reason,
          receivers: [],
          dropped: [{ recipient: { external_user_id: 'a' }, reason }],
        },
        { inactive: reason, receivers: [], dropped: [] },
      ]);
    },
  );
});

describe('attributes of a recipient', () => {
  test('are written by the rules of /users/track, whether they receive anything or not', async () => {
    const world = await messagingWorld();
    await world.trigger({
      campaign_id: await world.campaign(),
      recipients: [
        { external_user_id: 'a', attributes: { plan: 'gold', seats: { inc: 2 }, first_name: 'Kim' } },
        { external_user_id: 'c', attributes: { plan: 'free', external_id: 'z', push_tokens: 'ignored' } },
      ],
    });
    expect(profileOf(world, 'a')).toMatchObject({
      attributes: { first_name: 'Kim' },
      customAttributes: { plan: 'gold', seats: 2 },
    });
    expect(profileOf(world, 'c')).toMatchObject({ externalId: 'c', customAttributes: { plan: 'free' } });
    expect(receiversOf((await world.sends())[0])).toEqual(['a']);
  });

  test('of a duplicate are written in order, and the last recipient gets the message', async () => {
    const world = await messagingWorld();
    await world.trigger({
      campaign_id: await world.campaign(),
      recipients: [
        { external_user_id: 'a', attributes: { plan: 'first', tier: 1 }, trigger_properties: { n: 1 } },
        { external_user_id: 'a', attributes: { plan: 'second' }, trigger_properties: { n: 2 } },
      ],
    });
    expect(profileOf(world, 'a').customAttributes).toEqual({ plan: 'second', tier: 1 });
    const [send] = await world.sends();
    expect(receiversOf(send)).toEqual(['a']);
    expect(send.receivers[0].trigger_properties).toEqual({ n: 2 });
    expect(send.dropped).toEqual([{ recipient: { external_user_id: 'a' }, reason: 'duplicate' }]);
  });

  test('change subscription groups by a campaign and not by a Canvas', async () => {
    const world = await messagingWorld();
    const groups = [{ subscription_group_id: unknown, subscription_state: 'subscribed' }];
    const recipients = [{ external_user_id: 'a', attributes: { subscription_groups: groups, plan: 'x' } }];
    await world.triggerCanvas({ canvas_id: await world.canvas(), recipients });
    expect(profileOf(world, 'a')).toMatchObject({ attributes: {}, customAttributes: { plan: 'x' } });
    await world.trigger({ campaign_id: await world.campaign(), recipients });
    expect(profileOf(world, 'a').attributes).toEqual({ subscription_groups: groups });
  });
});

describe('send_to_existing_only false', () => {
  test('makes an unknown user, who must still be in the target and is in no cohort', async () => {
    const world = await messagingWorld();
    const recipients = [
      { external_user_id: 'new-1', send_to_existing_only: false, attributes: { plan: 'gold' } },
      { external_user_id: 'a', send_to_existing_only: 'false', attributes: { plan: 'silver' } },
    ];
    await world.trigger({ campaign_id: await world.campaign(), recipients });
    await world.trigger({ campaign_id: await world.campaign({ target: {} }), recipients });
    expect(userCount(world)).toBe(5);
    expect(profileOf(world, 'new-1').customAttributes).toEqual({ plan: 'gold' });
    const sends = await world.sends();
    expect(sends.map(receiversOf)).toEqual([['a'], ['a', 'new-1']]);
    expect(sends[0].dropped).toEqual([
      { recipient: { external_user_id: 'new-1' }, reason: 'outside_target' },
    ]);
  });

  test('makes nobody by e-mail address or braze_id', async () => {
    const world = await messagingWorld();
    const rest = { send_to_existing_only: false, attributes: { plan: 'gold' } };
    await world.trigger({
      campaign_id: await world.campaign(),
      recipients: [
        { email: 'new@x.test', prioritization: ['identified'], ...rest },
        { braze_id: '0'.repeat(24), ...rest },
      ],
    });
    expect(userCount(world)).toBe(4);
    const [send] = await world.sends();
    expect(send.dropped.map((its: { reason: string }) => its.reason)).toEqual([
      'unknown_user',
      'unknown_user',
    ]);
  });

  test('left out or true makes nobody', async () => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign();
    for (const send_to_existing_only of [undefined, null, '', true, 'true']) {
      const recipient = { external_user_id: 'x', send_to_existing_only, attributes: { plan: 'gold' } };
      expect((await world.trigger({ campaign_id, recipients: [recipient] })).status).toBe(201);
    }
    expect(profilesBy(world, { externalId: 'x' })).toEqual([]);
  });
});

describe('what personalizes a message', () => {
  test('is the same for all, and for a recipient with its own that on top', async () => {
    const world = await messagingWorld();
    await world.trigger({
      campaign_id: await world.campaign(),
      trigger_properties: { coupon: 'SPRING', n: 1 },
      recipients: [{ external_user_id: 'a', trigger_properties: { n: 2 } }, { external_user_id: 'b' }],
    });
    const [send] = await world.sends();
    expect(send.trigger_properties).toEqual({ coupon: 'SPRING', n: 1 });
    expect(send.receivers[0].trigger_properties).toEqual({ coupon: 'SPRING', n: 2 });
    expect(send.receivers[1]).not.toHaveProperty('trigger_properties');
  });

  test('of a Canvas is its context, by its newer name or its older', async () => {
    const world = await messagingWorld();
    const canvas_id = await world.canvas();
    await world.triggerCanvas({
      canvas_id,
      canvas_entry_properties: { n: 'old' },
      trigger_properties: { ignored: true },
      recipients: [{ external_user_id: 'a', canvas_entry_properties: { m: 'old' } }],
    });
    await world.triggerCanvas({
      canvas_id,
      canvas_entry_properties: { n: 'old' },
      context: { n: 'new' },
      recipients: [
        { external_user_id: 'a', context: { m: 'new' }, canvas_entry_properties: { m: 'old', x: 1 } },
      ],
    });
    const sends = await world.sends();
    expect(sends.map((send) => send.context)).toEqual([{ n: 'old' }, { n: 'new' }]);
    expect(sends.map((send) => send.receivers[0].context)).toEqual([
      { n: 'old', m: 'old' },
      { n: 'new', m: 'new' },
    ]);
    expect(sends[0]).not.toHaveProperty('trigger_properties');
  });

  test('may have the name of something that every JavaScript object has', async () => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign();
    const body = `{"campaign_id":"${campaign_id}","trigger_properties":{"__proto__":{"x":1},"toString":"t"},"recipients":[{"external_user_id":"a","trigger_properties":{"__proto__":{"y":2}}}]}`;
    expect((await world.rest('/campaigns/trigger/send', body)).status).toBe(201);
    const text = (await world.control('GET', '/sends')).text;
    expect(text).toContain('"trigger_properties":{"__proto__":{"x":1},"toString":"t"}');
    expect(text).toContain('"trigger_properties":{"__proto__":{"y":2},"toString":"t"}');
  });

  test('is left out by null and by the empty text, as other fields are', async () => {
    const world = await messagingWorld();
    const answer = await world.trigger({
      campaign_id: await world.campaign(),
      send_id: '',
      trigger_properties: '',
      broadcast: '',
      audience: null,
      attachments: '',
      recipients: [
        { external_user_id: 'a', user_alias: null, email: '', trigger_properties: '', attributes: '' },
      ],
    });
    expect(answer.status).toBe(201);
    expect(receiversOf((await world.sends())[0])).toEqual(['a']);
  });
});

test('attachments of named recipients stand in the outbox as sent', async () => {
  const world = await messagingWorld();
  const attachments = [{ file_name: 'a.pdf', url: 'https://x.test/a.pdf' }];
  const fields = { recipients: named('a'), attachments };
  const answer = await world.trigger({ campaign_id: await world.campaign(), ...fields });
  expect(answer.status).toBe(201);
  expect(said(await world.triggerCanvas({ canvas_id: await world.canvas(), ...fields }))).toMatch(/^201/);
  const sends = await world.sends();
  expect(sends.map((send) => send.attachments)).toEqual([attachments, undefined]);
});
