import { expect, test } from 'vitest';
import { named } from '../../../support/answers.js';
import { controlOf, readAllPages, workspaceOf } from '../../../support/control.js';
import { freshEmulator, transports } from '../../../support/emulator.js';
import { aRecord, entryOf, idsOf, requestId } from '../../../support/journal.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { aUser } from '../../../support/users/users.js';

const vip = { cohort_id: 'vip', cohort_changes: [{ user_ids: ['cust-1', 'nobody'] }] };

test.each(transports)('an entry shows the request, the answer and what it did, %s', async (transport) => {
  const clock = new ManualClock();
  const users = [aUser({ externalId: 'cust-1' })];
  const t = await freshEmulator({ transport, clock, workspace: { users } });
  const answer = await t.cohortUsers(vip);
  expect(await entryOf(t, answer)).toEqual({
    id: requestId(answer),
    at: '2026-02-03T09:00:00.000Z',
    received_at: '2026-02-03T09:00:00.000Z',
    method: 'POST',
    path: '/partners/hightouch/cohorts/users',
    workspace: t.workspace.id,
    partner: 'hightouch',
    cohort_id: 'vip',
    request: {
      headers: expect.objectContaining({ 'content-type': 'application/json' }),
      body: { partner_api_key: '[redacted]', client_secret: '[redacted]', ...vip },
    },
    response: {
      status: 201,
      headers: {
        'content-type': 'application/json',
        'x-ratelimit-limit': '250000',
        'x-ratelimit-remaining': '249999',
        'x-ratelimit-reset': '1770112800',
        'x-request-id': requestId(answer),
      },
      body: { message: 'success' },
    },
    duration_ms: expect.any(Number),
    fault: null,
    decision: {
      kind: 'accepted',
      notes: [
        {
          rule: 'unknown_user_id',
          message: 'cohort_changes[0].user_ids[1] is the external_id of no user',
          path: 'cohort_changes[0].user_ids[1]',
          received: 'nobody',
          hint: 'Braze creates nobody here; make the users first, or send ids that they have',
        },
        expect.objectContaining({ rule: 'implicit_cohort', path: 'cohort_id', received: 'vip' }),
      ],
    },
    outcome: {
      added: 1,
      already_member: 0,
      removed: 0,
      not_member: 0,
      unknown: { user_ids: ['nobody'], device_ids: [], aliases: [] },
      skipped_identified: { device_ids: [] },
      conflicts: [],
    },
  });
});

test('an entry of a refused request has the rule, the path, the value and a hint', async () => {
  const t = await freshEmulator();
  const answer = await t.cohorts(named('c', { created_at: 1770109200 }));
  expect((await entryOf(t, answer)).decision).toEqual({
    kind: 'refused',
    rule: 'invalid_created_at',
    message: 'created_at is not valid: expected string, received number',
    path: 'created_at',
    received: 1770109200,
    hint: 'It looks like seconds since 1970; write "2026-02-03T09:00:00.000Z"',
  });
});

test('the path of an entry is as sent, with its query', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const answer = await t.partner('/partners/HighTouch/cohorts?a=%20b&c', named('c'));
  const entry = await entryOf(t, answer);
  expect([entry.path, entry.partner]).toEqual(['/partners/HighTouch/cohorts?a=%20b&c', 'hightouch']);
});

test('the journal is listed oldest first, page by page', async () => {
  const t = await freshEmulator();
  const sent: string[] = [];
  for (let count = 0; count < 5; count++) sent.push(requestId(await t.cohorts(named(`c${count}`))));
  expect(await idsOf(t)).toEqual(sent);
  const pages = (await readAllPages(workspaceOf(t), '/requests', 'requests', 2)) as { id: string }[];
  expect(pages.map(({ id }) => id)).toEqual(sent);
});

test('the newest come first when they are asked for so, page by page, also of those that a filter leaves', async () => {
  const t = await freshEmulator();
  const sent: string[] = [];
  for (let count = 0; count < 5; count++) sent.push(requestId(await t.cohorts(named(`c${count}`))));
  const read = async (path: string) =>
    ((await readAllPages(workspaceOf(t), path, 'requests', 2)) as { id: string }[]).map(({ id }) => id);
  expect(await read('/requests?order=newest')).toEqual(sent.toReversed());
  expect(await read('/requests?order=newest&status=201')).toEqual(sent.toReversed());
});

test.each([
  ['has_notes=true', [0, 1]],
  ['has_notes=false', [2, 3]],
  ['has_changed=true', [0]],
  ['has_changed=false', [1]],
  ['text=cust-1', [0]],
  ['text=%22quoted%22', [3]],
  ['text=no+such+text', []],
])('%s finds requests by what became of them, or by what is in them', async (query, expected) => {
  const users = [aUser({ externalId: 'cust-1' })];
  const t = await freshEmulator({ workspace: { users } });
  const sent = [
    await t.cohortUsers(vip),
    await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['stranger'] }] }),
    await t.cohorts(named('plain')),
    await t.cohorts(named('a "quoted" name')),
  ].map(requestId);
  expect(await idsOf(t, `?${query}`)).toEqual(expected.map((index) => sent[index]));
  expect(await idsOf(t, `?text=${sent[2]}`)).toEqual([sent[2]]);
});

test('a request can be sent once more, by a shell or in a test', async () => {
  const t = await freshEmulator();
  const answer = await t.cohorts(named('vip'));
  const { json } = await workspaceOf(t)('GET', `/requests/${requestId(answer)}/replay`);
  expect(json.curl).toContain('"$BRAZE_REST_ENDPOINT"/partners/hightouch/cohorts');
  expect(json.curl).toContain('"$BRAZE_DATA_IMPORT_KEY"');
  expect(json.test).toContain('client_secret: keys.data_import_key');
});

test('a page shows what was answered since its cursor, and nothing twice', async () => {
  const t = await freshEmulator();
  await t.cohorts(named('a'));
  await t.cohorts(named('b'));
  const first = await workspaceOf(t)('GET', '/requests?limit=1');
  const third = requestId(await t.cohorts(named('c')));
  const rest = await idsOf(t, `?cursor=${first.json.next_cursor}`);
  expect([rest.length, rest.at(-1)]).toEqual([2, third]);
});

test.each([
  ['route=/partners/*/cohorts', ['name', 'refused']],
  ['route=/partners/hightouch/cohorts/users', ['change']],
  ['route=/*/*', ['track']],
  ['route=/partners/*', []],
  ['route=/users/tr*', []],
  ['route=/users/**', ['track']],
  ['route=/Users/Track', ['track']],
  ['method=post&partner=HIGHTOUCH', ['name', 'change', 'refused']],
  ['method=GET', []],
  ['partner=segment', []],
  ['cohort_id=vip', ['name', 'change']],
  ['cohort_id=VIP', []],
  ['status=201', ['name', 'change', 'track']],
  ['status=2XX', ['name', 'change', 'track']],
  ['status=4xx', ['refused']],
  ['status=404', []],
  ['decision=accepted', ['name', 'change', 'track']],
  ['decision=refused', ['refused']],
  ['decision=invalid_cohort_id', ['refused']],
  ['decision=unknown_path', []],
  ['since=2026-02-03T09:00:02Z', ['refused', 'track']],
  ['until=2026-02-03T09:00:02Z', ['name', 'change']],
  ['since=2026-02-03T09:00:01Z&until=2026-02-03T10:00:02%2B01:00', ['change']],
  ['status=4xx&cohort_id=vip', []],
])('%s finds %j', async (query, expected) => {
  const clock = new ManualClock();
  const t = await freshEmulator({ clock });
  const names = new Map<string, string>();
  const send = async (name: string, path: string, fields: Record<string, unknown>) => {
    names.set(requestId(await (name === 'track' ? t.rest(path, fields) : t.partner(path, fields))), name);
    clock.advance(1_000);
  };
  await send('name', '/partners/hightouch/cohorts', named('vip'));
  await send('change', '/partners/hightouch/cohorts/users', vip);
  await send('refused', '/partners/hightouch/cohorts', named('vip', { cohort_id: 7 }));
  await send('track', '/users/track', { attributes: [{ external_id: 'a' }] });
  expect((await idsOf(t, `?${query}`)).map((id) => names.get(id))).toEqual(expected);
});

test('a route may hold any character, and only the star is special', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const sent = [];
  for (const path of ['/a[b]c', '/abc', '/a-c', "/a'c"]) sent.push(requestId(await t.rest(path, {})));
  const found = async (route: string) => idsOf(t, `?route=${encodeURIComponent(route)}`);
  expect(await found('/a[b]c')).toEqual([sent[0]]);
  expect(await found('/a[a-z]c')).toEqual([]);
  expect(await found("/a'c")).toEqual([sent[3]]);
  expect(await found('/*')).toEqual(sent);
});

test('entries are deleted one by one, or all at once', async () => {
  const t = await freshEmulator();
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c']) ids.push(requestId(await t.cohorts(named(name))));
  const ws = workspaceOf(t);
  expect((await ws('DELETE', `/requests/${ids[1]}`)).status).toBe(204);
  expect(await idsOf(t)).toEqual([ids[0], ids[2]]);
  const again = await ws('DELETE', `/requests/${ids[1]}`);
  expect([again.status, again.json.error.code]).toEqual([404, 'request_not_found']);
  expect((await ws('DELETE', '/requests')).status).toBe(204);
  expect(await idsOf(t)).toEqual([]);
  expect((await ws('GET', `/requests/${ids[0]}`)).status).toBe(404);
});

test('a deletion with a filter is refused, and deletes nothing', async () => {
  const t = await freshEmulator();
  const id = requestId(await t.cohorts(named('a')));
  const refused = await workspaceOf(t)('DELETE', '/requests?status=4xx');
  expect([refused.status, refused.json.error.path]).toEqual([400, 'status']);
  expect(await idsOf(t)).toEqual([id]);
});

test('a request that is not let in is in the journal of the server', async () => {
  const t = await freshEmulator();
  const answer = await t.post('/users/delete', {}, { authorization: 'Bearer nobodys-key' });
  const control = controlOf(t);
  const list = await control('GET', '/requests?decision=refused');
  expect(list.json).toMatchObject({ next_cursor: null, evicted: 0, evicted_until: null });
  expect(list.json.requests).toEqual([
    expect.objectContaining({ id: requestId(answer), workspace: null, partner: null, cohort_id: null }),
  ]);
  expect((await control('GET', `/requests/${requestId(answer)}`)).json).toEqual(list.json.requests[0]);
  expect(await idsOf(t)).toEqual([]);
  expect((await control('DELETE', `/requests/${requestId(answer)}`)).status).toBe(204);
  expect((await control('GET', `/requests/${requestId(answer)}`)).status).toBe(404);
});

test('one that is not let in, but whose key names a workspace, is in the journal of both', async () => {
  const t = await freshEmulator();
  const other = t.emulator.createWorkspace({});
  const answer = await t.partner('/partners/hightouch/cohorts', named('c', { client_secret: t.restApiKey }));
  expect((await entryOf(t, answer)).workspace).toBe(t.workspace.id);
  const control = controlOf(t);
  expect((await control('GET', `/requests/${requestId(answer)}`)).status).toBe(200);
  expect((await control('GET', `/workspaces/${other.id}/requests/${requestId(answer)}`)).status).toBe(404);
  expect((await control('DELETE', '/requests')).status).toBe(204);
  expect(await idsOf(t)).toEqual([]);
});

test('one that is let in is not in the journal of the server', async () => {
  const t = await freshEmulator();
  await t.cohorts(named('c', { name: '' }));
  expect((await controlOf(t)('GET', '/requests')).json.requests).toEqual([]);
});

test('a workspace sees nothing of another one', async () => {
  const t = await freshEmulator();
  const other = t.emulator.createWorkspace({});
  const answer = await t.cohorts(named('c'));
  const control = controlOf(t);
  expect((await control('GET', `/workspaces/${other.id}/requests`)).json.requests).toEqual([]);
  expect((await control('GET', `/workspaces/${other.id}/requests/${requestId(answer)}`)).status).toBe(404);
  expect((await control('DELETE', `/workspaces/${other.id}/requests/${requestId(answer)}`)).status).toBe(404);
  expect((await control('DELETE', `/workspaces/${other.id}/requests`)).status).toBe(204);
  expect(await idsOf(t)).toEqual([requestId(answer)]);
});

test('a reset of the workspace clears its journal, and its deletion takes it away', async () => {
  const t = await freshEmulator();
  const control = controlOf(t);
  await t.cohorts(named('c'));
  expect((await workspaceOf(t)('POST', '/reset')).status).toBe(200);
  expect(await idsOf(t)).toEqual([]);
  const stray = await t.partner('/partners/hightouch/cohorts', named('c', { client_secret: t.restApiKey }));
  await workspaceOf(t)('DELETE', '');
  expect((await control('GET', `/requests/${requestId(stray)}`)).status).toBe(404);
  // The number of the deleted workspace may be given again; nothing of its journal is in the new one's.
  const { id } = t.emulator.createWorkspace({});
  expect((await control('GET', `/workspaces/${id}/requests`)).json.requests).toEqual([]);
});

test('a reset of the server clears its journal', async () => {
  const t = await freshEmulator();
  await t.send('/nothing');
  const control = controlOf(t);
  expect((await control('GET', '/requests')).json.requests).toHaveLength(1);
  await control('POST', '/reset');
  expect((await control('GET', '/requests')).json.requests).toEqual([]);
});

test('10,000 requests are kept; the list says how many had to go, and until when', async () => {
  const clock = new ManualClock();
  const t = await freshEmulator({ clock });
  for (let count = 1; count <= 10_002; count++) {
    const id = String(count);
    const receivedAt = clock.now() + count;
    t.emulator.recordRequest(aRecord({ id, receivedAt, path: '/x', answer: null }), []);
  }
  const list = await controlOf(t)('GET', '/requests?limit=1');
  expect(list.json).toMatchObject({
    requests: [{ id: '3' }],
    evicted: 2,
    evicted_until: '2026-02-03T09:00:00.002Z',
  });
});

test('a client that has its answer finds the entry at once', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const found = await Promise.all(
    Array.from({ length: 30 }, async (_, index) => {
      const answer = await t.cohorts(named(`c${index}`));
      return (await entryOf(t, answer)).cohort_id;
    }),
  );
  expect(found).toEqual(Array.from({ length: 30 }, (_, index) => `c${index}`));
});

test("an entry has the workspace's time and the server's", async () => {
  const t = await freshEmulator({ clock: { now: () => Date.UTC(2026, 1, 3, 9) } });
  await workspaceOf(t)('POST', '/clock/advance', { ms: 60_000 });
  const entry = await entryOf(t, await t.cohorts(named('vip')));
  expect(entry).toMatchObject({ at: '2026-02-03T09:01:00.000Z', received_at: '2026-02-03T09:00:00.000Z' });
});
