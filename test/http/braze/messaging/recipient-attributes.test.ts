import { expect, test } from 'vitest';
import { entryOf } from '../../../support/journal.js';
import { messagingWorld } from '../../../support/messaging.js';
import { profileOf } from '../../../support/users/track.js';

// Attributes that recipients bring, by the rules of /users/track; what of them has no effect is told at its place.

const song = { title: 'A', plays: { n: 1 } };

test('attributes of a recipient without effect are noted at their place', async () => {
  const world = await messagingWorld();
  const campaign_id = await world.campaign();
  const attributes = { plan: 'gold', o: { 'a.b': 1 }, seats: { inc: 1.5 } };
  const answer = await world.trigger({
    campaign_id,
    recipients: [{ external_user_id: 'b' }, { external_user_id: 'a', attributes }],
  });
  expect(profileOf(world, 'a').customAttributes).toEqual({ plan: 'gold' });
  expect((await entryOf(world, answer)).decision.notes).toMatchObject([
    { rule: 'nested_key', path: 'recipients[1].attributes.o["a.b"]', received: 1 },
    { rule: 'not_incremented', path: 'recipients[1].attributes.seats.inc', received: 1.5 },
  ]);
});

test('objects of a recipient are merged if it says so', async () => {
  const world = await messagingWorld();
  const campaign_id = await world.campaign();
  for (const more of [{ song }, { _merge_objects: true, song: { plays: { top: true } } }]) {
    await world.trigger({ campaign_id, recipients: [{ external_user_id: 'a', attributes: more }] });
  }
  expect(profileOf(world, 'a').customAttributes).toEqual({
    song: { title: 'A', plays: { n: 1, top: true } },
  });
});

test('a Canvas notes that it changes no subscription groups', async () => {
  const world = await messagingWorld();
  const group = {
    subscription_group_id: '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
    subscription_state: 'subscribed',
  };
  const attributes = { subscription_groups: [group] };
  const answer = await world.triggerCanvas({
    canvas_id: await world.canvas(),
    recipients: [{ external_user_id: 'a', attributes }],
  });
  expect(profileOf(world, 'a').attributes).toEqual({});
  expect((await entryOf(world, answer)).decision.notes).toMatchObject([
    { rule: 'canvas_subscription_groups', path: 'recipients[0].attributes.subscription_groups' },
  ]);
});

test('a strict workspace refuses attributes without effect, at once and planned, and sends nothing', async () => {
  const world = await messagingWorld();
  const campaign_id = await world.campaign();
  world.emulator.updateWorkspace(world.workspace, { behaviour: { strictness: 'strict' } });
  const body = { campaign_id, recipients: [{ external_user_id: 'a', attributes: { language: 'english' } }] };
  const schedule = { time: '2027-01-01T00:00:00Z' };
  const answers = [
    await world.trigger(body),
    await world.rest('/campaigns/trigger/schedule/create', { ...body, schedule }),
  ];
  for (const answer of answers) {
    expect([answer.status, answer.json.message]).toEqual([
      400,
      'Refused because the workspace is strict: recipients[0].attributes.language is no code of a language, and was not set',
    ]);
  }
  expect(await world.sends()).toEqual([]);
});

test('a planned trigger notes at once what will have no effect', async () => {
  const world = await messagingWorld();
  const answer = await world.rest('/campaigns/trigger/schedule/create', {
    campaign_id: await world.campaign(),
    recipients: [{ external_user_id: 'a', attributes: { o: { $x: 1 } } }],
    schedule: { time: '2027-01-01T00:00:00Z' },
  });
  expect((await entryOf(world, answer)).decision.notes).toMatchObject([
    { rule: 'nested_key', path: 'recipients[0].attributes.o.$x' },
  ]);
});
