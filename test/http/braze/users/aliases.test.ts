import { describe, expect, test } from 'vitest';
import { freshEmulator, transports } from '../../../support/emulator.js';
import {
  anAlias,
  aUser,
  byAlias,
  byExternalId,
  exported,
  userCount,
  wireAlias,
} from '../../../support/users/users.js';

describe.each(transports)('POST /users/alias/new %s', (transport) => {
  const fresh = (...users: ReturnType<typeof aUser>[]) => freshEmulator({ transport, workspace: { users } });

  test('adds an alias to an identified profile, also by a deprecated external id', async () => {
    const t = await fresh(aUser({ externalId: 'old' }));
    await t.rest('/users/external_ids/rename', {
      external_id_renames: [{ current_external_id: 'old', new_external_id: 'new' }],
    });
    const answer = await t.rest('/users/alias/new', {
      user_aliases: [
        { external_id: 'new', ...wireAlias('crm:a1') },
        { external_id: 'old', ...wireAlias('web:w1') },
      ],
    });
    expect(answer.status).toBe(201);
    expect(answer.text).toBe('{"aliases_processed":2,"message":"success"}');
    expect((await exported(t, byExternalId('new'))).user_aliases).toEqual([
      wireAlias('crm:a1'),
      wireAlias('web:w1'),
    ]);
  });

  test('creates an alias-only profile without an external id, which an alias then adds to a cohort', async () => {
    const t = await fresh();
    await t.rest('/users/alias/new', { user_aliases: [wireAlias('crm:a1')] });
    await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ aliases: [wireAlias('crm:a1')] }] });
    expect(userCount(t)).toBe(1);
    expect(t.members('vip')).toEqual(['a1']);
  });

  test('creates nobody for an unknown external id', async () => {
    const t = await fresh();
    const answer = await t.rest('/users/alias/new', {
      user_aliases: [{ external_id: 'nobody', ...wireAlias('crm:a1') }],
    });
    expect(answer.json).toEqual({ aliases_processed: 1, message: 'success' });
    expect(userCount(t)).toBe(0);
  });

  test('changes nothing for a pair that exists anywhere', async () => {
    const t = await fresh(
      aUser({ externalId: 'cust-1', aliases: [anAlias('crm:a1')] }),
      aUser({ externalId: 'cust-2' }),
    );
    const answer = await t.rest('/users/alias/new', {
      user_aliases: [
        { external_id: 'cust-2', ...wireAlias('crm:a1') },
        wireAlias('crm:a1'),
        { external_id: 'cust-1', ...wireAlias('crm:a1') },
      ],
    });
    expect(answer.json).toEqual({ aliases_processed: 3, message: 'success' });
    expect(await exported(t, byAlias('crm:a1'))).toMatchObject({ external_id: 'cust-1' });
    expect(userCount(t)).toBe(2);
  });

  test('changes nothing when the profile has another name for the label', async () => {
    const t = await fresh(aUser({ externalId: 'cust-1', aliases: [anAlias('crm:a1')] }));
    await t.rest('/users/alias/new', { user_aliases: [{ external_id: 'cust-1', ...wireAlias('crm:a2') }] });
    expect((await exported(t, byExternalId('cust-1'))).user_aliases).toEqual([wireAlias('crm:a1')]);
  });

  test('unwraps elements of the form {"user_alias": {…}}', async () => {
    const t = await fresh(aUser({ externalId: '7' }));
    const answer = await t.rest('/users/alias/new', {
      user_aliases: [
        { user_alias: wireAlias('crm:a1') },
        { external_id: 7, user_alias: wireAlias('crm:a7') },
      ],
    });
    expect(answer.json).toEqual({ aliases_processed: 2, message: 'success' });
    expect(await exported(t, byAlias('crm:a1'))).not.toHaveProperty('external_id');
    expect(await exported(t, byAlias('crm:a7'))).toMatchObject({ external_id: '7' });
  });

  test('takes label and name of 236 bytes and refuses 237', async () => {
    const t = await fresh();
    const longest = `${'ü'.repeat(117)}ab`;
    const create = (name: string) =>
      t.rest('/users/alias/new', { user_aliases: [{ alias_label: longest, alias_name: name }] });
    expect((await create(longest)).status).toBe(201);
    expect((await create(`${longest}c`)).json).toEqual({ message: "'alias_name' must be at most 236 bytes" });
    expect(userCount(t)).toBe(1);
  });

  const objects = "'user_aliases' must be an array of objects";
  const detailed = `${objects} with an 'alias_label' and an 'alias_name' that are non-empty strings`;

  test.each([
    [{}, objects],
    [{ user_aliases: 'x' }, objects],
    [{ user_aliases: [wireAlias('crm:a1'), null] }, objects],
    [{ user_aliases: [wireAlias('crm:a1'), { alias_name: 'a2' }] }, detailed],
    [{ user_aliases: [{ alias_label: 'crm', alias_name: '' }] }, detailed],
    [{ user_aliases: [{ alias_label: 'crm', alias_name: 5 }] }, detailed],
  ])('refuses %j and applies nothing', async (body, message) => {
    const t = await fresh();
    const answer = await t.rest('/users/alias/new', body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message });
    expect(userCount(t)).toBe(0);
  });
});

describe.each(transports)('POST /users/alias/update %s', (transport) => {
  const fresh = (...users: ReturnType<typeof aUser>[]) => freshEmulator({ transport, workspace: { users } });
  const rename = (label: string, oldName: string, newName: string) => ({
    alias_updates: [{ alias_label: label, old_alias_name: oldName, new_alias_name: newName }],
  });

  test('replaces the name; the old pair no longer finds the profile and memberships stay', async () => {
    const t = await fresh(aUser({ externalId: 'cust-1', aliases: [anAlias('crm:a1')] }));
    await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ aliases: [wireAlias('crm:a1')] }] });

    const answer = await t.rest('/users/alias/update', rename('crm', 'a1', 'a2'));

    expect(answer.status).toBe(201);
    expect(answer.text).toBe('{"message":"success"}');
    expect(await exported(t, byAlias('crm:a1'))).toBeUndefined();
    expect(await exported(t, byAlias('crm:a2'))).toMatchObject({ external_id: 'cust-1' });
    expect(t.members('vip')).toEqual(['cust-1']);
  });

  test('changes nothing for an unknown pair or a new pair that is taken, and succeeds', async () => {
    const t = await fresh(aUser({ aliases: [anAlias('crm:a1')] }), aUser({ aliases: [anAlias('crm:a2')] }));
    const before = [await exported(t, byAlias('crm:a1')), await exported(t, byAlias('crm:a2'))];
    for (const body of [rename('crm', 'zz', 'yy'), rename('crm', 'a1', 'a2'), rename('crm', 'a1', 'a1')]) {
      expect((await t.rest('/users/alias/update', body)).json).toEqual({ message: 'success' });
    }
    expect([await exported(t, byAlias('crm:a1')), await exported(t, byAlias('crm:a2'))]).toEqual(before);
  });

  const objects = "'alias_updates' must be an array of objects";
  const detailed = `${objects} with an 'alias_label', an 'old_alias_name' and a 'new_alias_name' that are non-empty strings`;

  test.each([
    [{}, objects],
    [{ alias_updates: [1] }, objects],
    [{ alias_updates: [{ alias_label: 'crm', old_alias_name: 'a1' }] }, detailed],
    [rename('crm', 'a1', 'x'.repeat(237)), "'new_alias_name' must be at most 236 bytes"],
  ])('refuses %j', async (body, message) => {
    const t = await fresh();
    const answer = await t.rest('/users/alias/update', body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message });
  });
});
