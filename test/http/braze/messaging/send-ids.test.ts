import { expect, test } from 'vitest';
import { refusal, said } from '../../../support/answers.js';
import { messagingWorld, named } from '../../../support/messaging.js';

const unknown = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';

test('a send id is created, may be created again, and may then be used with its campaign over and over', async () => {
  const world = await messagingWorld();
  const campaign_id = await world.campaign();
  const create = () => world.rest('/sends/id/create', { campaign_id, send_id: 'spring-blast-01' });
  expect(said(await create())).toBe('201 {"message":"success","send_id":"spring-blast-01"}');
  expect(said(await create())).toBe('201 {"message":"success","send_id":"spring-blast-01"}');
  for (const fields of [{ broadcast: true }, { recipients: named('a') }, { broadcast: true }]) {
    const answer = await world.trigger({ campaign_id, send_id: 'spring-blast-01', ...fields });
    expect(answer.json).toEqual({
      dispatch_id: expect.any(String),
      send_id: 'spring-blast-01',
      message: 'success',
    });
  }
  expect((await world.sends()).map((send) => send.send_id)).toEqual(Array(3).fill('spring-blast-01'));
});

test('one is made up when none is given, and it may be used too', async () => {
  const world = await messagingWorld();
  const campaign_id = await world.campaign();
  const { json } = await world.rest('/sends/id/create', { campaign_id });
  expect(json).toEqual({ message: 'success', send_id: expect.stringMatching(/^[0-9a-f]{24}$/) });
  const answer = await world.trigger({ campaign_id, send_id: json.send_id, broadcast: true });
  expect(answer.json.send_id).toBe(json.send_id);
});

test('it is of no use with another campaign', async () => {
  const world = await messagingWorld();
  await world.rest('/sends/id/create', { campaign_id: await world.campaign(), send_id: 'x' });
  const answer = await world.trigger({ campaign_id: await world.campaign(), send_id: 'x', broadcast: true });
  expect(said(answer)).toBe(
    refusal(400, 'send_id must be created for the campaign with /sends/id/create before it is used'),
  );
  expect(await world.sends()).toEqual([]);
});

test.each<[object, string]>([
  [{ campaign_id: undefined }, 'campaign_id must be a string of the campaign api identifier'],
  [{ campaign_id: 'x' }, 'campaign_id must be a string of the campaign api identifier'],
  [{ campaign_id: unknown }, 'Campaign does not exist'],
  [{ send_id: 7 }, "'send_id' must be a string of at most 64 ASCII characters"],
  [{ send_id: 'x'.repeat(65) }, "'send_id' must be a string of at most 64 ASCII characters"],
  [{ send_id: 'naïve' }, "'send_id' must be a string of at most 64 ASCII characters"],
  [{ send_id: 'a\u0000' }, "'send_id' must be a string of at most 64 ASCII characters"],
])('refuses %j', async (fields, text) => {
  const world = await messagingWorld();
  const answer = await world.rest('/sends/id/create', { campaign_id: await world.campaign(), ...fields });
  expect(said(answer)).toBe(refusal(400, text));
});

test('takes 64 characters', async () => {
  const world = await messagingWorld();
  const body = { campaign_id: await world.campaign(), send_id: 'x'.repeat(64) };
  expect((await world.rest('/sends/id/create', body)).json.send_id).toBe('x'.repeat(64));
});

test('a Canvas has none', async () => {
  const world = await messagingWorld();
  const answer = await world.rest('/sends/id/create', { campaign_id: await world.canvas() });
  expect(said(answer)).toBe(refusal(400, 'Campaign does not exist'));
});
