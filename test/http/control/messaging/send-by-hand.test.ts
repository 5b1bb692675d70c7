import { expect, test } from 'vitest';
import { type MessagingWorld, messagingWorld, named, receiversOf } from '../../../support/messaging.js';

const unknown = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';

const kinds = [
  { plural: 'campaigns', make: (world: MessagingWorld, fields?: object) => world.campaign(fields) },
  { plural: 'canvases', make: (world: MessagingWorld, fields?: object) => world.canvas(fields) },
];

test.each(kinds)('$plural sent by hand without recipients go to everybody in the target', async (its) => {
  const world = await messagingWorld();
  const id = await its.make(world);
  const { status, json } = await world.control('POST', `/${its.plural}/${id}/send`);
  expect(status).toBe(201);
  expect(json.broadcast).toBe(true);
  expect(receiversOf(json)).toEqual(['a', 'b', 'd']);
  expect(await world.sends()).toEqual([json]);
});

test.each(kinds)(
  '$plural sent by hand to recipients reach those in the target, and say who was dropped',
  async (its) => {
    const world = await messagingWorld();
    const id = await its.make(world);
    const recipients = named('a', 'c', 'nobody');
    const { json } = await world.control('POST', `/${its.plural}/${id}/send`, { recipients });
    expect(receiversOf(json)).toEqual(['a']);
    expect(json.dropped).toEqual([
      { recipient: { external_user_id: 'c' }, reason: 'outside_target' },
      { recipient: { external_user_id: 'nobody' }, reason: 'unknown_user' },
    ]);
  },
);

test('a paused campaign sent by hand reaches nobody, and the answer says why', async () => {
  const world = await messagingWorld();
  const id = await world.campaign({ enabled: false });
  const { json } = await world.control('POST', `/campaigns/${id}/send`);
  expect(json).toMatchObject({ inactive: 'paused', receiver_count: 0 });
});

test('what personalizes the message is kept with the send, by the name that it has of either', async () => {
  const world = await messagingWorld();
  const campaign = await world.campaign();
  const canvas = await world.canvas();
  const sent = await world.control('POST', `/campaigns/${campaign}/send`, { trigger_properties: { n: 1 } });
  expect(sent.json.trigger_properties).toEqual({ n: 1 });
  const entered = await world.control('POST', `/canvases/${canvas}/send`, { context: { n: 2 } });
  expect(entered.json.context).toEqual({ n: 2 });
});

test.each([
  [{ recipients: [{}] }, 'recipients[0]'],
  [{ recipients: named('a'), broadcast: true }, 'broadcast'],
  [{ broadcast: false }, 'recipients'],
  [{ send_id: 'never-created' }, 'send_id'],
  [{ audience: { NOT: [] } }, 'audience'],
  [{ recipient: [] }, 'recipient'],
  [{ recipients: named(...Array<string>(51).fill('a')) }, 'recipients'],
])('a send by hand that is not right is refused with its place: %j', async (body, path) => {
  const world = await messagingWorld();
  const id = await world.campaign();
  const { status, json } = await world.control('POST', `/campaigns/${id}/send`, body);
  expect({ status, ...json.error }).toMatchObject({ status: 400, code: 'invalid_request', path });
  expect(await world.sends()).toEqual([]);
});

test('what is not there cannot be sent by hand', async () => {
  const world = await messagingWorld();
  const campaign = await world.campaign();
  expect((await world.control('POST', `/campaigns/${unknown}/send`)).json.error.code).toBe(
    'campaign_not_found',
  );
  // A Canvas is not found among campaigns, nor the other way round.
  expect((await world.control('POST', `/canvases/${campaign}/send`)).json.error.code).toBe(
    'canvas_not_found',
  );
});
