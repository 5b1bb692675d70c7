import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAllPages, workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { anyCodePoint } from '../../../support/properties/any-code-point.js';

const naming = { cohort_id: 'vip', name: 'VIP', created_at: '2026-02-03T09:00:00Z' };

test('a cohort is shown with what its partner said of it and how many are in it', async () => {
  const t = await freshEmulator({ clock: new ManualClock(Date.UTC(2026, 2, 1)) });
  await workspaceOf(t)('POST', '/users', [{ external_id: 'a' }, { external_id: 'b' }]);
  await t.cohorts(naming);
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['a', 'b', 'nobody'] }] });
  await t.cohortUsers({ cohort_id: 'unnamed', cohort_changes: [{ user_ids: ['a'] }] });
  expect((await workspaceOf(t)('GET', '/cohorts')).json).toEqual({
    cohorts: [
      {
        partner: 'hightouch',
        cohort_id: 'unnamed',
        name: 'unnamed',
        created_at: '2026-03-01T00:00:00.000Z',
        implicit: true,
        member_count: 1,
        updated_at: '2026-03-01T00:00:00.000Z',
      },
      {
        partner: 'hightouch',
        cohort_id: 'vip',
        name: 'VIP',
        created_at: '2026-02-03T09:00:00Z',
        implicit: false,
        member_count: 2,
        updated_at: '2026-03-01T00:00:00.000Z',
      },
    ],
    next_cursor: null,
  });
});

test('the members of a cohort are listed page by page in order of creation', async () => {
  const t = await freshEmulator();
  const ids = Array.from({ length: 25 }, (_, number) => `cust-${number}`);
  await workspaceOf(t)(
    'POST',
    '/users',
    ids.map((external_id) => ({ external_id })),
  );
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ids.toReversed() }] });
  const members = await readAllPages(workspaceOf(t), '/cohorts/hightouch/vip/members', 'members', 5);
  expect(members.map((member) => (member as { external_id: string }).external_id)).toEqual(ids);
  expect(members[0]).toEqual({
    braze_id: expect.stringMatching(/^[0-9a-f]{24}$/),
    external_id: 'cust-0',
    user_aliases: [],
    device_ids: [],
  });
});

test('cohorts are listed page by page, by partner and id', async () => {
  const t = await freshEmulator({
    workspace: {
      partners: [{ partner: 'segment' }, { partner: 'census' }],
      cohorts: ['segment', 'census'].flatMap((partner) =>
        ['b', 'a', 'ü', '日', 'c'].map((cohortId) => ({ partner, cohortId, members: [] })),
      ),
    },
  });
  const listed = await readAllPages(workspaceOf(t), '/cohorts', 'cohorts', 3);
  expect(
    listed.map((its) =>
      Object.values(its as object)
        .slice(0, 2)
        .join('/'),
    ),
  ).toEqual(
    ['census', 'segment'].flatMap((partner) => ['a', 'b', 'c', 'ü', '日'].map((id) => `${partner}/${id}`)),
  );
});

const listed = (t: TestEmulator, query: string, limit = 2) =>
  readAllPages(workspaceOf(t), `/cohorts?${query}`, 'cohorts', limit).then((cohorts) =>
    cohorts.map((its) => (its as { cohort_id: string }).cohort_id),
  );

test('cohorts are found by a part of their name or id, in any case of letters, and by partner', async () => {
  const cohorts = [
    { partner: 'hightouch', cohortId: '1', name: 'VIP customers', members: [] },
    { partner: 'hightouch', cohortId: 'vip-2', name: 'Others', members: [] },
    { partner: 'segment', cohortId: '3', name: 'Many vips', members: [] },
    { partner: 'segment', cohortId: '4', name: '100%', members: [] },
  ];
  const t = await freshEmulator({
    workspace: { partners: [{ partner: 'hightouch' }, { partner: 'segment' }], cohorts },
  });
  expect(await listed(t, 'search=vIp')).toEqual(['1', 'vip-2', '3']);
  expect(await listed(t, 'search=VIP&partner=Hightouch')).toEqual(['1', 'vip-2']);
  expect(await listed(t, `search=${encodeURIComponent('%')}`)).toEqual(['4']);
  expect(await listed(t, 'search=nothing')).toEqual([]);
});

test('cohorts are listed by their last change on demand, the last one first', async () => {
  const clock = new ManualClock(Date.UTC(2026, 2, 1));
  const t = await freshEmulator({ clock });
  for (const cohort_id of ['a', 'b', 'c']) {
    await t.cohorts({ ...naming, cohort_id });
    clock.advance(1_000);
  }
  await t.cohorts({ ...naming, cohort_id: 'a', name: 'New' });
  await t.cohorts({ ...naming, cohort_id: '0' });
  expect(await listed(t, 'order=changed')).toEqual(['0', 'a', 'c', 'b']);
});

test('the segments that name a cohort are listed, archived ones too', async () => {
  const t = await freshEmulator({
    workspace: { partners: [{ partner: 'hightouch' }, { partner: 'segment' }] },
  });
  const ws = workspaceOf(t);
  await t.cohorts({ ...naming, cohort_id: 'say "vip"' });
  await t.cohorts(naming);
  const segment = async (name: string, ...cohort_ids: string[]) => {
    const filter = { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids };
    const definition = { groups: [{ op: 'and', filters: [filter] }] };
    return (await ws('POST', '/segments', { name, definition })).json.id as string;
  };
  const first = await segment('Both', 'vip', 'say "vip"');
  await segment('Other', 'vip');
  await ws('POST', `/segments/${first}/archive`);
  const path = `/cohorts/hightouch/${encodeURIComponent('say "vip"')}/segments`;
  expect((await ws('GET', path)).json).toEqual({ segments: [{ id: first, name: 'Both', archived: true }] });
  expect((await ws('GET', '/cohorts/hightouch/no/segments')).json.error.code).toBe('cohort_not_found');
});

test('a deleted cohort is gone with its memberships; its members stay', async () => {
  const t = await freshEmulator();
  const ws = workspaceOf(t);
  await ws('POST', '/users', [{ external_id: 'a' }]);
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['a'] }] });
  expect((await ws('DELETE', '/cohorts/hightouch/vip')).status).toBe(204);
  expect((await ws('GET', '/cohorts/hightouch/vip')).json.error.code).toBe('cohort_not_found');
  const [user] = (await ws('GET', '/users')).json.users;
  expect((await ws('GET', `/users/${user.braze_id}`)).json.cohorts).toEqual([]);
  await t.cohorts(naming);
  expect((await ws('GET', '/cohorts/hightouch/vip')).json.member_count).toBe(0);
});

test('a cohort with any id is addressed percent-encoded', async () => {
  const t = await freshEmulator();
  const ws = workspaceOf(t);
  // A URL cannot hold a segment of dots alone, encoded or not.
  const anyCohortId = fc
    .string({ unit: anyCodePoint, minLength: 1, maxLength: 12 })
    .filter((id) => !/^\.{1,2}$/.test(id));
  await fc.assert(
    fc.asyncProperty(anyCohortId, async (cohortId) => {
      await t.cohorts({ ...naming, cohort_id: cohortId });
      const shown = await ws('GET', `/cohorts/hightouch/${encodeURIComponent(cohortId)}`);
      expect(shown.json.cohort_id).toBe(cohortId);
    }),
    { examples: [['a/b'], ['100%'], ['%2F'], ['a%é'], ['日本/ü?#'], [' '], ['\n'], ['...']] },
  );
});
