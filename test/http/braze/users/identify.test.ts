import { describe, expect, test } from 'vitest';
import { freshEmulator, type TestOptions, transports } from '../../../support/emulator.js';
import {
  anAlias,
  aUser,
  byAlias,
  byExternalId,
  exported,
  userCount,
  wireAlias,
} from '../../../support/users/users.js';

const entry = (externalId: unknown, alias: string) => ({
  external_id: externalId,
  user_alias: wireAlias(alias),
});
const success = { aliases_processed: 1, message: 'success' };

describe.each(transports)('POST /users/identify %s', (transport) => {
  const fresh = (users: ReturnType<typeof aUser>[], options: TestOptions = {}) =>
    freshEmulator({ transport, ...options, workspace: { ...options.workspace, users } });
  const identify = (t: Awaited<ReturnType<typeof fresh>>, ...entries: unknown[]) =>
    t.rest('/users/identify', { aliases_to_identify: entries });

  test('puts a new external id on the alias profile, which stays the same profile', async () => {
    const t = await fresh([aUser({ aliases: [anAlias('crm:a1')], attributes: { plan: 'gold' } })]);
    const before = await exported(t, byAlias('crm:a1'));

    const answer = await identify(t, entry('cust-1', 'crm:a1'));

    expect(answer.status).toBe(201);
    expect(answer.text).toBe('{"aliases_processed":1,"message":"success"}');
    expect(await exported(t, byExternalId('cust-1'))).toEqual({ ...before, external_id: 'cust-1' });
  });

  test('merges the alias profile into the identified one and removes it', async () => {
    const t = await fresh([
      aUser({ externalId: 'cust-1', attributes: { first_name: 'Kim', plan: 'gold' }, sessionCount: 2 }),
      aUser({
        aliases: [anAlias('crm:a1'), anAlias('web:w1')],
        deviceIds: ['dev-1'],
        attributes: {
          first_name: 'K.',
          last_name: 'Lee',
          email: 'k@example.test',
          plan: 'silver',
          size: 'M',
        },
      }),
    ]);

    expect((await identify(t, entry('cust-1', 'crm:a1'))).json).toEqual(success);

    expect(userCount(t)).toBe(1);
    expect(await exported(t, byExternalId('cust-1'))).toMatchObject({
      first_name: 'Kim',
      last_name: 'Lee',
      email: 'k@example.test',
      custom_attributes: { plan: 'gold', size: 'M' },
      user_aliases: [wireAlias('crm:a1'), wireAlias('web:w1')],
      devices: [{ device_id: 'dev-1' }],
    });
  });

  test('combines nothing when the identified profile has an alias with that label, and still succeeds', async () => {
    const t = await fresh([
      aUser({ externalId: 'cust-1', aliases: [anAlias('crm:other')] }),
      aUser({ aliases: [anAlias('crm:a1')], attributes: { last_name: 'Lee' } }),
    ]);

    expect((await identify(t, entry('cust-1', 'crm:a1'))).json).toEqual(success);

    expect(userCount(t)).toBe(2);
    expect(await exported(t, byAlias('crm:a1'))).not.toHaveProperty('external_id');
    expect(await exported(t, byExternalId('cust-1'))).not.toHaveProperty('last_name');
  });

  test('combines nothing when another label of the alias profile is taken', async () => {
    const t = await fresh([
      aUser({ externalId: 'cust-1', aliases: [anAlias('web:w0')] }),
      aUser({ aliases: [anAlias('crm:a1'), anAlias('web:w1')] }),
    ]);
    await identify(t, entry('cust-1', 'crm:a1'));
    expect(userCount(t)).toBe(2);
  });

  test.each([
    ['of another case', 'crm:A1'],
    ['that nobody has', 'crm:zz'],
  ])('changes nothing for an alias %s, counts it and creates nobody', async (_, alias) => {
    const t = await fresh([aUser({ aliases: [anAlias('crm:a1')] })]);
    const answer = await identify(t, entry('cust-1', alias));
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual(success);
    expect(userCount(t)).toBe(1);
    expect(await exported(t, byExternalId('cust-1'))).toBeUndefined();
  });

  test('leaves an alias of a profile that is identified as somebody else alone', async () => {
    const t = await fresh([
      aUser({ externalId: 'cust-1' }),
      aUser({ externalId: 'cust-2', aliases: [anAlias('crm:a2')] }),
    ]);
    expect((await identify(t, entry('cust-1', 'crm:a2'), entry('cust-3', 'crm:a2'))).status).toBe(201);
    expect(await exported(t, byAlias('crm:a2'))).toMatchObject({ external_id: 'cust-2' });
    expect(userCount(t)).toBe(2);
  });

  test('finds the identified profile by a deprecated external id', async () => {
    const t = await fresh([aUser({ externalId: 'old' }), aUser({ aliases: [anAlias('crm:a1')] })]);
    await t.rest('/users/external_ids/rename', {
      external_id_renames: [{ current_external_id: 'old', new_external_id: 'new' }],
    });
    await identify(t, entry('old', 'crm:a1'));
    expect(await exported(t, byAlias('crm:a1'))).toMatchObject({ external_id: 'new' });
    expect(userCount(t)).toBe(1);
  });

  test('takes a numeric external id for its decimal text', async () => {
    const t = await fresh([aUser({ aliases: [anAlias('crm:a1')] })]);
    await identify(t, entry(400, 'crm:a1'));
    expect(await exported(t, byAlias('crm:a1'))).toMatchObject({ external_id: '400' });
  });

  test('identifies by e-mail and phone the anonymous profile that the prioritization leaves', async () => {
    const t = await fresh([
      aUser({ attributes: { email: 'k@example.test', rank: 1 } }),
      aUser({ attributes: { email: 'k@example.test', rank: 2 } }),
      aUser({ attributes: { phone: '+15551230001', rank: 3 } }),
    ]);
    const answer = await t.rest('/users/identify', {
      emails_to_identify: [
        {
          external_id: 'by-email',
          email: 'k@example.test',
          prioritization: ['unidentified', 'most_recently_updated'],
        },
      ],
      phone_numbers_to_identify: [
        { external_id: 'by-phone', phone: '+15551230001', prioritization: ['unidentified'] },
      ],
    });
    expect(answer.json).toEqual({ aliases_processed: 2, message: 'success' });
    expect(await exported(t, byExternalId('by-email'))).toMatchObject({ custom_attributes: { rank: 2 } });
    expect(await exported(t, byExternalId('by-phone'))).toMatchObject({ custom_attributes: { rank: 3 } });
  });

  test('changes nothing when the prioritization leaves several profiles', async () => {
    const t = await fresh([
      aUser({ attributes: { email: 'k@example.test' } }),
      aUser({ attributes: { email: 'k@example.test' } }),
    ]);
    const entries = [{ external_id: 'cust-1', email: 'k@example.test', prioritization: ['unidentified'] }];
    expect((await t.rest('/users/identify', { emails_to_identify: entries })).json).toEqual(success);
    expect(await exported(t, byExternalId('cust-1'))).toBeUndefined();
  });

  test('changes nothing when the target itself is among the profiles with the address', async () => {
    const t = await fresh([
      aUser({ externalId: 'cust-1', attributes: { email: 'k@example.test' } }),
      aUser({ attributes: { email: 'k@example.test' } }),
    ]);
    const entries = [{ external_id: 'cust-1', email: 'k@example.test', prioritization: ['unidentified'] }];
    expect((await t.rest('/users/identify', { emails_to_identify: entries })).json).toEqual(success);
    expect(userCount(t)).toBe(2);
  });

  test('with merge_behavior none keeps aliases and push tokens and orphans attributes and events', async () => {
    const t = await fresh([
      aUser({ externalId: 'cust-1' }),
      aUser({ aliases: [anAlias('crm:a1')], attributes: { last_name: 'Lee', plan: 'gold' } }),
    ]);
    const who = { user_alias: wireAlias('crm:a1') };
    await t.rest('/users/track', {
      attributes: [{ ...who, push_tokens: [{ app_id: 'app-1', token: 'tok', device_id: 'device-1' }] }],
      events: [{ ...who, name: 'login', time: '2024-01-01T00:00:00Z' }],
    });
    await t.rest('/users/identify', {
      aliases_to_identify: [entry('cust-1', 'crm:a1')],
      merge_behavior: 'none',
    });
    const user = await exported(t, byAlias('crm:a1'));
    expect(user).toMatchObject({
      external_id: 'cust-1',
      push_tokens: [{ token: 'tok' }],
    });
    for (const field of ['last_name', 'custom_attributes', 'custom_events']) {
      expect(user).not.toHaveProperty(field);
    }
    expect(userCount(t)).toBe(1);
  });

  test('keeps the membership of the profile that is identified, and its device no longer matches', async () => {
    const t = await fresh([aUser({ aliases: [anAlias('crm:a1')], deviceIds: ['dev-1'] })]);
    await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ device_ids: ['dev-1'] }] });
    await identify(t, entry('cust-1', 'crm:a1'));
    expect(t.members('vip')).toEqual(['cust-1']);
    await t.cohortUsers({
      cohort_id: 'vip',
      cohort_changes: [{ device_ids: ['dev-1'], should_remove: true }],
    });
    expect(t.members('vip')).toEqual(['cust-1']);
  });

  test.each([
    ['union', ['cust-1']],
    ['keep_target', []],
  ] as const)(
    'with membership_on_merge %s the survivor of a merge is a member accordingly',
    async (membershipOnMerge, members) => {
      const users = [aUser({ externalId: 'cust-1' }), aUser({ aliases: [anAlias('crm:a1')] })];
      const t = await fresh(users, { workspace: { behaviour: { membershipOnMerge } } });
      await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ aliases: [wireAlias('crm:a1')] }] });
      await identify(t, entry('cust-1', 'crm:a1'));
      expect(t.members('vip')).toEqual(members);
    },
  );

  const objects = "'aliases_to_identify' must be an array of objects";
  const detailed = `${objects} with an 'external_id' and a 'user_alias' that has an 'alias_label' and an 'alias_name'`;
  const prioritization =
    "'prioritization' must be an array of 'identified', 'unidentified', 'most_recently_updated', 'least_recently_updated', with 'identified' or 'unidentified' but not both";
  const email = { external_id: 'x', email: 'k@example.test' };

  test.each([
    [{}, "'aliases_to_identify', 'emails_to_identify' or 'phone_numbers_to_identify' is required"],
    [[], "'aliases_to_identify', 'emails_to_identify' or 'phone_numbers_to_identify' is required"],
    [{ aliases_to_identify: {} }, objects],
    [{ aliases_to_identify: ['x'] }, objects],
    [{ aliases_to_identify: [{ external_id: 'x' }] }, detailed],
    [{ aliases_to_identify: [{ user_alias: wireAlias('crm:a1') }] }, detailed],
    [{ aliases_to_identify: [entry('', 'crm:a1')] }, detailed],
    [{ aliases_to_identify: [{ external_id: 'x', user_alias: 'a1', alias_label: 'crm' }] }, detailed],
    [{ aliases_to_identify: [entry('x'.repeat(988), 'crm:a1')] }, "'external_id' must be at most 987 bytes"],
    [{ emails_to_identify: [email] }, prioritization],
    [{ emails_to_identify: [{ ...email, prioritization: ['newest'] }] }, prioritization],
    [{ emails_to_identify: [{ ...email, prioritization: ['identified', 'unidentified'] }] }, prioritization],
    [{ aliases_to_identify: [], merge_behavior: 'all' }, "'merge_behavior' must be 'merge' or 'none'"],
  ])('refuses %j', async (body, message) => {
    const t = await fresh([]);
    const answer = await t.rest('/users/identify', body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message });
  });

  test('applies nothing when any entry is refused', async () => {
    const t = await fresh([aUser({ aliases: [anAlias('crm:a1')] })]);
    expect((await identify(t, entry('cust-1', 'crm:a1'), {})).status).toBe(400);
    expect(await exported(t, byExternalId('cust-1'))).toBeUndefined();
  });
});
