import { describe, expect, test } from 'vitest';
import { change, cohortIds, named, refusals, said, success } from '../../../support/answers.js';
import { freshEmulator } from '../../../support/emulator.js';
import { anAlias, aUser, userCount, wireAlias } from '../../../support/users/users.js';

const withUsers = (...externalIds: string[]) => ({
  workspace: { users: externalIds.map((externalId) => aUser({ externalId })) },
});

describe('created_at', () => {
  test.each([
    '2021-01-21T19:20:30+05:00',
    '2022-12-01T17:40:04.055Z',
    '2026-02-03',
    '2026-02-03T09:00',
    '2026-02-03T09:00:00',
    '2026-02-03 09:00:00',
    '2026-02-03T09:00:00+0500',
    '2026-02-03T09:00:00-05',
    '2026-02-03T09:00:00-5:00',
    '2026-02-03T09:00:00,5z',
    '2026-02-03T09:00:00.123456789Z',
    '2024-02-29T23:59:59Z',
  ])('%s is a time, and kept as it was sent', async (createdAt) => {
    const t = await freshEmulator();
    expect(said(await t.cohorts(named('c', { created_at: createdAt })))).toBe(success);
    expect(t.emulator.getCohort(t.workspace, 'hightouch', 'c').createdAt).toBe(createdAt);
  });

  test.each([
    [''],
    ['yesterday'],
    ['2026-02-31'],
    ['2025-02-29'],
    ['2026-13-01'],
    ['2026-00-10'],
    ['2026-02-03T25:00:00Z'],
    ['2026-02-03T09:60:00Z'],
    ['2026-02-03T09:00:60Z'],
    ['2026-02-03T09:00:00+24:00'],
    ['2026-02-03T09:00:00 UTC'],
    ['2026-02-03Z'],
    ['2026-02-03T09'],
    ['02/03/2026'],
    ['202602'],
    [' 2026-02-03'],
    ['2026-02-03\n'],
    ['1770109200'],
    [1_770_109_200],
    [null],
    [undefined],
    [['2026-02-03']],
  ])('%j is no time', async (createdAt) => {
    const t = await freshEmulator();
    expect(said(await t.cohorts(named('c', { created_at: createdAt })))).toBe(refusals.createdAt);
    expect(cohortIds(t)).toEqual([]);
  });
});

describe('naming a cohort', () => {
  test('renames it without touching its members, and keeps the first created_at', async () => {
    const t = await freshEmulator(withUsers('a'));
    await t.cohorts(named('c', { name: 'Old', created_at: '2026-01-01' }));
    await change(t, 'c', { user_ids: ['a'] });
    await t.cohorts(named('c', { name: 'New', created_at: '2026-02-02' }));
    expect(t.emulator.getCohort(t.workspace, 'hightouch', 'c')).toMatchObject({
      name: 'New',
      createdAt: '2026-01-01',
      memberCount: 1,
    });
  });

  test('names a cohort that members made, which is then implicit no more', async () => {
    const t = await freshEmulator(withUsers('a'));
    await change(t, 'c', { user_ids: ['a'] });
    const cohort = () => t.emulator.getCohort(t.workspace, 'hightouch', 'c');
    expect(cohort()).toMatchObject({ name: 'c', isImplicit: true });
    await t.cohorts(named('c', { name: 'Named', created_at: '2026-01-01' }));
    expect(cohort()).toMatchObject({ name: 'Named', isImplicit: false, createdAt: '2026-01-01' });
    expect(t.members('c')).toEqual(['a']);
  });

  test('lets two cohorts have one name, and an id and a name be of any length and script', async () => {
    const t = await freshEmulator(withUsers('a'));
    const ids = ['c', 'C', 'ß 日本 😀', 'x'.repeat(10_000)];
    for (const id of ids) {
      expect(said(await t.cohorts(named(id, { name: `N${'ä'.repeat(5_000)}` })))).toBe(success);
      await change(t, id, { user_ids: ['a'] });
      expect(t.members(id)).toEqual(['a']);
    }
    expect(cohortIds(t).toSorted()).toEqual(ids.toSorted());
  });
});

describe('members', () => {
  test('an add of a member and a removal of somebody else change nothing and succeed', async () => {
    const t = await freshEmulator(withUsers('a', 'b'));
    await change(t, 'c', { user_ids: ['a'] });
    expect(said(await change(t, 'c', { user_ids: ['a', 'a'] }))).toBe(success);
    expect(said(await change(t, 'c', { user_ids: ['b'], should_remove: true }))).toBe(success);
    expect(t.members('c')).toEqual(['a']);
  });

  test('adds and removes of different users in one request are both applied', async () => {
    const t = await freshEmulator(withUsers('a', 'b'));
    await change(t, 'c', { user_ids: ['a'], should_remove: false });
    const cohortChanges = [{ user_ids: ['b'] }, { user_ids: ['a'], should_remove: true }];
    expect(said(await t.cohortUsers({ cohort_id: 'c', cohort_changes: cohortChanges }))).toBe(success);
    expect(t.members('c')).toEqual(['b']);
  });

  test('a profile named by several identifiers is one member', async () => {
    const user = aUser({ aliases: [anAlias('crm:1'), anAlias('web:1')], deviceIds: ['d1', 'd2'] });
    const t = await freshEmulator({ workspace: { users: [user] } });
    const aliases = [wireAlias('crm:1'), wireAlias('web:1')];
    await change(t, 'c', { aliases, device_ids: ['d1', 'd2'] });
    expect(t.members('c')).toEqual(['d1']);
    await change(t, 'c', { aliases: [wireAlias('web:1')], should_remove: true });
    expect(t.members('c')).toEqual([]);
  });

  test('a device of an anonymous and an identified profile stands for the anonymous one', async () => {
    const users = [aUser({ externalId: 'known', deviceIds: ['d'] }), aUser({ deviceIds: ['d'] })];
    const t = await freshEmulator({ workspace: { users } });
    await change(t, 'c', { device_ids: ['d'] });
    expect(t.members('c')).toEqual(['d']);
  });

  test('a deleted user is no member, nor is a later one with the same external id', async () => {
    const t = await freshEmulator(withUsers('a'));
    await change(t, 'c', { user_ids: ['a'] });
    await t.rest('/users/delete', { external_ids: ['a'] });
    await t.rest('/users/track', { attributes: [{ external_id: 'a' }] });
    expect(t.members('c')).toEqual([]);
    expect(userCount(t)).toBe(1);
  });

  test('50 requests for one cohort at once lose nothing', async () => {
    const ids = Array.from({ length: 500 }, (_, n) => `u${String(n).padStart(3, '0')}`);
    const t = await freshEmulator({ transport: 'over a socket', ...withUsers(...ids) });
    await change(t, 'c', { user_ids: ids.slice(250) });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        n < 25
          ? change(t, 'c', { user_ids: ids.slice(n * 10, n * 10 + 10) })
          : change(t, 'c', { user_ids: ids.slice(n * 10, n * 10 + 10), should_remove: true }),
      ),
    );
    expect(answers.map(said)).toEqual(Array(50).fill(success));
    expect(t.members('c')).toEqual(ids.slice(0, 250));
    expect(t.finished).toHaveLength(51);
  });
});
