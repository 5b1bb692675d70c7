import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { cohortIds, named, refusals, said, success } from '../../../support/answers.js';
import { freshEmulator, transports } from '../../../support/emulator.js';
import { aUser } from '../../../support/users/users.js';

const withUsers = (...externalIds: string[]) => ({
  workspace: { users: externalIds.map((externalId) => aUser({ externalId })) },
});
const changes = [{ user_ids: ['a'] }];

describe.each(transports)('partner cohorts %s', (transport) => {
  const badName = { partner_api_key: 1, client_secret: 'x', cohort_id: '', name: '', created_at: 'x' };
  const goodKey = { partner_api_key: '11111111-aaaa-4aaa-8aaa-111111111111' };

  test.each([
    ['a partner API key of another kind', {}, refusals.partnerApiKey],
    ['an unknown partner API key', { partner_api_key: 'x' }, refusals.partnerApiKey],
    [
      "another partner's API key",
      { partner_api_key: '11111111-aaaa-4aaa-8aaa-222222222222' },
      refusals.partnerApiKey,
    ],
    ['a missing partner API key', { partner_api_key: undefined }, refusals.partnerApiKey],
    ['an unknown client secret', goodKey, refusals.clientSecret],
    ['a missing client secret', { ...goodKey, client_secret: undefined }, refusals.clientSecret],
    ['a client secret of another kind', { ...goodKey, client_secret: ['k'] }, refusals.clientSecret],
    ['an invalidated client secret', { ...goodKey, client_secret: 'key-invalidated' }, refusals.clientSecret],
    [
      "another partner's client secret",
      { ...goodKey, client_secret: 'key-segment' },
      refusals.notEnabled('key-segment'),
    ],
    ['an empty cohort_id', { ...goodKey, client_secret: 'key' }, refusals.cohortId],
    ['a numeric cohort_id', { ...goodKey, client_secret: 'key', cohort_id: 7 }, refusals.cohortId],
    ['an empty name', { ...goodKey, client_secret: 'key', cohort_id: 'c' }, refusals.name],
    ['a blank name', { ...goodKey, client_secret: 'key', cohort_id: 'c', name: ' \t\n' }, refusals.name],
    [
      'a created_at that is no time',
      { ...goodKey, client_secret: 'key', cohort_id: 'c', name: 'n' },
      refusals.createdAt,
    ],
  ])('of several faults the first is told: %s', async (_fault, fields, expected) => {
    const workspace = {
      partners: [
        { partner: 'hightouch', dataImportKeys: ['key', 'key-invalidated'] },
        { partner: 'segment', dataImportKeys: ['key-segment'] },
      ],
    };
    const t = await freshEmulator({ transport, workspace });
    t.emulator.invalidateDataImportKey(t.workspace, 'hightouch', 'key-invalidated');
    expect(said(await t.cohorts({ ...badName, ...fields }))).toBe(expected);
    expect(cohortIds(t)).toEqual([]);
  });

  test.each([
    ['cohort_id', { cohort_id: '', cohort_changes: 'x' }, refusals.cohortId],
    ['cohort_id when the rest is missing', { cohort_id: null }, refusals.cohortId],
    ['cohort_changes when missing', { cohort_id: 'c' }, refusals.cohortChanges],
    [
      'cohort_changes before the number of ids',
      { cohort_id: 'c', cohort_changes: [{ user_ids: Array(1_001).fill('a') }, { user_ids: [1] }] },
      refusals.cohortChanges,
    ],
    [
      'the number of ids, duplicates counted',
      { cohort_id: 'c', cohort_changes: [{ user_ids: Array(1_001).fill('a') }] },
      refusals.tooMany,
    ],
  ])('of several faults of a member request the first is told: %s', async (_fault, fields, expected) => {
    const t = await freshEmulator({ transport, ...withUsers('a') });
    expect(said(await t.cohortUsers(fields))).toBe(expected);
    expect(cohortIds(t)).toEqual([]);
  });

  test.each([
    ['an object', {}],
    ['null', null],
    ['an element that is null', [null]],
    ['an element that is an array', [[{ user_ids: ['a'] }]]],
    ['an element that is a string', ['a']],
    ['an empty element', [{}]],
    ['user_ids as a string', [{ user_ids: 'a' }]],
    ['user_ids null', [{ user_ids: null }]],
    ['a null among user_ids', [{ user_ids: ['a', null] }]],
    ['device_ids as an object', [{ device_ids: {} }]],
    ['aliases as a lone object', [{ aliases: { alias_label: 'crm', alias_name: 'x' } }]],
    ['aliases as strings', [{ aliases: ['crm:x'] }]],
    ['a numeric alias_name', [{ aliases: [{ alias_label: 'crm', alias_name: 1 }] }]],
    ['should_remove as a string', [{ user_ids: ['a'], should_remove: 'true' }]],
    ['should_remove as a number', [{ user_ids: ['a'], should_remove: 1 }]],
    ['should_remove null', [{ user_ids: ['a'], should_remove: null }]],
  ])('refuses cohort_changes: %s, and applies nothing', async (_fault, cohortChanges) => {
    const t = await freshEmulator({ transport, ...withUsers('a', 'b') });
    const sent = Array.isArray(cohortChanges) ? [{ user_ids: ['b'] }, ...cohortChanges] : cohortChanges;
    expect(said(await t.cohortUsers({ cohort_id: 'c', cohort_changes: sent }))).toBe(refusals.cohortChanges);
    expect(cohortIds(t)).toEqual([]);
  });

  test('looks at the keys before the body, whatever its root', async () => {
    const t = await freshEmulator({ transport });
    for (const body of ['[]', 'null', '1', '"x"', '{}']) {
      expect(said(await t.post('/partners/hightouch/cohorts', body))).toBe(refusals.partnerApiKey);
      expect(said(await t.post('/partners/hightouch/cohorts/users', body))).toBe(refusals.partnerApiKey);
    }
  });

  test('a partner nobody knows is an unknown path, also with good keys', async () => {
    const t = await freshEmulator({ transport });
    expect(said(await t.partner('/partners/nobody/cohorts', named('c')))).toBe(refusals.unknownPath);
    expect(said(await t.partner('/partners/nobody/cohorts/users', {}))).toBe(refusals.unknownPath);
    // Content type and JSON come first.
    expect(said(await t.post('/partners/nobody/cohorts', '{'))).toBe(refusals.malformed);
  });

  test("takes the partner's name in any case", async () => {
    const t = await freshEmulator({ transport, ...withUsers('a') });
    expect(said(await t.partner('/partners/HighTouch/cohorts', named('c')))).toBe(success);
    const members = { cohort_id: 'c', cohort_changes: changes };
    expect(said(await t.partner('/partners/HIGHTOUCH/cohorts/users', members))).toBe(success);
    expect(cohortIds(t)).toEqual(['c']);
    expect(t.members('c')).toEqual(['a']);
  });

  test('a partner that is switched off answers with the third 401 until it is on again', async () => {
    const t = await freshEmulator({ transport });
    t.emulator.setPartnerEnabled(t.workspace, 'hightouch', false);
    expect(said(await t.cohorts(named('c')))).toBe(refusals.notEnabled(t.dataImportKey));
    t.emulator.setPartnerEnabled(t.workspace, 'hightouch', true);
    expect(said(await t.cohorts(named('c')))).toBe(success);
  });

  test('ignores an Authorization header, an old `partner` key and keys it does not know', async () => {
    const t = await freshEmulator({ transport, ...withUsers('a') });
    const body = {
      partner_api_key: t.partnerApiKey,
      client_secret: t.dataImportKey,
      partner: 'RudderStack',
      api_key: 'x',
      app_group_id: 7,
    };
    const headers = { authorization: 'Bearer nope' };
    expect(said(await t.post('/partners/hightouch/cohorts', { ...body, ...named('c') }, headers))).toBe(
      success,
    );
    const members = { ...body, cohort_id: 'c', cohort_changes: [{ user_ids: ['a'], emails: ['x'] }] };
    expect(said(await t.post('/partners/hightouch/cohorts/users', members, headers))).toBe(success);
    expect(t.members('c')).toEqual(['a']);
  });

  test('a REST API key opens no cohort endpoint', async () => {
    const t = await freshEmulator({ transport });
    expect(said(await t.cohorts({ ...named('c'), client_secret: t.restApiKey }))).toBe(refusals.clientSecret);
    const asHeader = { authorization: `Bearer ${t.restApiKey}` };
    expect(said(await t.post('/partners/hightouch/cohorts', named('c'), asHeader))).toBe(
      refusals.partnerApiKey,
    );
  });
});

test('a partner API key is good in its own region only, as the Host header tells it', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const key = (name: string) => `regional-${name}`;
  const [partner] = t.emulator.listKnownPartners().filter((its) => its.partner === 'hightouch');
  t.emulator.configurePartners([
    {
      ...partner!,
      apiKeys: [
        { key: key('us'), region: 'us' },
        { key: key('eu'), region: 'eu' },
        { key: key('all'), region: null },
      ],
    },
  ]);
  const call = async (name: string, host: string) => {
    const body = { ...named('c'), partner_api_key: key(name), client_secret: t.dataImportKey };
    const { status, text } = await request(t.url)
      .post('/partners/hightouch/cohorts')
      .set('Host', host)
      .send(body);
    return `${status} ${text}`;
  };
  for (const [name, host, expected] of [
    ['us', 'rest.iad-01.braze.com', success],
    ['us', 'rest.iad-08.braze.com', success],
    ['us', 'REST.IAD-03.BRAZE.COM:443', success],
    ['us', 'rest.fra-01.braze.eu', refusals.partnerApiKey],
    ['us', 'rest.au-01.braze.com', refusals.partnerApiKey],
    ['eu', 'rest.fra-02.braze.eu', success],
    ['eu', 'rest.iad-01.braze.com', refusals.partnerApiKey],
    ['us', 'localhost:27293', success],
    ['eu', 'localhost', success],
    ['all', 'rest.jp-01.braze.com', success],
    ['all', 'rest.fra-01.braze.eu', success],
  ] as const) {
    expect([name, host, await call(name, host)]).toEqual([name, host, expected]);
  }
});
