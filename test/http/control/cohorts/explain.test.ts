import { expect, test } from 'vitest';
import { journalEntriesMax } from '../../../../src/domain/limits.js';
import { workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { aRecord, requestId } from '../../../support/journal.js';
import { anAlias, aUser } from '../../../support/users/users.js';

const path = '/cohorts/hightouch/vip/explain';

/** `cust-1` with the device `phone`, `cust-2` with an alias, and somebody anonymous with the device `tablet`. */
async function world(): Promise<TestEmulator> {
  return freshEmulator({
    workspace: {
      users: [
        aUser({ externalId: 'cust-1', deviceIds: ['phone'] }),
        aUser({ externalId: 'cust-2', aliases: [anAlias('crm:L-2')] }),
        aUser({ deviceIds: ['tablet'] }),
      ],
    },
  });
}

const vip = (t: TestEmulator, ...cohort_changes: object[]) =>
  t.cohortUsers({ cohort_id: 'vip', cohort_changes });

test('somebody who is in a cohort is told with the request that added them', async () => {
  const t = await world();
  const added = await vip(t, { user_ids: ['cust-1'] });
  const again = await vip(t, { user_ids: ['cust-1'] });
  const { status, json } = await workspaceOf(t)('GET', `${path}?external_id=cust-1`);
  expect(status).toBe(200);
  expect(json).toEqual({
    identifier: { external_id: 'cust-1' },
    status: 'member',
    member: true,
    rule: 'added',
    message: 'request 1 at cohort_changes[0].user_ids[0] added them',
    request_id: requestId(added),
    user: {
      braze_id: expect.any(String),
      external_id: 'cust-1',
      user_aliases: [],
      device_ids: ['phone'],
    },
    requests: [requestId(again), requestId(added)],
    request_count: 2,
    named: [requestId(again), requestId(added)].map((request_id) => ({
      request_id,
      at: expect.any(String),
      path: 'cohort_changes[0].user_ids[0]',
      identifier: { external_id: 'cust-1' },
      asked: 'add',
      effect: 'added',
    })),
    evicted: 0,
    evicted_until: null,
  });
});

test.each([
  ['external_id=cust-404', 'unknown', 'no_such_user', 'Make the user first'],
  ['external_id=CUST-1%20', 'other_form', 'no_such_user', "Send the external_id 'cust-1', exactly as"],
  ['device_id=phone', 'skipped', 'device_of_identified_user', 'Send their external_id in user_ids'],
  ['alias_label=crm&alias_name=L-2', 'not_member', 'removed', 'Send them again'],
  ['id=crm:L-2', 'not_member', 'removed', 'Send them again'],
  ['id=device:tablet', 'not_member', 'never_named', 'Send them in cohort_changes'],
])('%s is told as %s by rule %s, and what to do', async (query, status, rule, advice) => {
  const t = await world();
  await vip(t, { user_ids: ['cust-404', 'cust-2'], device_ids: ['phone'] });
  await vip(t, { aliases: [{ alias_label: 'crm', alias_name: 'L-2' }], should_remove: true });
  const { json } = await workspaceOf(t)('GET', `${path}?${query}`);
  expect(json).toMatchObject({ status, rule, member: false });
  expect(json.advice).toContain(advice);
});

test('what each request asked for and what came of it is told, the newest first', async () => {
  const t = await world();
  await vip(t, { device_ids: ['phone'] });
  await vip(t, { user_ids: ['cust-1'] }, { user_ids: ['cust-2'] });
  await vip(t, { user_ids: ['cust-1'], should_remove: true });
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['cust-1', 7] }] });
  const { json } = await workspaceOf(t)('GET', `${path}?external_id=cust-1`);
  expect(json.named).toMatchObject([
    { asked: 'add', effect: 'refused', status: 400 },
    { asked: 'remove', effect: 'removed' },
    { asked: 'add', effect: 'added' },
    { asked: 'add', effect: 'skipped', identifier: { device_id: 'phone' } },
  ]);
});

test.each(['say "hi"', 'back\\slash', 'line\nbreak', 'ü日\u2028', '</script>', '\u0007', '%_'])(
  'requests that name %j are found whatever it has in it',
  async (externalId) => {
    const t = await freshEmulator({ workspace: { users: [aUser({ externalId })] } });
    await vip(t, { user_ids: [externalId] });
    const { json } = await workspaceOf(t)('GET', `${path}?external_id=${encodeURIComponent(externalId)}`);
    expect(json).toMatchObject({ rule: 'added', request_count: 1 });
  },
);

test('a list is told in its order, with how many of each there are', async () => {
  const t = await world();
  const answer = await vip(t, { user_ids: ['cust-1', 'cust-404'], device_ids: ['phone'] });
  const identifiers = [
    'cust-404',
    'CUST-2',
    { external_id: 'cust-1' },
    { user_alias: { alias_label: 'crm', alias_name: 'L-2' } },
    'device:tablet',
  ];
  const { json } = await workspaceOf(t)('POST', path, { identifiers });
  expect(json.counts).toEqual({ member: 1, not_member: 2, skipped: 0, other_form: 1, unknown: 1 });
  expect(json.members.map((its: { status: string }) => its.status)).toEqual([
    'unknown',
    'other_form',
    'member',
    'not_member',
    'not_member',
  ]);
  expect(json.members[0].requests).toEqual([requestId(answer)]);
  expect(json.members[1].similar).toEqual({ external_id: 'cust-2' });
});

test('a device that an anonymous and an identified user share means the anonymous one, as in a request', async () => {
  const t = await freshEmulator({
    workspace: { users: [aUser({ externalId: 'a', deviceIds: ['d'] }), aUser({ deviceIds: ['d'] })] },
  });
  const { json } = await workspaceOf(t)('GET', `${path}?device_id=d`);
  expect(json).toMatchObject({ status: 'not_member', user: { external_id: null } });
});

test('10,000 identifiers are told at once, and one more is refused', async () => {
  const users = Array.from({ length: 1_000 }, (_, index) => aUser({ externalId: `cust-${index}` }));
  const t = await freshEmulator({ workspace: { users } });
  await vip(t, { user_ids: users.map(({ externalId }) => externalId) });
  const identifiers = Array.from({ length: 10_000 }, (_, index) => `cust-${index}`);
  const { json } = await workspaceOf(t)('POST', path, { identifiers });
  expect(json.counts).toMatchObject({ member: 1_000, unknown: 9_000 });
  const refused = await workspaceOf(t)('POST', path, { identifiers: [...identifiers, 'x'] });
  expect(refused).toMatchObject({ status: 400, json: { error: { path: 'identifiers' } } });
});

test('that older requests had to go is told, in the sentence too', async () => {
  const t = await world();
  await vip(t, { user_ids: ['cust-1'] });
  await vip(t, { user_ids: ['cust-1'], should_remove: true });
  for (let count = 0; count < journalEntriesMax; count++) {
    t.emulator.recordRequest(
      aRecord({ id: String(count), path: '/x', workspace: t.workspace, answer: null }),
      [],
    );
  }
  const { json } = await workspaceOf(t)('GET', `${path}?external_id=cust-1`);
  expect(json).toMatchObject({ rule: 'never_named', evicted: 2, evicted_until: expect.any(String) });
  expect(json.message).toBe(
    'no request named them; 2 older requests are not in the journal any more, because it was full',
  );
});

test.each([
  ['', 'external_id'],
  ['?external_id=a&device_id=b', 'device_id'],
  ['?alias_label=crm', 'alias_name'],
  ['?alias_name=L-2', 'alias_label'],
  ['?who=a', 'who'],
])('a question that is not clear is refused with its place: %s', async (query, place) => {
  const t = await world();
  const { status, json } = await workspaceOf(t)('GET', path + query);
  expect({ status, ...json.error }).toMatchObject({ status: 400, code: 'invalid_request', path: place });
});

test('a partner that nobody knows is refused, whatever the cohort', async () => {
  const t = await world();
  const { status, json } = await workspaceOf(t)('GET', '/cohorts/hightuch/vip/explain?external_id=cust-1');
  expect({ status, code: json.error.code }).toEqual({ status: 404, code: 'partner_not_found' });
});
