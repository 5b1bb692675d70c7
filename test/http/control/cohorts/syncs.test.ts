import { join } from 'node:path';
import { expect, test } from 'vitest';
import { journalEntriesMax } from '../../../../src/domain/limits.js';
import { temporaryFolder } from '../../../support/command.js';
import { controlOf, readAllPages, workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator, type TestOptions } from '../../../support/emulator.js';
import { aRecord, requestId } from '../../../support/journal.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { anAlias, aUser } from '../../../support/users/users.js';

const minute = 60_000;

interface World extends TestEmulator {
  clock: ManualClock;
  vip(...cohort_changes: object[]): ReturnType<TestEmulator['cohortUsers']>;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
  get(path: string): Promise<any>;
}

async function world(options: TestOptions = {}): Promise<World> {
  const clock = new ManualClock();
  const t = await freshEmulator({
    clock,
    ...options,
    workspace: {
      users: [
        aUser({ externalId: 'a', deviceIds: ['phone'] }),
        aUser({ externalId: 'b', aliases: [anAlias('crm:b')] }),
        aUser({ externalId: 'c' }),
        aUser({ deviceIds: ['tablet'] }),
      ],
    },
  });
  return {
    ...t,
    clock,
    vip: (...cohort_changes) => t.cohortUsers({ cohort_id: 'vip', cohort_changes }),
    get: async (path) => (await workspaceOf(t)('GET', path)).json,
  };
}

test('a sync says when, what, how many came and left, and what had no effect', async () => {
  const t = await world();
  const named = await t.cohorts({ cohort_id: 'vip', name: 'VIP', created_at: '2026-02-03T09:00:00Z' });
  t.clock.advance(1_000);
  const added = await t.vip({ user_ids: ['a', 'b', 'nobody'], device_ids: ['phone'] });
  t.clock.advance(1_000);
  const removed = await t.vip({ user_ids: ['a', 'c'], should_remove: true }, { user_ids: ['b'] });
  const refused = await t.vip({});
  expect(await t.get('/syncs')).toEqual({
    syncs: [
      {
        partner: 'hightouch',
        cohort_id: 'vip',
        name: 'VIP',
        first_at: '2026-02-03T09:00:00.000Z',
        last_at: '2026-02-03T09:00:02.000Z',
        added: 2,
        removed: 1,
        already_member: 1,
        not_member: 1,
        unknown: 1,
        skipped: 1,
        refused: 1,
        held_back: 0,
        named: 1,
        size: 1,
        needs_attention: true,
        request_count: 4,
        requests: [named, added, removed, refused].map(requestId),
      },
    ],
    next_cursor: null,
    evicted: 0,
    evicted_until: null,
  });
});

test('a gap of a minute does not end a sync, a greater one does, and other cohorts in between do not', async () => {
  const t = await world();
  await t.vip({ user_ids: ['a'] });
  await t.cohortUsers({ cohort_id: 'other', cohort_changes: [{ user_ids: ['a'] }] });
  t.clock.advance(minute);
  await t.vip({ user_ids: ['b'] });
  t.clock.advance(minute + 1);
  await t.vip({ user_ids: ['c'] });
  const { syncs } = await t.get('/syncs');
  expect(
    syncs.map((its: { cohort_id: string; request_count: number }) => [its.cohort_id, its.request_count]),
  ).toEqual([
    ['vip', 1],
    ['vip', 2],
    ['other', 1],
  ]);
  expect((await t.get('/cohorts/hightouch/other/syncs')).syncs).toMatchObject([{ cohort_id: 'other' }]);
});

test('syncs are listed page by page, the newest first', async () => {
  const t = await world();
  for (let count = 0; count < 7; count++) {
    await t.vip({ user_ids: ['a'], should_remove: count % 2 === 1 });
    t.clock.advance(minute + 1);
  }
  for (const path of ['/syncs', '/cohorts/hightouch/vip/syncs']) {
    const syncs = (await readAllPages(workspaceOf(t), path, 'syncs', 3)) as {
      added: number;
      last_at: string;
    }[];
    expect(syncs.map(({ added }) => added)).toEqual([1, 0, 1, 0, 1, 0, 1]);
    expect(syncs.map(({ last_at }) => last_at)).toEqual(
      syncs
        .map(({ last_at }) => last_at)
        .toSorted()
        .toReversed(),
    );
  }
});

test('a sync opens into its requests, each with the identifiers by which somebody came or left', async () => {
  const t = await world();
  const first = await t.vip({
    user_ids: ['nobody', 'a'],
    device_ids: ['phone', 'tablet'],
    aliases: [{ alias_label: 'crm', alias_name: 'b' }],
  });
  await t.vip({ user_ids: ['b', 'c'] }, { device_ids: ['tablet'], should_remove: true });
  const { sync, requests } = await t.get(`/cohorts/hightouch/vip/syncs/${requestId(first)}`);
  expect(sync).toMatchObject({ added: 4, removed: 1 });
  expect(requests).toMatchObject([
    {
      id: requestId(first),
      status: 201,
      decision: { kind: 'accepted' },
      outcome: { unknown: { user_ids: ['nobody'] }, skipped_identified: { device_ids: ['phone'] } },
      added: [
        { external_id: 'a' },
        { device_id: 'tablet' },
        { user_alias: { alias_label: 'crm', alias_name: 'b' } },
      ],
      removed: [],
      size: 3,
    },
    { added: [{ external_id: 'c' }], removed: [{ device_id: 'tablet' }], size: 3 },
  ]);
});

test('who is named several times in a request came once, by the first identifier', async () => {
  const t = await world();
  const answer = await t.vip(
    { user_ids: ['b'], aliases: [{ alias_label: 'crm', alias_name: 'b' }] },
    { user_ids: ['a'], should_remove: true },
    { user_ids: ['a'] },
  );
  const { requests } = await t.get(`/cohorts/hightouch/vip/syncs/${requestId(answer)}`);
  expect(requests[0]).toMatchObject({
    added: [{ external_id: 'b' }, { external_id: 'a' }],
    removed: [],
    size: 2,
  });
});

test('the requests of a sync are listed page by page', async () => {
  const t = await world();
  const ids: string[] = [];
  for (let count = 0; count < 5; count++) {
    ids.push(requestId(await t.vip({ user_ids: ['a'], should_remove: count % 2 === 1 })));
  }
  const path = `/cohorts/hightouch/vip/syncs/${ids[2]}`;
  const all = (await readAllPages(workspaceOf(t), path, 'requests', 2)) as { id: string; size: number }[];
  expect(all.map(({ id }) => id)).toEqual(ids);
  expect(all.map(({ size }) => size)).toEqual([1, 0, 1, 0, 1]);
});

test('what a processing delay holds back is counted as such, and in full once it is applied', async () => {
  const t = await world();
  await workspaceOf(t)('PATCH', '', { behaviour: { processing_delay_ms: minute } });
  const answer = await t.vip({ user_ids: ['a'] });
  expect((await t.get('/syncs')).syncs[0]).toMatchObject({ held_back: 1, added: 0 });
  t.clock.advance(minute);
  expect((await t.get('/syncs')).syncs[0]).toMatchObject({ held_back: 0, added: 1 });
  const { requests } = await t.get(`/cohorts/hightouch/vip/syncs/${requestId(answer)}`);
  expect(requests[0].added).toEqual([{ external_id: 'a' }]);
});

test('a cohort that was deleted keeps its syncs, without a name', async () => {
  const t = await world();
  await t.vip({ user_ids: ['a'] });
  await workspaceOf(t)('DELETE', '/cohorts/hightouch/vip');
  expect((await t.get('/cohorts/hightouch/vip/syncs')).syncs).toMatchObject([{ name: null, added: 1 }]);
});

test('syncs, who came and sizes are the same after a restore of a snapshot, and in a file that is opened again', async () => {
  const file = join(temporaryFolder(), 'kept.db');
  const t = await world({ file });
  const control = controlOf(t);
  const answer = await t.vip({ user_ids: ['a', 'b'] });
  const paths = [
    '/syncs',
    `/cohorts/hightouch/vip/syncs/${requestId(answer)}`,
    '/cohorts/hightouch/vip/sizes',
  ];
  const look = (at: TestEmulator) =>
    Promise.all(
      paths.map(async (path) => (await controlOf(at)('GET', `/workspaces/${t.workspace.id}${path}`)).json),
    );
  const before = await look(t);
  await control('POST', '/snapshots', { name: 'before', workspace: t.workspace.id });
  await t.vip({ user_ids: ['a'], should_remove: true });
  expect(await look(t)).not.toEqual(before);
  await control('POST', '/snapshots/before/restore');
  expect(await look(t)).toEqual(before);
  t.emulator.close();
  const again = await freshEmulator({ file, clock: t.clock });
  expect(await look(again)).toEqual(before);
});

test('that older requests had to go from the journal is told', async () => {
  const t = await world();
  await t.vip({ user_ids: ['a'] });
  for (let count = 0; count < journalEntriesMax; count++) {
    t.emulator.recordRequest(
      aRecord({ id: String(count), path: '/x', workspace: t.workspace, answer: null }),
      [],
    );
  }
  const gone = { evicted: 1, evicted_until: '2026-02-03T09:00:00.000Z' };
  expect(await t.get('/syncs')).toMatchObject({ syncs: [], ...gone });
  expect(await t.get('/cohorts/hightouch/vip/sizes')).toMatchObject({ size: 1, points: [], ...gone });
});

test.each(['/syncs/never', '/sizes?points=0', '/sizes?points=1001'])('%s is refused', async (path) => {
  const t = await world();
  const { status } = await workspaceOf(t)('GET', `/cohorts/hightouch/vip${path}`);
  expect(status).toBe(path.startsWith('/syncs') ? 404 : 400);
});

test('a request to another cohort is in no sync of this one', async () => {
  const t = await world();
  const answer = await t.cohortUsers({ cohort_id: 'other', cohort_changes: [{ user_ids: ['a'] }] });
  await t.vip({ user_ids: ['a'] });
  const found = await workspaceOf(t)('GET', `/cohorts/hightouch/vip/syncs/${requestId(answer)}`);
  expect(found.json.error.code).toBe('request_not_found');
});

test('the size of a cohort over time is told after each request', async () => {
  const t = await world();
  await t.vip({ user_ids: ['a', 'b'] });
  t.clock.advance(minute);
  await t.cohorts({ cohort_id: 'vip', name: 'VIP', created_at: '2026-02-03T09:00:00Z' });
  const answer = await t.vip({ user_ids: ['b'], should_remove: true });
  expect(await t.get('/cohorts/hightouch/vip/sizes')).toMatchObject({
    size: 1,
    points: [
      { at: '2026-02-03T09:00:00.000Z', size: 2, added: 2, removed: 0 },
      { at: '2026-02-03T09:01:00.000Z', size: 1, added: 0, removed: 1, request_id: requestId(answer) },
    ],
    request_count: 2,
  });
});

test('requests that were refused are told beside the sizes, with the status that they got', async () => {
  const t = await world();
  await t.vip({ user_ids: ['a'] });
  const refused = await t.vip({});
  t.clock.advance(minute);
  await workspaceOf(t)('POST', '/faults', { effect: { status: 503 }, times: 1 });
  const struck = await t.vip({ user_ids: ['b'] });
  const { failures, points } = await t.get('/cohorts/hightouch/vip/sizes');
  expect(failures).toEqual([
    { at: '2026-02-03T09:00:00.000Z', status: 400, request_id: requestId(refused) },
    { at: '2026-02-03T09:01:00.000Z', status: 503, request_id: requestId(struck) },
  ]);
  expect(points).toHaveLength(1);
  expect((await t.get('/cohorts/hightouch/vip/sizes?points=1')).failures).toMatchObject([{ status: 503 }]);
});

test('of many points some are left out, evenly, and the last one is there', async () => {
  const t = await world();
  const ids: string[] = [];
  for (let count = 0; count < 10; count++) ids.push(requestId(await t.vip({ user_ids: ['a'] })));
  const idsOf = async (points: number) =>
    (await t.get(`/cohorts/hightouch/vip/sizes?points=${points}`)).points.map(
      (its: { request_id: string }) => its.request_id,
    );
  expect(await idsOf(5)).toEqual([1, 3, 5, 7, 9].map((index) => ids[index]));
  expect(await idsOf(1)).toEqual([ids[9]]);
  expect(await idsOf(10)).toEqual(ids);
});

test('a journal full of requests to 10,000 cohorts is listed quickly', async () => {
  const t = await world();
  for (let count = 0; count < journalEntriesMax; count++) {
    const record = aRecord({ id: `r-${count}`, path: '/x', workspace: t.workspace, answer: null });
    t.emulator.recordRequest({ ...record, partner: 'hightouch', cohortId: `c-${count}` }, []);
  }
  const start = performance.now();
  const { syncs, next_cursor } = await t.get('/syncs?limit=50');
  const ms = performance.now() - start;
  expect(syncs).toHaveLength(50);
  expect(syncs[0].requests).toEqual([`r-${journalEntriesMax - 1}`]);
  expect(next_cursor).not.toBeNull();
  expect(ms).toBeLessThan(1_000);
});
