import { describe, expect, test } from 'vitest';
import { change, cohortIds, said, success } from '../support/answers.js';
import { freshEmulator, type TestEmulator, transports } from '../support/emulator.js';
import { anAlias, aUser, byExternalId, exported, userCount, wireAlias } from '../support/users/users.js';

// The checklist of the wire contract, section 8, lines 3 to 6, 19 and 20, in its own words.
describe.each(transports)('conformance of matching %s', (transport) => {
  const fresh = (...users: ReturnType<typeof aUser>[]) => freshEmulator({ transport, workspace: { users } });
  const outcome = (t: TestEmulator) => t.finished.at(-1)!.outcome;

  test('3. Add by each identifier kind; unknown ids ignored; nobody created; 201 each time.', async () => {
    const t = await fresh(
      aUser({ externalId: 'by-id' }),
      aUser({ externalId: 'by-alias', aliases: [anAlias('crm:1')] }),
      aUser({ aliases: [anAlias('crm:alias-only')] }),
      aUser({ deviceIds: ['by-device'] }),
    );
    expect(said(await change(t, 'c', { user_ids: ['by-id', 'nobody', 'BY-ID'] }))).toBe(success);
    expect(t.members('c')).toEqual(['by-id']);
    expect(outcome(t)).toMatchObject({ added: 1, unknown: { externalIds: ['nobody', 'BY-ID'] } });

    expect(said(await change(t, 'c', { device_ids: ['by-device', 'no-device'] }))).toBe(success);
    expect(t.members('c')).toEqual(['by-device', 'by-id']);
    expect(outcome(t)).toMatchObject({ added: 1, unknown: { deviceIds: ['no-device'] } });

    const aliases = ['crm:1', 'crm:alias-only', 'crm:2', 'web:1'].map(wireAlias);
    expect(said(await change(t, 'c', { aliases }))).toBe(success);
    expect(t.members('c')).toEqual(['alias-only', 'by-alias', 'by-device', 'by-id']);
    expect(outcome(t)).toMatchObject({
      added: 2,
      unknown: { aliases: [anAlias('crm:2'), anAlias('web:1')] },
    });

    expect(said(await change(t, 'c', { user_ids: ['no-1'], device_ids: ['no-2'], aliases: [] }))).toBe(
      success,
    );
    expect(t.members('c')).toHaveLength(4);
    expect(userCount(t)).toBe(4);
  });

  test('4. Device id of an identified user: add and remove both have no effect and still 201.', async () => {
    const t = await fresh(
      aUser({ externalId: 'outside', deviceIds: ['dev-outside'] }),
      aUser({ externalId: 'inside', deviceIds: ['dev-inside'] }),
    );
    await change(t, 'c', { user_ids: ['inside'] });

    expect(said(await change(t, 'c', { device_ids: ['dev-outside'] }))).toBe(success);
    expect(outcome(t)).toMatchObject({ added: 0, skippedIdentified: { deviceIds: ['dev-outside'] } });
    expect(t.members('c')).toEqual(['inside']);

    expect(said(await change(t, 'c', { device_ids: ['dev-inside'], should_remove: true }))).toBe(success);
    expect(outcome(t)).toMatchObject({ removed: 0, skippedIdentified: { deviceIds: ['dev-inside'] } });
    expect(t.members('c')).toEqual(['inside']);
    expect(userCount(t)).toBe(2);
  });

  test('5. Anonymous member by device → identified → still a member; remove by the device has no effect; remove by `external_id` works.', async () => {
    const t = await fresh(aUser({ deviceIds: ['dev-1'], aliases: [anAlias('crm:1')] }));
    await change(t, 'c', { device_ids: ['dev-1'] });
    expect(t.members('c')).toEqual(['dev-1']);

    await t.rest('/users/identify', {
      aliases_to_identify: [{ external_id: 'cust-1', user_alias: wireAlias('crm:1') }],
    });
    expect(t.members('c')).toEqual(['cust-1']);

    expect(said(await change(t, 'c', { device_ids: ['dev-1'], should_remove: true }))).toBe(success);
    expect(t.members('c')).toEqual(['cust-1']);
    expect(said(await change(t, 'c', { user_ids: ['cust-1'], should_remove: true }))).toBe(success);
    expect(t.members('c')).toEqual([]);
    expect(cohortIds(t)).toEqual(['c']);
  });

  test('6. An id unknown today and created tomorrow is not a member until sent again.', async () => {
    const t = await fresh();
    const everyKind = { user_ids: ['late'], device_ids: ['dev-late'], aliases: [wireAlias('crm:late')] };
    expect(said(await change(t, 'c', everyKind))).toBe(success);
    expect(userCount(t)).toBe(0);

    await t.rest('/users/track', { attributes: [{ external_id: 'late', plan: 'gold' }] });
    await t.rest('/users/alias/new', { user_aliases: [wireAlias('crm:late')] });
    t.emulator.addUsers(t.workspace, [aUser({ deviceIds: ['dev-late'] })]);
    expect(userCount(t)).toBe(3);
    expect(t.members('c')).toEqual([]);

    expect(said(await change(t, 'c', everyKind))).toBe(success);
    expect(t.members('c')).toEqual(['dev-late', 'late', 'late']);
  });

  test('19. After a rename both external ids match in `user_ids`; after the removal only the new one.', async () => {
    const t = await fresh(aUser({ externalId: 'old' }));
    const rename = { external_id_renames: [{ current_external_id: 'old', new_external_id: 'new' }] };
    const renamed = await t.rest('/users/external_ids/rename', rename);
    expect(said(renamed)).toBe(
      '201 {"rename_errors":[],"external_ids":[{"current_external_id":"old","new_external_id":"new"}],"message":"success"}',
    );
    for (const id of ['old', 'new']) {
      expect(said(await change(t, `by-${id}`, { user_ids: [id] }))).toBe(success);
      expect(t.members(`by-${id}`)).toEqual(['new']);
    }

    const removed = await t.rest('/users/external_ids/remove', { external_ids: ['old'] });
    expect(said(removed)).toBe('201 {"removed_ids":["old"],"removal_errors":[],"message":"success"}');
    expect(said(await change(t, 'by-new', { user_ids: ['old'], should_remove: true }))).toBe(success);
    expect(t.members('by-new')).toEqual(['new']);
    expect(said(await change(t, 'by-new', { user_ids: ['new'], should_remove: true }))).toBe(success);
    expect(t.members('by-new')).toEqual([]);
    expect(userCount(t)).toBe(1);
  });

  test('20. `/users/export/ids` never shows cohorts.', async () => {
    const t = await fresh(aUser({ externalId: 'a', attributes: { plan: 'gold' } }));
    const before = await exported(t, byExternalId('a'));
    await t.cohorts({ cohort_id: 'zq-cohort', name: 'Zq name', created_at: '2026-02-03' });
    await change(t, 'zq-cohort', { user_ids: ['a'] });
    expect(t.members('zq-cohort')).toEqual(['a']);

    const whole = await t.rest('/users/export/ids', byExternalId('a'));
    expect(whole.status).toBe(201);
    expect(whole.json).toEqual({ users: [before], message: 'success' });
    const chosen = await t.rest('/users/export/ids', {
      ...byExternalId('a'),
      fields_to_export: ['external_id', 'cohorts', 'cohort_membership', 'custom_attributes'],
    });
    expect(chosen.json.users).toEqual([{ external_id: 'a', custom_attributes: { plan: 'gold' } }]);
    expect(whole.text + chosen.text).not.toMatch(/zq|cohort/i);
  });
});
