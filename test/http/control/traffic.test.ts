import { expect, test } from 'vitest';
import { controlOf, workspaceOf } from '../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../support/emulator.js';
import { requestId } from '../../support/journal.js';
import { ManualClock } from '../../support/manual-clock.js';
import { aUser } from '../../support/users/users.js';

const minute = 60_000;

async function world(): Promise<TestEmulator & { clock: ManualClock }> {
  const clock = new ManualClock();
  const workspace = {
    partners: [{ partner: 'hightouch' }, { partner: 'segment' }],
    users: ['a', 'b'].map((externalId) => aUser({ externalId })),
  };
  return { ...(await freshEmulator({ clock, workspace })), clock };
}

test('traffic counts what was accepted and refused in each stretch of the last minutes, and drops what is older', async () => {
  const t = await world();
  const ws = workspaceOf(t);
  await t.cohortUsers({ cohort_id: 'old', cohort_changes: [{ user_ids: ['a'] }] });
  t.clock.advance(3 * minute);
  for (const user of ['a', 'b'])
    await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: [user] }] });
  t.clock.advance(minute);
  const refused = await t.cohortUsers({ cohort_id: 'vip', cohort_changes: {} });
  t.clock.advance(30_000);
  const { json } = await ws('GET', '/traffic?minutes=2&points=4');
  expect(json).toMatchObject({
    since: '2026-02-03T09:03:00.000Z',
    step_ms: 30_000,
    accepted: 2,
    refused: 1,
    points: [
      { at: '2026-02-03T09:03:00.000Z', accepted: 2, refused: 0 },
      { at: '2026-02-03T09:03:30.000Z', accepted: 0, refused: 0 },
      { at: '2026-02-03T09:04:00.000Z', accepted: 0, refused: 1 },
      { at: '2026-02-03T09:04:30.000Z', accepted: 0, refused: 0 },
    ],
    last_refused: {
      id: requestId(refused),
      method: 'POST',
      path: '/partners/hightouch/cohorts/users',
      status: 400,
      decision: { kind: 'refused', path: 'cohort_changes' },
    },
  });
});

test('traffic is of the time of the server, wherever the clock of the workspace stands', async () => {
  const t = await world();
  const ws = workspaceOf(t);
  await ws('PUT', '/clock', { now: '2030-01-01T00:00:00Z', frozen: true });
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: {} });
  const { json } = await ws('GET', '/traffic');
  expect(json).toMatchObject({ accepted: 0, refused: 1 });
  expect(json.points).toHaveLength(60);
  expect(json.last_refused).toMatchObject({
    at: '2030-01-01T00:00:00.000Z',
    received_at: '2026-02-03T09:00:00.000Z',
  });
});

test('the traffic of the server is what no workspace was found for, and says why', async () => {
  const t = await world();
  const control = controlOf(t);
  const { key } = (await workspaceOf(t)('POST', '/partners/hightouch/data-import-keys', {})).json;
  await workspaceOf(t)('DELETE', `/partners/hightouch/data-import-keys/${key}`);
  expect((await control('GET', '/traffic')).json).toMatchObject({ refused: 0, last_refused: null });
  // An invalidated key names its workspace all the same.
  await t.cohortUsers({ client_secret: key, cohort_id: 'vip', cohort_changes: [] });
  expect((await control('GET', '/traffic')).json).toMatchObject({ refused: 0, last_refused: null });
  expect((await workspaceOf(t)('GET', '/traffic')).json).toMatchObject({ refused: 1 });
  const stray = await t.cohortUsers({ client_secret: 'nobodys', cohort_id: 'vip', cohort_changes: [] });
  expect((await control('GET', '/traffic')).json).toMatchObject({
    accepted: 0,
    refused: 1,
    last_refused: { id: requestId(stray), status: 401, decision: { message: expect.any(String) } },
  });
});

test('the imports of a partner are its cohorts, their members, its last change and its last request', async () => {
  const t = await world();
  const ws = workspaceOf(t);
  expect((await ws('GET', '/imports')).json).toEqual({ imports: [] });
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['a', 'b'] }] });
  await t.cohortUsers({ cohort_id: 'lapsed', cohort_changes: [{ user_ids: ['a'] }] });
  t.clock.advance(minute);
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['nobody'] }] });
  const hightouch = {
    partner: 'hightouch',
    cohort_count: 2,
    member_count: 3,
    changed_at: expect.stringMatching(/^2026-02-03T09:0/),
    requested_at: '2026-02-03T09:01:00.000Z',
  };
  expect((await ws('GET', '/imports')).json).toEqual({ imports: [hightouch] });
  // What was forgotten of the requests does not take the cohorts along.
  await ws('DELETE', '/requests');
  expect((await ws('GET', '/imports')).json).toEqual({ imports: [{ ...hightouch, requested_at: null }] });
});

test.each(['minutes=0', 'minutes=1441', 'minutes=x', 'points=0', 'points=201', 'hours=1'])(
  'a question for traffic with %s is refused',
  async (query) => {
    const { status, json } = await workspaceOf(await world())('GET', `/traffic?${query}`);
    expect([status, json.error.code, json.error.path]).toEqual([400, 'invalid_request', query.split('=')[0]]);
  },
);
