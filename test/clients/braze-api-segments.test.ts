import { Braze } from 'braze-api';
import { expect, test } from 'vitest';
import { workspaceOf } from '../support/control.js';
import type { TestEmulator } from '../support/emulator.js';
import { ManualClock } from '../support/manual-clock.js';
import { allOf, emulatorWithCohorts, inCohort } from '../support/segments/control-segments.js';

// The npm package `braze-api`, unmodified, over a socket, reads segments that were made by the control API.

const id = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';

async function client(clock = new ManualClock()): Promise<{ t: TestEmulator; braze: Braze }> {
  const t = await emulatorWithCohorts({ clock, transport: 'over a socket' });
  const body = {
    id,
    name: 'VIPs',
    tags: ['crm'],
    analytics_tracking_enabled: true,
    definition: allOf(inCohort('vip')),
  };
  await workspaceOf(t)('POST', '/segments', body);
  return { t, braze: new Braze(t.url, t.restApiKey) };
}

test('lists segments', async () => {
  const { braze } = await client();
  const segments = [{ id, name: 'VIPs', analytics_tracking_enabled: true, tags: ['crm'] }];
  expect(await braze.segments.list()).toEqual({ segments, message: 'success' });
  expect(await braze.segments.list({ page: 0, sort_direction: 'desc' })).toEqual({
    segments,
    message: 'success',
  });
  expect(await braze.segments.list({ page: 1 })).toEqual({ segments: [], message: 'success' });
});

test('reads the details of a segment', async () => {
  const { braze } = await client();
  expect(await braze.segments.details({ segment_id: id })).toEqual({
    created_at: '2026-02-03T09:00:00Z',
    updated_at: '2026-02-03T09:00:00Z',
    name: 'VIPs',
    description: 'Hightouch Cohorts includes "VIP"',
    text_description: '',
    tags: ['crm'],
    teams: [],
    message: 'success',
  });
});

test('reads the sizes of a segment', async () => {
  const clock = new ManualClock();
  const { t, braze } = await client(clock);
  clock.advance(86_400_000);
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['c'] }] });
  const query = { segment_id: id, length: 3, ending_at: '2026-02-04T23:59:59+00:00' };
  expect(await braze.segments.analytics(query)).toEqual({
    data: [
      { time: '2026-02-02', size: 0 },
      { time: '2026-02-03', size: 2 },
      { time: '2026-02-04', size: 3 },
    ],
    message: 'success',
  });
});

test('sees a refusal as an error with its status and text', async () => {
  const { braze } = await client();
  await expect(braze.segments.details({ segment_id: 'x' })).rejects.toMatchObject({
    status: 400,
    message: 'segment_id must be a string of the segment api identifier',
  });
  await expect(braze.segments.analytics({ segment_id: id, length: 0 })).rejects.toMatchObject({
    status: 400,
    message: "'length' must be an integer from 1 to 100",
  });
});
