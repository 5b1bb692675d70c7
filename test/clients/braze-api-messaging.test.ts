import { Braze } from 'braze-api';
import { expect, test } from 'vitest';
import { messagingWorld, receiversOf } from '../support/messaging.js';
import { cohortGroup } from '../support/segments/segments.js';
import { profileOf } from '../support/users/track.js';
import { wireAlias } from '../support/users/users.js';

// The npm package `braze-api`, unmodified, over a socket: what it sends is taken and what it expects comes back.

async function client() {
  const world = await messagingWorld({ transport: 'over a socket' });
  return { world, braze: new Braze(world.url, world.restApiKey) };
}

const dispatch_id = expect.stringMatching(/^[0-9a-f]{32}$/);

test('lists campaigns and Canvases and reads their details', async () => {
  const { world, braze } = await client();
  const campaign_id = await world.campaign({
    name: 'Winback',
    tags: ['crm'],
    messages: { m1: { channel: 'email' } },
  });
  const canvas_id = await world.canvas({ name: 'Onboarding' });
  await world.campaign({ name: 'Old', archived: true });
  expect(await braze.campaigns.list({ page: 0, 'last_edit.time[gt]': '2026-02-03T08:00:00' })).toEqual({
    message: 'success',
    campaigns: [
      {
        id: campaign_id,
        last_edited: '2026-02-03T09:00:00+00:00',
        name: 'Winback',
        is_api_campaign: false,
        tags: ['crm'],
      },
    ],
  });
  const all = await braze.campaigns.list({ include_archived: true, sort_direction: 'desc' });
  expect(all.campaigns.map((campaign) => campaign.name)).toEqual(['Old', 'Winback']);
  expect(await braze.campaigns.details({ campaign_id })).toMatchObject({
    message: 'success',
    name: 'Winback',
    schedule_type: 'api_triggered',
    channels: ['email'],
    messages: { m1: { channel: 'email' } },
  });
  const { canvases } = await braze.canvas.list({});
  expect(canvases).toEqual([
    { id: canvas_id, last_edited: '2026-02-03T09:00:00+00:00', name: 'Onboarding', tags: [] },
  ]);
});

test('triggers a campaign for named users and for its whole target', async () => {
  const { world, braze } = await client();
  const campaign_id = await world.campaign();
  const { send_id } = (await braze.sends.id.create({ campaign_id, send_id: 'blast-1' })) as {
    send_id: string;
  };
  expect(send_id).toBe('blast-1');
  expect(
    await braze.campaigns.trigger.send({
      campaign_id,
      trigger_properties: { coupon: 'SPRING' },
      recipients: [
        { external_user_id: 'a', attributes: { plan: 'gold' }, trigger_properties: { n: 1 } },
        { user_alias: wireAlias('crm:d') },
        { email: 'shared@x.test', prioritization: ['least_recently_updated'] },
        { external_user_id: 'c' },
      ],
    }),
  ).toEqual({ dispatch_id, message: 'success' });
  expect(await braze.campaigns.trigger.send({ campaign_id, broadcast: true, send_id })).toEqual({
    dispatch_id,
    send_id,
    message: 'success',
  });
  const sends = await world.sends();
  expect(sends.map(receiversOf)).toEqual([
    ['a', 'b', 'd'],
    ['a', 'b', 'd'],
  ]);
  expect(sends[0].dropped).toEqual([{ recipient: { external_user_id: 'c' }, reason: 'outside_target' }]);
  expect(profileOf(world, 'a').customAttributes).toEqual({ plan: 'gold' });
});

test('triggers a Canvas, with the notice when it is paused', async () => {
  const { world, braze } = await client();
  const canvas_id = await world.canvas();
  expect(
    await braze.canvas.trigger.send({
      canvas_id,
      canvas_entry_properties: { n: 1 },
      recipients: [{ external_user_id: 'a', canvas_entry_properties: { m: 2 } }],
    }),
  ).toEqual({ dispatch_id, message: 'success' });
  expect((await world.sends())[0].receivers[0].context).toEqual({ n: 1, m: 2 });
  const paused = await world.canvas({ enabled: false });
  expect(await braze.canvas.trigger.send({ canvas_id: paused, broadcast: true })).toEqual({
    notice: 'The Canvas is paused. Resume the Canvas to ensure trigger requests will take effect.',
    dispatch_id,
    message: 'success',
  });
});

test('schedules, reschedules and unschedules campaigns and Canvases', async () => {
  const { world, braze } = await client();
  const campaign_id = await world.campaign();
  const canvas_id = await world.canvas();
  const schedule = { time: '2026-02-03T10:00:00Z' };
  const created = await braze.campaigns.trigger.schedule.create({ campaign_id, schedule, broadcast: true });
  expect(created).toEqual({ dispatch_id, schedule_id: expect.any(String), message: 'success' });
  const { schedule_id } = created;
  const later = { time: '2026-02-03T11:00:00Z' };
  expect(
    await braze.campaigns.trigger.schedule.update({ campaign_id, schedule_id, schedule: later }),
  ).toEqual({
    message: 'success',
  });
  const recipients = [{ external_user_id: 'a' }];
  const other = await braze.canvas.trigger.schedule.create({ canvas_id, schedule, recipients });
  const ids = { canvas_id, schedule_id: other.schedule_id };
  await braze.canvas.trigger.schedule.update({ ...ids, schedule: later });
  expect(await braze.canvas.trigger.schedule.delete(ids)).toEqual({ message: 'success' });
  world.clock.advance(2 * 3_600_000);
  expect((await world.sends()).map((send) => [send.dispatch_id, send.at])).toEqual([
    [created.dispatch_id, '2026-02-03T11:00:00.000Z'],
  ]);
  await expect(braze.campaigns.trigger.schedule.delete({ campaign_id, schedule_id })).rejects.toMatchObject({
    status: 400,
    message: 'Schedule does not exist',
  });
});

test('sends a message to a segment and to named users', async () => {
  const { world, braze } = await client();
  const segment_id = world.segment([cohortGroup('vip')]);
  const messages = { webhook: { url: 'https://hooks.example.test/in' } };
  expect(await braze.messages.send({ segment_id, broadcast: true, messages })).toEqual({
    dispatch_id,
    message: 'success',
  });
  await braze.messages.send({
    segment_id,
    external_user_ids: ['a', 'c'],
    user_aliases: [wireAlias('crm:d')],
    recipient_subscription_state: 'all',
    messages: { email: { app_id: 'app', from: 'Shop <shop@x.test>', body: 'Hello' } },
  });
  expect((await world.sends()).map(receiversOf)).toEqual([
    ['a', 'b', 'd'],
    ['a', 'd'],
  ]);
});

test('sees a refusal as an error with its status and text', async () => {
  const { braze } = await client();
  const campaign_id = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';
  await expect(braze.campaigns.trigger.send({ campaign_id, broadcast: true })).rejects.toMatchObject({
    status: 400,
    message: 'Campaign does not exist',
  });
  await expect(braze.campaigns.details({ campaign_id: 'x' })).rejects.toMatchObject({
    status: 400,
    message: 'campaign_id must be a string of the campaign api identifier',
  });
});
