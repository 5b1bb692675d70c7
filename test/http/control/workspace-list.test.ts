import { expect, test } from 'vitest';
import { type Control, controlOf, readAllPages } from '../../support/control.js';
import { freshEmulator } from '../../support/emulator.js';
import { ManualClock } from '../../support/manual-clock.js';

async function world() {
  const clock = new ManualClock();
  const t = await freshEmulator({ clock, workspace: { id: 'ws_first', name: 'Checkout > adds VIPs' } });
  const control = controlOf(t);
  for (const [id, name] of [
    ['ws_second', 'Checkout > removes VIPs'],
    ['ws_third', '100% of_them'],
  ])
    await control('POST', '/workspaces', { id, name });
  return { ...t, clock, control };
}

async function idsOf(control: Control, query: string): Promise<string[]> {
  const all = (await readAllPages(control, `/workspaces?${query}`, 'workspaces', 2)) as { id: string }[];
  return all.map(({ id }) => id);
}

test.each([
  ['', ['ws_first', 'ws_second', 'ws_third']],
  ['search=CHECKOUT', ['ws_first', 'ws_second']],
  ['search=ws_sec', ['ws_second']],
  ['search=%25', ['ws_third']],
  ['search=of_t', ['ws_third']],
  ['search=nothing', []],
])('workspaces are found by a part of the name or id, in any case: %s', async (query, ids) => {
  const { control } = await world();
  expect(await idsOf(control, query)).toEqual(ids);
});

test('a list by activity begins with the newest request, then the newest workspaces', async () => {
  const t = await world();
  expect(await idsOf(t.control, 'order=activity')).toEqual(['ws_third', 'ws_second', 'ws_first']);
  t.clock.advance(60_000);
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [] });
  expect(await idsOf(t.control, 'order=activity')).toEqual(['ws_first', 'ws_third', 'ws_second']);
  expect(await idsOf(t.control, 'order=activity&search=checkout')).toEqual(['ws_first', 'ws_second']);
  const { json } = await t.control('GET', '/workspaces?limit=2');
  expect(json.workspaces).toMatchObject([
    { id: 'ws_first', request_count: 1, last_request_at: '2026-02-03T09:01:00.000Z' },
    { id: 'ws_second', request_count: 0, last_request_at: null },
  ]);
});
