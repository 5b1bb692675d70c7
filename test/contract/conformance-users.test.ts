import { describe, expect, test } from 'vitest';
import { named, refusal, refusals, said, success } from '../support/answers.js';
import { freshEmulator, transports } from '../support/emulator.js';
import { ManualClock } from '../support/manual-clock.js';
import {
  anAlias,
  aUser,
  byAlias,
  byExternalId,
  exported,
  userCount,
  wireAlias,
} from '../support/users/users.js';

// The checklist of the wire contract, section 8, lines 13 to 18 and 21, in its own words.
describe.each(transports)('conformance of the user endpoints %s', (transport) => {
  const fresh = (...users: ReturnType<typeof aUser>[]) => freshEmulator({ transport, workspace: { users } });
  const identify = (externalId: string, alias: string) => ({
    aliases_to_identify: [{ external_id: externalId, user_alias: wireAlias(alias) }],
  });

  test('13. `/users/track` with `user_alias` and no flag creates nothing yet succeeds; with `false` it creates.', async () => {
    const t = await fresh();
    const body = (flag: object) => ({
      attributes: [{ user_alias: wireAlias('crm:1'), plan: 'gold', ...flag }],
    });
    const tracked = '201 {"attributes_processed":1,"message":"success"}';

    expect(said(await t.rest('/users/track', body({})))).toBe(tracked);
    expect(said(await t.rest('/users/track', body({ _update_existing_only: true })))).toBe(tracked);
    expect(userCount(t)).toBe(0);

    expect(said(await t.rest('/users/track', body({ _update_existing_only: false })))).toBe(tracked);
    expect(userCount(t)).toBe(1);
    expect(await exported(t, byAlias('crm:1'))).toMatchObject({
      user_aliases: [wireAlias('crm:1')],
      custom_attributes: { plan: 'gold' },
    });
  });

  test('14. `/users/alias/new` with a taken pair: success, no change.', async () => {
    const t = await fresh(
      aUser({ externalId: 'owner', aliases: [anAlias('crm:1')] }),
      aUser({ externalId: 'b' }),
    );
    const before = await t.rest('/users/export/ids', { external_ids: ['owner', 'b'] });

    for (const fields of [{ external_id: 'b' }, { external_id: 'owner' }, {}]) {
      const answer = await t.rest('/users/alias/new', {
        user_aliases: [{ ...fields, ...wireAlias('crm:1') }],
      });
      expect(said(answer)).toBe('201 {"aliases_processed":1,"message":"success"}');
    }
    const after = await t.rest('/users/export/ids', { external_ids: ['owner', 'b'] });
    expect(after.text).toBe(before.text);
    expect(userCount(t)).toBe(2);
    expect(await exported(t, byAlias('crm:1'))).toMatchObject({ external_id: 'owner' });
  });

  test('15. `/users/identify` with a label conflict: success, two profiles remain.', async () => {
    const t = await fresh(
      aUser({ externalId: 'known', aliases: [anAlias('crm:k')] }),
      aUser({ aliases: [anAlias('crm:anon')], attributes: { plan: 'gold' } }),
    );
    expect(said(await t.rest('/users/identify', identify('known', 'crm:anon')))).toBe(
      '201 {"aliases_processed":1,"message":"success"}',
    );
    expect(userCount(t)).toBe(2);
    const known = await exported(t, byExternalId('known'));
    expect(known.user_aliases).toEqual([wireAlias('crm:k')]);
    expect(known.custom_attributes?.plan).toBeUndefined();
    const anonymous = await exported(t, byAlias('crm:anon'));
    expect(anonymous.external_id).toBeUndefined();
    expect(anonymous.custom_attributes).toEqual({ plan: 'gold' });
  });

  test('16. `/users/identify` with wrong case of `alias_name`: success, no change.', async () => {
    const t = await fresh(aUser({ aliases: [anAlias('crm:anon')] }), aUser({ externalId: 'known' }));
    for (const externalId of ['known', 'new']) {
      expect(said(await t.rest('/users/identify', identify(externalId, 'crm:Anon')))).toBe(
        '201 {"aliases_processed":1,"message":"success"}',
      );
    }
    expect(userCount(t)).toBe(2);
    expect(await exported(t, byExternalId('new'))).toBeUndefined();
    expect((await exported(t, byExternalId('known'))).user_aliases).toEqual([]);
    expect((await exported(t, byAlias('crm:anon'))).external_id).toBeUndefined();
  });

  test('17. `/users/merge` answers 202 and its four 400 texts; everything else answers 201.', async () => {
    const t = await fresh(aUser({ externalId: 'a' }), aUser({ externalId: 'b' }), aUser({ externalId: 'c' }));
    const by = (id: string) => ({ external_id: id });
    const update = { identifier_to_merge: by('a'), identifier_to_keep: by('b') };
    for (const [updates, text] of [
      ['a', "'merge_updates' must be an array of objects"],
      [Array(51).fill(update), 'a single request may not contain more than 50 merge updates'],
      [
        [{ ...update, identifier_to_keep: { braze_id: 'b' } }],
        "identifiers must be objects with an 'external_id' property that is a string, 'user_alias' property that is an object, 'email' property that is a string, or 'phone' property that is a string",
      ],
      [
        [{ ...update, more: 1 }],
        "'merge_updates' must only have 'identifier_to_merge' and 'identifier_to_keep'",
      ],
    ] as const) {
      expect(said(await t.rest('/users/merge', { merge_updates: updates }))).toBe(refusal(400, text));
    }
    expect(userCount(t)).toBe(3);
    expect(said(await t.rest('/users/merge', { merge_updates: [update] }))).toBe('202 {"message":"success"}');
    expect(await exported(t, byExternalId('a'))).toBeUndefined();
    expect(userCount(t)).toBe(2);

    for (const [path, body] of [
      ['/users/track', { attributes: [{ external_id: 'c', plan: 'gold' }] }],
      ['/users/identify', identify('c', 'crm:1')],
      ['/users/alias/new', { user_aliases: [{ external_id: 'c', ...wireAlias('crm:1') }] }],
      [
        '/users/alias/update',
        { alias_updates: [{ alias_label: 'crm', old_alias_name: '1', new_alias_name: '2' }] },
      ],
      [
        '/users/external_ids/rename',
        { external_id_renames: [{ current_external_id: 'c', new_external_id: 'd' }] },
      ],
      ['/users/external_ids/remove', { external_ids: ['c'] }],
      ['/users/export/ids', byExternalId('d')],
      ['/users/delete', byExternalId('d')],
    ] as const) {
      const answer = await t.rest(path, body);
      expect([path, answer.status, answer.json.message]).toEqual([path, 201, 'success']);
    }
    expect(said(await t.cohorts(named('c')))).toBe(success);
    expect(said(await t.cohortUsers({ cohort_id: 'c', cohort_changes: [] }))).toBe(success);
  });

  test('18. `/users/delete` of unknown string ids: counted in `deleted`, not listed; ids sent as numbers are listed in `invalid_user_ids`.', async () => {
    const t = await fresh(aUser({ externalId: 'known' }), aUser({ externalId: 'stays' }));
    const answer = await t.rest('/users/delete', { external_ids: ['no-1', 'known', 'no-2'] });
    expect(said(answer)).toBe('201 {"deleted":3,"message":"success"}');
    expect(userCount(t)).toBe(1);
    expect(said(await t.rest('/users/delete', { external_ids: [400, 401, 402] }))).toBe(
      '201 {"invalid_user_ids":[400,401,402],"deleted":3,"message":"success"}',
    );
    expect(said(await t.rest('/users/delete', byExternalId('stays')))).toBe(
      '201 {"deleted":1,"message":"success"}',
    );
    expect(userCount(t)).toBe(0);
  });

  test('21. Rate-limit headers present, reset on the clock boundary in epoch seconds, empty on 401.', async () => {
    const clock = new ManualClock(Date.UTC(2026, 1, 3, 9, 59, 59, 500));
    const t = await freshEmulator({ transport, clock });
    const of = ({ headers }: { headers: Headers }) =>
      ['limit', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`));
    const at = (hour: number, minute = 0, second = 0) =>
      String(Date.UTC(2026, 1, 3, hour, minute, second) / 1000);
    const users = { cohort_id: 'c', cohort_changes: [] };

    expect(of(await t.cohortUsers(users))).toEqual(['250000', '249999', at(10)]);
    expect(of(await t.cohorts(named('c')))).toEqual(['250000', '249998', at(10)]);
    expect(of(await t.rest('/users/alias/new', { user_aliases: [] }))).toEqual(['20000', '19999', at(10)]);
    expect(of(await t.rest('/users/track', {}))).toEqual(['3000', '2999', at(10)]);
    clock.advance(500);
    expect(of(await t.cohortUsers(users))).toEqual(['250000', '249999', at(11)]);
    expect(of(await t.rest('/users/alias/new', { user_aliases: [] }))).toEqual(['20000', '19999', at(10, 1)]);
    expect(of(await t.rest('/users/track', {}))).toEqual(['3000', '2999', at(10, 0, 3)]);

    const badKey = await t.post('/users/track', {}, { authorization: 'Bearer nope' });
    expect(said(badKey)).toBe(refusal(401, 'Invalid API key: nope'));
    expect(of(badKey)).toEqual(['', '', '']);
    const badSecret = await t.cohortUsers({ ...users, client_secret: 'nope' });
    expect(said(badSecret)).toBe(refusals.clientSecret);
    expect(of(badSecret)).toEqual(['', '', '']);
    // Before a partner key is known there is nothing to count against. DESIGN 6.1
    const badPartnerKey = await t.cohortUsers({ ...users, partner_api_key: 'nope' });
    expect(of(badPartnerKey)).toEqual([null, null, null]);
  });
});
