import { expect, test } from 'vitest';
import type { NewUserProfile } from '../../../src/domain/users/user-profile.js';
import { freshEmulator } from '../../support/emulator.js';
import { ManualClock } from '../../support/manual-clock.js';
import { anAlias, aUser, byAlias, exported, userCount, wireAlias } from '../../support/users/users.js';

async function world(...users: NewUserProfile[]) {
  const t = await freshEmulator({ workspace: { users } });
  const brazeIds = t.emulator.listUsers(t.workspace, { limit: 10 }).items.map((user) => user.brazeId);
  const changeUser = (user: number, externalId: string) =>
    t.emulator.changeUser(t.workspace, brazeIds[user]!, externalId);
  return { t, brazeIds, changeUser };
}

test('an unknown external id makes the anonymous profile identified: the same profile with all it has', async () => {
  const { t, brazeIds, changeUser } = await world(
    aUser({ deviceIds: ['dev-1'], attributes: { plan: 'gold' } }),
  );
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ device_ids: ['dev-1'] }] });

  const user = changeUser(0, 'cust-1');

  expect(user).toMatchObject({
    brazeId: brazeIds[0],
    externalId: 'cust-1',
    deviceIds: ['dev-1'],
    customAttributes: { plan: 'gold' },
  });
  expect(user.cohorts.map((cohort) => cohort.cohortId)).toEqual(['vip']);
});

test('a known external id orphans the anonymous profile into the identified one, which wins conflicts', async () => {
  const { t, brazeIds, changeUser } = await world(
    aUser({
      aliases: [anAlias('crm:anonymous'), anAlias('web:w1')],
      deviceIds: ['dev-1'],
      attributes: { plan: 'gold', size: 'M' },
      sessionCount: 2,
    }),
    aUser({
      externalId: 'cust-1',
      aliases: [anAlias('crm:a1')],
      attributes: { plan: 'silver' },
      sessionCount: 3,
    }),
  );

  expect(changeUser(0, 'cust-1')).toMatchObject({
    brazeId: brazeIds[1],
    aliases: [anAlias('crm:a1'), anAlias('web:w1')],
    deviceIds: ['dev-1'],
    customAttributes: { plan: 'silver', size: 'M' },
    sessionCount: 5,
  });
  expect(userCount(t)).toBe(1);
  expect(await exported(t, byAlias('crm:anonymous'))).toBeUndefined();
});

test('afterwards the device no longer matches in a cohort request', async () => {
  const { t, changeUser } = await world(aUser({ deviceIds: ['dev-1'] }), aUser({ externalId: 'cust-1' }));
  changeUser(0, 'cust-1');
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ device_ids: ['dev-1'] }] });
  expect(t.members('vip')).toEqual([]);
  expect(t.finished.at(-1)?.outcome?.skippedIdentified).toEqual({ deviceIds: ['dev-1'] });
});

test('a merge is a change of the cohorts whose members it changed, and of no other', async () => {
  const clock = new ManualClock();
  const users = [aUser({ aliases: [anAlias('crm:a1')] }), aUser({ externalId: 'cust-1' })];
  const t = await freshEmulator({ clock, workspace: { users } });
  const [anonymous] = t.emulator.listUsers(t.workspace, { limit: 1 }).items;
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ aliases: [wireAlias('crm:a1')] }] });
  await t.cohortUsers({ cohort_id: 'other', cohort_changes: [{ user_ids: ['cust-1'] }] });
  clock.advance(60_000);
  t.emulator.changeUser(t.workspace, anonymous!.brazeId, 'cust-1');
  const cohort = (cohortId: string) => t.emulator.getCohort(t.workspace, 'hightouch', cohortId);
  expect(cohort('vip')).toMatchObject({ memberCount: 1, updatedAt: clock.now() });
  expect(cohort('other')).toMatchObject({ memberCount: 1, updatedAt: clock.now() - 60_000 });
});

test('its own external id, also a deprecated one, changes nothing', async () => {
  const { t, brazeIds, changeUser } = await world(aUser({ externalId: 'old' }));
  await t.rest('/users/external_ids/rename', {
    external_id_renames: [{ current_external_id: 'old', new_external_id: 'new' }],
  });
  expect(changeUser(0, 'old')).toMatchObject({ brazeId: brazeIds[0], externalId: 'new' });
  expect(userCount(t)).toBe(1);
});

test('a profile that is identified as somebody else stays, and the other one is found or made', async () => {
  const { t, brazeIds, changeUser } = await world(
    aUser({ externalId: 'cust-1', deviceIds: ['dev-1'] }),
    aUser({ externalId: 'cust-2' }),
  );
  expect(changeUser(0, 'cust-2')).toMatchObject({ brazeId: brazeIds[1], deviceIds: [] });
  expect(changeUser(0, 'cust-3')).toMatchObject({ externalId: 'cust-3', deviceIds: [] });
  expect(userCount(t)).toBe(3);
  expect(t.emulator.getUser(t.workspace, brazeIds[0]!)).toMatchObject({ externalId: 'cust-1' });
});

test('an unknown profile and an external id of the wrong length are refused', async () => {
  const { t, changeUser } = await world(aUser());
  expect(() => t.emulator.changeUser(t.workspace, 'nobody', 'cust-1')).toThrow(
    expect.objectContaining({ code: 'user_not_found' }),
  );
  for (const externalId of ['', 'x'.repeat(988)]) {
    expect(() => changeUser(0, externalId)).toThrow(
      expect.objectContaining({ code: 'invalid_request', details: { path: 'external_id' } }),
    );
  }
  expect(changeUser(0, 'x'.repeat(987)).externalId).toHaveLength(987);
});
