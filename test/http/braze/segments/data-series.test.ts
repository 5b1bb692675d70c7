import { expect, test } from 'vitest';
import { refusal, said } from '../../../support/answers.js';
import { day } from '../../../support/clock.js';
import { workspaceOf } from '../../../support/control.js';
import type { TestEmulator } from '../../../support/emulator.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { allOf, emulatorWithCohorts, inCohort, restGet } from '../../../support/segments/control-segments.js';

const tracked = { analytics_tracking_enabled: true };
const id = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';

/** On 3 February 2026, 09:00 UTC: the segment of the cohort vip, which has the members a and b. */
async function vipSegment(): Promise<{ t: TestEmulator; clock: ManualClock }> {
  const clock = new ManualClock();
  const t = await emulatorWithCohorts({ clock });
  await workspaceOf(t)('POST', '/segments', {
    id,
    name: 'VIPs',
    definition: allOf(inCohort('vip')),
    ...tracked,
  });
  return { t, clock };
}

/** The answer as `day size` per row. */
async function series(t: TestEmulator, query: string): Promise<string[]> {
  const answer = await restGet(t, `/segments/data_series?segment_id=${id}&${query}`);
  expect(answer.status).toBe(200);
  expect(answer.json.message).toBe('success');
  return answer.json.data.map((row: { time: string; size: number }) => `${row.time} ${row.size}`);
}

async function change(
  t: TestEmulator,
  fields: { user_ids: string[]; should_remove?: boolean },
): Promise<void> {
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [fields] });
}

test('a row per day, the last being today with its live size', async () => {
  const { t } = await vipSegment();
  const answer = await restGet(t, `/segments/data_series?segment_id=${id}&length=2`);
  expect(said(answer)).toBe(
    '200 {"data":[{"time":"2026-02-02","size":0},{"time":"2026-02-03","size":2}],"message":"success"}',
  );
  await change(t, { user_ids: ['c', 'd'] });
  expect(await series(t, 'length=1')).toEqual(['2026-02-03 4']);
});

test('a day that is over has the size it had at its end', async () => {
  const { t, clock } = await vipSegment();
  await change(t, { user_ids: ['c'] });
  clock.set(Date.UTC(2026, 1, 4) - 1);
  expect(await series(t, 'length=2')).toEqual(['2026-02-02 0', '2026-02-03 3']);
  clock.set(Date.UTC(2026, 1, 4));
  await change(t, { user_ids: ['a', 'b'], should_remove: true });
  expect(await series(t, 'length=2')).toEqual(['2026-02-03 3', '2026-02-04 1']);
  clock.advance(day);
  await change(t, { user_ids: ['c'], should_remove: true });
  expect(await series(t, 'length=4')).toEqual([
    '2026-02-02 0',
    '2026-02-03 3',
    '2026-02-04 1',
    '2026-02-05 0',
  ]);
});

test('days that nobody looked at have the size they had all the same', async () => {
  const { t, clock } = await vipSegment();
  clock.advance(3 * day);
  await change(t, { user_ids: ['c'] });
  clock.advance(2 * day);
  expect(await series(t, 'length=7')).toEqual([
    '2026-02-02 0',
    '2026-02-03 2',
    '2026-02-04 2',
    '2026-02-05 2',
    '2026-02-06 3',
    '2026-02-07 3',
    '2026-02-08 3',
  ]);
});

test('days further back than an answer reaches have the last size that was kept', async () => {
  const { t, clock } = await vipSegment();
  clock.advance(1_000 * day);
  await change(t, { user_ids: ['c'] });
  const recent = await series(t, 'length=100');
  expect(recent.slice(-2)).toEqual(['2028-10-29 2', '2028-10-30 3']);
  expect(recent.filter((row) => row.endsWith(' 2'))).toHaveLength(99);
  expect(await series(t, 'length=2&ending_at=2027-01-02')).toEqual(['2026-12-31 2', '2027-01-01 2']);
});

test('a segment made later has size 0 on the days before', async () => {
  const { t, clock } = await vipSegment();
  clock.advance(2 * day);
  const later = (await workspaceOf(t)('POST', '/segments', { name: 'All', definition: {}, ...tracked })).json
    .id;
  clock.advance(day);
  const answer = await restGet(t, `/segments/data_series?segment_id=${later}&length=4`);
  expect(answer.json.data.map((row: { size: number }) => row.size)).toEqual([0, 0, 4, 4]);
});

test('an archived segment is measured and answered as any other', async () => {
  const { t, clock } = await vipSegment();
  await workspaceOf(t)('POST', `/segments/${id}/archive`);
  clock.advance(day);
  expect(await series(t, 'length=2')).toEqual(['2026-02-03 2', '2026-02-04 2']);
});

test.each([
  ['2026-02-04T23:59:59Z', '2026-02-04'],
  ['2026-02-04T00:00:00.001Z', '2026-02-04'],
  ['2026-02-04T23:59:59-5:00', '2026-02-05'],
  ['2026-02-04T23:59:59-05:00', '2026-02-05'],
  ['2026-02-04T01:00:00+2:00', '2026-02-03'],
  ['2026-02-04T01:00:00%2B02:00', '2026-02-03'],
  ['2026-02-04%2001:00', '2026-02-04'],
])('ending_at=%s ends with the day in UTC that it lies in', async (endingAt, last) => {
  const { t, clock } = await vipSegment();
  clock.advance(10 * day);
  const rows = await series(t, `length=1&ending_at=${endingAt}`);
  expect(rows).toEqual([`${last} 2`]);
});

// Case 41: `length=99&ending_at=2022-12-09` was recorded to have the days 09-01 to 12-08.
test.each(['2026-02-04', '2026-02-04T00:00:00Z', '2026-02-04T02:00:00%2B02:00'])(
  'ending_at=%s ends with the day before, the last that has ended by then',
  async (endingAt) => {
    const { t, clock } = await vipSegment();
    clock.advance(10 * day);
    expect(await series(t, `length=2&ending_at=${endingAt}`)).toEqual(['2026-02-02 0', '2026-02-03 2']);
  },
);

// Case 22
test('a segment without analytics tracking has no series: 400, and the journal says how it gets one', async () => {
  const { t } = await vipSegment();
  const bare = (await workspaceOf(t)('POST', '/segments', { name: 'All', definition: {} })).json.id;
  const answer = await restGet(t, `/segments/data_series?segment_id=${bare}&length=2`);
  expect(said(answer)).toBe(refusal(400, 'analytics tracking is not enabled for the segment'));
  expect(t.finished.at(-1)?.decision).toMatchObject({
    rule: 'segment_not_tracked',
    path: 'query.segment_id',
    received: bare,
    hint: expect.stringContaining(`/segments/${bare} again with "analytics_tracking_enabled": true`),
  });
});

test('days to come have the size of today, days before the segment none', async () => {
  const { t } = await vipSegment();
  expect(await series(t, 'length=3&ending_at=2026-02-05')).toEqual([
    '2026-02-02 0',
    '2026-02-03 2',
    '2026-02-04 2',
  ]);
  expect(await series(t, 'length=1&ending_at=2001-01-02')).toEqual(['2001-01-01 0']);
  for (const endingAt of ['0100-01-01', '9999-12-31T23:59:59-23:59']) {
    expect(await series(t, `length=100&ending_at=${endingAt}`)).toHaveLength(100);
  }
});

test.each([
  [1, '2026-02-03'],
  [100, '2025-10-27'],
])('length may be %i', async (length, first) => {
  const { t } = await vipSegment();
  const rows = await series(t, `length=${length}`);
  expect(rows).toHaveLength(length);
  expect(rows[0]).toContain(first);
  expect(rows.at(-1)).toBe('2026-02-03 2');
});

test.each(['', 'length=', 'length=0', 'length=101', 'length=-1', 'length=1.5', 'length=ten', 'length=1e1'])(
  'the query %j is 400',
  async (query) => {
    const { t } = await vipSegment();
    const answer = await restGet(t, `/segments/data_series?segment_id=${id}&${query}`);
    expect(said(answer)).toBe(refusal(400, "'length' must be an integer from 1 to 100"));
  },
);

test.each(['', 'yesterday', '2026-02-30', '2026-02-03T25:00:00Z', '1770109200'])(
  'ending_at=%s is 400',
  async (endingAt) => {
    const { t } = await vipSegment();
    const answer = await restGet(t, `/segments/data_series?segment_id=${id}&length=1&ending_at=${endingAt}`);
    expect(said(answer)).toBe(refusal(400, "'ending_at' must be a time as an ISO 8601 string"));
  },
);
