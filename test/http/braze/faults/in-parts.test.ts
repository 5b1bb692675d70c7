import { expect, test } from 'vitest';
import type { AppliedChange } from '../../../../src/domain/due-work.js';
import { change, said, success } from '../../../support/answers.js';
import { clockOf, second } from '../../../support/clock.js';
import { workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator, type TestOptions } from '../../../support/emulator.js';
import { inject } from '../../../support/faults.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { track } from '../../../support/users/track.js';
import { userCount } from '../../../support/users/users.js';

// What Braze shows of a batch before the rest. Case 13.

const match = { route: '/users/track' };

/** A workspace whose own clock stands still. */
async function fresh(effect: object, options: TestOptions = {}) {
  const applied: AppliedChange[] = [];
  const t = await freshEmulator({
    clock: new ManualClock(),
    randomSeed: 1,
    onApplied: (its) => applied.push(its),
    ...options,
  });
  const clock = clockOf(t);
  await clock.set({ frozen: true });
  const fault = await inject(t, { match, effect, times: 1 });
  return { t, clock, applied, fault };
}

/** What an export shows of users, by external id, but for what every profile has. */
async function exported(t: TestEmulator, externalIds: string[]) {
  const fields = ['external_id', 'first_name', 'email', 'custom_attributes', 'custom_events', 'purchases'];
  const { json } = await t.rest('/users/export/ids', {
    external_ids: externalIds,
    fields_to_export: fields,
  });
  return json.users;
}

const batchOf = (count: number) =>
  Array.from({ length: count }, (_, place) => ({ external_id: `user-${place}`, first_name: 'Kim' }));
const idsOf = (batch: { external_id: string }[]) => batch.map((its) => its.external_id);
/** What every export has of these fields, whether or not there is anything. */
async function unattributed(externalId: string) {
  const t = await freshEmulator();
  await track(t, { attributes: [{ external_id: externalId }] });
  return exported(t, [externalId]);
}

test('identifiers come first: the user is found, and its e-mail address is missing for a while', async () => {
  const { t, clock, applied, fault } = await fresh({ rest_after_ms: 5 * second });
  // A custom attribute may be called as this code calls an identifier.
  const more = { plan: 'gold', externalId: 'k-1' };
  const answer = await track(t, {
    attributes: [{ external_id: 'kim', email: 'kim@example.test', ...more }],
    events: [{ external_id: 'kim', name: 'watched', time: '2026-02-01T10:00:00Z' }],
  });
  expect(answer.json).toEqual({ message: 'success', attributes_processed: 1, events_processed: 1 });
  expect(await exported(t, ['kim'])).toEqual(await unattributed('kim'));
  await clock.advance(5 * second - 1);
  expect(await exported(t, ['kim'])).toEqual(await unattributed('kim'));
  await clock.advance(1);
  expect(await exported(t, ['kim'])).toMatchObject([
    {
      external_id: 'kim',
      email: 'kim@example.test',
      custom_attributes: more,
      custom_events: [{ name: 'watched', count: 1 }],
    },
  ]);
  expect(userCount(t)).toBe(1);
  expect(applied.map((its) => its.requestId)).toEqual([answer.headers.get('x-request-id')]);
  expect(t.finished[0]).toMatchObject({
    fault: { id: fault.id, effect: { rest_after_ms: 5_000, first: 'identifiers', share: 1 } },
    decision: { kind: 'accepted', notes: [{ rule: 'fault_injected' }] },
    heldUntil: expect.any(Number),
  });
});

test('of a batch of 50 some are exported, without what else was sent, and which ones is by seed', async () => {
  // As recorded: grouparoo, exchanges 83 and 84.
  const batch = batchOf(50);
  const seen = async (randomSeed: number) => {
    const effect = { rest_after_ms: second, share: 0.14 };
    const { t, clock } = await fresh(effect, { randomSeed });
    await track(t, { attributes: batch });
    const first = await exported(t, idsOf(batch));
    await clock.advance(second);
    const all = await exported(t, idsOf(batch));
    expect(all.map((its: { first_name: string }) => its.first_name)).toEqual(Array(50).fill('Kim'));
    return first;
  };
  const once = await seen(7);
  expect(once.length).toBeGreaterThan(0);
  expect(once.length).toBeLessThan(25);
  expect(once.filter((its: object) => 'first_name' in its && its.first_name !== null)).toEqual([]);
  expect(await seen(7)).toEqual(once);
  expect(idsOf(await seen(8))).not.toEqual(idsOf(once));
});

test('some users come first, whole, and each user of a batch is in one part only', async () => {
  const { t, clock } = await fresh({ rest_after_ms: second, first: 'users', share: 0.5 });
  const batch = batchOf(20);
  const events = batch.map((its) => ({ ...its, name: 'watched', time: '2026-02-01T10:00:00Z' }));
  await track(t, { attributes: batch, events });
  const whole = { first_name: 'Kim', custom_events: [{ name: 'watched', count: 1 }] };
  const first = await exported(t, idsOf(batch));
  expect(first.length).toBeGreaterThan(0);
  expect(first.length).toBeLessThan(20);
  expect(first).toMatchObject(first.map(() => whole));
  await clock.advance(second);
  const all = await exported(t, idsOf(batch));
  expect(all).toMatchObject(batch.map(() => whole));
});

test('a cohort change overtakes the user that it names', async () => {
  const { t, clock } = await fresh({ rest_after_ms: second, first: 'users', share: 0 });
  await track(t, { attributes: [{ external_id: 'kim' }] });
  expect(said(await change(t, 'vip', { user_ids: ['kim'] }))).toBe(success);
  expect(t.finished[1]?.outcome).toMatchObject({ added: 0, unknown: { externalIds: ['kim'] } });
  await clock.advance(second);
  expect([userCount(t), t.members('vip')]).toEqual([1, []]);
});

test('a user who is named by an e-mail address has it from the beginning, and stays one user', async () => {
  const { t, clock } = await fresh({ rest_after_ms: second });
  const prioritization = ['unidentified', 'most_recently_updated'];
  const body = { email: 'kim@example.test', prioritization, plan: 'gold', _update_existing_only: false };
  expect((await track(t, { attributes: [body] })).status).toBe(201);
  expect(userCount(t)).toBe(1);
  await clock.advance(second);
  expect(userCount(t)).toBe(1);
  const { json } = await t.rest('/users/export/ids', { email_address: 'kim@example.test' });
  expect(json.users).toMatchObject([{ email: 'kim@example.test', custom_attributes: { plan: 'gold' } }]);
});

test('nobody is made who may not be, in neither part', async () => {
  const { t, clock } = await fresh({ rest_after_ms: second });
  await track(t, { attributes: [{ external_id: 'kim', _update_existing_only: true, first_name: 'Kim' }] });
  expect(userCount(t)).toBe(0);
  await clock.advance(second);
  expect(userCount(t)).toBe(0);
  expect(t.finished[0]?.decision).toMatchObject({
    notes: expect.arrayContaining([expect.objectContaining({ rule: 'update_only' })]),
  });
});

test('with a processing delay the first part waits for that, and the rest for both', async () => {
  const behaviour = { processingDelayMs: second };
  const { t, clock } = await fresh({ rest_after_ms: second }, { workspace: { behaviour } });
  await track(t, { attributes: [{ external_id: 'kim', first_name: 'Kim' }] });
  expect(await exported(t, ['kim'])).toEqual([]);
  await clock.advance(second);
  expect(await exported(t, ['kim'])).toEqual(await unattributed('kim'));
  await clock.advance(second);
  expect(await exported(t, ['kim'])).toMatchObject([{ first_name: 'Kim' }]);
});

test('later requests do not wait for the rest, which then wins over them', async () => {
  const { t, clock } = await fresh({ rest_after_ms: second });
  await track(t, { attributes: [{ external_id: 'kim', first_name: 'old' }] });
  await track(t, { attributes: [{ external_id: 'kim', first_name: 'new' }] });
  expect(await exported(t, ['kim'])).toMatchObject([{ first_name: 'new' }]);
  await clock.advance(second);
  expect(await exported(t, ['kim'])).toMatchObject([{ first_name: 'old' }]);
});

test('a refused request has no parts, and a reset drops the rest of another', async () => {
  const { t, clock, applied } = await fresh({ rest_after_ms: second });
  expect((await track(t, { attributes: [] })).status).toBe(400);
  expect(t.emulator.nextDueTime()).toBeUndefined();
  await inject(t, { match, effect: { rest_after_ms: second } });
  await track(t, { attributes: [{ external_id: 'kim', first_name: 'Kim' }] });
  const ws = workspaceOf(t);
  expect((await ws('POST', '/reset')).status).toBe(200);
  await clock.advance(second);
  expect((await ws('GET', '/users')).json.users).toEqual([]);
  expect(applied).toEqual([]);
});
