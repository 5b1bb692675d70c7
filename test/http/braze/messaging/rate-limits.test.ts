import { describe, expect, test } from 'vitest';
import type { RestPermission } from '../../../../src/domain/workspaces/workspace.js';
import { refusal, refusals, said } from '../../../support/answers.js';
import { minute } from '../../../support/clock.js';
import { type Answer, anId } from '../../../support/emulator.js';
import { cohortTarget, messagingWorld, named } from '../../../support/messaging.js';
import { cohortGroup } from '../../../support/segments/segments.js';

const schedule = { time: '2026-03-01T09:00:00Z' };
const rateLimit = ({ headers }: Answer) => [
  headers.get('x-ratelimit-limit'),
  headers.get('x-ratelimit-remaining'),
];

/** Endpoints that may address everybody, each with what makes it one. */
const broadcasts = [
  ['/campaigns/trigger/send', 'campaign_id'],
  ['/campaigns/trigger/schedule/create', 'campaign_id'],
  ['/canvas/trigger/send', 'canvas_id'],
  ['/canvas/trigger/schedule/create', 'canvas_id'],
  ['/messages/send', 'segment_id'],
] as const;

test.each(broadcasts)(
  '%s: 250 broadcasts a minute over all audiences, the next one waits',
  async (path, id) => {
    const world = await messagingWorld();
    // Nothing has these ids, which is found out only after they were counted.
    for (let count = 1; count <= 250; count++) {
      const answer = await world.rest(path, { [id]: anId(), broadcast: true, schedule, messages: {} });
      expect(answer.status).toBe(400);
      expect(rateLimit(answer)).toEqual(['250', String(250 - count)]);
    }
    const refused = await world.rest(path, { [id]: anId(), broadcast: 'true', schedule, messages: {} });
    expect(said(refused)).toBe(refusals.rateLimited);
    expect(rateLimit(refused)).toEqual(['250', '0']);
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(Date.UTC(2026, 1, 3, 9, 1) / 1000));
    expect(refused.headers.get('x-ratelimit-retry-after')).toBe('60');
    // All five count together; named users do not count there.
    const other = await world.trigger({ campaign_id: anId(), broadcast: true });
    expect(other.status).toBe(429);
    const users = await world.trigger({ campaign_id: anId(), recipients: named('a') });
    expect(users.status).toBe(400);
    expect(rateLimit(users)).toEqual(['250000', '249999']);
    world.clock.advance(minute);
    expect(rateLimit(await world.rest(path, { [id]: anId(), broadcast: true }))).toEqual(['250', '249']);
  },
);

describe('10 broadcasts a minute to a unique audience', () => {
  test('pass, and the next one waits', async () => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign();
    const broadcast = () => world.trigger({ campaign_id, broadcast: true });
    for (let count = 1; count <= 10; count++) expect((await broadcast()).status).toBe(201);
    const refused = await broadcast();
    expect(said(refused)).toBe(refusals.rateLimited);
    expect(rateLimit(refused)).toEqual(['250', '0']);
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(Date.UTC(2026, 1, 3, 9, 1) / 1000));
    expect(refused.headers.get('x-ratelimit-retry-after')).toBe('60');
    expect(await world.sends()).toHaveLength(10);
    world.clock.advance(minute - 1);
    expect((await broadcast()).status).toBe(429);
    world.clock.advance(1);
    expect((await broadcast()).status).toBe(201);
  });

  test('are counted apart for another campaign, audience, segment or target, and together for a schedule', async () => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign();
    const ten = async (path: string, fields: object) => {
      const statuses = [];
      for (let count = 1; count <= 11; count++)
        statuses.push((await world.rest(path, { broadcast: true, ...fields })).status);
      return statuses.map((status) => status === 429).indexOf(true);
    };
    const send = '/campaigns/trigger/send';
    expect(await ten(send, { campaign_id })).toBe(10);
    expect(await ten('/campaigns/trigger/schedule/create', { campaign_id, schedule })).toBe(0);
    expect(await ten(send, { campaign_id, audience: { AND: [] } })).toBe(10);
    expect(await ten(send, { campaign_id, audience: { OR: [] } })).toBe(10);
    expect(await ten(send, { campaign_id, audience: { OR: [] } })).toBe(0);
    expect(await ten(send, { campaign_id: await world.campaign() })).toBe(10);
    expect(await ten('/canvas/trigger/send', { canvas_id: await world.canvas() })).toBe(10);
    const messages = { webhook: {} };
    for (const segment_id of [world.segment([cohortGroup('vip')]), world.segment([])])
      expect(await ten('/messages/send', { segment_id, messages })).toBe(10);
    const edited = { name: 'Edited', target: cohortTarget('new') };
    await world.control('PUT', `/campaigns/${campaign_id}`, edited);
    expect(await ten(send, { campaign_id })).toBe(10);
  });

  test('do not hold up named users', async () => {
    const world = await messagingWorld();
    const campaign_id = await world.campaign();
    for (let count = 1; count <= 30; count++) {
      expect((await world.trigger({ campaign_id, recipients: named('a') })).status).toBe(201);
    }
  });
});

test('100 send ids a day, the next one waits for midnight', async () => {
  const world = await messagingWorld();
  const campaign_id = await world.campaign();
  const create = () => world.rest('/sends/id/create', { campaign_id });
  for (let count = 1; count <= 100; count++) {
    const answer = await create();
    expect(answer.status).toBe(201);
    expect(rateLimit(answer)).toEqual(['100', String(100 - count)]);
  }
  expect(said(await create())).toBe(refusals.rateLimited);
  world.clock.set(Date.UTC(2026, 1, 3, 23, 59, 59, 999));
  expect((await create()).status).toBe(429);
  world.clock.advance(1);
  expect((await create()).status).toBe(201);
});

const endpoints: [string, string, RestPermission, number, string][] = [
  ['GET', '/campaigns/list', 'campaigns.list', 200, '250000'],
  ['GET', '/campaigns/details', 'campaigns.details', 400, '250000'],
  ['GET', '/canvas/list', 'canvas.list', 200, '250000'],
  ['GET', '/canvas/details', 'canvas.details', 400, '250000'],
  ['POST', '/campaigns/trigger/send', 'campaigns.trigger.send', 400, '250000'],
  ['POST', '/campaigns/trigger/schedule/create', 'campaigns.trigger.schedule.create', 400, '250000'],
  ['POST', '/campaigns/trigger/schedule/update', 'campaigns.trigger.schedule.update', 400, '250000'],
  ['POST', '/campaigns/trigger/schedule/delete', 'campaigns.trigger.schedule.delete', 400, '250000'],
  ['POST', '/canvas/trigger/send', 'canvas.trigger.send', 400, '250000'],
  ['POST', '/canvas/trigger/schedule/create', 'canvas.trigger.schedule.create', 400, '250000'],
  ['POST', '/canvas/trigger/schedule/update', 'canvas.trigger.schedule.update', 400, '250000'],
  ['POST', '/canvas/trigger/schedule/delete', 'canvas.trigger.schedule.delete', 400, '250000'],
  ['POST', '/messages/send', 'messages.send', 400, '250000'],
  ['POST', '/sends/id/create', 'sends.id.create', 400, '100'],
];

test.each(endpoints)(
  '%s %s needs a key with its own permission, and counts',
  async (verb, path, permission, status, limit) => {
    const world = await messagingWorld({
      workspace: {
        users: [],
        cohorts: [],
        restApiKeys: [{ permissions: [permission] }, { permissions: ['users.track', 'segments.list'] }],
      },
    });
    const send = (key: string | undefined) =>
      world.send(path, {
        method: verb,
        headers: {
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
          ...(verb === 'POST' && { 'content-type': 'application/json' }),
        },
        ...(verb === 'POST' && { body: '{}' }),
      });
    const [own, other] = world.workspace.restApiKeys;
    const answer = await send(own!.key);
    expect(answer.status).toBe(status);
    expect(rateLimit(answer)).toEqual([limit, String(Number(limit) - 1)]);
    const forbidden = await send(other!.key);
    expect(said(forbidden)).toBe(refusal(403, 'You do not have permission to access this resource'));
    expect(rateLimit(forbidden)).toEqual([limit, String(Number(limit) - 1)]);
    const unknown = await send('nobody');
    expect(said(unknown)).toBe(refusal(401, 'Invalid API key: nobody'));
    expect(rateLimit(unknown)).toEqual(['', '']);
    expect((await send(undefined)).status).toBe(401);
    const wrongVerb = await world.send(path, { method: verb === 'GET' ? 'POST' : 'GET' });
    expect(said(wrongVerb)).toBe(refusals.unknownPath);
    expect((await world.send(`${path}/`, { method: verb })).status).toBe(404);
  },
);

test('a body that is no JSON is refused and counted as what it is: no broadcast', async () => {
  const world = await messagingWorld();
  const answer = await world.rest('/campaigns/trigger/send', '{"broadcast":true');
  expect(said(answer)).toBe(refusals.malformed);
  expect(rateLimit(answer)).toEqual(['250000', '249999']);
  const media = await world.send('/campaigns/trigger/send', {
    method: 'POST',
    headers: { authorization: `Bearer ${world.restApiKey}` },
    body: '{}',
  });
  expect(said(media)).toBe(refusals.mediaType);
});
