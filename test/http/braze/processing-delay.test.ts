import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startDueWorkTimer } from '../../../src/background/due-work-timer.js';
import type { AppliedChange } from '../../../src/domain/due-work.js';
import { processingDelayMsMax } from '../../../src/domain/limits.js';
import { createEmulator } from '../../../src/emulator.js';
import { change, cohortIds, named, refusals, said, success } from '../../support/answers.js';
import { clockOf, hour, minute, second } from '../../support/clock.js';
import { temporaryFolder } from '../../support/command.js';
import { controlOf, workspaceOf } from '../../support/control.js';
import { freshEmulator, type TestEmulator, type TestOptions } from '../../support/emulator.js';
import { ManualClock } from '../../support/manual-clock.js';
import { anAlias, aUser, userCount, wireAlias } from '../../support/users/users.js';

const users = [
  aUser({ externalId: 'a', aliases: [anAlias('crm:a')], deviceIds: ['device-a'] }),
  aUser({ externalId: 'b', attributes: { plan: 'gold' } }),
  aUser({ aliases: [anAlias('crm:anon')], deviceIds: ['device-anon'] }),
];

/** A workspace whose own clock stands still at 2026-02-03T09:00:00Z, and what was told of held-back changes. */
async function fresh(processingDelayMs = minute, options: TestOptions = {}) {
  const applied: AppliedChange[] = [];
  const t = await freshEmulator({
    clock: new ManualClock(),
    onApplied: (its) => applied.push(its),
    workspace: {
      users,
      behaviour: { processingDelayMs },
      cohorts: [{ partner: 'hightouch', cohortId: 'vip', name: 'VIP', members: [{ externalId: 'b' }] }],
    },
    ...options,
  });
  const clock = clockOf(t);
  await clock.set({ frozen: true });
  return { t, clock, applied };
}

/** All that the control API and the export show of users and cohorts, but for ids that are made up and times. */
async function stateOf(t: TestEmulator): Promise<unknown> {
  const ws = workspaceOf(t);
  const { cohorts } = (await ws('GET', '/cohorts')).json;
  const listed = (await ws('GET', '/users')).json.users as { braze_id: string }[];
  const whole = await Promise.all(listed.map(({ braze_id: id }) => ws('GET', `/users/${id}`)));
  const ids = ['a', 'b', 'new', 'renamed'];
  const exported = (await t.rest('/users/export/ids', { external_ids: ids })).json;
  const madeUp = new Set(['braze_id', 'created_at', 'updated_at', 'random_bucket', 'device_id', 'appboy_id']);
  const state = { cohorts, users: whole.map((its) => its.json), exported };
  return JSON.parse(JSON.stringify(state, (name, value) => (madeUp.has(name) ? undefined : value)));
}

const reference = (external_id: string) => ({ external_id });

/** One request to each endpoint that changes users or cohorts, of which a part is without effect. */
const requests: [path: string, body: Record<string, unknown>][] = [
  ['/partners/hightouch/cohorts', named('vip', { name: 'Very important' })],
  [
    '/partners/hightouch/cohorts/users',
    {
      cohort_id: 'vip',
      cohort_changes: [{ user_ids: ['a', 'nobody'] }, { user_ids: ['b'], should_remove: true }],
    },
  ],
  [
    '/users/track',
    {
      attributes: [
        { external_id: 'new', plan: 'gold', seats: { inc: 2 }, ['__proto__']: 1 },
        { plan: 'nobody' },
      ],
      events: [{ external_id: 'a', name: 'watched', time: '2026-02-01T10:00:00Z' }],
      purchases: [
        { external_id: 'a', product_id: 'socks', currency: 'EUR', price: 2.5, time: '2026-02-01T10:00:00Z' },
      ],
    },
  ],
  ['/users/identify', { aliases_to_identify: [{ external_id: 'new', user_alias: wireAlias('crm:anon') }] }],
  ['/users/alias/new', { user_aliases: [{ external_id: 'b', ...wireAlias('crm:b') }, wireAlias('crm:a')] }],
  [
    '/users/alias/update',
    { alias_updates: [{ alias_label: 'crm', old_alias_name: 'a', new_alias_name: 'z' }] },
  ],
  [
    '/users/merge',
    { merge_updates: [{ identifier_to_merge: reference('b'), identifier_to_keep: reference('a') }] },
  ],
  ['/users/delete', { external_ids: ['a', 'nobody'] }],
  [
    '/users/external_ids/rename',
    {
      external_id_renames: [
        { current_external_id: 'a', new_external_id: 'renamed' },
        { current_external_id: 'nobody', new_external_id: 'x' },
      ],
    },
  ],
  ['/users/external_ids/remove', { external_ids: ['a', 'nobody'] }],
];

const send = (t: TestEmulator, path: string, body: Record<string, unknown>) =>
  path.startsWith('/partners') ? t.partner(path, body) : t.rest(path, body);

describe.each(requests)('POST %s', (path, body) => {
  test('is answered as if applied, is visible to nobody before it is due, and then is as applied at once', async () => {
    const { t, clock } = await fresh();
    const { t: atOnce } = await fresh(0);
    const before = await stateOf(t);

    expect(said(await send(t, path, body))).toBe(said(await send(atOnce, path, body)));

    expect(await stateOf(t)).toEqual(before);
    await clock.advance(minute - 1);
    expect(await stateOf(t)).toEqual(before);
    await clock.advance(1);
    const after = await stateOf(t);
    expect(after).toEqual(await stateOf(atOnce));
    if (path !== '/users/external_ids/remove') expect(after).not.toEqual(before);
  });

  test('plans nothing when it is refused', async () => {
    const { t } = await fresh();
    t.emulator.setClock(t.workspace, { isFrozen: false });
    const answer = await send(t, path, Object.fromEntries(Object.keys(body).map((field) => [field, 5])));
    expect(answer.status).toBe(400);
    expect(t.emulator.nextDueTime()).toBeUndefined();
  });
});

test('a removed external id is found until the removal is due', async () => {
  const { t, clock } = await fresh(0);
  await t.rest('/users/external_ids/rename', {
    external_id_renames: [{ current_external_id: 'a', new_external_id: 'renamed' }],
  });
  await workspaceOf(t)('PATCH', '', { behaviour: { processing_delay_ms: second } });
  const removed = await t.rest('/users/external_ids/remove', { external_ids: ['a'] });
  expect(removed.json).toMatchObject({ removed_ids: ['a'], removal_errors: [] });
  const found = async () => (await t.rest('/users/export/ids', { external_ids: ['a'] })).json.users.length;
  expect(await found()).toBe(1);
  await clock.advance(second);
  expect(await found()).toBe(0);
});

test('changes are applied in the order of acceptance, also when the delay was made shorter', async () => {
  const { t, clock, applied } = await fresh(hour);
  const setDelay = (ms: number) => workspaceOf(t)('PATCH', '', { behaviour: { processing_delay_ms: ms } });
  await change(t, 'c', { user_ids: ['a'] });
  await setDelay(second);
  await change(t, 'c', { user_ids: ['a'], should_remove: true });
  await setDelay(0);
  await t.cohorts(named('c', { name: 'Last' }));
  await clock.advance(hour - 1);
  expect(cohortIds(t)).toEqual(['vip']);

  await clock.advance(1);
  expect(applied.map((its) => its.operation)).toEqual([
    'changeCohortMembers',
    'changeCohortMembers',
    'nameCohort',
  ]);
  expect(t.members('c')).toEqual([]);
  expect(t.emulator.getCohort(t.workspace, 'hightouch', 'c').name).toBe('Last');
  await t.cohorts(named('at-once'));
  expect(cohortIds(t)).toContain('at-once');
});

test('an accepted change is told to be held until its time, and what it did is told once it is applied', async () => {
  const { t, clock, applied } = await fresh();
  const answer = await change(t, 'vip', { user_ids: ['a', 'b', 'nobody'], device_ids: ['device-a'] });
  const finished = t.finished.at(-1)!;
  expect(finished.outcome).toBeNull();
  expect(finished.heldUntil).toBe(Date.UTC(2026, 1, 3, 9, 1));
  expect(applied).toEqual([]);

  await clock.advance(hour);
  expect(applied).toMatchObject([
    {
      requestId: answer.headers.get('x-request-id'),
      operation: 'changeCohortMembers',
      workspace: { id: t.workspace.id },
      at: Date.UTC(2026, 1, 3, 9, 1),
      outcome: {
        added: 1,
        alreadyMember: 1,
        unknown: { externalIds: ['nobody'] },
        skippedIdentified: { deviceIds: ['device-a'] },
      },
    },
  ]);
  expect(applied[0]!.refusal).toBeUndefined();
});

test('a change sees the users who are there when it is due, not those when it was accepted', async () => {
  const { t, clock, applied } = await fresh();
  await change(t, 'vip', { user_ids: ['late', 'a'] });
  await workspaceOf(t)('POST', '/users', [{ external_id: 'late' }]);
  const gone = (await workspaceOf(t)('GET', '/users?external_id=a')).json.users[0].braze_id;
  await workspaceOf(t)('DELETE', `/users/${gone}`);
  await clock.advance(minute);
  expect(t.members('vip')).toEqual(['b', 'late']);
  expect(applied[0]!.outcome!.unknown.externalIds).toEqual(['a']);
});

test('a change that is no longer possible when it is due does nothing, tells why, and holds up none after it', async () => {
  const { t, clock, applied } = await fresh();
  await workspaceOf(t)('PATCH', '', { behaviour: { unknown_cohort: 'reject' } });
  expect(said(await change(t, 'never-named', { user_ids: ['a'] }))).toBe(refusals.cohortId);
  expect(said(await change(t, 'vip', { user_ids: ['a'] }))).toBe(success);
  await t.cohorts(named('next'));
  await workspaceOf(t)('DELETE', '/cohorts/hightouch/vip');
  await clock.advance(minute);
  expect(cohortIds(t)).toEqual(['next']);
  expect(applied.map((its) => [its.operation, its.refusal?.code, its.outcome])).toEqual([
    ['changeCohortMembers', 'unknown_cohort', undefined],
    ['nameCohort', undefined, undefined],
  ]);
});

test('seeds and the control API are not held back', async () => {
  const { t } = await fresh(hour);
  const ws = workspaceOf(t);
  expect(t.members('vip')).toEqual(['b']);
  await ws('POST', '/users', [{ external_id: 'c' }]);
  expect(userCount(t)).toBe(4);
  const anonymous = (await ws('GET', '/users?device_id=device-anon')).json.users[0].braze_id;
  expect((await ws('POST', `/users/${anonymous}/change-user`, { external_id: 'd' })).json.external_id).toBe(
    'd',
  );
  await ws('DELETE', '/cohorts/hightouch/vip');
  expect(cohortIds(t)).toEqual([]);
});

test('what was accepted before a restart is applied after it, in order and at its moment', async () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const server = new ManualClock();
  const first = createEmulator({ file, clock: server });
  const made = first.createWorkspace({ users, behaviour: { processingDelayMs: minute } });
  for (const [index, changes] of [['a'], ['b']].entries()) {
    const access = { partner: 'hightouch', cohortId: 'c' };
    const list = { externalIds: changes, deviceIds: [], aliases: [], shouldRemove: false };
    first.acceptChange(made, {
      operation: 'changeCohortMembers',
      input: { ...access, changes: [list] },
      requestId: `request-${index}`,
    });
    server.advance(second);
  }
  first.close();

  server.advance(minute - second - 1);
  const applied: AppliedChange[] = [];
  const again = createEmulator({ file, clock: server, onApplied: (its) => applied.push(its) });
  onTestFinished(() => again.close());
  again.settleAll();
  expect(applied.map((its) => its.requestId)).toEqual(['request-0']);
  server.advance(hour);
  again.settleAll();
  expect(applied.map((its) => [its.requestId, its.at - Date.UTC(2026, 1, 3, 9, 1)])).toEqual([
    ['request-0', 0],
    ['request-1', second],
  ]);
  const workspace = again.enterWorkspace(made.id);
  const { items } = again.listCohortMembers(workspace, 'hightouch', 'c', { limit: 10 });
  expect(items.map((its) => its.externalId)).toEqual(['a', 'b']);
});

test.each([
  ['reset', 'POST', '/reset'],
  ['deletion', 'DELETE', ''],
])('a %s of the workspace drops what is held back', async (_, verb, path) => {
  const { t, applied } = await fresh();
  await t.cohorts(named('dropped'));
  await workspaceOf(t)(verb, path);
  expect(t.emulator.nextDueTime()).toBeUndefined();
  const next = t.emulator.createWorkspace({});
  t.emulator.advanceClock(next, hour);
  t.emulator.settleAll();
  expect(applied).toEqual([]);
});

test('while the clock runs, a change is applied by itself when it is due', async () => {
  let tellApplied: (applied: AppliedChange) => void = () => {};
  const applied = new Promise<AppliedChange>((resolve) => (tellApplied = resolve));
  const t = await freshEmulator({
    onApplied: (its) => tellApplied(its),
    workspace: { behaviour: { processingDelayMs: 20 } },
  });
  onTestFinished(startDueWorkTimer(t.emulator, (error) => expect.unreachable(String(error))));
  const accepted = t.emulator.readClock(t.workspace).now;
  await t.cohorts(named('c'));
  expect((await applied).at).toBeGreaterThanOrEqual(accepted + 20);
  expect(cohortIds(t)).toEqual(['c']);
});

test('a request whose workspace is deleted while it waits is refused as one with an unknown key', async () => {
  const { t } = await fresh();
  t.emulator.deleteWorkspace(t.workspace);
  const requestId = 'late';
  const naming = { partner: 'hightouch', cohortId: 'c', name: 'C', createdAt: '2026-02-03' };
  expect(() =>
    t.emulator.acceptChange(t.workspace, { operation: 'nameCohort', input: naming, requestId }),
  ).toThrow(expect.objectContaining({ code: 'invalid_data_import_key' }));
  expect(() =>
    t.emulator.acceptChange(t.workspace, { operation: 'removeExternalIds', input: ['a'], requestId }),
  ).toThrow(expect.objectContaining({ code: 'invalid_rest_api_key' }));
});

test.each([0, 1, processingDelayMsMax])('a delay of %d ms can be set', async (delay) => {
  const control = controlOf((await fresh()).t);
  const made = await control('POST', '/workspaces', { behaviour: { processing_delay_ms: delay } });
  expect(made.status).toBe(201);
  expect(made.json.behaviour.processing_delay_ms).toBe(delay);
});

test.each([-1, 0.5, processingDelayMsMax + 1, '5', null, [5]])('a delay of %j is refused', async (delay) => {
  const { t } = await fresh(0);
  const refused = await workspaceOf(t)('PATCH', '', { behaviour: { processing_delay_ms: delay } });
  expect(refused.status).toBe(400);
  expect(refused.json.error).toMatchObject({
    code: 'invalid_request',
    path: 'behaviour.processing_delay_ms',
  });
});
