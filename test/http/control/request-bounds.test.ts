import { expect, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { Database } from '../../../src/store/database.js';
import { controlOf, workspaceOf } from '../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../support/emulator.js';

const list = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));

const add = (t: TestEmulator, userIds: string[]) =>
  t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: userIds }] });
const verify = (t: TestEmulator, question: object) => workspaceOf(t)('POST', '/requests/verify', question);

test('a thousand elements are matched with a thousand others, in any order', async () => {
  const t = await freshEmulator();
  await add(
    t,
    list(1_000, (index) => `id-${index}`),
  );
  const match = (elements: unknown[]) => ({ match: { body: { cohort_changes: [{ user_ids: elements }] } } });
  const reversed = list(1_000, (index) => `id-${999 - index}`);
  expect((await verify(t, match(reversed))).json.verified).toBe(true);
  const oneTwice = [...reversed.slice(1), 'id-5'];
  expect((await verify(t, match(oneTwice))).json).toMatchObject({
    verified: false,
    nearest: [{ differences: [{ path: 'body.cohort_changes[]' }] }],
  });
});

test('a pattern that takes over a million comparisons with one request is refused, by verify and wait', async () => {
  const t = await freshEmulator();
  await add(t, ['a']);
  await t.rest('/users/track', {
    events: [{ properties: { all: list(1_000, () => ({})) } }],
  });
  const pattern = { events: [{ properties: { all: list(1_001, () => ({ a: 1 })) } }] };
  for (const what of ['verify', 'wait']) {
    const refused = await workspaceOf(t)('POST', `/requests/${what}`, { match: { body: pattern } });
    expect(refused.status).toBe(400);
    expect(refused.json.error.message).toBe(
      'The pattern takes more than 1000000 comparisons with one request; give it fewer elements',
    );
  }
});

test.each([
  ['in_order', { in_order: list(101, () => ({})) }, '<=100 items'],
  [
    'match.headers',
    { match: { headers: Object.fromEntries(list(101, (index) => [`h${index}`, 'x'])) } },
    'at most 100 headers',
  ],
  ['match.route', { match: { route: `/${'x'.repeat(512)}` } }, '<=512 characters'],
])('%s of a question has a bound', async (path, question, bound) => {
  const refused = await verify(await freshEmulator(), question);
  expect(refused.status).toBe(400);
  expect(refused.json.error).toMatchObject({ path, message: expect.stringContaining(bound) });
});

test('a journal larger than what is read in one go is looked at and listed whole', async () => {
  const t = await freshEmulator();
  const long = 'x'.repeat(900);
  for (let request = 0; request < 6; request++)
    await add(
      t,
      list(400, (index) => `${long}${request}-${index}`),
    );
  await add(t, ['last']);
  const order = list(6, (request) => ({ body: { cohort_changes: [{ user_ids: [`${long}${request}-0`] }] } }));
  const last = { body: { cohort_changes: [{ user_ids: ['last'] }] } };
  expect((await verify(t, { in_order: [...order, last] })).json.verified).toBe(true);
  expect((await verify(t, { match: {}, exactly: 7 })).json.verified).toBe(true);
  const miss = (await verify(t, { in_order: [last, order[0]] })).json;
  expect(miss).toMatchObject({ verified: false, count: 1, nearest: [] });
  const requests = workspaceOf(t);
  const all = (await requests('GET', '/requests')).json;
  expect([all.requests.length, all.next_cursor]).toEqual([7, null]);
  const page = (await requests('GET', '/requests?limit=5')).json;
  const rest = (await requests('GET', `/requests?cursor=${page.next_cursor}`)).json;
  expect([...page.requests, ...rest.requests]).toEqual(all.requests);
  expect(rest.next_cursor).toBe(null);
});

test('the effects of all faults of a workspace have at most 4 MiB', async () => {
  const t = await freshEmulator();
  const step = { status: 500, body: { text: 'x'.repeat(60_000) } };
  const sequence = list(60, () => step);
  expect((await workspaceOf(t)('POST', '/faults', { sequence, probability: 0 })).status).toBe(201);
  const refused = await workspaceOf(t)('POST', '/faults', { sequence });
  expect(refused.status).toBe(400);
  expect(refused.json.error.message).toBe(
    'The effects of all faults of a workspace have at most 4194304 bytes as JSON; delete some',
  );
});

test('at most 1,000 waits are open at once; those that end make room', async () => {
  const t = await freshEmulator();
  const wait = (question: object) => workspaceOf(t)('POST', '/requests/wait', question);
  const open = list(1_000, () => wait({ match: { cohort_id: 'vip' } }));
  const refused = await wait({ match: {} });
  expect(refused.json.error).toMatchObject({
    code: 'invalid_request',
    message: 'At most 1000 waits may be open at once; end some before the next',
  });
  const members = { partner: 'hightouch', cohort_id: 'vip' };
  expect((await workspaceOf(t)('POST', '/cohorts/wait', members)).status).toBe(400);
  await add(t, ['a']);
  for (const answer of await Promise.all(open)) expect(answer.json.matched).toBe(true);
  expect((await wait({ match: {} })).json.matched).toBe(true);
});

test('the bodies of open waits have at most 16 MiB together; those that end make room', async () => {
  const t = await freshEmulator();
  const wait = (bytes: number) => {
    const body = JSON.stringify({ match: { cohort_id: 'vip' } }).padEnd(bytes);
    return workspaceOf(t)('POST', '/requests/wait', body);
  };
  const all = list(5, () => wait(4 * 1024 * 1024));
  const refused = await Promise.race(all);
  expect(refused.json.error).toMatchObject({
    code: 'invalid_request',
    message: 'The bodies of open waits have at most 16777216 bytes together; end some before the next',
  });
  await add(t, ['a']);
  const answers = await Promise.all(all);
  expect(answers.filter(({ json }) => json.matched === true)).toHaveLength(4);
  expect((await wait(100)).json.matched).toBe(true);
});

test('a wait is for at most 1,000 members', async () => {
  const members = list(1_001, (index) => ({ external_id: `a${index}` }));
  const wait = { partner: 'hightouch', cohort_id: 'vip', members };
  const refused = await workspaceOf(await freshEmulator())('POST', '/cohorts/wait', wait);
  expect(refused.json.error).toMatchObject({ path: 'members', message: expect.stringContaining('<=1000') });
});

test('a server has at most 10,000 workspaces, and a reset takes them all away', async () => {
  const database = Database.open();
  const emulator = createEmulator({ database });
  emulator.createWorkspace({});
  const copies = `WITH RECURSIVE n(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < 9999)`;
  database.run(
    `INSERT INTO profile_sets (profile_set, workspace, kind) ${copies} SELECT n + 100, n, 'everyone' FROM n`,
  );
  database.run(
    `INSERT INTO workspaces (workspace, position, id, name, behaviour, blueprint, created_at, everyone_set)
     ${copies} SELECT n, n, 'ws_' || n, 'n', '{}', '{}', 0, n + 100 FROM n`,
  );
  const t = await freshEmulator({ database });
  const refused = await controlOf(t)('POST', '/workspaces', {});
  expect(refused.json.error).toMatchObject({
    code: 'invalid_request',
    message: 'A server has at most 10000 workspaces; delete some, or reset the server',
  });
  expect((await controlOf(t)('POST', '/reset')).json).toEqual({ workspace_count: 0 });
  expect((await controlOf(t)('POST', '/workspaces', {})).status).toBe(201);
});

const many = (count: number, make: (index: number) => unknown) =>
  Array.from({ length: count }, (_, at) => make(at));
const bounds: [path: string, expected: string, workspace: object][] = [
  ['name', '<=4096 characters', { name: 'n'.repeat(4_097) }],
  ['partners', '<=1000 items', { partners: many(1_001, () => 'hightouch') }],
  [
    'partners[0].data_import_keys',
    '<=100 items',
    { partners: [{ partner: 'hightouch', data_import_keys: many(101, (at) => `key-${at}`) }] },
  ],
  ['rest_api_keys', '<=1000 items', { rest_api_keys: many(1_001, () => ({})) }],
  ['custom_attributes', '<=5000 items', { custom_attributes: many(5_001, (at) => ({ name: `a${at}` })) }],
  ['blocklisted_events', '<=5000 items', { blocklisted_events: many(5_001, (at) => `e${at}`) }],
  [
    'cohorts',
    '<=5000 items',
    { cohorts: many(5_001, (at) => ({ partner: 'hightouch', cohort_id: `c${at}` })) },
  ],
];

test.each(bounds)('%s of a new workspace has a bound', async (path, expected, workspace) => {
  const refused = await controlOf(await freshEmulator())('POST', '/workspaces', workspace);
  expect(refused.status).toBe(400);
  expect(refused.json.error).toMatchObject({ path, message: expect.stringContaining(expected) });
});

test('a workspace may begin with five thousand cohorts, and with many members of each', async () => {
  const users = many(300, (at) => ({ external_id: `u${at}`, device_ids: [`d${at}`] }));
  const cohorts = many(5_000, (at) => ({ partner: 'hightouch', cohort_id: `c${at}` })) as object[];
  const members = [...users.map((its) => ({ external_id: (its as { external_id: string }).external_id }))];
  cohorts[7] = { ...cohorts[7], members };
  const t = await freshEmulator();
  const made = await controlOf(t)('POST', '/workspaces', { users, cohorts });
  expect(made.status).toBe(201);
  const cohort = await controlOf(t)('GET', `/workspaces/${made.json.id}/cohorts/hightouch/c7`);
  expect(cohort.json.member_count).toBe(300);
  const stranger = [{ partner: 'hightouch', cohort_id: 'c', members: [{ external_id: 'nobody' }] }];
  const refused = await controlOf(t)('POST', '/workspaces', { users, cohorts: stranger });
  expect(refused.json.error).toMatchObject({ path: 'cohorts[0].members[0]' });
});
