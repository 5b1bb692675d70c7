import { expect, test } from 'vitest';
import { change, expectBrazeShape, refusal, said, success } from '../../../support/answers.js';
import { workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { faultOf, inject } from '../../../support/faults.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { anAttributesObject, track } from '../../../support/users/track.js';
import { aUser, userCount } from '../../../support/users/users.js';

const withKim = { workspace: { users: [aUser({ externalId: 'kim' })] } };
const addKim = (t: TestEmulator) => change(t, 'vip', { user_ids: ['kim'] });
const trackNobody = (t: TestEmulator) => track(t, { attributes: [anAttributesObject()] });
const rateLimitHeaders = (answer: { headers: Headers }) =>
  ['limit', 'remaining', 'reset', 'retry-after'].map((name) => answer.headers.get(`x-ratelimit-${name}`));
/** 09:00:00, so that an hour's window ends at 10:00:00. */
const nine = Date.UTC(2026, 1, 3, 9, 0, 0);
const ten = String(nine / 1000 + 3600);

test.each([
  [401, 'Unauthorized access'],
  [403, 'Forbidden'],
  [423, 'Resource locked'],
  [429, 'Rate Limited'],
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
])('a %d at a cohort endpoint says "%s", and nothing is applied', async (status, message) => {
  const t = await freshEmulator(withKim);
  const fault = await inject(t, { effect: { status } });
  const answer = await addKim(t);
  expect(said(answer)).toBe(refusal(status, message));
  expectBrazeShape(t, answer);
  expect(t.finished).toEqual([
    expect.objectContaining({
      fault: { id: fault.id, effect: { status } },
      cohortId: 'vip',
      decision: expect.objectContaining({ rule: 'fault_injected' }),
    }),
  ]);
  expect(t.emulator.listCohorts(t.workspace, { limit: 1 }).items).toEqual([]);
});

test.each([
  [401, (key: string) => `Invalid API key: ${key}`],
  [403, () => 'Forbidden'],
  [423, () => 'Resource locked'],
  [429, () => 'Rate Limited'],
  [500, () => 'Internal Server Error'],
  [502, () => 'Bad Gateway'],
  [503, () => 'Service Unavailable'],
  [504, () => 'Gateway Timeout'],
])('a %d at an endpoint with a REST API key has that endpoint’s text', async (status, message) => {
  const t = await freshEmulator();
  await inject(t, { effect: { status } });
  const answer = await trackNobody(t);
  expect(said(answer)).toBe(refusal(status, message(t.restApiKey)));
  expectBrazeShape(t, answer);
  expect(userCount(t)).toBe(0);
});

test('a 429 has nothing remaining, until the window ends or for the seconds given', async () => {
  const clock = new ManualClock(nine + 600);
  const t = await freshEmulator({ clock });
  await inject(t, { sequence: [{ status: 429 }, { status: 429, retry_after_s: 30 }] });
  expect(rateLimitHeaders(await t.cohorts({}))).toEqual(['250000', '0', ten, '3600']);
  // 9:00:00.6 and thirty seconds, rounded up.
  expect(rateLimitHeaders(await t.cohorts({}))).toEqual(['250000', '0', String(nine / 1000 + 31), '30']);
});

test('a 429 of /users/track names the limit and the window of that endpoint', async () => {
  const t = await freshEmulator({ clock: new ManualClock(nine) });
  await inject(t, { effect: { status: 429 } });
  expect(rateLimitHeaders(await trackNobody(t))).toEqual(['3000', '0', String(nine / 1000 + 3), '3']);
});

test('a 401 has empty rate-limit headers, any other status the present standing', async () => {
  const t = await freshEmulator({ clock: new ManualClock(nine) });
  await inject(t, { sequence: [null, { status: 401 }, { status: 423 }], match: { partner: 'hightouch' } });
  await t.cohorts({});
  expect(rateLimitHeaders(await t.cohorts({}))).toEqual(['', '', '', null]);
  expect(rateLimitHeaders(await t.cohorts({}))).toEqual(['250000', '249999', ten, null]);
  await inject(t, { sequence: [{ status: 401 }, { status: 503 }], match: { route: '/users/track' } });
  expect(rateLimitHeaders(await trackNobody(t))).toEqual(['', '', '', null]);
  expect(rateLimitHeaders(await trackNobody(t))).toEqual(['3000', '3000', String(nine / 1000 + 3), null]);
});

test('a request that a fault refuses is not counted in its rate limit', async () => {
  const t = await freshEmulator({ workspace: { behaviour: { cohortRequestsPerHour: 1 } } });
  await inject(t, { effect: { status: 503 }, times: 3 });
  const statuses = [];
  for (let request = 0; request < 5; request++)
    statuses.push((await change(t, 'vip', { user_ids: [] })).status);
  expect(statuses).toEqual([503, 503, 503, 201, 429]);
});

test('a fault strikes before the rate limit, and before the fields of the body are looked at', async () => {
  const t = await freshEmulator({ workspace: { behaviour: { cohortRequestsPerHour: 1 } } });
  await change(t, 'vip', { user_ids: [] });
  await inject(t, { effect: { status: 423 } });
  expect((await t.cohortUsers({ cohort_id: 5 })).status).toBe(423);
  expect((await t.rest('/users/track', 'not json')).status).toBe(423);
});

test('a 202 says queued, and the change is applied; a refusal stays one', async () => {
  const t = await freshEmulator(withKim);
  await inject(t, { effect: { status: 202 } });
  const answer = await addKim(t);
  expect(said(answer)).toBe('202 {"message":"queued"}');
  expectBrazeShape(t, answer);
  expect(rateLimitHeaders(answer)[1]).toBe('249999');
  expect(t.members('vip')).toEqual(['kim']);
  expect((await t.cohorts({})).status).toBe(400);
});

test('keys that are wrong or may not are answered as ever, and count for no fault', async () => {
  const t = await freshEmulator();
  const fault = await inject(t, { effect: { status: 503 } });
  expect((await t.cohorts({ client_secret: 'wrong' })).status).toBe(401);
  expect((await t.cohorts({ partner_api_key: 'wrong' })).status).toBe(401);
  expect((await t.partner('/partners/segment/cohorts', {})).status).toBe(401);
  expect((await t.post('/users/track', {}, { authorization: 'Bearer wrong' })).status).toBe(401);
  const { key } = t.emulator.createRestKey(t.workspace, { permissions: ['users.delete'] });
  expect((await t.post('/users/track', {}, { authorization: `Bearer ${key}` })).status).toBe(403);
  expect((await t.post('/users/nothing', {})).status).toBe(404);
  expect((await t.send('/users/track', { method: 'POST', body: '{}' })).status).toBe(415);
  expect(await faultOf(t, fault)).toMatchObject({ matched: 0, struck: 0 });
  expect(t.finished.map((finished) => finished.fault)).toEqual(Array(7).fill(null));
});

test('a fault strikes the route, partner and cohort it names, and nothing else', async () => {
  const t = await freshEmulator({
    workspace: { partners: [{ partner: 'hightouch' }, { partner: 'segment' }] },
  });
  const segmentKeys = t.workspace.partners.find((its) => its.partner === 'segment')!;
  const requests = async () => [
    (await change(t, 'vip', { user_ids: [] })).status,
    (await change(t, 'other', { user_ids: [] })).status,
    (await t.cohorts({ cohort_id: 'vip', name: 'VIP', created_at: '2026-02-03T09:00:00Z' })).status,
    (
      await t.post('/partners/segment/cohorts/users', {
        partner_api_key: segmentKeys.partnerApiKey,
        client_secret: segmentKeys.dataImportKeys[0]!.key,
        cohort_id: 'vip',
        cohort_changes: [],
      })
    ).status,
    (await trackNobody(t)).status,
  ];
  const struckBy = async (match: object) => {
    const fault = await inject(t, { effect: { status: 503 }, match });
    const statuses = await requests();
    await workspaceOf(t)('DELETE', `/faults/${fault.id}`);
    return statuses;
  };
  expect(await struckBy({})).toEqual([503, 503, 503, 503, 503]);
  expect(await struckBy({ route: '/partners/*/cohorts/users' })).toEqual([503, 503, 201, 503, 201]);
  expect(await struckBy({ route: '/partners/**' })).toEqual([503, 503, 503, 503, 201]);
  expect(await struckBy({ route: '/users/*' })).toEqual([201, 201, 201, 201, 503]);
  expect(await struckBy({ partner: 'segment' })).toEqual([201, 201, 201, 503, 201]);
  expect(await struckBy({ cohort_id: 'vip' })).toEqual([503, 201, 503, 503, 201]);
  expect(
    await struckBy({ cohort_id: 'vip', partner: 'hightouch', route: '/partners/*/cohorts/users' }),
  ).toEqual([503, 201, 201, 201, 201]);
  expect(await struckBy({ method: 'POST', route: '/users/track' })).toEqual([201, 201, 201, 201, 503]);
  expect(await requests()).toEqual([201, 201, 201, 201, 201]);
});

test('a fault of one workspace does nothing in another with the same ids', async () => {
  const t = await freshEmulator();
  const other = t.emulator.createWorkspace({});
  await inject(t, { effect: { status: 503 } });
  const inOther = { client_secret: other.partners[0]!.dataImportKeys[0]!.key };
  expect((await change(t, 'vip', { user_ids: [] })).status).toBe(503);
  const answer = await t.cohortUsers({ ...inOther, cohort_id: 'vip', cohort_changes: [] });
  expect(answer.status).toBe(201);
});

test('the first fault that strikes has the request; one that skips, misses or is used up lets it on', async () => {
  const t = await freshEmulator();
  const skipping = await inject(t, { effect: { status: 500 }, skip: 2, times: 1 });
  await inject(t, { effect: { status: 502 }, probability: 0 });
  await inject(t, { effect: { status: 503 }, times: 1 });
  const last = await inject(t, { effect: { status: 504 } });
  const statuses = [];
  for (let request = 0; request < 4; request++) statuses.push((await t.cohorts({})).status);
  expect(statuses).toEqual([503, 504, 500, 504]);
  expect(await faultOf(t, skipping)).toMatchObject({ matched: 3, struck: 1, remaining: 0 });
  expect(await faultOf(t, last)).toMatchObject({ matched: 2, struck: 2, remaining: null });
});

test('a step that lets a request pass keeps it from later faults too', async () => {
  const t = await freshEmulator();
  await inject(t, { sequence: [{ status: 500 }, null, { status: 502 }] });
  await inject(t, { effect: { status: 503 } });
  const statuses = [];
  for (let request = 0; request < 4; request++) {
    statuses.push((await change(t, 'vip', { user_ids: [] })).status);
  }
  expect(statuses).toEqual([500, 201, 502, 503]);
  expect(t.finished[1]?.fault).toBeNull();
});

test('a reset of the workspace takes its faults away', async () => {
  const t = await freshEmulator();
  await inject(t, { effect: { status: 503 } });
  await workspaceOf(t)('POST', '/reset');
  expect(said(await change(t, 'vip', { user_ids: [] }))).toBe(success);
  expect((await workspaceOf(t)('GET', '/faults')).json.faults).toEqual([]);
});

test('deleting a workspace takes its faults with it, and one that comes after it has none', async () => {
  const t = await freshEmulator();
  await inject(t, { effect: { status: 503 } });
  t.emulator.deleteWorkspace(t.workspace);
  const next = t.emulator.createWorkspace({});
  expect(t.emulator.listFaults(next, { limit: 1 }).items).toEqual([]);
});
