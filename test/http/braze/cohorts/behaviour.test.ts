import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../../../../src/domain/workspaces/workspace.js';
import { change, cohortIds, named, refusal, refusals, said, success } from '../../../support/answers.js';
import { freshEmulator } from '../../../support/emulator.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { anAlias, aUser, wireAlias } from '../../../support/users/users.js';

const fresh = (behaviour: Partial<Behaviour>, ...users: ReturnType<typeof aUser>[]) =>
  freshEmulator({ workspace: { behaviour, users } });

describe('the rate limit of the cohort endpoints', () => {
  const call = { cohort_id: 'c', cohort_changes: [{ user_ids: ['a'] }] };
  const limited = async (cohortRequestsPerHour: number) => {
    const clock = new ManualClock(Date.UTC(2026, 1, 3, 9, 30, 0));
    const t = await freshEmulator({
      clock,
      workspace: {
        behaviour: { cohortRequestsPerHour },
        partners: [{ partner: 'hightouch' }, { partner: 'segment' }],
        users: [aUser({ externalId: 'a' })],
      },
    });
    return { t, clock };
  };
  const headersOf = ({ headers }: { headers: Headers }) =>
    ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'x-ratelimit-retry-after'].map(
      (name) => headers.get(name),
    );
  const reset = (hour: number) => String(Date.UTC(2026, 1, 3, hour) / 1000);

  test('counts both endpoints together, refuses what exceeds it, and ends on the hour', async () => {
    const { t, clock } = await limited(2);
    expect(headersOf(await t.cohorts(named('c')))).toEqual(['2', '1', reset(10), null]);
    expect(headersOf(await t.cohortUsers({ ...call, cohort_changes: [] }))).toEqual([
      '2',
      '0',
      reset(10),
      null,
    ]);

    const refused = await t.cohortUsers(call);
    expect(said(refused)).toBe(refusals.rateLimited);
    expect(headersOf(refused)).toEqual(['2', '0', reset(10), '1800']);
    expect(t.members('c')).toEqual([]);
    expect(said(await t.cohorts(named('new')))).toBe(refusals.rateLimited);
    expect(cohortIds(t)).toEqual(['c']);

    clock.set(Date.UTC(2026, 1, 3, 9, 59, 59, 999));
    const last = await t.cohortUsers(call);
    expect(said(last)).toBe(refusals.rateLimited);
    expect(headersOf(last)).toEqual(['2', '0', reset(10), '1']);

    clock.advance(1);
    const first = await t.cohortUsers(call);
    expect(said(first)).toBe(success);
    expect(headersOf(first)).toEqual(['2', '1', reset(11), null]);
    expect(t.members('c')).toEqual(['a']);
  });

  test('counts a request with a bad body, and over the limit still tells what is bad', async () => {
    const { t } = await limited(1);
    const bad = await t.cohortUsers({ cohort_id: 'c' });
    expect(said(bad)).toBe(refusals.cohortChanges);
    expect(headersOf(bad)).toEqual(['1', '0', reset(10), null]);

    expect(said(await t.cohortUsers({ cohort_id: 'c' }))).toBe(refusals.cohortChanges);
    expect(said(await t.cohorts(named('c', { name: '' })))).toBe(refusals.name);
    const tooMany = [{ user_ids: Array(1_001).fill('a') }];
    expect(said(await t.cohortUsers({ ...call, cohort_changes: tooMany }))).toBe(refusals.tooMany);
    expect(said(await t.cohortUsers(call))).toBe(refusals.rateLimited);
    expect(cohortIds(t)).toEqual([]);
  });

  test('does not count a request whose keys are refused', async () => {
    const { t } = await limited(1);
    for (const keys of [{ client_secret: 'x' }, { partner_api_key: 'x' }])
      await t.cohorts({ ...call, ...keys });
    expect(said(await t.cohortUsers(call))).toBe(success);
  });

  test('is one for each partner and each workspace, apart from the REST endpoints', async () => {
    const { t } = await limited(1);
    const segment = t.workspace.partners.find((its) => its.partner === 'segment')!;
    const other = t.emulator.createWorkspace({ behaviour: { cohortRequestsPerHour: 1 } });
    expect(said(await t.cohortUsers(call))).toBe(success);
    expect(said(await t.cohortUsers(call))).toBe(refusals.rateLimited);
    const bySegment = {
      ...call,
      partner_api_key: segment.partnerApiKey,
      client_secret: segment.dataImportKeys[0]!.key,
    };
    expect(said(await t.partner('/partners/segment/cohorts/users', bySegment))).toBe(success);
    const byOther = { ...call, client_secret: other.partners[0]!.dataImportKeys[0]!.key };
    expect(said(await t.cohortUsers(byOther))).toBe(success);
    expect((await t.rest('/users/export/ids', { external_ids: ['a'] })).status).toBe(201);
  });
});

describe('behaviour switches', () => {
  test.each([
    ['create', success, ['c']],
    ['ignore', success, []],
    ['reject', refusals.cohortId, []],
  ] as const)(
    'unknownCohort %s: members for a cohort never named',
    async (unknownCohort, answer, cohorts) => {
      const t = await fresh({ unknownCohort }, aUser({ externalId: 'a' }));
      expect(said(await change(t, 'c', { user_ids: ['a'] }))).toBe(answer);
      expect(cohortIds(t)).toEqual(cohorts);
      // A connection test passes and creates nothing, whatever the switch.
      expect(said(await t.cohortUsers({ cohort_id: 'dummy', cohort_changes: [] }))).toBe(success);
      expect(cohortIds(t)).toEqual(cohorts);

      expect(said(await t.cohorts(named('c')))).toBe(success);
      expect(said(await change(t, 'c', { user_ids: ['a'] }))).toBe(success);
      expect(t.members('c')).toEqual(['a']);
    },
  );

  test.each([
    ['last_wins', [], ['a']],
    ['add_wins', ['a'], ['a']],
    ['remove_wins', [], []],
  ] as const)(
    'conflictPolicy %s: one user in an add and a remove',
    async (conflictPolicy, removedLast, addedLast) => {
      const users = [aUser({ externalId: 'a', aliases: [anAlias('crm:a')] })];
      const t = await fresh({ conflictPolicy }, ...users);
      const add = { user_ids: ['a'] };
      const remove = { aliases: [wireAlias('crm:a')], should_remove: true };
      await t.cohortUsers({ cohort_id: 'remove-last', cohort_changes: [add, remove] });
      await t.cohortUsers({ cohort_id: 'add-last', cohort_changes: [remove, add] });
      expect(t.members('remove-last')).toEqual(removedLast);
      expect(t.members('add-last')).toEqual(addedLast);
      expect(t.finished.at(-1)!.outcome!.conflicts.map(({ identifier }) => identifier)).toEqual([
        { alias: anAlias('crm:a') },
        { externalId: 'a' },
      ]);
    },
  );

  test.each([
    ['match', ['alias-only', 'known']],
    ['skip', ['known']],
  ] as const)('aliasOnlyProfiles %s', async (aliasOnlyProfiles, members) => {
    const known = aUser({ externalId: 'known', aliases: [anAlias('crm:known')] });
    const aliasOnly = aUser({ aliases: [anAlias('crm:alias-only')] });
    const t = await fresh({ aliasOnlyProfiles }, known, aliasOnly);
    const aliases = ['crm:known', 'crm:alias-only'].map(wireAlias);
    expect(said(await change(t, 'c', { aliases }))).toBe(success);
    expect(t.members('c')).toEqual(members);
  });

  test.each([
    ['no_external_id', ['by-alias', 'by-email', 'by-sdk']],
    ['sdk_anonymous_only', ['by-sdk']],
  ] as const)('deviceMatch %s', async (deviceMatch, members) => {
    const t = await fresh(
      { deviceMatch },
      aUser({ deviceIds: ['by-sdk'] }),
      aUser({ deviceIds: ['by-alias'], aliases: [anAlias('crm:1')] }),
      aUser({ deviceIds: ['by-email'], attributes: { email: 'e@example.test' } }),
      aUser({ deviceIds: ['known'], externalId: 'known' }),
    );
    const devices = ['by-sdk', 'by-alias', 'by-email', 'known'];
    expect(said(await change(t, 'c', { device_ids: devices }))).toBe(success);
    expect(t.members('c')).toEqual(members);
  });

  test.each([403, 401] as const)('missingPermissionStatus %d', async (missingPermissionStatus) => {
    const t = await freshEmulator({
      workspace: { behaviour: { missingPermissionStatus }, restApiKeys: [{ permissions: ['users.track'] }] },
    });
    const text = 'You do not have permission to access this resource';
    const answer = await t.rest('/users/export/ids', { external_ids: ['a'] });
    expect(said(answer)).toBe(refusal(missingPermissionStatus, text));
    expect((await t.rest('/users/track', { attributes: [{ external_id: 'a' }] })).status).toBe(201);
    // A key nobody knows is a 401 of another text, on either side of the switch.
    const unknown = await t.post('/users/export/ids', {}, { authorization: 'Bearer x' });
    expect(said(unknown)).toBe(refusal(401, 'Invalid API key: x'));
  });
});
