import { describe, expect, test } from 'vitest';
import { reachableBy } from '../../../../src/domain/messaging/send.js';
import { refusal, said } from '../../../support/answers.js';
import { messagingWorld, receiversOf } from '../../../support/messaging.js';
import { cohortGroup, inCohort } from '../../../support/segments/segments.js';
import { userCount, wireAlias } from '../../../support/users/users.js';

const unknown = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';
const segmentText = refusal(400, 'segment_id must be a string of the segment api identifier');

describe('who receives a message', () => {
  test.each<[string, object, unknown[], object[]]>([
    ['a broadcast reaches everybody in the segment', { broadcast: true }, ['a', 'b', 'd'], []],
    [
      'named users receive it when they are in the segment',
      { external_user_ids: ['a', 'c'], user_aliases: [wireAlias('crm:d')] },
      ['a', 'd'],
      [{ recipient: { external_user_id: 'c' }, reason: 'outside_segment' }],
    ],
    [
      'named users receive it alone, whatever is said of a broadcast',
      { external_user_ids: ['b'], broadcast: true },
      ['b'],
      [],
    ],
    [
      'a user who is unknown is dropped, one who is named twice gets it once',
      { external_user_ids: ['nobody', 'b'], user_aliases: [wireAlias('crm:b')] },
      ['b'],
      [
        { recipient: { external_user_id: 'nobody' }, reason: 'unknown_user' },
        { recipient: { external_user_id: 'b' }, reason: 'duplicate' },
      ],
    ],
    [
      'without a segment all named users receive it',
      { segment_id: undefined, external_user_ids: ['a', 'c'] },
      ['a', 'c'],
      [],
    ],
    [
      'empty lists and texts name nobody',
      { broadcast: 'true', external_user_ids: [], user_aliases: '', campaign_id: '', send_id: '' },
      ['a', 'b', 'd'],
      [],
    ],
  ])('%s', async (_rule, fields, receivers, dropped) => {
    const world = await messagingWorld();
    const segment_id = world.segment([cohortGroup('vip')]);
    const answer = await world.message({ segment_id, ...fields });
    expect(said(answer)).toMatch(/^201 \{"dispatch_id":"[0-9a-f]{32}","message":"success"\}$/);
    const [send, ...others] = await world.sends();
    expect(others).toEqual([]);
    expect(receiversOf(send)).toEqual(receivers);
    expect(send).toMatchObject({
      dispatch_id: answer.json.dispatch_id,
      send_id: null,
      campaign_id: null,
      canvas_id: null,
      segment_id: 'segment_id' in fields ? null : segment_id,
      messages: { webhook: { url: 'https://x.test' } },
      dropped,
    });
    expect(userCount(world)).toBe(4);
  });

  test('a number is an external id', async () => {
    const user = { externalId: '17', aliases: [], deviceIds: [], attributes: {} };
    const world = await messagingWorld({ workspace: { users: [user], cohorts: [] } });
    await world.message({ external_user_ids: [17] });
    expect(receiversOf((await world.sends())[0])).toEqual(['17']);
  });

  test('a segment and an audience both count', async () => {
    const world = await messagingWorld();
    const segmentId = world.segment([cohortGroup('vip')]);
    const request = {
      audience: { kind: 'filter', filter: inCohort('new') } as const,
      subscriptionState: 'all' as const,
      messages: [],
    };
    world.emulator.sendMessage(world.workspace, { ...request, recipients: null });
    world.emulator.sendMessage(world.workspace, { ...request, recipients: null, segmentId });
    expect((await world.sends()).map(receiversOf)).toEqual([['b', 'c'], ['b']]);
  });

  test('without a state of their own on a channel, everybody is reached', async () => {
    const world = await messagingWorld();
    for (const channel of ['content_card', 'sms', 'webhook', 'whats_app']) {
      const messages = { [channel]: { body: 'x' }, email: { body: 'x' } };
      await world.message({ external_user_ids: ['a'], messages });
    }
    await world.message({
      external_user_ids: ['a'],
      recipient_subscription_state: 'all',
      messages: { email: { body: 'x' } },
    });
    expect((await world.sends()).map(receiversOf)).toEqual([['a'], ['a'], ['a'], ['a'], ['a']]);
  });
});

describe('recipient_subscription_state', () => {
  const is = (channel: 'email' | 'push', comparison: 'is' | 'is_not', value: 'opted_in' | 'unsubscribed') =>
    ({ kind: 'filter', filter: { type: 'subscription', channel, comparison, value } }) as const;

  test('subscribed, the default, is everybody who is not unsubscribed', () => {
    const terms = [is('email', 'is_not', 'unsubscribed')];
    expect(reachableBy(['email'], 'subscribed')).toEqual({ kind: 'or', terms });
  });

  test('opted_in is those alone', () => {
    const terms = [is('push', 'is', 'opted_in')];
    expect(reachableBy(['apple_push', 'android_push', 'kindle_push', 'web_push'], 'opted_in')).toEqual({
      kind: 'or',
      terms,
    });
  });

  test('of several channels one is enough', () => {
    const terms = [is('email', 'is_not', 'unsubscribed'), is('push', 'is_not', 'unsubscribed')];
    expect(reachableBy(['email', 'web_push'], 'subscribed')).toEqual({ kind: 'or', terms });
    expect(reachableBy(['email', 'webhook'], 'subscribed')).toBeUndefined();
  });

  test('all asks for nothing', () => {
    expect(reachableBy(['email', 'apple_push'], 'all')).toBeUndefined();
  });
});

describe('a campaign that counts messages', () => {
  const variation = '9b0f6d24-11f2-4a1c-b1e6-0a5f7c3d2e91';
  const messages = {
    [variation]: { channel: 'webhook', name: 'Variation 1' },
    ios: { channel: 'ios_push' },
  };
  const fields = { api_campaign: true, target: undefined, messages };
  const ofVariation = (message_variation_id?: unknown, channel = 'webhook') => ({
    external_user_ids: ['a'],
    recipient_subscription_state: 'all',
    messages: { [channel]: { body: 'x', message_variation_id } },
  });

  test('is named in the outbox, and was received', async () => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign(fields);
    expect((await world.message({ campaign_id, ...ofVariation(variation) })).status).toBe(201);
    expect((await world.message({ campaign_id, ...ofVariation('ios', 'apple_push') })).status).toBe(201);
    expect(await world.sends(`&campaign_id=${campaign_id}`)).toHaveLength(2);
    const campaign = await world.control('GET', `/campaigns/${campaign_id}`);
    expect(campaign.json).toMatchObject({ first_sent: '2026-02-03T09:00:00.000Z' });
  });

  test.each<[string, unknown, string, string]>([
    ['none', undefined, 'webhook', 'Message Variant Unspecified'],
    ['an empty one', '', 'webhook', 'Message Variant Unspecified'],
    ['one it has not', unknown, 'webhook', 'Invalid Message Variant'],
    ['one by the name of something every object has', 'toString', 'webhook', 'Invalid Message Variant'],
    ['one of another channel', 'ios', 'webhook', 'Mismatched Message Type'],
    ['one of another push channel', 'ios', 'android_push', 'Mismatched Message Type'],
    ['a number', 7, 'webhook', "'messages.webhook.message_variation_id' must be a string"],
  ])('needs a variation of each message, and takes not %s', async (_which, id, channel, text) => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign(fields);
    expect(said(await world.message({ campaign_id, ...ofVariation(id, channel) }))).toBe(refusal(400, text));
    expect(await world.sends()).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['unknown', unknown, 'Campaign does not exist'],
    ['no id', 'x', 'campaign_id must be a string of the campaign api identifier'],
    ['a number', 7, 'campaign_id must be a string of the campaign api identifier'],
  ])('must be known: %s', async (_which, campaign_id, text) => {
    const world = await messagingWorld();
    expect(said(await world.message({ campaign_id, ...ofVariation(variation) }))).toBe(refusal(400, text));
  });

  test('is not one that is triggered, nor a Canvas', async () => {
    const world = await messagingWorld();
    const message = ofVariation(variation);
    const triggered = await world.message({ campaign_id: await world.campaign(), ...message });
    expect(said(triggered)).toBe(refusal(400, 'The campaign is not an API campaign'));
    const canvas = await world.message({ campaign_id: await world.canvas(), ...message });
    expect(said(canvas)).toBe(refusal(400, 'Campaign does not exist'));
  });

  test('takes a send id that was created for it, and no other', async () => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign(fields);
    const other = await world.campaign(fields);
    await world.rest('/sends/id/create', { campaign_id, send_id: 'blast-1' });
    const message = { ...ofVariation(variation), send_id: 'blast-1' };
    const answer = await world.message({ campaign_id, ...message });
    expect(answer.json).toEqual({
      dispatch_id: expect.any(String),
      send_id: 'blast-1',
      message: 'success',
    });
    const unregistered = refusal(
      400,
      'send_id must be created for the campaign with /sends/id/create before it is used',
    );
    expect(said(await world.message({ campaign_id: other, ...message }))).toBe(unregistered);
    expect(said(await world.message(message))).toBe(unregistered);
  });
});

describe('a message is refused', () => {
  test.each<[object, string]>([
    [{ external_user_ids: undefined }, 'No Recipients'],
    [{ external_user_ids: [] }, 'No Recipients'],
    [{ external_user_ids: undefined, broadcast: true }, 'No Recipients'],
    [{ external_user_ids: 'a' }, "'external_user_ids' must be an array of strings"],
    [{ external_user_ids: [null] }, "'external_user_ids' must be an array of strings"],
    [{ external_user_ids: [1.5] }, "'external_user_ids' must be an array of strings"],
    [{ external_user_ids: [''] }, "'external_user_ids' must be an array of strings"],
    [{ user_aliases: ['crm:b'] }, "'user_aliases' must be an array of objects"],
    [
      { user_aliases: [{ alias_name: 'b' }] },
      "'user_aliases' must be an array of objects with an 'alias_label' and an 'alias_name'",
    ],
    [{ broadcast: 7 }, "'broadcast' must be a boolean"],
    [{ audience: { OR: [] } }, 'audience.OR must be an array of at least one filter'],
    [
      { recipient_subscription_state: 'everybody' },
      "'recipient_subscription_state' must be 'opted_in', 'subscribed' or 'all'",
    ],
    [{ messages: undefined }, 'No message to send'],
    [{ messages: {} }, 'No message to send'],
    [{ messages: { webhook: null, carrier_pigeon: {} } }, 'No message to send'],
    [{ messages: { constructor: {}, toString: {} } }, 'No message to send'],
    [{ messages: 'hello' }, "'messages' must be an object"],
    [{ messages: [1] }, "'messages' must be an object"],
    [{ messages: { email: 'hello' } }, "'messages.email' must be an object"],
    [{ messages: { apple_push: { extra: 'x' } } }, 'Invalid Extra Push Payload'],
    [{ messages: { android_push: { extra: [1] } } }, 'Invalid Extra Push Payload'],
  ])('%j', async (fields, text) => {
    const world = await messagingWorld();
    expect(said(await world.message({ external_user_ids: ['a'], ...fields }))).toBe(refusal(400, text));
    expect(await world.sends()).toEqual([]);
  });

  test.each<[unknown]>([['vip'], [7], [[unknown]], [unknown]])('for the segment %j', async (segment_id) => {
    const world = await messagingWorld();
    expect(said(await world.message({ broadcast: true, segment_id }))).toBe(segmentText);
  });

  test('for an archived segment', async () => {
    const world = await messagingWorld();
    const segment_id = world.segment([cohortGroup('vip')]);
    await world.control('POST', `/segments/${segment_id}/archive`);
    expect(said(await world.message({ broadcast: true, segment_id }))).toBe(
      refusal(400, 'The segment is archived. Unarchive the segment to send to it.'),
    );
  });

  test('without a broadcast when nobody is named', async () => {
    const world = await messagingWorld();
    const segment_id = world.segment([cohortGroup('vip')]);
    const text = "'broadcast' must be true when neither 'external_user_ids' nor 'user_aliases' is given";
    for (const broadcast of [undefined, false, 'false', '']) {
      expect(said(await world.message({ segment_id, broadcast }))).toBe(refusal(400, text));
    }
  });

  test('with more than 50 ids and aliases together', async () => {
    const world = await messagingWorld();
    const send = (ids: number, aliases: number) =>
      world.message({
        external_user_ids: Array.from({ length: ids }, (_, index) => `x${index}`),
        user_aliases: Array.from({ length: aliases }, (_, index) => wireAlias(`crm:x${index}`)),
      });
    const text = refusal(400, 'The max number of external_ids and aliases per request was exceeded');
    expect((await send(50, 0)).status).toBe(201);
    expect((await send(25, 25)).status).toBe(201);
    expect(said(await send(51, 0))).toBe(text);
    expect(said(await send(0, 51))).toBe(text);
    expect(said(await send(25, 26))).toBe(text);
  });
});
