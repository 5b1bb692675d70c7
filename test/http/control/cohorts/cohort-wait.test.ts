import { describe, expect, test } from 'vitest';
import { workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator, transports } from '../../../support/emulator.js';

const users = [
  {
    externalId: 'kim',
    aliases: [{ label: 'loyalty_id', name: 'L-1' }],
    deviceIds: ['phone'],
    attributes: {},
  },
  { externalId: 'lee', aliases: [], deviceIds: [], attributes: {} },
  { externalId: null, aliases: [], deviceIds: ['tablet'], attributes: {} },
];

async function waiting(transport?: (typeof transports)[number]) {
  const t = await freshEmulator({ workspace: { users }, ...(transport && { transport }) });
  const wait = (body: object) =>
    workspaceOf(t)('POST', '/cohorts/wait', { partner: 'hightouch', cohort_id: 'vip', ...body });
  return { t, wait };
}

const add = (t: TestEmulator, ...userIds: string[]) =>
  t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: userIds }] });

describe.each(transports)('%s', (transport) => {
  test('a wait that is asked before the change answers when the change has come', async () => {
    const { t, wait } = await waiting(transport);
    const answer = wait({ size: 2, members: [{ external_id: 'kim' }, { external_id: 'lee' }] });
    await add(t, 'kim');
    await add(t, 'lee');
    expect((await answer).json).toEqual({ matched: true, size: 2, missing: [] });
  });
});

test('what is so already is answered at once', async () => {
  const { t, wait } = await waiting();
  await add(t, 'kim');
  const { status, json } = await wait({
    members: [{ user_alias: { alias_label: 'loyalty_id', alias_name: 'L-1' } }],
  });
  expect([status, json]).toEqual([200, { matched: true, size: 1, missing: [] }]);
});

test('when the time is over the answer says how many members there are and who is missing', async () => {
  const { t, wait } = await waiting();
  await add(t, 'kim');
  const members = [{ external_id: 'kim' }, { external_id: 'lee' }, { device_id: 'tablet' }];
  const { status, json } = await wait({ members, timeout_ms: 0 });
  expect(status).toBe(200);
  expect(json).toEqual({
    matched: false,
    size: 1,
    missing: [{ external_id: 'lee' }, { device_id: 'tablet' }],
    reason: 'Those under missing are not members',
  });
});

test('the size must be met exactly', async () => {
  const { t, wait } = await waiting();
  await add(t, 'kim', 'lee');
  expect((await wait({ size: 1, timeout_ms: 0 })).json).toMatchObject({
    matched: false,
    reason: 'Its size is 2, not 1',
  });
  expect((await wait({ size: 3, timeout_ms: 0 })).json.matched).toBe(false);
  expect((await wait({ size: 2, timeout_ms: 0 })).json.matched).toBe(true);
});

test('a cohort that nobody has named or filled is never as expected', async () => {
  const { wait } = await waiting();
  expect((await wait({ timeout_ms: 0 })).json).toEqual({
    matched: false,
    size: 0,
    missing: [],
    reason: "hightouch has never named a cohort 'vip', nor changed its members",
  });
});

test('the device of an identified member counts as missing, as no import can name it', async () => {
  const { t, wait } = await waiting();
  await add(t, 'kim');
  const { json } = await wait({ members: [{ device_id: 'phone' }], timeout_ms: 0 });
  expect(json.missing).toEqual([{ device_id: 'phone' }]);
});

test('a change during the quiet period starts it anew', async () => {
  const { t, wait } = await waiting();
  await add(t, 'kim');
  const settled: string[] = [];
  const answer = wait({ quiet_ms: 2_000, timeout_ms: 20_000 }).then((its) => {
    settled.push('answered');
    return its;
  });
  // Each change comes well before the last one's quiet period is over, as nothing else happens between.
  for (const id of ['lee', 'kim', 'lee']) {
    await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: [id], should_remove: true }] });
    await add(t, id);
    expect(settled).toEqual([]);
  }
  expect((await answer).json).toMatchObject({ matched: true, size: 2 });
});

test('a workspace that is deleted ends the wait', async () => {
  const { t, wait } = await waiting();
  const answer = wait({ size: 1 });
  // The wait has begun when the next request is answered: requests are taken in order.
  await workspaceOf(t)('GET', '/cohorts');
  await workspaceOf(t)('DELETE', '');
  const { status, json } = await answer;
  expect([status, json.error.code]).toEqual([404, 'workspace_not_found']);
});

test.each([
  [{ partner: 7 }, 'partner'],
  [{ size: -1 }, 'size'],
  [{ members: [{ external_id: 'kim', device_id: 'phone' }] }, 'members[0]'],
  [{ quiet_ms: 300_001 }, 'quiet_ms'],
  [{ timeout_ms: '5' }, 'timeout_ms'],
  [{ sizes: 1 }, 'sizes'],
])('%j is refused with its path', async (body, path) => {
  const { wait } = await waiting();
  const { status, json } = await wait(body);
  expect([status, json.error.code, json.error.path]).toEqual([400, 'invalid_request', path]);
});

test('a partner that nobody knows is refused at once, since no cohort of it can come', async () => {
  const { wait } = await waiting();
  const { status, json } = await wait({ partner: 'hightoch', size: 1 });
  expect([status, json.error.code, json.error.path]).toEqual([404, 'partner_not_found', 'partner']);
  expect(json.error.message).toMatch(/^No partner is called 'hightoch'; known are .*hightouch/);
});
