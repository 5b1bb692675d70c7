import { describe, expect, test } from 'vitest';
import { freshEmulator, transports } from '../../../support/emulator.js';
import {
  anAlias,
  aUser,
  byExternalId,
  exported,
  userCount,
  wireAlias,
} from '../../../support/users/users.js';

describe.each(transports)('POST /users/delete %s', (transport) => {
  const fresh = (...users: ReturnType<typeof aUser>[]) => freshEmulator({ transport, workspace: { users } });

  test('deletes by external id, and a later profile with that id is in no cohort', async () => {
    const t = await fresh(aUser({ externalId: 'cust-1' }), aUser({ externalId: 'cust-2' }));
    await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['cust-1', 'cust-2'] }] });

    const answer = await t.rest('/users/delete', {
      external_ids: ['cust-1'],
      user_aliases: [],
      braze_ids: [],
    });

    expect(answer.status).toBe(201);
    expect(answer.text).toBe('{"deleted":1,"message":"success"}');
    expect(t.members('vip')).toEqual(['cust-2']);
    t.emulator.addUsers(t.workspace, [aUser({ externalId: 'cust-1' })]);
    expect(t.members('vip')).toEqual(['cust-2']);
  });

  test('counts ids that match nobody, and lists only those that are no strings, found or not', async () => {
    const t = await fresh(aUser({ externalId: '400' }));
    const answer = await t.rest('/users/delete', { external_ids: [400, 401, 'x'] });
    expect(answer.text).toBe('{"invalid_user_ids":[400,401],"deleted":3,"message":"success"}');
    expect(userCount(t)).toBe(0);
  });

  test('deletes by alias and by braze_id, several kinds in one request', async () => {
    const t = await fresh(aUser({ aliases: [anAlias('crm:a1')] }), aUser({ deviceIds: ['dev-1'] }), aUser());
    const brazeId = (await exported(t, { device_id: 'dev-1' })).braze_id;
    const answer = await t.rest('/users/delete', {
      user_aliases: [wireAlias('crm:a1'), wireAlias('crm:zz')],
      braze_ids: [brazeId, 'ffffffffffffffffffffffff'],
    });
    expect(answer.json).toEqual({ deleted: 4, message: 'success' });
    expect(userCount(t)).toBe(1);
  });

  test('a deprecated external id deletes the whole profile', async () => {
    const t = await fresh(aUser({ externalId: 'old' }));
    await t.rest('/users/external_ids/rename', {
      external_id_renames: [{ current_external_id: 'old', new_external_id: 'new' }],
    });
    await t.rest('/users/delete', { external_ids: ['old'] });
    expect(await exported(t, byExternalId('new'))).toBeUndefined();
  });

  test('deletes by e-mail and phone whom the prioritization leaves, and nobody when that is ambiguous', async () => {
    const email = 'k@example.test';
    const t = await fresh(
      aUser({ externalId: 'cust-1', attributes: { email } }),
      aUser({ attributes: { email } }),
      aUser({ externalId: 'cust-2', attributes: { phone: '+15551230001' } }),
    );
    const remove = (prioritization: string[]) =>
      t.rest('/users/delete', { email_addresses: [{ email, prioritization }] });

    const ambiguous = await remove([]);
    expect(ambiguous.json).toEqual({ deleted: 1, message: 'success' });
    expect(userCount(t)).toBe(3);
    await remove(['unidentified']);
    expect(userCount(t)).toBe(2);
    await t.rest('/users/delete', { phone_numbers: ['+15551230001'] });
    expect(await exported(t, byExternalId('cust-2'))).toBeUndefined();
    expect(await exported(t, byExternalId('cust-1'))).toBeDefined();
  });

  test('two ids of one profile are both valid', async () => {
    const t = await fresh(aUser({ externalId: 'cust-1', aliases: [anAlias('crm:a1')] }));
    const body = { external_ids: ['cust-1', 'cust-1'], user_aliases: [wireAlias('crm:a1')] };
    expect((await t.rest('/users/delete', body)).json).toEqual({ deleted: 3, message: 'success' });
  });

  const required =
    "'external_ids', 'user_aliases', 'braze_ids', 'email_addresses' or 'phone_numbers' is required";
  const emails =
    "'email_addresses' must be an array of strings or objects with an 'email' and a 'prioritization' of 'identified', 'unidentified' or 'most_recently_updated'";

  test.each([
    [{}, required],
    [{ external_ids: [], user_aliases: [] }, required],
    [{ external_ids: 'cust-1' }, "'external_ids' must be an array of strings"],
    [{ external_ids: ['cust-1', {}] }, "'external_ids' must be an array of strings"],
    [{ external_ids: ['cust-1', 1.5] }, "'external_ids' must be an array of strings"],
    [{ braze_ids: [5] }, "'braze_ids' must be an array of strings"],
    [{ user_aliases: ['crm:a1'] }, "'user_aliases' must be an array of objects"],
    [
      { user_aliases: [{ alias_name: 'a1' }] },
      "'user_aliases' must be an array of objects with an 'alias_label' and an 'alias_name'",
    ],
    [{ email_addresses: [{ email: 'k@example.test' }] }, emails],
    [{ email_addresses: [{ email: 'k@example.test', prioritization: ['least_recently_updated'] }] }, emails],
  ])('refuses %j and deletes nobody', async (body, message) => {
    const t = await fresh(aUser({ externalId: 'cust-1' }));
    const answer = await t.rest('/users/delete', body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message });
    expect(userCount(t)).toBe(1);
  });
});
