import { describe, expect, test } from 'vitest';
import { type RateLimitName, rateLimitBuckets } from '../../../src/domain/workspaces/rate-limit.js';
import { campaignInput } from '../../../src/wire/control/messaging/campaigns.js';
import { named, refusals, said } from '../../support/answers.js';
import { clockOf } from '../../support/clock.js';
import { controlOf, workspaceOf } from '../../support/control.js';
import { type Answer, freshEmulator, type TestEmulator } from '../../support/emulator.js';
import { aUser, byExternalId, userCount, wireAlias } from '../../support/users/users.js';

/** A bucket: what is documented of it, when its window ends that 09:30:15.700 is in, and a request to each endpoint in it. */
interface BucketCase {
  documented: number;
  windowEnd: string;
  nextEnd: string;
  requests: [path: string, body: Record<string, unknown>][];
}

const everyMinute = { windowEnd: '2031-02-03T09:31:00Z', nextEnd: '2031-02-03T09:32:00Z' };
const everyHour = { windowEnd: '2031-02-03T10:00:00Z', nextEnd: '2031-02-03T11:00:00Z' };
const aliasFields = wireAlias('crm:x');

const campaignId = '5a0c7b1e-6f52-4f61-8a3d-2c9b7a1d4e10';
/** A message to everybody who has an attribute: one unique audience per attribute. */
const aBroadcast = (attribute: string) => ({
  broadcast: true,
  audience: { custom_attribute: { custom_attribute_name: attribute, comparison: 'exists' } },
  messages: { webhook: { url: 'https://hooks.example.test/in', request_method: 'POST', body: '{}' } },
});

const restBuckets: Record<Exclude<RateLimitName, 'shared' | 'broadcast_audience'>, BucketCase> = {
  users_track: {
    documented: 3_000,
    windowEnd: '2031-02-03T09:30:18Z',
    nextEnd: '2031-02-03T09:30:21Z',
    requests: [['/users/track', { attributes: [{ external_id: 'a', plan: 'gold' }] }]],
  },
  users_shared: {
    documented: 20_000,
    ...everyMinute,
    requests: [
      ['/users/identify', { aliases_to_identify: [{ external_id: 'a', user_alias: aliasFields }] }],
      ['/users/alias/new', { user_aliases: [{ external_id: 'nobody', ...aliasFields }] }],
      [
        '/users/alias/update',
        { alias_updates: [{ alias_label: 'l', old_alias_name: 'o', new_alias_name: 'n' }] },
      ],
      [
        '/users/merge',
        {
          merge_updates: [
            { identifier_to_merge: { external_id: 'x' }, identifier_to_keep: { external_id: 'y' } },
          ],
        },
      ],
      ['/users/delete', byExternalId('nobody')],
    ],
  },
  external_ids_rename: {
    documented: 1_000,
    ...everyMinute,
    requests: [
      [
        '/users/external_ids/rename',
        { external_id_renames: [{ current_external_id: 'nobody', new_external_id: 'x' }] },
      ],
    ],
  },
  external_ids_remove: {
    documented: 1_000,
    ...everyMinute,
    requests: [['/users/external_ids/remove', byExternalId('nobody')]],
  },
  export_ids: {
    documented: 250,
    ...everyMinute,
    requests: [
      ['/users/export/ids', byExternalId('a')],
      ['/users/export/ids', { ...byExternalId('a'), fields_to_export: ['campaigns_received'] }],
    ],
  },
  export_ids_fields: {
    documented: 40,
    windowEnd: '2031-02-03T09:30:16Z',
    nextEnd: '2031-02-03T09:30:17Z',
    requests: [['/users/export/ids', { ...byExternalId('a'), fields_to_export: ['external_id'] }]],
  },
  broadcast: {
    documented: 250,
    ...everyMinute,
    requests: [
      ['/messages/send', aBroadcast('plan')],
      ['/campaigns/trigger/send', { campaign_id: campaignId, broadcast: true }],
    ],
  },
  sends_id_create: {
    documented: 100,
    windowEnd: '2031-02-04T00:00:00Z',
    nextEnd: '2031-02-05T00:00:00Z',
    requests: [['/sends/id/create', { campaign_id: campaignId }]],
  },
};

const limit = 5;

/** A workspace whose clock stands still at 2031-02-03T09:30:15.700Z. */
async function fresh(behaviour: Record<string, unknown>) {
  const campaign = campaignInput.parse({ id: campaignId, name: 'Winback' });
  const t = await freshEmulator({
    workspace: { users: [aUser({ externalId: 'a' })], campaigns: [campaign] },
  });
  await workspaceOf(t)('PATCH', '', { behaviour });
  const clock = clockOf(t);
  await clock.set({ now: '2031-02-03T09:30:15.700Z', frozen: true });
  return { t, clock };
}

const standingOf = ({ headers }: Answer) => ({
  limit: headers.get('x-ratelimit-limit'),
  remaining: headers.get('x-ratelimit-remaining'),
  reset: headers.get('x-ratelimit-reset'),
  retryAfter: headers.get('x-ratelimit-retry-after'),
});
const epochS = (time: string) => String(Date.parse(time) / 1000);

const cases: [name: string, behaviour: Record<string, unknown>, bucket: BucketCase][] = [
  ...Object.entries(restBuckets).map(
    ([name, bucket]) => [name, { rate_limits: { [name]: limit } }, bucket] as (typeof cases)[number],
  ),
  [
    'cohort_requests_per_hour',
    { cohort_requests_per_hour: limit },
    {
      documented: 250_000,
      ...everyHour,
      requests: [
        ['/partners/hightouch/cohorts', named('c')],
        ['/partners/hightouch/cohorts/users', { cohort_id: 'c', cohort_changes: [] }],
      ],
    },
  ],
];

describe.each(cases)('%s', (_, behaviour, { documented, windowEnd, nextEnd, requests }) => {
  const send = (t: TestEmulator, place: number) => {
    const [path, body] = requests[place % requests.length]!;
    return path.startsWith('/partners') ? t.partner(path, body) : t.rest(path, body);
  };

  test('has the documented limit, which every answer tells', async () => {
    const { t } = await fresh({});
    const [first, second] = [await send(t, 0), await send(t, 1)];
    expect(first.status).toBeLessThan(300);
    const told = { limit: String(documented), reset: epochS(windowEnd), retryAfter: null };
    expect(standingOf(first)).toEqual({ ...told, remaining: String(documented - 1) });
    expect(standingOf(second)).toEqual({ ...told, remaining: String(documented - 2) });
  });

  test('takes as many requests as it is given, refuses the next, and is empty again on the boundary of its clock', async () => {
    const { t, clock } = await fresh(behaviour);
    const told = { limit: String(limit), reset: epochS(windowEnd) };
    for (let place = 0; place < limit; place++) {
      const answer = await send(t, place);
      expect(answer.status).toBeLessThan(300);
      expect(standingOf(answer)).toEqual({ ...told, remaining: String(limit - 1 - place), retryAfter: null });
    }
    const windowLeftMs = Date.parse(windowEnd) - Date.parse('2031-02-03T09:30:15.700Z');
    const refused = await send(t, 0);
    expect(said(refused)).toBe(refusals.rateLimited);
    const waitS = Math.ceil(windowLeftMs / 1000);
    expect(standingOf(refused)).toEqual({ ...told, remaining: '0', retryAfter: String(waitS) });

    await clock.advance(windowLeftMs - 1);
    const last = await send(t, 1);
    expect(said(last)).toBe(refusals.rateLimited);
    expect(standingOf(last)).toEqual({ ...told, remaining: '0', retryAfter: '1' });

    await clock.advance(1);
    const renewed = await send(t, 1);
    expect(renewed.status).toBeLessThan(300);
    expect(standingOf(renewed)).toEqual({
      limit: String(limit),
      remaining: String(limit - 1),
      reset: epochS(nextEnd),
      retryAfter: null,
    });
  });

  test('leaves every other bucket alone when it is full', async () => {
    const { t } = await fresh(behaviour);
    for (let place = 0; place <= limit; place++) await send(t, place);
    expect((await send(t, 0)).status).toBe(429);
    for (const [, , other] of cases) {
      if (other.requests === requests) continue;
      const [path, body] = other.requests[0]!;
      const answer = path.startsWith('/partners') ? await t.partner(path, body) : await t.rest(path, body);
      expect(answer.status).toBeLessThan(300);
    }
  });
});

test('the bucket of everything else counts for itself, by its own limit', async () => {
  const { t } = await fresh({ rate_limits: { shared: 1 } });
  const workspace = t.emulator.enterWorkspace(t.workspace.id);
  const count = () => t.emulator.countRequest(workspace, rateLimitBuckets.shared);
  expect(count()).toMatchObject({ limit: 1, remaining: 0, isExceeded: false });
  expect(count()).toMatchObject({ isExceeded: true, resetEpochS: Date.parse(everyHour.windowEnd) / 1000 });
  t.emulator.advanceClock(workspace, Date.parse(everyHour.windowEnd) - t.emulator.readClock(workspace).now);
  expect(count()).toMatchObject({ isExceeded: false });
});

test('broadcasts to one audience have the limit they are given, beside that of all broadcasts', async () => {
  const { t, clock } = await fresh({ rate_limits: { broadcast_audience: 2 } });
  const broadcast = async (attribute: string) =>
    (await t.rest('/messages/send', aBroadcast(attribute))).status;
  expect([await broadcast('plan'), await broadcast('plan'), await broadcast('plan')]).toEqual([
    201, 201, 429,
  ]);
  expect(await broadcast('seats')).toBe(201);
  await clock.advance(60_000);
  expect(await broadcast('plan')).toBe(201);
});

test('every bucket is reached in this file', () => {
  const names = Object.values(rateLimitBuckets).map((bucket) => bucket.name);
  expect([...Object.keys(restBuckets), 'shared', 'broadcast_audience'].sort()).toEqual([...names].sort());
});

test('a refused request changes nothing', async () => {
  const { t } = await fresh({ rate_limits: { users_track: 1 } });
  const body = (externalId: string) => ({ attributes: [{ external_id: externalId }] });
  await t.rest('/users/track', body('b'));
  expect((await t.rest('/users/track', body('c'))).status).toBe(429);
  expect(userCount(t)).toBe(2);
});

test('a limit given to one workspace is not that of another, and a reset takes it back', async () => {
  const { t } = await fresh({ rate_limits: { users_track: 1 } });
  const other = t.emulator.createWorkspace({});
  const body = { attributes: [{ external_id: 'a' }] };
  const authorization = `Bearer ${other.restApiKeys[0]!.key}`;
  expect((await t.post('/users/track', body, { authorization })).headers.get('x-ratelimit-limit')).toBe(
    '3000',
  );
  await t.rest('/users/track', body);
  expect((await t.rest('/users/track', body)).status).toBe(429);
  await workspaceOf(t)('POST', '/reset');
  expect((await t.rest('/users/track', body)).headers.get('x-ratelimit-remaining')).toBe('2999');
});

test('setting one limit keeps the others that were set', async () => {
  const { t } = await fresh({ rate_limits: { users_track: 7 } });
  const patched = await workspaceOf(t)('PATCH', '', { behaviour: { rate_limits: { shared: 9 } } });
  expect(patched.json.behaviour.rate_limits).toMatchObject({ users_track: 7, shared: 9, export_ids: 250 });
  const made = await controlOf(t)('POST', '/workspaces', { behaviour: { rate_limits: { export_ids: 1 } } });
  expect(made.json.behaviour.rate_limits).toMatchObject({ users_track: 3_000, export_ids: 1 });
});

test.each([
  [{ users_trak: 3 }, '.users_trak'],
  [{ cohorts: 3 }, '.cohorts'],
  [{ users_track: 0 }, '.users_track'],
  [{ users_track: 1.5 }, '.users_track'],
  [{ users_track: 1_000_000_001 }, '.users_track'],
  [{ users_track: '3' }, '.users_track'],
  [{ users_track: null }, '.users_track'],
  [[3], ''],
  [null, ''],
  [3, ''],
])('rate_limits of %j are refused with the path', async (rateLimits, path) => {
  const { t } = await fresh({});
  const refused = await workspaceOf(t)('PATCH', '', { behaviour: { rate_limits: rateLimits } });
  expect(refused.status).toBe(400);
  expect(refused.json.error).toMatchObject({ code: 'invalid_request', path: `behaviour.rate_limits${path}` });
});

test.each([1, 1_000_000_000])('a limit of %d can be given', async (requestsMax) => {
  const { t } = await fresh({ rate_limits: { users_track: requestsMax } });
  const answer = await t.rest('/users/track', { attributes: [{ external_id: 'a' }] });
  expect(answer.headers.get('x-ratelimit-remaining')).toBe(String(requestsMax - 1));
});
