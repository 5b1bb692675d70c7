import { expect, test } from 'vitest';
import { readAllPages } from '../../../support/control.js';
import { messagingWorld, named, receiversOf } from '../../../support/messaging.js';
import { cohortGroup } from '../../../support/segments/segments.js';
import { profileOf } from '../../../support/users/track.js';
import { aUser } from '../../../support/users/users.js';

const unknown = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';

test('an entry of the outbox says what was sent, to whom, and who was dropped and why', async () => {
  const world = await messagingWorld();
  const campaign_id = await world.campaign();
  await world.rest('/sends/id/create', { campaign_id, send_id: 'blast-1' });
  const { json } = await world.trigger({
    campaign_id,
    send_id: 'blast-1',
    trigger_properties: { coupon: 'SPRING' },
    recipients: [...named('a', 'c'), { user_alias: { alias_label: 'crm', alias_name: 'b' } }],
  });
  const profile = (externalId: string, user_aliases: object[]) => ({
    braze_id: profileOf(world, externalId).brazeId,
    external_id: externalId,
    user_aliases,
    device_ids: [],
  });
  expect((await world.control('GET', '/sends')).json).toEqual({
    sends: [
      {
        dispatch_id: json.dispatch_id,
        send_id: 'blast-1',
        campaign_id,
        canvas_id: null,
        segment_id: null,
        at: '2026-02-03T09:00:00.000Z',
        broadcast: false,
        inactive: null,
        trigger_properties: { coupon: 'SPRING' },
        receiver_count: 2,
        receivers: [profile('a', []), profile('b', [{ alias_label: 'crm', alias_name: 'b' }])],
        dropped: [{ recipient: { external_user_id: 'c' }, reason: 'outside_target' }],
      },
    ],
    next_cursor: null,
  });
});

test('entries are listed page by page, the newest last or first, with as many receivers as are asked for', async () => {
  const world = await messagingWorld();
  const campaign_id = await world.campaign();
  const dispatched: string[] = [];
  for (let count = 0; count < 7; count++) {
    const { json } = await world.trigger({ campaign_id, recipients: named('a') });
    dispatched.push(json.dispatch_id);
  }
  const pages = (await readAllPages(world.control, '/sends', 'sends', 3)) as { dispatch_id: string }[];
  expect(pages.map((send) => send.dispatch_id)).toEqual(dispatched);
  const newest = '/sends?newest_first=true&receivers=0';
  const reversed = (await readAllPages(world.control, newest, 'sends', 3)) as typeof pages;
  expect(reversed.map((send) => send.dispatch_id)).toEqual(dispatched.toReversed());
  expect(reversed[0]).toMatchObject({ receiver_count: 1, receivers: [] });
});

test('entries are found by campaign, Canvas, segment and dispatch, and by several together', async () => {
  const world = await messagingWorld();
  const segment_id = world.segment([cohortGroup('vip')]);
  const campaign_id = await world.campaign();
  const canvas_id = await world.canvas();
  const dispatches = [
    await world.trigger({ campaign_id, broadcast: true }),
    await world.triggerCanvas({ canvas_id, broadcast: true }),
    await world.message({ segment_id, broadcast: true }),
    await world.trigger({ campaign_id, broadcast: true }),
  ].map(({ json }) => json.dispatch_id as string);
  const found = async (query: string) =>
    (await world.sends(query)).map((send) => dispatches.indexOf(send.dispatch_id));
  expect(await found(`&campaign_id=${campaign_id}`)).toEqual([0, 3]);
  expect(await found(`&canvas_id=${canvas_id}`)).toEqual([1]);
  expect(await found(`&segment_id=${segment_id}`)).toEqual([2]);
  expect(await found(`&dispatch_id=${dispatches[3]}`)).toEqual([3]);
  expect(await found(`&campaign_id=${campaign_id}&dispatch_id=${dispatches[3]}`)).toEqual([3]);
  expect(await found(`&canvas_id=${canvas_id}&dispatch_id=${dispatches[3]}`)).toEqual([]);
  expect(await found(`&campaign_id=${unknown}`)).toEqual([]);
});

test('a list shows the first 1,000 receivers of a send, their pages show all', async () => {
  const users = Array.from({ length: 1_001 }, (_, index) => aUser({ externalId: `u${index}` }));
  const world = await messagingWorld({ workspace: { users, cohorts: [] } });
  const campaign_id = await world.campaign({ target: {} });
  const { json } = await world.trigger({ campaign_id, broadcast: true });
  const [send] = await world.sends();
  expect(send.receiver_count).toBe(1_001);
  expect(send.receivers).toHaveLength(1_000);
  const all = await readAllPages(world.control, `/sends/${json.dispatch_id}/receivers`, 'receivers', 91);
  expect(receiversOf({ receivers: all as Record<string, unknown>[] })).toEqual(
    users.map((user) => user.externalId),
  );
});

test('receivers page by page have what personalizes the send for them', async () => {
  const world = await messagingWorld();
  const { json } = await world.triggerCanvas({
    canvas_id: await world.canvas(),
    context: { n: 1 },
    recipients: [{ external_user_id: 'a', context: { m: 2 } }, ...named('b')],
  });
  const page = await world.control('GET', `/sends/${json.dispatch_id}/receivers`);
  expect(page.json).toMatchObject({
    receivers: [{ external_id: 'a', context: { n: 1, m: 2 } }, { external_id: 'b' }],
    next_cursor: null,
  });
  expect(page.json.receivers[1]).not.toHaveProperty('context');
});

test('a broadcast over more than a block of profiles comes out whole', async () => {
  const world = await messagingWorld({ workspace: { users: [], cohorts: [] } });
  // A set of profiles is kept in blocks of 65,536.
  const count = 65_536 + 10;
  const nobody = { externalId: null, aliases: [], deviceIds: [], attributes: {} };
  world.emulator.addUsers(world.workspace, Array<typeof nobody>(count).fill(nobody));
  await world.trigger({ campaign_id: await world.campaign({ target: {} }), broadcast: true });
  const [send] = await world.sends();
  expect(send.receiver_count).toBe(count);
});

test('a merged receiver is followed to the profile that survives, a deleted one is gone', async () => {
  const world = await messagingWorld();
  const campaign_id = await world.campaign({ target: {} });
  const own = (externalId: string, n: number) => ({
    external_user_id: externalId,
    trigger_properties: { n },
  });
  await world.trigger({ campaign_id, recipients: [own('a', 1), own('b', 2)] });
  await world.trigger({ campaign_id, recipients: [own('a', 3), own('c', 4)] });
  const merge = (from: string, to: string) => ({
    identifier_to_merge: { external_id: from },
    identifier_to_keep: { external_id: to },
  });
  await world.rest('/users/merge', { merge_updates: [merge('a', 'c')] });
  await world.rest('/users/delete', { external_ids: ['b'] });
  const shown = (await world.sends()).map((send) => [
    send.receiver_count,
    send.receivers.map((its: { external_id: string; trigger_properties: object }) => [
      its.external_id,
      its.trigger_properties,
    ]),
  ]);
  expect(shown).toEqual([
    [1, [['c', { n: 1 }]]],
    [1, [['c', { n: 4 }]]],
  ]);
});

test('what is refused is not in the outbox', async () => {
  const world = await messagingWorld();
  await world.trigger({ campaign_id: unknown, broadcast: true });
  await world.trigger({ campaign_id: await world.campaign(), recipients: [{}] });
  await world.message({ broadcast: true, segment_id: unknown });
  expect((await world.control('GET', '/sends')).json).toEqual({ sends: [], next_cursor: null });
});

test.each([
  ['?limit=0', 'limit'],
  ['?cursor=x', 'cursor'],
  ['?campaign=x', 'campaign'],
  ['?campaign_id=', 'campaign_id'],
  [`?campaign_id=${unknown}&campaign_id=${unknown}`, 'campaign_id'],
])('the query %s is refused', async (query, path) => {
  const world = await messagingWorld();
  const answer = await world.control('GET', `/sends${query}`);
  expect([answer.status, answer.json.error]).toMatchObject([400, { code: 'invalid_request', path }]);
});

test('an unknown dispatch has no receivers, and nothing can be put in the outbox by hand', async () => {
  const world = await messagingWorld();
  const answer = await world.control('GET', `/sends/${'0'.repeat(32)}/receivers`);
  expect([answer.status, answer.json.error.code]).toEqual([404, 'send_not_found']);
  for (const path of ['/sends', `/sends/${'0'.repeat(32)}/receivers`]) {
    const refused = await world.control('POST', path, {});
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET']);
  }
});
