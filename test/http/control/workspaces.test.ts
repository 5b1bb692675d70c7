import request from 'supertest';
import { expect, test } from 'vitest';
import { restPermissions } from '../../../src/domain/workspaces/workspace.js';
import { controlBase, controlOf, readAllPages, workspaceOf } from '../../support/control.js';
import { freshEmulator } from '../../support/emulator.js';
import { ManualClock } from '../../support/manual-clock.js';

test('a workspace created from nothing has one REST key with every permission and hightouch with one key', async () => {
  const control = controlOf(await freshEmulator({ clock: new ManualClock() }));
  const made = await control('POST', '/workspaces');
  expect(made.status).toBe(201);
  const key = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(made.json).toEqual({
    id: expect.stringMatching(/^ws_[\w-]{10}$/),
    name: made.json.id,
    rest_endpoint: 'http://127.0.0.1',
    rest_api_keys: [{ key, permissions: [...restPermissions] }],
    partners: [
      {
        partner: 'hightouch',
        display_name: 'Hightouch',
        filter_name: 'Hightouch Cohorts',
        enabled: true,
        partner_api_key: '11111111-aaaa-4aaa-8aaa-111111111111',
        data_import_keys: [{ key, state: 'active', created_at: '2026-02-03T09:00:00.000Z' }],
      },
    ],
    behaviour: {
      unknown_cohort: 'create',
      conflict_policy: 'last_wins',
      alias_only_profiles: 'match',
      device_match: 'no_external_id',
      membership_on_merge: 'union',
      cohort_requests_per_hour: 250_000,
      missing_permission_status: 403,
      processing_delay_ms: 0,
      processing_order: 'in_order',
      track_limit: 'combined_75',
      key_in_body: false,
      require_fields_to_export: false,
      ratelimit_reset_format: 'epoch',
      strictness: 'lenient',
      rate_limits: {
        users_track: 3_000,
        users_shared: 20_000,
        external_ids_rename: 1_000,
        external_ids_remove: 1_000,
        broadcast: 250,
        broadcast_audience: 10,
        sends_id_create: 100,
        export_ids: 250,
        export_ids_fields: 40,
        shared: 250_000,
      },
    },
    custom_attributes: [],
    blocklisted_events: [],
    created_at: '2026-02-03T09:00:00.000Z',
  });
  expect((await control('GET', `/workspaces/${made.json.id}`)).json).toEqual(made.json);
});

test('a workspace is created from the whole shape of a seed', async () => {
  const control = controlOf(await freshEmulator());
  const made = await control('POST', '/workspaces', {
    name: 'acme',
    partners: [
      { partner: 'Census', data_import_keys: ['dik-1', 'dik-2'] },
      'segment',
      { partner: 'heap', data_import_keys: [] },
    ],
    rest_api_keys: [{ key: 'rest-1', permissions: ['users.track'] }],
    behaviour: { unknown_cohort: 'reject' },
    users: [
      {
        external_id: 'cust-1',
        user_aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-1' }],
        device_ids: ['dev-1'],
      },
      { device_ids: ['dev-anon-1'] },
    ],
    cohorts: [
      {
        partner: 'census',
        cohort_id: 'vip',
        name: 'VIP',
        created_at: '2026-02-03T09:00:00Z',
        members: [{ external_id: 'cust-1' }, { device_id: 'dev-anon-1' }],
      },
    ],
  });
  expect(made.json).toMatchObject({
    name: 'acme',
    rest_api_keys: [{ key: 'rest-1', permissions: ['users.track'] }],
    behaviour: { unknown_cohort: 'reject', conflict_policy: 'last_wins' },
    partners: [
      { partner: 'census', data_import_keys: [{ key: 'dik-1' }, { key: 'dik-2' }] },
      { partner: 'heap', data_import_keys: [] },
      { partner: 'segment', data_import_keys: [{ state: 'active' }] },
    ],
  });
  const cohorts = await control('GET', `/workspaces/${made.json.id}/cohorts`);
  expect(cohorts.json.cohorts).toMatchObject([
    { cohort_id: 'vip', name: 'VIP', member_count: 2, implicit: false },
  ]);
});

test.each([
  ['unknown_cohort', ['ignore', 'reject', 'create']],
  ['conflict_policy', ['add_wins', 'remove_wins', 'last_wins']],
  ['alias_only_profiles', ['skip', 'match']],
  ['device_match', ['sdk_anonymous_only', 'no_external_id']],
  ['membership_on_merge', ['keep_target', 'union']],
  ['cohort_requests_per_hour', [1, 1_000_000_000]],
  ['missing_permission_status', [401, 403]],
  ['processing_delay_ms', [1_500, 0]],
  ['processing_order', ['shuffled', 'in_order']],
  ['track_limit', ['per_array_75', 'combined_75']],
  ['key_in_body', [true, false]],
  ['require_fields_to_export', [true, false]],
  ['ratelimit_reset_format', ['seconds_left', 'epoch']],
  ['strictness', ['strict', 'lenient']],
])('the switch %s takes %j and shows it, and nothing else', async (name, values) => {
  const ws = workspaceOf(await freshEmulator());
  for (const value of values) {
    const patched = await ws('PATCH', '', { behaviour: { [name]: value } });
    expect(patched.json.behaviour[name]).toBe(value);
    expect((await ws('GET', '')).json.behaviour).toEqual(patched.json.behaviour);
  }
  for (const value of ['other', -1, null, [values[0]], {}]) {
    const refused = await ws('PATCH', '', { behaviour: { [name]: value } });
    expect(refused.status).toBe(400);
    expect(refused.json.error).toMatchObject({ code: 'invalid_request', path: `behaviour.${name}` });
  }
});

test('rest_endpoint is the address the request was sent to', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const made = await request(t.url).post(`${controlBase}/workspaces`).set('Host', 'localhost:9999').send({});
  expect(made.body.rest_endpoint).toBe('http://localhost:9999');
  const list = await request(t.url).get(`${controlBase}/workspaces`).set('Host', '[::1]:80');
  expect(list.body.workspaces[0].rest_endpoint).toBe('http://[::1]:80');
});

test.each([
  [{ rest_api_keys: [{ key: 'taken' }] }, 409, 'key_in_use', 'rest_api_keys[0].key'],
  [
    { partners: [{ partner: 'segment', data_import_keys: ['new', 'new'] }] },
    409,
    'key_in_use',
    'partners[0].data_import_keys[1]',
  ],
  [
    { users: [{ external_id: 'a' }, { external_id: 'a' }] },
    409,
    'external_id_in_use',
    'users[1].external_id',
  ],
  [{ partners: ['nobody'] }, 404, 'partner_not_found', 'partners[0]'],
  [
    { cohorts: [{ partner: 'hightouch', cohort_id: 'c', members: [{ external_id: 'x' }] }] },
    400,
    'invalid_request',
    'cohorts[0].members[0]',
  ],
  [{ users: [{ externalid: 'a' }] }, 400, 'invalid_request', 'users[0].externalid'],
  [{ id: 'ws_taken' }, 409, 'workspace_id_in_use', 'id'],
  [{ id: 'shop' }, 400, 'invalid_request', 'id'],
  [{ id: 'ws_a/b' }, 400, 'invalid_request', 'id'],
  [{ users: [{ braze_id: 'A'.repeat(24) }] }, 400, 'invalid_request', 'users[0].braze_id'],
  [
    { users: [{ braze_id: 'a'.repeat(24) }, { braze_id: 'a'.repeat(24) }] },
    409,
    'braze_id_in_use',
    'users[1].braze_id',
  ],
  [
    { faults: [{ match: { partner: 'nobody' }, effect: { hold: true } }] },
    404,
    'partner_not_found',
    'faults[0].match.partner',
  ],
  [
    { faults: [{ match: { route: '/nowhere' }, effect: { hold: true } }] },
    400,
    'invalid_request',
    'faults[0].match.route',
  ],
  [{ faults: [{ effect: { rest_after_ms: 5 } }] }, 400, 'invalid_request', 'faults[0].match.route'],
  [{ name: '' }, 400, 'invalid_request', 'name'],
])('creating from %j is refused as a whole with %i %s', async (body, status, code, path) => {
  const t = await freshEmulator({ workspace: { id: 'ws_taken', restApiKeys: [{ key: 'taken' }] } });
  const control = controlOf(t);
  const refused = await control('POST', '/workspaces', body);
  expect(refused.status).toBe(status);
  expect(refused.json).toEqual({ error: { code, path, message: expect.any(String) } });
  expect((await control('GET', '/workspaces')).json.workspaces).toHaveLength(1);
});

test('workspaces are listed page by page in order of creation', async () => {
  const t = await freshEmulator({ workspace: { name: 'w0' } });
  for (let number = 1; number < 25; number++) t.emulator.createWorkspace({ name: `w${number}` });
  const listed = await readAllPages(controlOf(t), '/workspaces', 'workspaces', 4);
  expect(listed.map((workspace) => (workspace as { name: string }).name)).toEqual(
    Array.from({ length: 25 }, (_, number) => `w${number}`),
  );
});

test('PATCH changes the name and the switches it names, and leaves the rest', async () => {
  const t = await freshEmulator({ workspace: { name: 'before', behaviour: { aliasOnlyProfiles: 'skip' } } });
  const ws = workspaceOf(t);
  const changed = await ws('PATCH', '', { name: 'after', behaviour: { unknown_cohort: 'ignore' } });
  expect(changed.status).toBe(200);
  expect(changed.json).toMatchObject({
    name: 'after',
    behaviour: { unknown_cohort: 'ignore', alias_only_profiles: 'skip' },
  });
  expect((await ws('PATCH', '', {})).json).toEqual(changed.json);
  expect((await ws('PATCH', '', { behaviour: { unknown_cohort: 'drop' } })).json.error.path).toBe(
    'behaviour.unknown_cohort',
  );
});

test('a deleted workspace is gone, its keys open nothing and may be used again', async () => {
  const t = await freshEmulator({ workspace: { restApiKeys: [{ key: 'mine' }] } });
  await t.cohortUsers({ cohort_id: 'c', cohort_changes: [] });
  const deleted = await workspaceOf(t)('DELETE', '');
  expect(deleted.status).toBe(204);
  expect(deleted.text).toBe('');
  expect((await workspaceOf(t)('GET', '')).json.error.code).toBe('workspace_not_found');
  expect((await t.cohortUsers({ cohort_id: 'c', cohort_changes: [] })).status).toBe(401);
  expect((await controlOf(t)('POST', '/workspaces', { rest_api_keys: [{ key: 'mine' }] })).status).toBe(201);
});

test('request counts of a deleted workspace do not pass to the next one', async () => {
  const t = await freshEmulator({
    clock: new ManualClock(),
    workspace: { behaviour: { cohortRequestsPerHour: 1 } },
  });
  await t.cohorts({ cohort_id: 'c', name: 'C', created_at: '2026-02-03' });
  await workspaceOf(t)('DELETE', '');
  const next = t.emulator.createWorkspace({ behaviour: { cohortRequestsPerHour: 1 } });
  const answer = await t.cohorts({
    client_secret: next.partners[0]!.dataImportKeys[0]!.key,
    cohort_id: 'c',
    name: 'C',
    created_at: '2026-02-03',
  });
  expect(answer.status).toBe(201);
});

test('reset takes profiles, cohorts, name, behaviour and partners back to the creation', async () => {
  const t = await freshEmulator({
    workspace: {
      name: 'original',
      users: [{ externalId: 'cust-1', aliases: [], deviceIds: ['d-1'], attributes: { plan: 'gold' } }],
      cohorts: [{ partner: 'hightouch', cohortId: 'vip', members: [{ externalId: 'cust-1' }] }],
    },
  });
  const ws = workspaceOf(t);
  const before = (await ws('GET', '')).json;
  await ws('PATCH', '', { name: 'other', behaviour: { unknown_cohort: 'reject' } });
  await ws('POST', '/users', [{ external_id: 'cust-2' }]);
  await ws('DELETE', '/cohorts/hightouch/vip');
  await ws('PUT', '/partners/hightouch', { enabled: false });
  await ws('PUT', '/partners/segment', { enabled: true });

  const reset = await ws('POST', '/reset');

  expect(reset.status).toBe(200);
  const [hightouch, segment] = reset.json.partners;
  expect({ ...reset.json, partners: [hightouch] }).toEqual(before);
  expect(segment).toMatchObject({ partner: 'segment', enabled: false });
  expect((await ws('GET', '/users')).json.users).toMatchObject([
    { external_id: 'cust-1', device_ids: ['d-1'] },
  ]);
  expect((await ws('GET', '/cohorts/hightouch/vip/members')).json.members).toMatchObject([
    { external_id: 'cust-1' },
  ]);
});

test('a workspace that was reset keeps its place in the list', async () => {
  const t = await freshEmulator();
  const control = controlOf(t);
  const ids = async (query = '') => {
    const { workspaces, next_cursor } = (await control('GET', `/workspaces${query}`)).json;
    return { ids: workspaces.map((its: { id: string }) => its.id), next: next_cursor };
  };
  for (const name of ['second', 'third']) await control('POST', '/workspaces', { name });
  const before = await ids();
  await workspaceOf(t)('POST', '/reset');
  expect(await ids()).toEqual(before);
  const { ids: first, next } = await ids('?limit=1');
  expect([...first, ...(await ids(`?cursor=${next}`)).ids]).toEqual(before.ids);
});

test('reset makes the keys of the creation work again and leaves later ones as they are', async () => {
  const t = await freshEmulator({
    workspace: { restApiKeys: [{ key: 'first', permissions: ['users.track'] }, { key: 'changed' }] },
  });
  const ws = workspaceOf(t);
  const keys = '/partners/hightouch/data-import-keys';
  await ws('POST', keys, { key: 'later' });
  await ws('POST', keys, { key: 'later-invalidated' });
  await ws('DELETE', `${keys}/later-invalidated`);
  await ws('DELETE', `${keys}/${t.dataImportKey}`);
  await ws('POST', '/rest-api-keys', { key: 'later-rest', permissions: [] });
  await ws('DELETE', '/rest-api-keys/first');
  await ws('DELETE', '/rest-api-keys/changed');
  await ws('POST', '/rest-api-keys', { key: 'changed', permissions: [] });

  const reset = await ws('POST', '/reset', {});

  expect(reset.json.partners[0].data_import_keys).toMatchObject([
    { key: t.dataImportKey, state: 'active' },
    { key: 'later', state: 'active' },
    { key: 'later-invalidated', state: 'invalidated' },
  ]);
  const permissions = Object.fromEntries(
    reset.json.rest_api_keys.map((its: { key: string; permissions: string[] }) => [its.key, its.permissions]),
  );
  expect(permissions).toEqual({ first: ['users.track'], changed: [...restPermissions], 'later-rest': [] });
});

test('reset gives back the id, the braze ids and the faults it was made with, unused', async () => {
  const t = await freshEmulator();
  const control = controlOf(t);
  const fault = { match: { route: '/partners/*/cohorts/users' }, effect: { status: 500 }, times: 1 };
  const braze_id = '5f0a1b2c3d4e5f6071829304';
  const made = await control('POST', '/workspaces', {
    id: 'ws_mine',
    partners: [{ partner: 'hightouch', data_import_keys: ['mine'] }],
    users: [{ external_id: 'cust-1', braze_id }],
    faults: [fault],
  });
  expect(made.json.id).toBe('ws_mine');
  const add = () =>
    t.cohortUsers({ client_secret: 'mine', cohort_id: 'vip', cohort_changes: [{ user_ids: ['cust-1'] }] });
  for (let round = 0; round < 2; round++) {
    expect((await add()).status).toBe(500);
    expect((await add()).status).toBe(201);
    await control('POST', '/workspaces/ws_mine/faults', fault);
    expect((await control('POST', '/workspaces/ws_mine/reset')).json.id).toBe('ws_mine');
    const { faults } = (await control('GET', '/workspaces/ws_mine/faults')).json;
    expect(faults).toMatchObject([{ ...fault, matched: 0, struck: 0 }]);
    expect((await control('GET', '/workspaces/ws_mine/users')).json.users).toMatchObject([{ braze_id }]);
  }
});

test('reset is refused when something else has taken a key of the creation, and changes nothing', async () => {
  const t = await freshEmulator({ workspace: { restApiKeys: [{ key: 'mine' }] } });
  const ws = workspaceOf(t);
  await ws('DELETE', '/rest-api-keys/mine');
  t.emulator.createWorkspace({ restApiKeys: [{ key: 'mine' }] });
  await ws('POST', '/users', [{ external_id: 'kept' }]);
  const refused = await ws('POST', '/reset');
  expect(refused.status).toBe(409);
  expect(refused.json.error).toMatchObject({ code: 'key_in_use', path: 'rest_api_keys[0].key' });
  expect((await ws('GET', '/users')).json.users).toHaveLength(1);
});

test('reset counts requests anew', async () => {
  const t = await freshEmulator({
    clock: new ManualClock(),
    workspace: { behaviour: { cohortRequestsPerHour: 1 } },
  });
  const naming = { cohort_id: 'c', name: 'C', created_at: '2026-02-03' };
  expect((await t.cohorts(naming)).status).toBe(201);
  expect((await t.cohorts(naming)).status).toBe(429);
  await workspaceOf(t)('POST', '/reset');
  expect((await t.cohorts(naming)).status).toBe(201);
});

test('the example workspace of the design document is made as it stands there', async () => {
  const t = await freshEmulator();
  const answer = await controlOf(t)('POST', '/workspaces', {
    name: 'acme',
    partners: [
      { partner: 'hightouch', data_import_keys: ['22222222-bbbb-4bbb-8bbb-222222222222'] },
      'segment',
    ],
    rest_api_keys: [{ permissions: ['users.track', 'users.export.ids'] }],
    behaviour: { processing_delay_ms: 0 },
    users: [
      {
        external_id: 'cust-1',
        user_aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-1' }],
        device_ids: ['dev-1'],
        attributes: { email: 'kim@example.test', plan: 'gold' },
      },
      { device_ids: ['dev-anon-1'] },
    ],
    cohorts: [
      {
        partner: 'hightouch',
        cohort_id: 'vip',
        name: 'VIP',
        created_at: '2026-02-03T09:00:00Z',
        members: [{ external_id: 'cust-1' }, { device_id: 'dev-anon-1' }],
      },
    ],
    segments: [],
    campaigns: [],
    canvases: [],
  });
  expect(answer.status).toBe(201);
  expect(answer.json.partners.map((its: { partner: string }) => its.partner)).toEqual([
    'hightouch',
    'segment',
  ]);
  const cohort = await controlOf(t)('GET', `/workspaces/${answer.json.id}/cohorts/hightouch/vip`);
  expect(cohort.json).toMatchObject({ name: 'VIP', member_count: 2, implicit: false });
});

test.each([
  [{ cohorts: [{ partner: 'segment', cohort_id: 'c' }] }, 'cohorts[0].partner'],
  [{ partners: ['segment', { partner: 'Segment' }] }, 'partners[1]'],
  [{ users: [{ external_id: 'x'.repeat(988) }] }, 'users[0].external_id'],
  [
    { users: [{ user_aliases: [{ alias_label: 'l', alias_name: 'é'.repeat(119) }] }] },
    'users[0].user_aliases[0].alias_name',
  ],
  [{ users: [{ attributes: { email: 'bad' } }] }, 'users[0].attributes.email'],
  [{ users: [{ attributes: { gender: 'zz' } }] }, 'users[0].attributes.gender'],
  [{ users: [{ attributes: { email_subscribe: 'zz' } }] }, 'users[0].attributes.email_subscribe'],
  [{ users: [{ attributes: { external_id: 'x' } }] }, 'users[0].attributes.external_id'],
  [{ users: [{ attributes: { seats: { inc: 1 } } }] }, 'users[0].attributes.seats'],
  [{ users: [{ attributes: { colours: Array(501).fill('red') } }] }, 'users[0].attributes.colours'],
])('a profile or cohort that Braze could not have is refused: case %#', async (body, path) => {
  const t = await freshEmulator();
  const answer = await controlOf(t)('POST', '/workspaces', body);
  expect(answer.status).toBe(400);
  expect(answer.json.error).toMatchObject({ code: 'invalid_request', path });
  expect((await controlOf(t)('GET', '/workspaces')).json.workspaces).toHaveLength(1);
});
