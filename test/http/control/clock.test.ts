import { expect, test } from 'vitest';
import { clockAdvanceMsMax } from '../../../src/domain/limits.js';
import { change, named } from '../../support/answers.js';
import { clockOf, day, hour, minute, second, year } from '../../support/clock.js';
import { controlOf, workspaceOf } from '../../support/control.js';
import { freshEmulator, transports } from '../../support/emulator.js';
import { ManualClock } from '../../support/manual-clock.js';
import { aUser } from '../../support/users/users.js';

/** A server whose own time stands at 2026-02-03T09:00:00Z until the test moves it. */
const fresh = async () => {
  const server = new ManualClock();
  const t = await freshEmulator({ clock: server, workspace: { users: [aUser({ externalId: 'a' })] } });
  return { t, server, clock: clockOf(t) };
};

test("a new workspace has the server's time and runs", async () => {
  const { server, clock } = await fresh();
  expect((await clock.read()).json).toEqual({ now: '2026-02-03T09:00:00.000Z', frozen: false });
  server.advance(1_500);
  expect((await clock.read()).json).toEqual({ now: '2026-02-03T09:00:01.500Z', frozen: false });
});

test('a clock that was set runs on from there', async () => {
  const { server, clock } = await fresh();
  const set = await clock.set({ now: '2031-12-31T23:59:59+01:00' });
  expect(set.status).toBe(200);
  expect(set.json).toEqual({ now: '2031-12-31T22:59:59.000Z', frozen: false });
  server.advance(2 * second);
  expect((await clock.read()).json).toEqual({ now: '2031-12-31T23:00:01.000Z', frozen: false });
});

test('a frozen clock stands still until it is moved', async () => {
  const { server, clock } = await fresh();
  const set = await clock.set({ now: '2026-06-01T12:00:00Z', frozen: true });
  expect(set.json).toEqual({ now: '2026-06-01T12:00:00.000Z', frozen: true });
  server.advance(day);
  expect((await clock.read()).json).toEqual(set.json);
  expect((await clock.set({ now: '2026-06-02' })).json).toEqual({
    now: '2026-06-02T00:00:00.000Z',
    frozen: true,
  });
});

test('frozen alone stops the clock where it is, and lets it run on from there', async () => {
  const { server, clock } = await fresh();
  await clock.advance(hour);
  expect((await clock.set({ frozen: true })).json).toEqual({ now: '2026-02-03T10:00:00.000Z', frozen: true });
  server.advance(day);
  expect((await clock.set({ frozen: false })).json).toEqual({
    now: '2026-02-03T10:00:00.000Z',
    frozen: false,
  });
  server.advance(minute);
  expect((await clock.read()).json.now).toBe('2026-02-03T10:01:00.000Z');
});

test.each([true, false])('advance moves a clock on, frozen or not: %s', async (frozen) => {
  const { clock } = await fresh();
  await clock.set({ frozen });
  const moved = await clock.advance(90 * minute);
  expect(moved.status).toBe(200);
  expect(moved.json).toEqual({ now: '2026-02-03T10:30:00.000Z', frozen });
  expect((await clock.advance(0)).json).toEqual(moved.json);
  expect((await clock.read()).json).toEqual(moved.json);
});

test('a workspace keeps its own time, whatever that of another is', async () => {
  const { t, clock } = await fresh();
  const other = t.emulator.createWorkspace({});
  await clock.set({ now: '2040-01-01', frozen: true });
  const control = controlOf(t);
  expect((await control('GET', `/workspaces/${other.id}/clock`)).json).toEqual({
    now: '2026-02-03T09:00:00.000Z',
    frozen: false,
  });
});

test.each([
  [{}, ''],
  [[], ''],
  [{ now: null }, 'now'],
  [{ now: '' }, 'now'],
  [{ now: 'tomorrow' }, 'now'],
  [{ now: '2026-02-31' }, 'now'],
  [{ now: 1_770_109_200_000 }, 'now'],
  [{ now: ['2026-02-03'] }, 'now'],
  [{ now: '1969-12-31T23:59:59.999Z' }, 'now'],
  [{ now: '1970-01-01T00:00:00+00:01' }, 'now'],
  [{ now: '9999-12-31T23:59:59.999-00:01' }, 'now'],
  [{ frozen: 'yes' }, 'frozen'],
  [{ frozen: null }, 'frozen'],
  [{ frozen: true, ms: 5 }, 'ms'],
  ['{"now":"2026-02-03\\u0000"}', 'now'],
  ['{"__proto__":{"frozen":true}}', '__proto__'],
])('setting the clock to %j is refused with the path, and the clock stays', async (body, path) => {
  const { t, clock } = await fresh();
  const refused = await workspaceOf(t)('PUT', '/clock', body);
  expect(refused.status).toBe(400);
  expect(refused.json.error).toEqual({ code: 'invalid_request', message: expect.any(String), path });
  expect((await clock.read()).json).toEqual({ now: '2026-02-03T09:00:00.000Z', frozen: false });
});

test.each(['1970-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])('the clock can be set to %s', async (now) => {
  const { clock } = await fresh();
  const set = await clock.set({ now, frozen: true });
  expect(Date.parse(set.json.now)).toBe(Date.parse(now));
  expect((await clock.read()).json).toEqual(set.json);
});

test.each([-1, 0.5, clockAdvanceMsMax + 1, Number.MAX_VALUE, '1000', null, undefined, [1]])(
  'advancing by %j is refused with the path ms',
  async (ms) => {
    const { t } = await fresh();
    const refused = await workspaceOf(t)('POST', '/clock/advance', { ms });
    expect(refused.status).toBe(400);
    expect(refused.json.error).toMatchObject({ code: 'invalid_request', path: 'ms' });
  },
);

test('advancing takes a hundred years at once, and not beyond the year 9999', async () => {
  const { clock } = await fresh();
  expect((await clock.advance(clockAdvanceMsMax)).json.now).toBe('2126-02-04T09:00:00.000Z');
  await clock.set({ now: '9999-12-31T23:59:59.998Z', frozen: true });
  expect((await clock.advance(1)).json.now).toBe('9999-12-31T23:59:59.999Z');
  const refused = await clock.advance(1);
  expect(refused.status).toBe(400);
  expect(refused.json.error).toMatchObject({ code: 'invalid_request', path: 'ms' });
  expect((await clock.read()).json.now).toBe('9999-12-31T23:59:59.999Z');
});

test.each(transports)(
  '%s: what falls due has happened, each at its own moment, when advance answers',
  async (transport) => {
    const t = await freshEmulator({
      transport,
      clock: new ManualClock(),
      workspace: { behaviour: { processingDelayMs: 10 * minute }, users: [aUser({ externalId: 'a' })] },
    });
    const clock = clockOf(t);
    await clock.set({ frozen: true });
    await t.cohorts(named('first'));
    await clock.advance(minute);
    await t.cohorts(named('second'));
    await clock.advance(minute);
    await t.cohorts(named('third'));
    await clock.advance(9 * minute);
    const cohorts = await workspaceOf(t)('GET', '/cohorts');
    const changed = cohorts.json.cohorts.map((its: { cohort_id: string; updated_at: string }) => [
      its.cohort_id,
      its.updated_at,
    ]);
    expect(changed).toEqual([
      ['first', '2026-02-03T09:10:00.000Z'],
      ['second', '2026-02-03T09:11:00.000Z'],
    ]);
  },
);

test('ten years pass quickly, and everything due in them has happened', async () => {
  const { t, clock } = await fresh();
  await workspaceOf(t)('PATCH', '', { behaviour: { processing_delay_ms: day } });
  for (let request = 0; request < 50; request++) await change(t, `c-${request}`, { user_ids: ['a'] });
  const started = performance.now();
  await clock.advance(10 * year);
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(t.emulator.listCohorts(t.workspace, { limit: 100 }).items).toHaveLength(50);
});

test('setting the clock back undoes nothing and keeps what is planned for its moment', async () => {
  const { t, clock } = await fresh();
  await workspaceOf(t)('PATCH', '', { behaviour: { processing_delay_ms: hour } });
  await clock.set({ frozen: true });
  await t.cohorts(named('done'));
  await clock.advance(hour);
  await t.cohorts(named('planned'));

  expect((await clock.set({ now: '2020-01-01' })).json.now).toBe('2020-01-01T00:00:00.000Z');
  const cohorts = () => t.emulator.listCohorts(t.workspace, { limit: 10 }).items.map((its) => its.cohortId);
  expect(cohorts()).toEqual(['done']);
  await clock.set({ now: '2026-02-03T10:59:59.999Z' });
  expect(cohorts()).toEqual(['done']);
  await clock.set({ now: '2026-02-03T11:00:00Z' });
  expect(cohorts()).toEqual(['done', 'planned']);
});

test('what is made in a workspace is made at its time: keys, profiles, cohorts, events of the future', async () => {
  const { t, clock } = await fresh();
  const ws = workspaceOf(t);
  await clock.set({ now: '2030-05-06T07:08:09Z', frozen: true });
  const at = '2030-05-06T07:08:09.000Z';
  const key = await ws('POST', '/partners/hightouch/data-import-keys', {});
  expect(key.json.created_at).toBe(at);
  const [added] = (await ws('POST', '/users', [{ external_id: 'b' }])).json.users;
  expect((await ws('GET', `/users/${added.braze_id}`)).json.created_at).toBe(at);
  await change(t, 'implicit', { user_ids: ['b'] });
  expect((await ws('GET', '/cohorts/hightouch/implicit')).json).toMatchObject({
    created_at: at,
    updated_at: at,
  });
  const event = { external_id: 'b', name: 'watched', time: '2031-01-01T00:00:00Z' };
  const answer = await t.rest('/users/track', { events: [event] });
  expect(answer.headers.get('x-ratelimit-reset')).toBe(String(Date.parse('2030-05-06T07:08:12Z') / 1000));
  const exported = await t.rest('/users/export/ids', { external_ids: ['b'] });
  expect(exported.json.users[0].custom_events).toMatchObject([{ name: 'watched', first: at, last: at }]);
});

test("a reset goes back to the server's time", async () => {
  const { t, server, clock } = await fresh();
  await clock.set({ now: '2030-01-01', frozen: true });
  server.advance(hour);
  await workspaceOf(t)('POST', '/reset');
  expect((await clock.read()).json).toEqual({ now: '2026-02-03T10:00:00.000Z', frozen: false });
  const workspace = t.emulator.enterWorkspace(t.workspace.id);
  const [user] = t.emulator.listUsers(workspace, { limit: 1 }).items;
  expect(t.emulator.getUser(workspace, user?.brazeId ?? '').createdAt).toBe(server.now());
});

test('a new workspace in the place of a deleted one has a clock of its own', async () => {
  const { t, clock } = await fresh();
  await clock.set({ now: '2030-01-01', frozen: true });
  await workspaceOf(t)('DELETE', '');
  const next = t.emulator.createWorkspace({});
  expect(t.emulator.readClock(next)).toEqual({ now: Date.UTC(2026, 1, 3, 9), isFrozen: false });
  expect(next.number).toBeGreaterThan(t.workspace.number);
});

test.each([
  ['seconds in the query', '?seconds=30', undefined],
  ['milliseconds in the query', '?ms=30000', undefined],
  ['seconds in the body', '', { seconds: 30 }],
  ['milliseconds in the body', '', { ms: 30_000 }],
])('whoever sleeps moves the clock on and is answered at once: %s', async (_, query, body) => {
  const { t } = await fresh();
  const answer = await workspaceOf(t)('POST', `/clock/sleep${query}`, body);
  expect([answer.status, answer.json]).toEqual([200, { now: '2026-02-03T09:00:30.000Z', frozen: false }]);
});

test.each([
  ['nothing', '', undefined],
  ['both', '?ms=1&seconds=1', undefined],
  ['one twice', '?ms=1', { ms: 1 }],
  ['no number', '?seconds=soon', undefined],
  ['an empty one', '?ms=', undefined],
])('a sleep with %s is refused', async (_, query, body) => {
  const { t } = await fresh();
  const answer = await workspaceOf(t)('POST', `/clock/sleep${query}`, body);
  expect(answer.status).toBe(400);
});
