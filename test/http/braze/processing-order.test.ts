import { expect, test } from 'vitest';
import type { AppliedChange } from '../../../src/domain/due-work.js';
import type { Behaviour } from '../../../src/domain/workspaces/workspace.js';
import { change } from '../../support/answers.js';
import { clockOf, minute } from '../../support/clock.js';
import { workspaceOf } from '../../support/control.js';
import { freshEmulator } from '../../support/emulator.js';
import { ManualClock } from '../../support/manual-clock.js';
import { track } from '../../support/users/track.js';
import { aUser } from '../../support/users/users.js';

const order = 'abcdefgh'.split('');

/** A workspace whose own clock stands still, and the order in which changes of cohorts are applied in it. */
async function fresh(behaviour: Partial<Behaviour>, randomSeed = 1) {
  const applied: AppliedChange[] = [];
  const t = await freshEmulator({
    clock: new ManualClock(),
    randomSeed,
    onApplied: (its) => applied.push(its),
    workspace: { users: [aUser({ externalId: 'kim' })], behaviour },
  });
  const clock = clockOf(t);
  await clock.set({ frozen: true });
  const cohortsApplied = () =>
    applied.map((its) => t.finished.find(({ id }) => id === its.requestId)?.cohortId);
  return { t, clock, applied, cohortsApplied };
}

async function cohortsApplied(behaviour: Partial<Behaviour>, randomSeed?: number) {
  const { t, clock, cohortsApplied: read } = await fresh(behaviour, randomSeed);
  for (const cohort of order) await change(t, cohort, { user_ids: ['kim'] });
  await clock.advance(minute);
  return read();
}

test('shuffled, changes overtake each other, always in the same order by the same seed', async () => {
  const behaviour: Partial<Behaviour> = { processingDelayMs: minute, processingOrder: 'shuffled' };
  const seen = await cohortsApplied(behaviour);
  expect([...seen].sort()).toEqual(order);
  expect(seen).not.toEqual(order);
  expect(await cohortsApplied(behaviour)).toEqual(seen);
  expect(await cohortsApplied(behaviour, 2)).not.toEqual(seen);
});

test('in order, which is the default, none does', async () => {
  expect(await cohortsApplied({ processingDelayMs: minute })).toEqual(order);
  expect(await cohortsApplied({ processingDelayMs: minute, processingOrder: 'in_order' })).toEqual(order);
});

test('shuffled, each change is applied after its answer and before the delay is over', async () => {
  const { t, clock, applied } = await fresh({ processingDelayMs: minute, processingOrder: 'shuffled' });
  const { now } = t.emulator.readClock(t.workspace);
  for (const cohort of order) await change(t, cohort, { user_ids: ['kim'] });
  expect(applied).toEqual([]);
  await clock.advance(minute);
  const after = applied.map(({ at }) => at - now);
  expect(after).toHaveLength(order.length);
  expect(Math.min(...after)).toBeGreaterThan(0);
  expect(Math.max(...after)).toBeLessThanOrEqual(minute);
  expect(t.finished.map(({ heldUntil }) => heldUntil).sort()).toEqual(applied.map(({ at }) => at).sort());
});

test('shuffled, a cohort change can overtake the user it names, who is then no member', async () => {
  // Case 13, by requests instead of parts of one.
  const found = [];
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const { t, clock } = await fresh({ processingDelayMs: minute, processingOrder: 'shuffled' }, seed);
    await track(t, { attributes: [{ external_id: 'new' }] });
    await change(t, 'vip', { user_ids: ['new'] });
    await clock.advance(minute);
    found.push(t.members('vip').length);
  }
  expect(new Set(found)).toEqual(new Set([0, 1]));
});

test('without a delay there is nothing to shuffle', async () => {
  const { t } = await fresh({ processingOrder: 'shuffled' });
  for (const cohort of order) {
    await change(t, cohort, { user_ids: ['kim'] });
    expect(t.members(cohort)).toEqual(['kim']);
  }
});

test('back in order, a change waits for those that were shuffled before', async () => {
  const {
    t,
    clock,
    cohortsApplied: read,
  } = await fresh({
    processingDelayMs: minute,
    processingOrder: 'shuffled',
  });
  for (const cohort of order) await change(t, cohort, { user_ids: ['kim'] });
  const behaviour = { processing_delay_ms: 1, processing_order: 'in_order' };
  expect((await workspaceOf(t)('PATCH', '', { behaviour })).json.behaviour).toMatchObject(behaviour);
  await change(t, 'last', { user_ids: ['kim'] });
  await clock.advance(minute);
  expect(read().at(-1)).toBe('last');
});

test.each(['random', '', null, 5])('the order %j is refused', async (processing_order) => {
  const { t } = await fresh({});
  const refused = await workspaceOf(t)('PATCH', '', { behaviour: { processing_order } });
  expect([refused.status, refused.json.error.path]).toEqual([400, 'behaviour.processing_order']);
});
