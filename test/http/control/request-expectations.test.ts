import { describe, expect, test } from 'vitest';
import { controlOf, workspaceOf } from '../../support/control.js';
import { freshEmulator, type TestEmulator, transports } from '../../support/emulator.js';

const users = [{ externalId: 'kim', aliases: [], deviceIds: [], attributes: {} }];

async function watched(transport?: (typeof transports)[number]) {
  const t = await freshEmulator({ workspace: { users }, ...(transport && { transport }) });
  const ask = (what: 'verify' | 'wait') => async (question: object) =>
    (await workspaceOf(t)('POST', `/requests/${what}`, question)).json;
  return { t, verify: ask('verify'), wait: ask('wait') };
}

const name = (t: TestEmulator, cohortId: string) =>
  t.cohorts({ cohort_id: cohortId, name: cohortId, created_at: '2026-02-03T09:00:00Z' });
const add = (t: TestEmulator, ...userIds: string[]) =>
  t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: userIds }] });

describe('verify', () => {
  test('two in a row see what changed between them, and each its own workspace', async () => {
    const { t, verify } = await watched();
    const { json: other } = await controlOf(t)('POST', '/workspaces', {});
    const match = { cohort_id: 'vip' };
    const ids = [await name(t, 'vip'), await name(t, 'vip')].map((its) => its.headers.get('x-request-id'));
    expect((await verify({ match })).requests).toEqual(ids);
    await workspaceOf(t)('DELETE', `/requests/${ids[0]}`);
    expect((await verify({ match })).requests).toEqual([ids[1]]);
    const elsewhere = await controlOf(t)('POST', `/workspaces/${other.id}/requests/verify`, { match });
    expect(elsewhere.json.count).toBe(0);
    expect((await verify({ match })).requests).toEqual([ids[1]]);
  });

  test('without a number there must be one request at least', async () => {
    const { t, verify } = await watched();
    const match = { route: '/partners/*/cohorts/users' };
    expect(await verify({ match })).toMatchObject({ verified: false, count: 0 });
    const answer = await add(t, 'kim');
    const id = answer.headers.get('x-request-id');
    expect(await verify({ match })).toEqual({ verified: true, count: 1, requests: [id] });
  });

  test('fails by its status when asked to, with the same body', async () => {
    const { t } = await watched();
    const ask = (query: string, match: object) =>
      workspaceOf(t)('POST', `/requests/verify${query}`, { match });
    const miss = await ask('', { cohort_id: 'vip' });
    expect([miss.status, miss.json.verified]).toEqual([200, false]);
    const failed = await ask('?fail=true', { cohort_id: 'vip' });
    expect([failed.status, failed.json]).toEqual([417, miss.json]);
    await name(t, 'vip');
    expect((await ask('?fail=true', { cohort_id: 'vip' })).status).toBe(200);
    expect((await ask('?fail=yes', {})).json.error).toMatchObject({ code: 'invalid_request', path: 'fail' });
  });

  test.each([
    [{ exactly: 2 }, true],
    [{ exactly: 1 }, false],
    [{ count: 2 }, true],
    [{ count: 3 }, false],
    [{ at_least: 2 }, true],
    [{ at_least: 3 }, false],
    [{ at_most: 2 }, true],
    [{ at_most: 1 }, false],
    [{ at_least: 1, at_most: 2 }, true],
    [{ at_least: 3, at_most: 4 }, false],
    [{ exactly: 0 }, false],
  ])('two requests against %j: %s', async (bounds, verified) => {
    const { t, verify } = await watched();
    await name(t, 'vip');
    await name(t, 'vip');
    expect(await verify({ match: { cohort_id: 'vip' }, ...bounds })).toMatchObject({ verified, count: 2 });
  });

  test.each([
    [{ route: '/partners/*/cohorts' }, { route: '/partners/*' }],
    [{ route: '/partners/**' }, { route: '/users/**' }],
    [{ method: 'post' }, { method: 'GET' }],
    [{ partner: 'Hightouch' }, { partner: 'segment' }],
    [{ cohort_id: 'vip' }, { cohort_id: 'VIP' }],
    [{ status: 201 }, { status: 200 }],
    [{ status: '2xx' }, { status: '4xx' }],
    [{ decision: 'accepted' }, { decision: 'refused' }],
    [{ rule: 'cohort_unchanged' }, { rule: 'unknown_user_id' }],
    [{ headers: { 'Content-Type': 'application/json' } }, { headers: { 'content-type': 'text/plain' } }],
    [{ body: { name: 'vip' } }, { body: { name: 'other' } }],
    [{ outcome: null }, { outcome: { added: 1 } }],
  ])('%j matches and %j does not', async (fits, misses) => {
    const { t, verify } = await watched();
    await name(t, 'vip');
    await name(t, 'vip');
    expect((await verify({ match: fits })).verified).toBe(true);
    expect((await verify({ match: misses })).verified).toBe(false);
  });

  test('a body pattern finds identifiers in any order, in any change, beside others', async () => {
    const { t, verify } = await watched();
    await t.cohortUsers({
      cohort_id: 'vip',
      cohort_changes: [{ user_ids: ['a', 'b', 'kim'] }, { user_ids: ['c'], should_remove: true }],
    });
    const removing = {
      cohort_changes: [{ should_remove: true, user_ids: ['c'] }, { user_ids: ['kim', 'a'] }],
    };
    expect((await verify({ match: { body: removing } })).verified).toBe(true);
    const exact = (ids: string[]) => ({ body: { cohort_changes: [{ user_ids: { $equals: ids } }] } });
    expect((await verify({ match: exact(['a', 'b', 'kim']) })).verified).toBe(true);
    expect((await verify({ match: exact(['a', 'kim', 'b']) })).verified).toBe(false);
    // One element cannot stand for two of the pattern.
    const twice = { body: { cohort_changes: [{ user_ids: ['c'] }, { user_ids: ['c'] }] } };
    expect((await verify({ match: twice })).verified).toBe(false);
  });

  test('what a cohort request did is matched as the journal shows it', async () => {
    const { t, verify } = await watched();
    await add(t, 'kim', 'nobody');
    expect(
      (await verify({ match: { outcome: { added: 1, unknown: { user_ids: ['nobody'] } } } })).verified,
    ).toBe(true);
    expect((await verify({ match: { outcome: { added: 2 } } })).verified).toBe(false);
  });

  test('a miss tells the nearest requests and what keeps them from matching', async () => {
    const { t, verify } = await watched();
    await name(t, 'other');
    const near = await add(t, 'nobody');
    const found = await verify({ match: { cohort_id: 'vip', outcome: { added: 1 } } });
    expect(found).toMatchObject({
      verified: false,
      count: 0,
      message: '0 requests match; expected at least 1',
    });
    expect(found.nearest[0]).toEqual({
      id: near.headers.get('x-request-id'),
      differences: [{ path: 'outcome.added', expected: 1, received: 0 }],
    });
  });

  test('one request that matches is counted as one', async () => {
    const { t, verify } = await watched();
    await name(t, 'vip');
    const { message } = await verify({ match: { cohort_id: 'vip' }, exactly: 2 });
    expect(message).toBe('1 request matches; expected exactly 2');
  });

  test('in_order wants each request later than the one before, whatever came between', async () => {
    const { t, verify } = await watched();
    await name(t, 'a');
    await name(t, 'vip');
    await add(t, 'kim');
    const naming = { route: '/partners/*/cohorts', cohort_id: 'vip' };
    const filling = { route: '/partners/*/cohorts/users', cohort_id: 'vip' };
    expect(await verify({ in_order: [naming, filling] })).toMatchObject({ verified: true, count: 2 });
    const wrong = await verify({ in_order: [filling, naming] });
    expect(wrong).toMatchObject({ verified: false, count: 1 });
    expect(wrong.message).toContain('in_order[1]');
    // One request is not two.
    expect((await verify({ in_order: [filling, filling] })).verified).toBe(false);
  });

  test('after leaves out what came up to a request', async () => {
    const { t, verify } = await watched();
    const first = await name(t, 'vip');
    const after = first.headers.get('x-request-id');
    expect((await verify({ match: { cohort_id: 'vip' }, after, exactly: 0 })).verified).toBe(true);
    await name(t, 'vip');
    expect((await verify({ match: { cohort_id: 'vip' }, after })).count).toBe(1);
  });

  test('an unknown request to look after is 404, an unknown workspace too', async () => {
    const { t } = await watched();
    const { status, json } = await workspaceOf(t)('POST', '/requests/verify', { after: 'nothing' });
    expect([status, json.error.code]).toEqual([404, 'request_not_found']);
    const unknown = await controlOf(t)('POST', '/workspaces/ws_x/requests/verify', {});
    expect([unknown.status, unknown.json.error.code]).toEqual([404, 'workspace_not_found']);
  });
});

describe.each(transports)('wait, %s', (transport) => {
  test('answers when the request has come', async () => {
    const { t, wait } = await watched(transport);
    const answer = wait({ match: { route: '/partners/*/cohorts/users' }, count: 2 });
    await add(t, 'kim');
    await name(t, 'vip');
    await add(t, 'nobody');
    expect(await answer).toMatchObject({ matched: true, count: 2 });
  });
});

test('a wait that is over answers with the nearest miss', async () => {
  const { t, wait } = await watched();
  await name(t, 'vip');
  const found = await wait({ match: { cohort_id: 'vip', status: '4xx' }, timeout_ms: 0 });
  expect(found).toMatchObject({ matched: false, count: 0 });
  expect(found.nearest[0].differences).toEqual([{ path: 'status', expected: '4xx', received: 201 }]);
});

test('a wait for an outcome ends when a processing delay has let the change be applied', async () => {
  const { t, wait } = await watched();
  const control = workspaceOf(t);
  await control('PATCH', '', { behaviour: { processing_delay_ms: 60_000 } });
  await control('PUT', '/clock', { frozen: true });
  const answer = wait({ match: { outcome: { added: 1, unknown: { user_ids: ['nobody'] } } } });
  const id = (await add(t, 'kim', 'nobody')).headers.get('x-request-id');
  const entry = async () => (await control('GET', `/requests/${id}`)).json;
  expect((await entry()).outcome).toBeNull();
  await control('POST', '/clock/advance', { ms: 60_000 });
  expect(await answer).toEqual({ matched: true, count: 1, requests: [id] });
  const applied = await entry();
  expect(applied.outcome).toMatchObject({ added: 1, unknown: { user_ids: ['nobody'] } });
  expect(applied.decision.notes.map(({ rule }: { rule: string }) => rule)).toEqual([
    'unknown_user_id',
    'implicit_cohort',
  ]);
});

test('a wait in which requests had to go fails instead of counting too few, and so does the contract report', async () => {
  const { t } = await watched();
  // 65 bodies of a megabyte are more than a journal keeps.
  const filler = 'x'.repeat(1_000_000);
  const first = await name(t, 'first');
  for (let count = 0; count < 70; count++) await t.rest('/users/track', { filler });
  const verify = (question: object) => workspaceOf(t)('POST', '/requests/verify', question);
  const { status, json } = await verify({ match: { cohort_id: 'first' } });
  expect([status, json.error.code]).toEqual([409, 'journal_incomplete']);
  expect(json.error.message).toMatch(/let go of \d+ requests/);
  const report = await workspaceOf(t)('GET', '/contract');
  expect([report.status, report.json.error.code]).toEqual([409, 'journal_incomplete']);
  expect(report.json.error.message).toMatch(/let go of \d+ requests/);
  const gone = await verify({ after: first.headers.get('x-request-id') });
  expect([gone.status, gone.json.error.code]).toEqual([404, 'request_not_found']);
  const last = await name(t, 'last');
  await name(t, 'later');
  const question = { match: { cohort_id: 'later' }, after: last.headers.get('x-request-id'), exactly: 1 };
  expect((await verify(question)).json.verified).toBe(true);
});

test.each([
  [{ match: { route: 'partners' } }, 'match.route'],
  [{ match: { status: '6xx' } }, 'match.status'],
  [{ match: { status: 99 } }, 'match.status'],
  [{ match: { decision: 'maybe' } }, 'match.decision'],
  [{ match: { headers: { a: 1 } } }, 'match.headers.a'],
  [{ match: { bodies: {} } }, 'match.bodies'],
  [{ exactly: -1 }, 'exactly'],
  [{ exactly: 1, at_least: 1 }, 'at_least'],
  [{ count: 1, exactly: 1 }, 'exactly'],
  [{ in_order: [] }, 'in_order'],
  [{ in_order: [{}], match: {} }, 'match'],
  [{ in_order: [{}], exactly: 1 }, 'exactly'],
  [{ after: 7 }, 'after'],
  [{ timeout_ms: 1 }, 'timeout_ms'],
])('verify refuses %j with its path', async (question, path) => {
  const { t } = await watched();
  const { status, json } = await workspaceOf(t)('POST', '/requests/verify', question);
  expect([status, json.error.code, json.error.path]).toEqual([400, 'invalid_request', path]);
});
