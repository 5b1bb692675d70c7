import { describe, expect, test } from 'vitest';
import { change, cohortIds, named, refusals, said, success } from '../support/answers.js';
import { freshEmulator, transports } from '../support/emulator.js';
import { anAlias, aUser, userCount, wireAlias } from '../support/users/users.js';

// The checklist of the wire contract, section 8, lines 1, 2 and 7 to 12, in its own words.
describe.each(transports)('conformance of the cohort endpoints %s', (transport) => {
  const ids = (count: number, prefix = 'id') => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);

  test('1. Segment-style test call (`cohort_changes: []`, unknown cohort, no `Authorization`): 201 with good keys, 401 with a bad one; no cohort appears.', async () => {
    const t = await freshEmulator({ transport, workspace: { partners: [{ partner: 'segment' }] } });
    const call = { cohort_id: 'dummy', cohort_changes: [] };

    expect(said(await t.cohortUsers(call))).toBe(success);
    expect(said(await t.cohortUsers({ ...call, client_secret: 'bad' }))).toBe(refusals.clientSecret);
    expect(said(await t.cohortUsers({ ...call, client_secret: t.restApiKey }))).toBe(refusals.clientSecret);
    expect(said(await t.cohortUsers({ ...call, partner_api_key: 'bad' }))).toBe(refusals.partnerApiKey);

    expect(cohortIds(t)).toEqual([]);
    expect(userCount(t)).toBe(0);
  });

  test('2. Create, rename, repeat `/cohorts`: members survive.', async () => {
    const t = await freshEmulator({
      transport,
      workspace: { users: [aUser({ externalId: 'a' }), aUser({ externalId: 'b' })] },
    });
    const cohort = () => t.emulator.getCohort(t.workspace, 'hightouch', 'c');

    expect(said(await t.cohorts(named('c', { name: 'First' })))).toBe(success);
    expect(t.members('c')).toEqual([]);
    await change(t, 'c', { user_ids: ['a', 'b'] });

    expect(said(await t.cohorts(named('c', { name: 'Second' })))).toBe(success);
    expect(cohort().name).toBe('Second');
    expect(t.members('c')).toEqual(['a', 'b']);

    expect(said(await t.cohorts(named('c', { name: 'Second' })))).toBe(success);
    expect(cohort()).toMatchObject({ name: 'Second', isImplicit: false, memberCount: 2 });
    expect(t.members('c')).toEqual(['a', 'b']);
    expect(cohortIds(t)).toEqual(['c']);
  });

  test('7. 1,000 ids over several change objects and lists pass; 1,001 fail with the exact text, nothing applied.', async () => {
    const t = await freshEmulator({
      transport,
      workspace: {
        users: [
          aUser({ externalId: 'user-0' }),
          aUser({ externalId: 'gone' }),
          aUser({ deviceIds: ['dev-0'] }),
        ],
      },
    });
    await change(t, 'c', { user_ids: ['gone'] });
    const aliases = ids(300, 'alias').map((name) => ({ alias_label: 'crm', alias_name: name }));
    const changes = (last: string[]) => [
      { user_ids: ids(300, 'user'), device_ids: ids(300, 'dev') },
      { aliases },
      { user_ids: last, should_remove: true },
    ];
    const hundred = ids(99, 'other').concat('gone');

    const refused = await t.cohortUsers({ cohort_id: 'c', cohort_changes: changes([...hundred, 'gone']) });
    expect(said(refused)).toBe(refusals.tooMany);
    expect(t.members('c')).toEqual(['gone']);
    const refusedNew = await t.cohortUsers({ cohort_id: 'new', cohort_changes: [{ user_ids: ids(1_001) }] });
    expect(said(refusedNew)).toBe(refusals.tooMany);
    expect(cohortIds(t)).toEqual(['c']);

    const passed = await t.cohortUsers({ cohort_id: 'c', cohort_changes: changes(hundred) });
    expect(said(passed)).toBe(success);
    expect(t.members('c')).toEqual(['dev-0', 'user-0']);
    expect(userCount(t)).toBe(3);
  });

  test('8. Empty `user_ids`/`device_ids`/`aliases` arrays pass; a change object without any of the three fails.', async () => {
    const t = await freshEmulator({ transport, workspace: { users: [aUser({ externalId: 'a' })] } });
    for (const fields of [
      { user_ids: [] },
      { device_ids: [] },
      { aliases: [] },
      { user_ids: [], device_ids: [], aliases: [] },
    ]) {
      expect(said(await change(t, 'empty', fields))).toBe(success);
    }
    expect(t.members('empty')).toEqual([]);
    const refused = await t.cohortUsers({
      cohort_id: 'other',
      cohort_changes: [{ user_ids: ['a'] }, { should_remove: true }],
    });
    expect(said(refused)).toBe(refusals.cohortChanges);
    expect(cohortIds(t)).toEqual(['empty']);
  });

  test('9. Numeric ids, string-typed `cohort_changes`, alias without a label: 400, nothing applied.', async () => {
    const t = await freshEmulator({
      transport,
      workspace: {
        users: [
          aUser({ externalId: '1' }),
          aUser({ deviceIds: ['2'] }),
          aUser({ aliases: [anAlias('crm:x')] }),
        ],
      },
    });
    const good = { user_ids: ['1'], device_ids: ['2'], aliases: [wireAlias('crm:x')] };
    for (const cohortChanges of [
      [good, { user_ids: [1] }],
      [good, { device_ids: [2] }],
      [good, { aliases: [{ alias_name: 'x' }] }],
      [good, { aliases: [wireAlias('crm:x'), { alias_label: 'crm' }] }],
      JSON.stringify([good]),
    ]) {
      const answer = await t.cohortUsers({ cohort_id: 'c', cohort_changes: cohortChanges });
      expect(said(answer)).toBe(refusals.cohortChanges);
    }
    expect(said(await t.cohortUsers({ cohort_id: 1, cohort_changes: [good] }))).toBe(refusals.cohortId);
    expect(cohortIds(t)).toEqual([]);
    expect(said(await t.cohortUsers({ cohort_id: 'c', cohort_changes: [good] }))).toBe(success);
    expect(t.members('c')).toEqual(['1', '2', 'x']);
  });

  test('10. Key rotation: two active keys; invalidating one yields `Invalid client secret` at once.', async () => {
    const t = await freshEmulator({ transport, workspace: { users: [aUser({ externalId: 'a' })] } });
    const second = t.emulator.createDataImportKey(t.workspace, 'hightouch').key;
    const add = (cohortId: string, key: string) =>
      t.cohortUsers({ cohort_id: cohortId, cohort_changes: [{ user_ids: ['a'] }], client_secret: key });

    expect(said(await add('c1', t.dataImportKey))).toBe(success);
    expect(said(await add('c2', second))).toBe(success);

    t.emulator.invalidateDataImportKey(t.workspace, 'hightouch', t.dataImportKey);
    expect(said(await add('c3', t.dataImportKey))).toBe(refusals.clientSecret);
    expect(said(await t.cohorts(named('c3')))).toBe(refusals.clientSecret);
    expect(said(await add('c4', second))).toBe(success);

    expect(cohortIds(t)).toEqual(['c1', 'c2', 'c4']);
    expect(t.members('c1')).toEqual(['a']);
  });

  test("11. Partner A's secret on partner B's path: third 401 text with the secret echoed.", async () => {
    const t = await freshEmulator({
      transport,
      workspace: { partners: [{ partner: 'hightouch' }, { partner: 'segment' }] },
    });
    const segmentApiKey = t.workspace.partners.find((its) => its.partner === 'segment')!.partnerApiKey;
    for (const [path, fields] of [
      ['/partners/segment/cohorts', named('c')],
      ['/partners/segment/cohorts/users', { cohort_id: 'c', cohort_changes: [{ user_ids: ['a'] }] }],
    ] as const) {
      const answer = await t.partner(path, { ...fields, partner_api_key: segmentApiKey });
      expect(said(answer)).toBe(refusals.notEnabled(t.dataImportKey));
      // The partner API key is looked at first.
      expect(said(await t.partner(path, fields))).toBe(refusals.partnerApiKey);
    }
    expect(cohortIds(t)).toEqual([]);
  });

  test('12. Same `cohort_id` under two partners or workspaces: two cohorts.', async () => {
    const users = ['a', 'b', 'c'].map((externalId) => aUser({ externalId }));
    const t = await freshEmulator({
      transport,
      workspace: { partners: [{ partner: 'hightouch' }, { partner: 'segment' }], users },
    });
    const segment = t.workspace.partners.find((its) => its.partner === 'segment')!;
    const other = t.emulator.createWorkspace({ users });
    const bySegment = {
      partner_api_key: segment.partnerApiKey,
      client_secret: segment.dataImportKeys[0]!.key,
    };
    const byOther = { client_secret: other.partners[0]!.dataImportKeys[0]!.key };
    const add = (id: string) => ({ cohort_id: 'same', cohort_changes: [{ user_ids: [id] }] });

    await t.cohorts(named('same', { name: 'Hightouch' }));
    await t.partner('/partners/segment/cohorts', { ...named('same', { name: 'Segment' }), ...bySegment });
    await t.cohorts({ ...named('same', { name: 'Other' }), ...byOther });
    expect(said(await t.cohortUsers(add('a')))).toBe(success);
    expect(said(await t.partner('/partners/segment/cohorts/users', { ...add('b'), ...bySegment }))).toBe(
      success,
    );
    expect(said(await t.cohortUsers({ ...add('c'), ...byOther }))).toBe(success);

    expect(t.members('same')).toEqual(['a']);
    expect(t.members('same', 'segment')).toEqual(['b']);
    const { items } = t.emulator.listCohortMembers(other, 'hightouch', 'same', { limit: 10 });
    expect(items.map((member) => member.externalId)).toEqual(['c']);
    expect(t.emulator.getCohort(t.workspace, 'hightouch', 'same').name).toBe('Hightouch');
    expect(t.emulator.getCohort(t.workspace, 'segment', 'same').name).toBe('Segment');
    expect(t.emulator.getCohort(other, 'hightouch', 'same').name).toBe('Other');
  });
});
