import { describe, expect, test } from 'vitest';
import { refusal, said } from '../../../support/answers.js';
import { controlOf } from '../../../support/control.js';
import { messagingWorld, named } from '../../../support/messaging.js';
import { userCount, wireAlias } from '../../../support/users/users.js';

const unknown = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';
const schedule = { time: '2026-03-01T09:00:00Z' };
const canvasText = 'canvas_id must be a string of the Canvas api identifier';
const campaignText = 'campaign_id must be a string of the campaign api identifier';
const exceeded = 'The max number of external_ids and aliases per request was exceeded';

describe.each([
  ['/campaigns/trigger/send', {}],
  ['/campaigns/trigger/schedule/create', { schedule }],
] as const)('%s', (path, further) => {
  test.each<[object, string]>([
    [{ campaign_id: undefined }, campaignText],
    [{ campaign_id: null }, campaignText],
    [{ campaign_id: 17 }, campaignText],
    [{ campaign_id: [unknown] }, campaignText],
    [{ campaign_id: 'winback' }, campaignText],
    [{ campaign_id: '__proto__' }, campaignText],
    [{ campaign_id: unknown }, 'Campaign does not exist'],
    [{ recipients: undefined }, 'No Recipients'],
    [{ recipients: [] }, 'No Recipients'],
    [{ recipients: undefined, broadcast: false }, 'No Recipients'],
    [{ recipients: undefined, broadcast: 'false' }, 'No Recipients'],
    [{ broadcast: true }, "'recipients' and 'broadcast' cannot be used together"],
    [{ broadcast: 'true' }, "'recipients' and 'broadcast' cannot be used together"],
    [{ broadcast: 1 }, "'broadcast' must be a boolean"],
    [{ broadcast: 'yes' }, "'broadcast' must be a boolean"],
    [{ recipients: 'a' }, "'recipients' must be an array of objects"],
    [{ recipients: { external_user_id: 'a' } }, "'recipients' must be an array of objects"],
    [{ recipients: ['a'] }, "'recipients' must be an array of objects"],
    [{ recipients: [null] }, "'recipients' must be an array of objects"],
    [{ trigger_properties: 'x' }, "'trigger_properties' must be an object"],
    [{ trigger_properties: [1] }, "'trigger_properties' must be an object"],
    [{ send_id: 17 }, "'send_id' must be a string of at most 64 ASCII characters"],
    [{ send_id: 'ü' }, "'send_id' must be a string of at most 64 ASCII characters"],
    [{ send_id: 'x'.repeat(65) }, "'send_id' must be a string of at most 64 ASCII characters"],
    [
      { send_id: 'x'.repeat(64) },
      'send_id must be created for the campaign with /sends/id/create before it is used',
    ],
    [{ audience: {} }, expect.stringContaining('audience must have exactly one of the keys AND, OR')],
    [{ audience: [1] }, 'audience must be an object'],
  ])('refuses %j', async (fields, text) => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign();
    const body = { campaign_id, recipients: named('a'), ...further, ...fields };
    const answer = await world.rest(path, body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message: text });
    expect(await world.sends()).toEqual([]);
  });

  test('takes 50 recipients and refuses 51', async () => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign();
    const ids = Array.from({ length: 51 }, (_, index) => `x${index}`);
    const send = (count: number) =>
      world.rest(path, { campaign_id, recipients: named(...ids.slice(0, count)), ...further });
    expect((await send(50)).status).toBe(201);
    expect(said(await send(51))).toBe(refusal(400, exceeded));
  });

  test.each<[object, string]>([
    [{}, "'recipients[1]' must have exactly one of 'external_user_id', 'user_alias', 'braze_id', 'email'"],
    [
      { external_user_id: 'a', user_alias: wireAlias('crm:b') },
      "'recipients[1]' must have exactly one of 'external_user_id', 'user_alias', 'braze_id', 'email'",
    ],
    [
      { external_user_id: 'a', email: 'a@x.test' },
      "'recipients[1]' must have exactly one of 'external_user_id', 'user_alias', 'braze_id', 'email'",
    ],
    [{ external_user_id: true }, "'recipients[1].external_user_id' must be a string"],
    [{ external_user_id: 1.5 }, "'recipients[1].external_user_id' must be a string"],
    [{ external_user_id: ['a'] }, "'recipients[1].external_user_id' must be a string"],
    [
      { user_alias: 'crm:b' },
      "'recipients[1].user_alias' must be an object with an 'alias_label' and an 'alias_name'",
    ],
    [
      { user_alias: { alias_label: 'crm' } },
      "'recipients[1].user_alias' must be an object with an 'alias_label' and an 'alias_name'",
    ],
    [{ braze_id: 7 }, "'recipients[1].braze_id' must be a string"],
    [{ email: 7, prioritization: [] }, "'recipients[1].email' must be a string"],
    [{ email: 'a@x.test' }, expect.stringContaining("'recipients[1].prioritization' must be an array of")],
    [
      { email: 'a@x.test', prioritization: ['identified', 'unidentified'] },
      expect.stringContaining("'recipients[1].prioritization' must be an array of"),
    ],
    [
      { external_user_id: 'x', send_to_existing_only: false },
      "'recipients[1]' needs 'attributes' when 'send_to_existing_only' is false",
    ],
    [
      { user_alias: wireAlias('crm:b'), send_to_existing_only: false, attributes: { plan: 'x' } },
      "'recipients[1]' cannot have a 'user_alias' when 'send_to_existing_only' is false",
    ],
    [
      { external_user_id: 'x', send_to_existing_only: 1 },
      "'recipients[1].send_to_existing_only' must be a boolean",
    ],
    [
      { external_user_id: 'x'.repeat(988), send_to_existing_only: false, attributes: { plan: 'x' } },
      "'recipients[1].external_user_id' must be a string of at most 987 bytes",
    ],
    [{ external_user_id: 'a', attributes: [1] }, "'recipients[1].attributes' must be an object"],
    [
      { external_user_id: 'a', attributes: { email: 'no address' } },
      "'recipients[1].attributes' is not valid: EMAIL_BAD_FORMAT",
    ],
    [
      { external_user_id: 'a', trigger_properties: 1 },
      "'recipients[1].trigger_properties' must be an object",
    ],
  ])('refuses the recipient %j, and writes nothing of the others', async (recipient, text) => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign({ target: {} });
    const first = { external_user_id: 'new-1', send_to_existing_only: false, attributes: { plan: 'gold' } };
    const answer = await world.rest(path, { campaign_id, recipients: [first, recipient], ...further });
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message: text });
    expect(userCount(world)).toBe(4);
    expect(await world.sends()).toEqual([]);
  });

  test('takes trigger properties of 51,200 bytes and refuses one byte more, of all and of one', async () => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign();
    const send = (trigger_properties: object, own: object) =>
      world.rest(path, {
        campaign_id,
        trigger_properties,
        recipients: [{ external_user_id: 'a', trigger_properties: own }],
        ...further,
      });
    const bytes = (count: number) => ({ a: 'x'.repeat(count - 8) });
    expect((await send(bytes(51_200), bytes(51_200))).status).toBe(201);
    const text = (field: string) => refusal(400, `'${field}' must be at most 51200 bytes`);
    expect(said(await send(bytes(51_201), {}))).toBe(text('trigger_properties'));
    expect(said(await send({}, bytes(51_201)))).toBe(text('recipients[0].trigger_properties'));
  });

  test.each([
    ['of another delivery', { schedule_type: 'date' }],
    ['that counts messages', { api_campaign: true }],
  ])('refuses a campaign %s', async (_kind, fields) => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign(fields);
    const answer = await world.rest(path, { campaign_id, broadcast: true, ...further });
    expect(said(answer)).toBe(refusal(400, 'The campaign is not API-triggered'));
  });
});

describe.each([
  ['/canvas/trigger/send', {}],
  ['/canvas/trigger/schedule/create', { schedule }],
] as const)('%s', (path, further) => {
  test.each<[object, string]>([
    [{ canvas_id: undefined }, canvasText],
    [{ canvas_id: 'non-existing' }, canvasText],
    [{ canvas_id: unknown }, canvasText],
    [{ recipients: [] }, 'No Recipients'],
    [{ recipients: [{}] }, expect.stringContaining("'recipients[0]' must have exactly one of")],
    [{ context: 'x' }, "'context' must be an object"],
    [{ canvas_entry_properties: [1] }, "'canvas_entry_properties' must be an object"],
    [{ context: { a: 'x'.repeat(51_193) } }, "'context' must be at most 51200 bytes"],
  ])('refuses %j', async (fields, text) => {
    const world = await messagingWorld();
    const body = { canvas_id: await world.canvas(), recipients: named('a'), ...further, ...fields };
    const answer = await world.rest(path, body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message: text });
  });

  test('ignores a send_id, which a Canvas has not', async () => {
    const world = await messagingWorld();
    const body = { canvas_id: await world.canvas(), send_id: 17, recipients: named('a'), ...further };
    expect((await world.rest(path, body)).status).toBe(201);
  });

  test('knows no campaign', async () => {
    const world = await messagingWorld();
    const body = { canvas_id: await world.campaign(), recipients: named('a'), ...further };
    expect(said(await world.rest(path, body))).toBe(refusal(400, canvasText));
  });

  test('refuses a Canvas of another delivery', async () => {
    const world = await messagingWorld();
    const canvas_id = await world.canvas({ schedule_type: 'action_based' });
    const answer = await world.rest(path, { canvas_id, broadcast: true, ...further });
    expect(said(answer)).toBe(refusal(400, 'The Canvas is not API-triggered'));
  });
});

test.each<[unknown, string]>([
  ['x', "'attachments' must be an array of objects with a 'file_name' and a 'url'"],
  [[{ file_name: 'a' }], "'attachments' must be an array of objects with a 'file_name' and a 'url'"],
])('refuses the attachments %j', async (attachments, text) => {
  const world = await messagingWorld();
  const answer = await world.trigger({
    campaign_id: await world.campaign(),
    recipients: named('a'),
    attachments,
  });
  expect(said(answer)).toBe(refusal(400, text));
});

test('refuses attachments of a broadcast', async () => {
  const world = await messagingWorld();
  const attachments = [{ file_name: 'a', url: 'b' }];
  const answer = await world.trigger({ campaign_id: await world.campaign(), broadcast: true, attachments });
  expect(said(answer)).toBe(refusal(400, "'attachments' and 'broadcast' cannot be used together"));
});

test.each(['[]', 'null', '"a"', '7'])('a body of %s has no fields', async (body) => {
  const world = await messagingWorld();
  expect(said(await world.rest('/campaigns/trigger/send', body))).toBe(refusal(400, campaignText));
  expect(said(await world.rest('/canvas/trigger/schedule/create', body))).toBe(refusal(400, canvasText));
  expect(said(await world.rest('/canvas/trigger/schedule/delete', body))).toBe(refusal(400, canvasText));
  expect(said(await world.rest('/messages/send', body))).toBe(refusal(400, 'No Recipients'));
  expect(said(await world.rest('/sends/id/create', body))).toBe(refusal(400, campaignText));
});

test('a campaign of another workspace is unknown', async () => {
  const world = await messagingWorld();
  const campaigns = [{ id: unknown, name: 'Elsewhere' }];
  expect((await controlOf(world)('POST', '/workspaces', { campaigns })).status).toBe(201);
  const answer = await world.trigger({ campaign_id: unknown, broadcast: true });
  expect(said(answer)).toBe(refusal(400, 'Campaign does not exist'));
});
