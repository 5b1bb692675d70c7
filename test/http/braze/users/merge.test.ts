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

const byId = (externalId: string) => ({ external_id: externalId });
const byWireAlias = (alias: string) => ({ user_alias: wireAlias(alias) });

describe.each(transports)('POST /users/merge %s', (transport) => {
  const fresh = (...users: ReturnType<typeof aUser>[]) => freshEmulator({ transport, workspace: { users } });
  const update = (toMerge: unknown, toKeep: unknown) => ({
    merge_updates: [{ identifier_to_merge: toMerge, identifier_to_keep: toKeep }],
  });

  test('answers 202, fills what the kept profile lacks and removes the merged one', async () => {
    const t = await fresh(
      aUser({
        externalId: 'merged',
        aliases: [anAlias('crm:m'), anAlias('web:m')],
        deviceIds: ['dev-m'],
        attributes: { first_name: 'M', country: 'NL', email: 'm@example.test', plan: 'gold', size: 'M' },
      }),
      aUser({
        externalId: 'kept',
        aliases: [anAlias('crm:k')],
        deviceIds: ['dev-k'],
        attributes: { first_name: 'K', plan: 'silver' },
      }),
    );

    const answer = await t.rest('/users/merge', update(byId('merged'), byId('kept')));

    expect(answer.status).toBe(202);
    expect(answer.text).toBe('{"message":"success"}');
    expect(await exported(t, byExternalId('merged'))).toBeUndefined();
    expect(await exported(t, byExternalId('kept'))).toMatchObject({
      first_name: 'K',
      country: 'NL',
      email: 'm@example.test',
      custom_attributes: { plan: 'silver', size: 'M' },
      user_aliases: [wireAlias('crm:k'), wireAlias('web:m')],
      devices: [{ device_id: 'dev-k' }, { device_id: 'dev-m' }],
    });
    expect(await exported(t, byAlias('crm:m'))).toBeUndefined();
  });

  test('adds up events, purchases and revenue, with the earliest first and latest last date', async () => {
    const t = await fresh(aUser({ externalId: 'merged' }), aUser({ externalId: 'kept' }));
    const event = (id: string, time: string) => ({ external_id: id, name: 'login', time });
    const purchase = (id: string, quantity: number, time: string) => ({
      external_id: id,
      product_id: 'shoe',
      currency: 'USD',
      price: 10.5,
      quantity,
      time,
    });
    await t.rest('/users/track', {
      events: [
        event('merged', '2024-01-01T00:00:00Z'),
        event('kept', '2024-02-01T00:00:00Z'),
        event('merged', '2024-03-01T00:00:00Z'),
      ],
      purchases: [purchase('merged', 2, '2024-01-05T00:00:00Z'), purchase('kept', 1, '2024-01-04T00:00:00Z')],
    });

    await t.rest('/users/merge', update(byId('merged'), byId('kept')));

    expect(await exported(t, byExternalId('kept'))).toMatchObject({
      total_revenue: 31.5,
      custom_events: [
        { name: 'login', first: '2024-01-01T00:00:00.000Z', last: '2024-03-01T00:00:00.000Z', count: 3 },
      ],
      purchases: [
        { name: 'shoe', first: '2024-01-04T00:00:00.000Z', last: '2024-01-05T00:00:00.000Z', count: 3 },
      ],
    });
  });

  test('moves push tokens to the kept profile', async () => {
    const t = await fresh(aUser({ externalId: 'merged' }), aUser({ externalId: 'kept' }));
    const token = (name: string) => ({ app_id: 'app-1', token: name, device_id: `device-${name}` });
    await t.rest('/users/track', {
      attributes: [
        { external_id: 'merged', push_tokens: [token('m')] },
        { external_id: 'kept', push_tokens: [token('k')] },
      ],
    });
    await t.rest('/users/merge', update(byId('merged'), byId('kept')));
    expect((await exported(t, byExternalId('kept'))).push_tokens).toEqual([
      { app: 'app-1', token: 'k', device_id: 'device-k' },
      { app: 'app-1', token: 'm', device_id: 'device-m' },
    ]);
  });

  test('unites memberships on the kept profile', async () => {
    const t = await fresh(aUser({ externalId: 'merged' }), aUser({ externalId: 'kept' }));
    await t.cohortUsers({ cohort_id: 'a', cohort_changes: [{ user_ids: ['merged'] }] });
    await t.cohortUsers({ cohort_id: 'b', cohort_changes: [{ user_ids: ['kept'] }] });
    await t.cohortUsers({ cohort_id: 'c', cohort_changes: [{ user_ids: ['merged', 'kept'] }] });
    await t.rest('/users/merge', update(byId('merged'), byId('kept')));
    expect([t.members('a'), t.members('b'), t.members('c')]).toEqual([['kept'], ['kept'], ['kept']]);
  });

  test('with membership_on_merge keep_target loses the memberships of the merged profile', async () => {
    const t = await freshEmulator({
      transport,
      workspace: {
        users: [aUser({ externalId: 'merged' }), aUser({ externalId: 'kept' })],
        behaviour: { membershipOnMerge: 'keep_target' },
      },
    });
    await t.cohortUsers({ cohort_id: 'a', cohort_changes: [{ user_ids: ['merged'] }] });
    await t.cohortUsers({ cohort_id: 'c', cohort_changes: [{ user_ids: ['merged', 'kept'] }] });
    await t.rest('/users/merge', update(byId('merged'), byId('kept')));
    expect([t.members('a'), t.members('c')]).toEqual([[], ['kept']]);
  });

  test('merges the most recently updated anonymous profile with an address into the identified one', async () => {
    const email = 'k@example.test';
    const t = await fresh(
      aUser({ attributes: { email, rank: 1 } }),
      aUser({ attributes: { email, rank: 2 } }),
      aUser({ externalId: 'kept', attributes: { email } }),
    );
    const identifier = (kind: string) => ({ email, prioritization: [kind, 'most_recently_updated'] });
    await t.rest('/users/merge', update(identifier('unidentified'), identifier('identified')));
    expect(await exported(t, byExternalId('kept'))).toMatchObject({ custom_attributes: { rank: 2 } });
    expect(userCount(t)).toBe(2);
  });

  test.each([
    [
      'an ambiguous prioritization',
      update({ email: 'k@example.test', prioritization: ['unidentified'] }, byId('kept')),
    ],
    ['an unknown profile to merge', update(byId('nobody'), byId('kept'))],
    ['an unknown profile to keep', update(byId('kept'), byWireAlias('crm:zz'))],
    ['two identifiers of one profile', update(byWireAlias('crm:k'), byId('kept'))],
    [
      'two invalid phone numbers',
      update({ phone: '12', prioritization: [] }, { phone: '34', prioritization: [] }),
    ],
  ])('merges nothing for %s and still answers 202', async (_, body) => {
    const t = await fresh(
      aUser({ externalId: 'kept', aliases: [anAlias('crm:k')] }),
      aUser({ attributes: { email: 'k@example.test', phone: '12' } }),
      aUser({ attributes: { email: 'k@example.test', phone: '34' } }),
    );
    const answer = await t.rest('/users/merge', body);
    expect(answer.status).toBe(202);
    expect(answer.json).toEqual({ message: 'success' });
    expect(userCount(t)).toBe(3);
  });

  test('applies the updates in array order', async () => {
    const t = await fresh(
      aUser({ externalId: 'a', aliases: [anAlias('crm:a')] }),
      aUser({ externalId: 'b' }),
      aUser({ externalId: 'c' }),
    );
    await t.rest('/users/merge', {
      merge_updates: [
        { identifier_to_merge: byId('a'), identifier_to_keep: byId('b') },
        { identifier_to_merge: byId('b'), identifier_to_keep: byId('c') },
      ],
    });
    expect(await exported(t, byAlias('crm:a'))).toMatchObject({ external_id: 'c' });
  });

  const objects = "'merge_updates' must be an array of objects";
  const keys = "'merge_updates' must only have 'identifier_to_merge' and 'identifier_to_keep'";
  const identifiers =
    "identifiers must be objects with an 'external_id' property that is a string, 'user_alias' property that is an object, 'email' property that is a string, or 'phone' property that is a string";

  test.each([
    [{}, objects],
    [{ merge_updates: {} }, objects],
    [{ merge_updates: [[]] }, objects],
    [
      { merge_updates: Array.from({ length: 51 }, () => ({})) },
      'a single request may not contain more than 50 merge updates',
    ],
    [{ merge_updates: [{ identifier_to_merge: byId('a') }] }, keys],
    [{ merge_updates: [{ identifier_to_merge: byId('a'), identifier_to_keep: byId('b'), note: 1 }] }, keys],
    [update(byId('a'), 'b'), identifiers],
    [update(byId('a'), {}), identifiers],
    [update(byId('a'), { external_id: 5 }), identifiers],
    [update(byId('a'), { braze_id: '5ad62ed85941bafd80298dfc' }), identifiers],
    [update(byId('a'), { user_alias: 'b' }), identifiers],
    [update({ external_id: 'a', email: 'k@example.test' }, byId('b')), identifiers],
    [
      update({ email: 'k@example.test' }, byId('b')),
      "'prioritization' must be an array of 'identified', 'unidentified', 'most_recently_updated', 'least_recently_updated', with 'identified' or 'unidentified' but not both",
    ],
  ])('refuses %j', async (body, message) => {
    const t = await fresh();
    const answer = await t.rest('/users/merge', body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message });
  });

  test('applies nothing when a later update is refused', async () => {
    const t = await fresh(aUser({ externalId: 'a' }), aUser({ externalId: 'b' }));
    const good = { identifier_to_merge: byId('a'), identifier_to_keep: byId('b') };
    expect((await t.rest('/users/merge', { merge_updates: [good, {}] })).status).toBe(400);
    expect(userCount(t)).toBe(2);
  });
});
