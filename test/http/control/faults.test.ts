import { expect, test } from 'vitest';
import { readAllPages, workspaceOf } from '../../support/control.js';
import { readPage } from '../../support/docs/pages.js';
import { freshEmulator } from '../../support/emulator.js';
import { faultOf, inject } from '../../support/faults.js';

const unavailable = { effect: { status: 503 } };

test('a fault is made, shown, listed and taken away', async () => {
  const t = await freshEmulator();
  const control = workspaceOf(t);
  const fault = {
    match: {
      route: '/partners/*/cohorts/users',
      method: 'POST',
      partner: 'hightouch',
      cohort_id: 'vip',
    },
    effect: { status: 429, retry_after_s: 30 },
    skip: 2,
    times: 1,
    probability: 0.5,
  };
  const made = await control('POST', '/faults', fault);
  expect(made.status).toBe(201);
  const { id } = made.json;
  expect(made.json).toEqual({
    id: expect.stringMatching(/^fault_/),
    ...fault,
    matched: 0,
    struck: 0,
    remaining: 1,
  });
  expect((await control('GET', `/faults/${id}`)).json).toEqual(made.json);
  expect((await control('GET', '/faults')).json).toEqual({ faults: [made.json], next_cursor: null });
  expect((await control('DELETE', `/faults/${id}`)).status).toBe(204);
  const gone = await control('GET', `/faults/${id}`);
  expect([gone.status, gone.json.error.code]).toEqual([404, 'fault_not_found']);
  expect((await control('DELETE', `/faults/${id}`)).status).toBe(404);
});

test('the example of the guide is taken', async () => {
  const guide = readPage('docs/guides/faults.md');
  const [, example] = /\/faults" -H "\$JSON" -d '([^']+)'/.exec(guide)!;
  expect(await inject(await freshEmulator(), JSON.parse(example!))).toMatchObject({ skip: 2, times: 1 });
});

test.each([
  [undefined, 3],
  [7, 7],
  [null, null],
])('a sequence of three with times %j strikes %j requests', async (times, strikes) => {
  const sequence = [{ status: 503 }, null, { close: 'reset' }];
  const made = await inject(await freshEmulator(), { sequence, ...(times !== undefined && { times }) });
  expect(made).toMatchObject({ sequence, times: strikes, remaining: strikes });
  expect(made).not.toHaveProperty('effect');
});

test('the counters show how a fault is used up', async () => {
  const t = await freshEmulator();
  const fault = await inject(t, { ...unavailable, skip: 1, times: 2 });
  const seen = [];
  for (let request = 0; request < 4; request++) {
    const { status } = await t.cohorts({});
    const { matched, struck, remaining } = await faultOf(t, fault);
    seen.push([status, matched, struck, remaining]);
  }
  expect(seen).toEqual([
    [400, 1, 0, 2],
    [503, 2, 1, 1],
    [503, 3, 2, 0],
    [400, 3, 2, 0], // Used up, it no longer looks.
  ]);
});

test('DELETE on the list takes every fault of the workspace away, and no other', async () => {
  const t = await freshEmulator();
  const other = t.emulator.createWorkspace({});
  await inject(t, unavailable);
  await inject(t, unavailable);
  const kept = t.emulator.createFault(other, {
    match: {},
    steps: [null],
    isSequence: true,
    skip: 0,
    times: 1,
    probability: 1,
  });
  expect((await workspaceOf(t)('DELETE', '/faults')).status).toBe(204);
  expect((await workspaceOf(t)('GET', '/faults')).json.faults).toEqual([]);
  expect(t.emulator.listFaults(other, { limit: 10 }).items).toEqual([kept]);
  expect(() => t.emulator.getFault(t.workspace, kept.id)).toThrow(
    expect.objectContaining({ code: 'fault_not_found' }),
  );
});

test('the list is read page by page, in order of creation', async () => {
  const t = await freshEmulator();
  const made = [];
  for (let skip = 0; skip < 5; skip++) made.push(await inject(t, { ...unavailable, skip }));
  expect(await readAllPages(workspaceOf(t), '/faults', 'faults', 2)).toEqual(made);
});

test('a workspace has at most 1,000 faults', async () => {
  const t = await freshEmulator();
  const { id, number, ...fault } = t.emulator.createFault(t.workspace, {
    match: { partner: 'segment' },
    steps: [{ kind: 'lose_answer' }],
    isSequence: false,
    skip: 0,
    times: null,
    probability: 1,
  });
  for (let count = 1; count < 1_000; count++) t.emulator.createFault(t.workspace, fault);
  const refused = await workspaceOf(t)('POST', '/faults', unavailable);
  expect([refused.status, refused.json.error.code]).toEqual([400, 'invalid_request']);
  t.emulator.deleteFault(t.workspace, id);
  await inject(t, unavailable);
});

const effect = unavailable.effect;

test.each<[unknown, string]>([
  [{}, 'effect'],
  [[], ''],
  [null, ''],
  ['503', ''],
  [{ effect: null }, 'effect'],
  [{ effect: [] }, 'effect'],
  [{ effect: 'reset' }, 'effect'],
  [{ effect: {} }, 'effect'],
  [{ effect, sequence: [effect] }, 'sequence'],
  [{ sequence: [] }, 'sequence'],
  [{ sequence: null }, 'sequence'],
  [{ sequence: effect }, 'sequence'],
  [{ sequence: [effect, {}] }, 'sequence[1]'],
  [{ sequence: [effect, null, { close: 5 }] }, 'sequence[2].close'],
  [{ sequence: ['none'] }, 'sequence[0]'],
  [{ sequence: Array(1_001).fill(null) }, 'sequence'],
  [{ effect, skip: -1 }, 'skip'],
  [{ effect, skip: 0.5 }, 'skip'],
  [{ effect, skip: '1' }, 'skip'],
  [{ effect, skip: 1_000_001 }, 'skip'],
  [{ effect, times: 0 }, 'times'],
  [{ effect, times: 1.5 }, 'times'],
  [{ effect, times: 1_000_001 }, 'times'],
  [{ effect, probability: -0.1 }, 'probability'],
  [{ effect, probability: 1.1 }, 'probability'],
  [{ effect, probability: '1' }, 'probability'],
  [{ effect, probability: null }, 'probability'],
  [{ effect, id: 'mine' }, 'id'],
  [{ effect, match: null }, 'match'],
  [{ effect, match: [] }, 'match'],
  [{ effect, match: { path: '/users/track' } }, 'match.path'],
  [{ effect, match: { route: 5 } }, 'match.route'],
  [{ effect, match: { route: '' } }, 'match.route'],
  [{ effect, match: { route: '/' } }, 'match.route'],
  [{ effect, match: { route: 'users/track' } }, 'match.route'],
  [{ effect, match: { route: '/users/track/' } }, 'match.route'],
  [{ effect, match: { route: '/users/tr*' } }, 'match.route'],
  [{ effect, match: { route: '/**/track' } }, 'match.route'],
  [{ effect, match: { route: '/users/track?x=1' } }, 'match.route'],
  [{ effect, match: { route: '/users/\u0000' } }, 'match.route'],
  [{ effect, match: { route: '/users/trakc' } }, 'match.route'],
  [{ effect, match: { route: '/messages/scheduled_broadcasts' } }, 'match.route'],
  [{ effect, match: { route: '/_emulator/v1/workspaces' } }, 'match.route'],
  [{ effect, match: { method: 'post' } }, 'match.method'],
  [{ effect, match: { method: 'DELETE' } }, 'match.method'],
  [{ effect, match: { partner: '' } }, 'match.partner'],
  [{ effect, match: { partner: 'hightouch', route: '/users/track' } }, 'match.partner'],
  [{ effect, match: { partner: 'hightouch', route: '/partners/segment/cohorts' } }, 'match.partner'],
  [{ effect, match: { cohort_id: '' } }, 'match.cohort_id'],
  [{ effect, match: { cohort_id: 5 } }, 'match.cohort_id'],
  [{ effect, match: { cohort_id: 'vip', route: '/users/**' } }, 'match.cohort_id'],
])('the fault %j is refused with the path %j, and there is none', async (fault, path) => {
  const t = await freshEmulator();
  const refused = await workspaceOf(t)('POST', '/faults', fault);
  expect(refused.status).toBe(400);
  expect(refused.json).toEqual({
    error: { code: 'invalid_request', message: expect.any(String), path },
  });
  expect(t.emulator.listFaults(t.workspace, { limit: 1 }).items).toEqual([]);
});

test('a route of 512 characters is looked at, a longer one refused', async () => {
  const control = workspaceOf(await freshEmulator());
  const messageOf = async (route: string) =>
    (await control('POST', '/faults', { effect, match: { route } })).json.error.message;
  expect(await messageOf(`/${'a'.repeat(511)}`)).toMatch(/^match.route matches nothing/);
  expect(await messageOf(`/${'a'.repeat(512)}`)).toMatch(/^match.route is not valid/);
  expect(await messageOf('/a'.repeat(100_000))).toMatch(/^match.route is not valid/);
});

test('the refusal of a match says what is allowed', async () => {
  const t = await freshEmulator();
  const messageOf = async (fault: unknown) =>
    (await workspaceOf(t)('POST', '/faults', fault)).json.error.message;
  expect(await messageOf({ effect, match: { route: '/users/trakc' } })).toBe(
    'match.route matches nothing: no endpoint that is built has such a path; * stands for one segment, a last ** for any rest',
  );
});

test('a partner nobody knows is refused by name', async () => {
  const t = await freshEmulator();
  const refused = await workspaceOf(t)('POST', '/faults', { effect, match: { partner: 'nobody' } });
  expect(refused.status).toBe(404);
  expect(refused.json.error).toMatchObject({ code: 'partner_not_found', path: 'match.partner' });
});

test('a partner may be named in any casing', async () => {
  const t = await freshEmulator();
  const made = await inject(t, { effect, match: { partner: 'HighTouch' } });
  expect(made.match).toEqual({ partner: 'hightouch' });
  expect((await t.cohorts({})).status).toBe(503);
});
