import { describe, expect, test } from 'vitest';
import { refusal, said } from '../../../support/answers.js';
import { hour } from '../../../support/clock.js';
import type { Answer } from '../../../support/emulator.js';
import { type MessagingWorld, messagingWorld, named } from '../../../support/messaging.js';

const unknown = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';

function get(world: MessagingWorld, path: string): Promise<Answer> {
  return world.send(path, { headers: { authorization: `Bearer ${world.restApiKey}` } });
}

describe.each([
  ['campaign', 'campaigns', '/campaigns/list', 'campaigns'],
  ['canvas', 'canvases', '/canvas/list', 'canvases'],
] as const)('%s list', (kind, plural, path, field) => {
  test('shows each with what Braze shows of it', async () => {
    const world = await messagingWorld();
    const id = await world[kind]({ name: 'Onboarding', tags: ['lifecycle'], enabled: false });
    world.clock.advance(hour);
    await world.control('PUT', `/${plural}/${id}`, { name: 'Onboarding 2', tags: ['lifecycle', 'crm'] });
    await world[kind === 'campaign' ? 'canvas' : 'campaign']({ name: 'of the other kind' });
    const answer = await get(world, path);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      message: 'success',
      [field]: [
        {
          id,
          last_edited: '2026-02-03T10:00:00+00:00', // Case 48 of the public ones: as recorded
          name: 'Onboarding 2',
          ...(kind === 'campaign' && { is_api_campaign: false }),
          tags: ['lifecycle', 'crm'],
        },
      ],
    });
  });

  test('has 100 on a page, in order of creation or the other way round', async () => {
    const world = await messagingWorld();
    for (let count = 0; count < 101; count++) await world[kind]({ name: `n${count}` });
    const names = async (query: string) =>
      (await get(world, `${path}?${query}`)).json[field].map((its: { name: string }) => its.name);
    const all = Array.from({ length: 101 }, (_, count) => `n${count}`);
    expect(await names('')).toEqual(all.slice(0, 100));
    expect(await names('page=1')).toEqual(['n100']);
    expect(await names('page=2')).toEqual([]);
    expect(await names('sort_direction=desc')).toEqual(all.toReversed().slice(0, 100));
    expect(await names('sort_direction=desc&page=1')).toEqual(['n0']);
    for (const odd of [
      'page=-1',
      'page=1.5',
      'page=x',
      'page=',
      'page=1e99',
      'sort_direction=up',
      'sort_direction=DESC',
    ])
      expect(await names(odd)).toEqual(all.slice(0, 100));
  });

  test('leaves archived ones out unless they are asked for', async () => {
    const world = await messagingWorld();
    await world[kind]({ name: 'archived', archived: true });
    await world[kind]({ name: 'stopped', enabled: false });
    const names = async (query: string) =>
      (await get(world, `${path}?${query}`)).json[field].map((its: { name: string }) => its.name);
    expect(await names('')).toEqual(['stopped']);
    expect(await names('include_archived=false')).toEqual(['stopped']);
    expect(await names('include_archived=true')).toEqual(['archived', 'stopped']);
  });

  test('shows only what was edited after a time', async () => {
    const world = await messagingWorld();
    await world[kind]();
    const count = async (time: string) =>
      (await get(world, `${path}?last_edit.time%5Bgt%5D=${time}`)).json[field].length;
    expect(await count('2026-02-03T08:59:59')).toBe(1);
    expect(await count('2026-02-03T09:00:00')).toBe(0);
    expect(await count('2026-02-03T09:30:00%2B01:00')).toBe(1);
    expect(await count('')).toBe(1);
    expect((await get(world, `${path}?last_edit.time[gt]=2026-02-03T09:00:00`)).json[field]).toEqual([]);
    const text = "'last_edit.time[gt]' must be a time as yyyy-MM-DDTHH:mm:ss";
    expect(said(await get(world, `${path}?last_edit.time[gt]=yesterday`))).toBe(refusal(400, text));
  });
});

test('the details of a campaign are those of Braze, in its order', async () => {
  const world = await messagingWorld();
  const messages = {
    '9b0f6d24-11f2-4a1c-b1e6-0a5f7c3d2e91': { channel: 'webhook', name: 'Variation 1', method: 'POST' },
    control: { channel: 'email', type: 'control' },
  };
  const conversion_behaviors = [{ type: 'Clicks Email', window: 86400 }];
  const id = await world.campaign({
    description: 'Every week',
    tags: ['crm'],
    teams: ['growth'],
    messages,
    conversion_behaviors,
  });
  const details = () => get(world, `/campaigns/details?campaign_id=${id}&post_launch_draft_version=true`);
  const expected = {
    message: 'success',
    created_at: '2026-02-03T09:00:00Z',
    updated_at: '2026-02-03T09:00:00Z',
    archived: false,
    draft: false,
    enabled: true,
    has_post_launch_draft: false,
    name: 'Winback',
    description: 'Every week',
    schedule_type: 'api_triggered',
    channels: ['webhook', 'email'],
    first_sent: null as string | null,
    last_sent: null as string | null,
    tags: ['crm'],
    teams: ['growth'],
    messages,
    conversion_behaviors,
  };
  const answer = await details();
  expect(said(answer)).toBe(`200 ${JSON.stringify(expected)}`);

  world.clock.advance(hour);
  await world.trigger({ campaign_id: id, recipients: named('c', 'nobody') });
  expect((await details()).json).toEqual(expected);
  await world.trigger({ campaign_id: id, recipients: named('a') });
  world.clock.advance(hour);
  await world.trigger({ campaign_id: id, broadcast: true });
  expect((await details()).json).toEqual({
    ...expected,
    first_sent: '2026-02-03T10:00:00Z',
    last_sent: '2026-02-03T11:00:00Z',
  });
});

test('the details of a Canvas are those of Braze, in its order', async () => {
  const world = await messagingWorld();
  const variants = [{ name: 'Variant 1', id: 'v1', first_step_ids: ['s1'], first_step_id: 's1' }];
  const steps = [{ name: 'Hello', type: 'message', id: 's1', next_step_ids: [], channels: ['email'] }];
  const id = await world.canvas({
    draft: true,
    has_post_launch_draft: true,
    channels: ['email'],
    variants,
    steps,
  });
  expect(said(await get(world, `/canvas/details?canvas_id=${id}`))).toBe(
    `200 ${JSON.stringify({
      created_at: '2026-02-03T09:00:00Z',
      updated_at: '2026-02-03T09:00:00Z',
      name: 'Winback',
      description: '',
      archived: false,
      draft: true,
      enabled: true,
      has_post_launch_draft: true,
      schedule_type: 'api_triggered',
      first_entry: null,
      last_entry: null,
      channels: ['email'],
      variants,
      tags: [],
      teams: [],
      steps,
      message: 'success',
    })}`,
  );
});

test.each([
  ['/campaigns/details', 'campaign_id must be a string of the campaign api identifier'],
  ['/campaigns/details?campaign_id=', 'campaign_id must be a string of the campaign api identifier'],
  ['/campaigns/details?campaign_id=x', 'campaign_id must be a string of the campaign api identifier'],
  ['/campaigns/details?campaign_id=%00%ff', 'campaign_id must be a string of the campaign api identifier'],
  [`/campaigns/details?campaign_id=${unknown}`, 'Campaign does not exist'],
  ['/canvas/details', 'canvas_id must be a string of the Canvas api identifier'],
  ['/canvas/details?canvas_id=non-existing', 'canvas_id must be a string of the Canvas api identifier'],
  [`/canvas/details?canvas_id=${unknown}`, 'canvas_id must be a string of the Canvas api identifier'],
])('%s is refused', async (path, text) => {
  const world = await messagingWorld();
  expect(said(await get(world, path))).toBe(refusal(400, text));
});

test('a campaign is no Canvas', async () => {
  const world = await messagingWorld();
  const campaign = await world.campaign();
  const canvas = await world.canvas();
  expect((await get(world, `/canvas/details?canvas_id=${campaign}`)).status).toBe(400);
  expect((await get(world, `/campaigns/details?campaign_id=${canvas}`)).status).toBe(400);
});

test('a GET needs no content type, and what body it has is not looked at', async () => {
  const world = await messagingWorld();
  const answer = await world.send('/campaigns/list', {
    headers: { authorization: `bearer ${world.restApiKey}`, 'content-type': 'text/plain' },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json');
});
