import { expect, test } from 'vitest';
import { readAllPages, workspaceOf } from '../../../support/control.js';
import { freshEmulator } from '../../../support/emulator.js';
import { ManualClock } from '../../../support/manual-clock.js';

const kim = {
  external_id: 'cust-1',
  user_aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-1' }],
  device_ids: ['dev-1'],
  attributes: {
    email: 'kim@example.test',
    phone: '+4930123',
    first_name: 'Kim',
    plan: 'gold',
    address: { city: 'Ulm' },
  },
};
const anonymous = { device_ids: ['dev-1', 'dev-2'] };
const shown = {
  kim: {
    braze_id: expect.stringMatching(/^[0-9a-f]{24}$/),
    external_id: 'cust-1',
    user_aliases: kim.user_aliases,
    device_ids: ['dev-1'],
  },
  anonymous: {
    braze_id: expect.stringMatching(/^[0-9a-f]{24}$/),
    external_id: null,
    user_aliases: [],
    device_ids: ['dev-1', 'dev-2'],
  },
};

test('an array of profiles is added and shown', async () => {
  const ws = workspaceOf(await freshEmulator());
  const added = await ws('POST', '/users', [kim, anonymous]);
  expect(added.status).toBe(201);
  expect(added.json).toEqual({ created: 2, users: [shown.kim, shown.anonymous] });
  expect((await ws('POST', '/users', [])).json).toEqual({ created: 0, users: [] });
});

test('added profiles are shown up to 1,000, counted beyond', async () => {
  const ws = workspaceOf(await freshEmulator());
  const profiles = (count: number) => Array.from({ length: count }, () => ({}));
  expect((await ws('POST', '/users', profiles(1_000))).json.users).toHaveLength(1_000);
  expect((await ws('POST', '/users', profiles(1_001))).json).toEqual({ created: 1_001 });
});

test.each([
  [{ external_id: 'cust-1' }, 409, 'external_id_in_use', '[2].external_id'],
  [{ external_id: 'new' }, 409, 'external_id_in_use', '[2].external_id'],
  [
    { user_aliases: [{ alias_label: 'a', alias_name: 'b' }, ...kim.user_aliases] },
    409,
    'alias_in_use',
    '[2].user_aliases[1]',
  ],
  [{ external_id: 7 }, 400, 'invalid_request', '[2].external_id'],
])(
  'an array is all or nothing: %j in it is refused with the path, and nothing is added',
  async (user, status, code, path) => {
    const ws = workspaceOf(await freshEmulator());
    await ws('POST', '/users', [kim]);
    const refused = await ws('POST', '/users', [{ external_id: 'new' }, anonymous, user]);
    expect(refused.status).toBe(status);
    expect(refused.json.error).toMatchObject({ code, path });
    expect((await ws('GET', '/users')).json.users).toEqual([shown.kim]);
  },
);

test.each([
  ['external_id=cust-1', [shown.kim]],
  ['alias_label=loyalty_id&alias_name=L-1', [shown.kim]],
  ['device_id=dev-1', [shown.kim, shown.anonymous]],
  ['device_id=dev-2', [shown.anonymous]],
  ['email=kim@example.test', [shown.kim]],
  ['phone=%2B4930123', [shown.kim]],
  ['external_id=nobody', []],
  ['alias_label=loyalty_id&alias_name=L-2', []],
  ['email=KIM@example.test', []],
])('GET ?%s finds exactly the profiles that match', async (query, expected) => {
  const ws = workspaceOf(await freshEmulator());
  await ws('POST', '/users', [kim, anonymous]);
  const found = await ws('GET', `/users?${query}`);
  expect(found.status).toBe(200);
  expect(found.json).toEqual({ users: expected, next_cursor: null });
});

test('profiles are listed page by page, also past the first 65,536', async () => {
  const t = await freshEmulator();
  const user = { externalId: null, aliases: [], deviceIds: [], attributes: {} };
  const added = t.emulator.addUsers(
    t.workspace,
    Array.from({ length: 66_000 }, () => user),
  );
  const listed = await readAllPages(workspaceOf(t), '/users', 'users', 1_000);
  expect(listed.map((profile) => (profile as { braze_id: string }).braze_id)).toEqual(
    added.map((profile) => profile.brazeId),
  );
});

test('profiles that share an e-mail address are found page by page', async () => {
  const ws = workspaceOf(await freshEmulator());
  const attributes = { email: 'shared@example.test' };
  await ws(
    'POST',
    '/users',
    Array.from({ length: 7 }, (_, number) => ({ external_id: `c-${number}`, attributes })),
  );
  const found = await readAllPages(ws, '/users?email=shared@example.test', 'users', 3);
  expect(found.map((profile) => (profile as { external_id: string }).external_id)).toEqual(
    [0, 1, 2, 3, 4, 5, 6].map((number) => `c-${number}`),
  );
});

test('a profile is shown whole, standard and custom attributes together', async () => {
  const t = await freshEmulator({ clock: new ManualClock() });
  const ws = workspaceOf(t);
  const apps = [{ app_id: 'app-1', platform: 'iOS', sessions: 3, first_used: '2026-01-01T00:00:00Z' }];
  const added = await ws('POST', '/users', [
    { ...kim, random_bucket: 42, apps, session_count: 3, email_subscribe: 'opted_in' },
  ]);
  await t.cohorts({ cohort_id: 'vip', name: 'VIP', created_at: '2026-02-03' });
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['cust-1'] }] });
  await t.cohortUsers({ cohort_id: 'not', cohort_changes: [{ device_ids: ['dev-1'] }] });
  const whole = await ws('GET', `/users/${added.json.users[0].braze_id}`);
  expect(whole.status).toBe(200);
  expect(whole.json).toEqual({
    ...shown.kim,
    created_at: '2026-02-03T09:00:00.000Z',
    random_bucket: 42,
    attributes: { ...kim.attributes, email_subscribe: 'opted_in' },
    apps,
    session_count: 3,
    push_tokens: [],
    cohorts: [{ partner: 'hightouch', cohort_id: 'vip', name: 'VIP' }],
  });
});

test('attributes come back whatever they are called, those that are null not', async () => {
  const ws = workspaceOf(await freshEmulator());
  const added = await ws(
    'POST',
    '/users',
    '[{"attributes":{"__proto__":1,"constructor":{"a":[]},"":"e","gone":null}}]',
  );
  const whole = await ws('GET', `/users/${added.json.users[0].braze_id}`);
  expect(whole.text).toContain('"attributes":{"__proto__":1,"constructor":{"a":[]},"":"e"}');
});

test('a profile shows the cohorts that have it and no others, whichever of very many it is', async () => {
  const t = await freshEmulator();
  const ws = workspaceOf(t);
  const profiles = Array.from({ length: 65_540 }, (_, number) => ({ external_id: `cust-${number}` }));
  await ws('POST', '/users', profiles);
  // Neighbours in the bytes and words of a set, and around the end of its first block.
  const numbers = [0, 7, 8, 31, 32, 65_535, 65_536, 65_539];
  for (const number of numbers) {
    const cohort_changes = [{ user_ids: [`cust-${number}`] }];
    await t.cohortUsers({ cohort_id: `of-${number}`, cohort_changes });
  }
  for (const number of [...numbers, 1, 6, 9, 30, 33, 65_534, 65_537]) {
    const { users } = (await ws('GET', `/users?external_id=cust-${number}`)).json;
    const { cohorts } = (await ws('GET', `/users/${users[0].braze_id}`)).json;
    const expected = numbers.includes(number) ? [`of-${number}`] : [];
    expect(cohorts.map((its: { cohort_id: string }) => its.cohort_id)).toEqual(expected);
  }
});

test('a deleted profile is gone, out of its cohorts, and its identifiers are free', async () => {
  const t = await freshEmulator();
  const ws = workspaceOf(t);
  const { braze_id } = (await ws('POST', '/users', [kim])).json.users[0];
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['cust-1'] }] });
  const deleted = await ws('DELETE', `/users/${braze_id}`);
  expect(deleted.status).toBe(204);
  expect((await ws('GET', `/users/${braze_id}`)).json.error.code).toBe('user_not_found');
  expect((await ws('DELETE', `/users/${braze_id}`)).json.error.code).toBe('user_not_found');
  expect((await ws('GET', '/cohorts/hightouch/vip')).json.member_count).toBe(0);
  expect((await ws('GET', '/users')).json.users).toEqual([]);
  expect((await ws('POST', '/users', [kim])).status).toBe(201);
});

test('change-user gives an anonymous profile its external id', async () => {
  const ws = workspaceOf(await freshEmulator());
  const { braze_id } = (await ws('POST', '/users', [anonymous])).json.users[0];
  const changed = await ws('POST', `/users/${braze_id}/change-user`, { external_id: 'cust-9' });
  expect(changed.status).toBe(200);
  expect(changed.json).toMatchObject({ braze_id, external_id: 'cust-9', device_ids: anonymous.device_ids });
  expect(changed.json).toEqual((await ws('GET', `/users/${braze_id}`)).json);
});

test('change-user to a known external id merges the anonymous profile into that one, and shows it', async () => {
  const ws = workspaceOf(await freshEmulator());
  const [known, unknown] = (await ws('POST', '/users', [kim, { device_ids: ['dev-2'] }])).json.users;
  const changed = await ws('POST', `/users/${unknown.braze_id}/change-user`, { external_id: 'cust-1' });
  expect(changed.json).toMatchObject({ braze_id: known.braze_id, device_ids: ['dev-1', 'dev-2'] });
  expect((await ws('GET', `/users/${unknown.braze_id}`)).status).toBe(404);
});

test.each([
  [{ o: { 'a.b': 1 } }, 'o["a.b"]', 'it has a key with a space, a dot or a dollar sign'],
  [{ pets: [{ id: 1 }, { id: null }] }, 'pets[1].id', 'it is null'],
  [{ at: { $time: 'soon' } }, 'at.$time', 'it is no time'],
  [{ o: { text: 'x'.repeat(256) } }, 'o.text', 'it is a text of more than 255 characters'],
  [{ language: 'english' }, 'language', 'it is no code of a language'],
  [{ country: 'Atlantis' }, 'country', 'it is no country of ISO 3166-1, and the profile has none now'],
  [{ seats: { inc: 1 } }, 'seats', 'it is an operation; expected a value'],
  [{ tags: { add: ['x'], remove: [] } }, 'tags', 'it is an operation; expected a value'],
  [
    { o: { t: Array(500).fill('x'.repeat(250)) } },
    'o',
    'it is dropped: the attribute would have 126507 bytes as JSON',
  ],
])(
  'attributes that /users/track would drop are refused with the deepest path: %j',
  async (attributes, path, reason) => {
    const ws = workspaceOf(await freshEmulator());
    const refused = await ws('POST', '/users', [{ external_id: 'cust-1', attributes }]);
    expect(refused.status).toBe(400);
    expect(refused.json.error.path).toBe(`[0].attributes.${path}`);
    expect(refused.json.error.message).toBe(`[0].attributes.${path} is not valid: ${reason}`);
  },
);

test('a page of profiles with very many identifiers ends early, with its cursor', async () => {
  const t = await freshEmulator();
  const long = 'x'.repeat(1024 * 1024);
  const users = Array.from({ length: 18 }, (_, index) => ({
    externalId: `u-${index}`,
    aliases: [],
    deviceIds: [`${index}-${long}`],
    attributes: {},
  }));
  t.emulator.addUsers(t.workspace, users);
  const control = workspaceOf(t);
  const first = (await control('GET', '/users?limit=1000')).json;
  const second = (await control('GET', `/users?limit=1000&cursor=${first.next_cursor}`)).json;
  expect([first.users.length, second.users.length, second.next_cursor]).toEqual([16, 2, null]);
  const ids = [...first.users, ...second.users].map((its: { external_id: string }) => its.external_id);
  expect(ids).toEqual(users.map(({ externalId }) => externalId));
});
