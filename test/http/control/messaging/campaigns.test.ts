import { describe, expect, test } from 'vitest';
import { uuid } from '../../../support/answers.js';
import { controlOf, readAllPages, workspaceOf } from '../../../support/control.js';
import { freshEmulator } from '../../../support/emulator.js';
import {
  cohortFilter,
  cohortTarget,
  messagingWorld,
  named,
  receiversOf,
} from '../../../support/messaging.js';
import { cohortGroup } from '../../../support/segments/segments.js';

const unknown = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';
const chosen = '1d2e3f40-5162-4738-8495-a6b7c8d9e0f1';
const everybody = {
  segment_ids: [],
  additional_filters: { groups_op: 'and', groups: [], exclusion_groups: [] },
};
const ofKind = {
  campaigns: {
    api_campaign: false,
    messages: {},
    conversion_behaviors: [],
    first_sent: null,
    last_sent: null,
  },
  canvases: { variants: [], steps: [], first_entry: null, last_entry: null },
};

describe.each([
  ['campaigns', 'campaign', 'canvases'],
  ['canvases', 'canvas', 'campaigns'],
] as const)('%s', (plural, kind, others) => {
  const notFound = `${kind}_not_found`;

  test('are made with a name alone: enabled, API-triggered and for everybody', async () => {
    const world = await messagingWorld();
    const answer = await world.control('POST', `/${plural}`, { name: 'Winback' });
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      id: expect.stringMatching(uuid),
      name: 'Winback',
      description: '',
      target: everybody,
      enabled: true,
      archived: false,
      draft: false,
      tags: [],
      teams: [],
      schedule_type: 'api_triggered',
      has_post_launch_draft: false,
      channels: [],
      created_at: '2026-02-03T09:00:00.000Z',
      updated_at: '2026-02-03T09:00:00.000Z',
      ...ofKind[plural],
    });
    expect((await world.control('GET', `/${plural}/${answer.json.id}`)).json).toEqual(answer.json);
  });

  test('show all that was said of them, and can be made again from that', async () => {
    const world = await messagingWorld();
    const segment = world.segment([cohortGroup('vip')]);
    const fields = {
      id: chosen,
      name: 'Winback',
      description: 'Every week',
      target: {
        segment_ids: [segment],
        additional_filters: {
          groups_op: 'or',
          groups: [{ name: 'Group 1', op: 'or', filters: [cohortFilter('vip'), cohortFilter('new')] }],
          exclusion_groups: [{ op: 'and', filters: [cohortFilter('new', 'does_not_include')] }],
        },
      },
      enabled: false,
      archived: true,
      draft: true,
      tags: ['crm'],
      teams: ['growth'],
      schedule_type: 'date',
      has_post_launch_draft: true,
      channels: ['email'],
      ...(plural === 'campaigns'
        ? { api_campaign: true, messages: { m1: { channel: 'sms' } }, conversion_behaviors: [{ window: 1 }] }
        : { variants: [{ id: 'v' }], steps: [{ id: 's' }] }),
    };
    const { json } = await world.control('POST', `/${plural}`, fields);
    expect(json).toMatchObject(fields);
    expect((await world.control('PUT', `/${plural}/${chosen}`, fields)).json).toEqual(json);
  });

  test('are replaced whole; id, creation and what was sent stay', async () => {
    const world = await messagingWorld();
    const id = await world[kind]({ description: 'old', tags: ['old'] });
    const idField = `${kind}_id`;
    const path = kind === 'campaign' ? '/campaigns/trigger/send' : '/canvas/trigger/send';
    await world.rest(path, { [idField]: id, recipients: named('a') });
    world.clock.advance(1000);
    const answer = await world.control('PUT', `/${plural}/${id}`, { name: 'New', id });
    expect(answer.status).toBe(200);
    const times = { at: '2026-02-03T09:00:00.000Z' };
    expect(answer.json).toMatchObject({
      id,
      name: 'New',
      description: '',
      tags: [],
      target: everybody,
      created_at: times.at,
      updated_at: '2026-02-03T09:00:01.000Z',
      ...(kind === 'campaign' ? { last_sent: times.at } : { last_entry: times.at }),
    });
  });

  test('are listed page by page in order of creation, archived ones too, the other kind not', async () => {
    const world = await messagingWorld();
    for (let count = 0; count < 6; count++) await world[kind]({ name: `n${count}`, archived: count === 3 });
    await world.control('POST', `/${others}`, { name: 'other' });
    const all = (await readAllPages(world.control, `/${plural}`, plural, 2)) as { name: string }[];
    expect(all.map((its) => its.name)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5']);
  });

  test('are taken away, and their sends stay in the outbox', async () => {
    const world = await messagingWorld();
    const id = await world[kind]({ id: chosen });
    const path = kind === 'campaign' ? '/campaigns/trigger/send' : '/canvas/trigger/send';
    await world.rest(path, { [`${kind}_id`]: id, recipients: named('a') });
    const answer = await world.control('DELETE', `/${plural}/${id}`);
    expect([answer.status, answer.text]).toEqual([204, '']);
    for (const verb of ['GET', 'DELETE', 'PUT']) {
      const gone = await world.control(verb, `/${plural}/${id}`, verb === 'PUT' ? { name: 'x' } : undefined);
      expect([gone.status, gone.json.error.code]).toEqual([404, notFound]);
    }
    expect((await world.sends()).map(receiversOf)).toEqual([['a']]);
    // The id is free again, and nobody has received what has it now.
    const { json } = await world.control('POST', `/${plural}`, { id: chosen, name: 'again' });
    expect(json).toMatchObject(ofKind[plural]);
  });

  test('have an audience: who a broadcast would reach now', async () => {
    const world = await messagingWorld();
    const id = await world[kind]();
    const audience = async (query = '') =>
      (await world.control('GET', `/${plural}/${id}/audience${query}`)).json;
    expect(await audience()).toMatchObject({
      size: 3,
      members: [{ external_id: 'a' }, { external_id: 'b' }, { external_id: null, device_ids: ['dev-d'] }],
      next_cursor: null,
    });
    expect(await audience('?limit=0')).toEqual({ size: 3, members: [], next_cursor: null });
    const first = await audience('?limit=2');
    expect(first).toMatchObject({ size: 3, members: [{ external_id: 'a' }, { external_id: 'b' }] });
    expect(await audience(`?limit=2&cursor=${first.next_cursor}`)).toMatchObject({
      size: 3,
      members: [{ external_id: null }],
      next_cursor: null,
    });
    const changes = [{ user_ids: ['a'], should_remove: true }];
    await world.cohortUsers({ cohort_id: 'vip', cohort_changes: changes });
    expect((await audience('?limit=0')).size).toBe(2);
    for (const limit of ['-1', '1001', 'x']) {
      const refused = await world.control('GET', `/${plural}/${id}/audience?limit=${limit}`);
      expect([refused.status, refused.json.error]).toMatchObject([
        400,
        { code: 'invalid_request', path: 'limit' },
      ]);
    }
  });

  test('that are unknown, or of the other kind, are not found', async () => {
    const world = await messagingWorld();
    const other = await world[kind === 'campaign' ? 'canvas' : 'campaign']();
    for (const id of [unknown, other, '__proto__', 'x'])
      for (const path of [`/${plural}/${id}`, `/${plural}/${id}/audience`]) {
        const answer = await world.control('GET', path);
        expect([answer.status, answer.json.error.code]).toEqual([404, notFound]);
      }
  });

  test('of one workspace share no id, whatever their kind', async () => {
    const world = await messagingWorld();
    await world[kind]({ id: chosen });
    for (const family of [plural, others]) {
      const answer = await world.control('POST', `/${family}`, { name: 'x', id: chosen });
      expect([answer.status, answer.json.error]).toMatchObject([
        409,
        { code: 'campaign_id_in_use', path: 'id' },
      ]);
    }
    const elsewhere = await controlOf(world)('POST', '/workspaces', {
      [plural]: [{ id: chosen, name: 'x' }],
    });
    expect(elsewhere.status).toBe(201);
  });

  test.each<[object | string, string]>([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 7 }, 'name'],
    [{ name: 'x', id: 'x' }, 'id'],
    [{ name: 'x', id: unknown.toUpperCase() }, 'id'],
    [{ name: 'x', colour: 'red' }, 'colour'],
    ['{"name":"x","__proto__":{"a":1}}', '__proto__'],
    [{ name: 'x', enabled: 'true' }, 'enabled'],
    [{ name: 'x', archived: 1 }, 'archived'],
    [{ name: 'x', tags: 'crm' }, 'tags'],
    [{ name: 'x', teams: [1] }, 'teams[0]'],
    [{ name: 'x', schedule_type: '' }, 'schedule_type'],
    [{ name: 'x', target: [] }, 'target'],
    [{ name: 'x', target: { segments: [] } }, 'target.segments'],
    [{ name: 'x', target: { segment_ids: 'x' } }, 'target.segment_ids'],
    [{ name: 'x', target: { segment_ids: [unknown] } }, 'target.segment_ids[0]'],
    [
      { name: 'x', target: { additional_filters: { groups: [{ op: 'and' }] } } },
      filtersAt('groups[0].filters'),
    ],
    [{ name: 'x', target: groupsOf({ op: 'and', filters: [] }) }, filtersAt('groups[0].filters')],
    [
      { name: 'x', target: groupsOf({ op: 'xor', filters: [cohortFilter('vip')] }) },
      filtersAt('groups[0].op'),
    ],
    [
      { name: 'x', target: groupsOf({ op: 'and', filters: [{ type: 'mood' }] }) },
      expect.stringContaining('target.additional_filters.groups[0].filters[0]'),
    ],
    [{ name: 'x', target: cohortTarget('nope') }, filtersAt('groups[0].filters[0].cohort_ids[0]')],
    [
      {
        name: 'x',
        target: {
          additional_filters: {
            exclusion_groups: [{ op: 'and', filters: [{ ...cohortFilter('vip'), partner: 'segment' }] }],
          },
        },
      },
      filtersAt('exclusion_groups[0].filters[0].partner'),
    ],
  ])('are not made from %j', async (body, path) => {
    const world = await messagingWorld();
    const id = await world[kind]();
    for (const [verb, at] of [
      ['POST', `/${plural}`],
      ['PUT', `/${plural}/${id}`],
    ]) {
      const answer = await world.control(verb!, at!, body);
      expect(answer.status).toBe(400);
      expect(answer.json.error).toEqual({ code: 'invalid_request', message: expect.any(String), path });
    }
    const { json } = await world.control('GET', `/${plural}`);
    expect(json[plural]).toMatchObject([{ id, name: 'Winback' }]);
  });

  test('never change their id', async () => {
    const world = await messagingWorld();
    const id = await world[kind]();
    const answer = await world.control('PUT', `/${plural}/${id}`, { name: 'x', id: unknown });
    expect([answer.status, answer.json.error]).toMatchObject([400, { code: 'invalid_request', path: 'id' }]);
  });

  test.each([
    [`/${plural}`, 'PUT', 'GET, POST'],
    [`/${plural}/${unknown}`, 'POST', 'GET, PUT, DELETE'],
    [`/${plural}/${unknown}/audience`, 'DELETE', 'GET'],
  ])('%s refuses %s', async (path, verb, allow) => {
    const world = await messagingWorld();
    const answer = await world.control(verb, path, {});
    expect([answer.status, answer.json.error.code]).toEqual([405, 'method_not_allowed']);
    expect(answer.headers.get('allow')).toBe(allow);
  });

  test('come with a workspace, keep their made ids over its reset, and lose what they sent', async () => {
    const t = await freshEmulator();
    const answer = await controlOf(t)('POST', '/workspaces', {
      users: [{ external_id: 'a' }],
      cohorts: [{ partner: 'hightouch', cohort_id: 'vip', name: 'VIP', members: [{ external_id: 'a' }] }],
      [plural]: [
        { name: 'First', target: cohortTarget() },
        { id: chosen, name: 'Second' },
      ],
    });
    expect(answer.status).toBe(201);
    const { id, rest_api_keys } = answer.json;
    const within = workspaceOf({ ...t, workspace: { ...t.workspace, id } });
    const before = (await within('GET', `/${plural}`)).json[plural];
    expect(before).toMatchObject([
      { id: expect.stringMatching(uuid), name: 'First' },
      { id: chosen, name: 'Second' },
    ]);
    const path = kind === 'campaign' ? '/campaigns' : '/canvas';
    const headers = { authorization: `Bearer ${rest_api_keys[0].key}` };
    const trigger = { [`${kind}_id`]: before[0].id, broadcast: true };
    await t.post(`${path}/trigger/send`, trigger, headers);
    await t.post(
      `${path}/trigger/schedule/create`,
      { ...trigger, schedule: { time: '2099-01-01' } },
      headers,
    );
    await within('PUT', `/${plural}/${chosen}`, { name: 'Renamed' });
    await within('POST', `/${plural}`, { name: 'Third' });
    expect((await within('GET', '/sends')).json.sends).toMatchObject([{ receiver_count: 1 }]);

    expect((await within('POST', '/reset')).status).toBe(200);
    expect(t.emulator.nextDueTime()).toBeUndefined();
    expect((await within('GET', '/sends')).json.sends).toEqual([]);
    const after = (await within('GET', `/${plural}`)).json[plural];
    expect(after).toMatchObject([
      { id: before[0].id, ...ofKind[plural] },
      { id: chosen, name: 'Second' },
    ]);
    expect((await within('GET', `/${plural}/${before[0].id}/audience?limit=0`)).json.size).toBe(1);
  });

  test.each<[object[], number, string, string]>([
    [
      [
        { name: 'x', id: chosen },
        { name: 'y', id: chosen },
      ],
      409,
      'campaign_id_in_use',
      `${plural}[1].id`,
    ],
    [[{ name: 'x' }, { name: '' }], 400, 'invalid_request', `${plural}[1].name`],
    [
      [{ name: 'x', target: { segment_ids: [unknown] } }],
      400,
      'invalid_request',
      `${plural}[0].target.segment_ids[0]`,
    ],
  ])('%j make no workspace', async (list, status, code, path) => {
    const t = await freshEmulator();
    const answer = await controlOf(t)('POST', '/workspaces', { [plural]: list });
    expect([answer.status, answer.json.error]).toMatchObject([status, { code, path }]);
    expect((await controlOf(t)('GET', '/workspaces')).json.workspaces).toHaveLength(1);
  });
});

function groupsOf(group: object) {
  return { additional_filters: { groups: [group] } };
}

function filtersAt(path: string): string {
  return `target.additional_filters.${path}`;
}

test.each<[object, string]>([
  [{ messages: [] }, 'messages'],
  [{ messages: { m1: 'x' } }, 'messages'],
  [{ conversion_behaviors: [1] }, 'conversion_behaviors[0]'],
  [{ variants: [] }, 'variants'],
])('a campaign is not made from %j', async (fields, path) => {
  const world = await messagingWorld();
  const answer = await world.control('POST', '/campaigns', { name: 'x', ...fields });
  expect([answer.status, answer.json.error]).toMatchObject([400, { code: 'invalid_request', path }]);
});

test.each<[object, string]>([
  [{ steps: {} }, 'steps'],
  [{ variants: [[]] }, 'variants[0]'],
  [{ messages: {} }, 'messages'],
  [{ api_campaign: true }, 'api_campaign'],
])('a Canvas is not made from %j', async (fields, path) => {
  const world = await messagingWorld();
  const answer = await world.control('POST', '/canvases', { name: 'x', ...fields });
  expect([answer.status, answer.json.error]).toMatchObject([400, { code: 'invalid_request', path }]);
});
