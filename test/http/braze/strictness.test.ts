import { describe, expect, test } from 'vitest';
import { change, cohortIds, named, refusal, refusals, said, success } from '../../support/answers.js';
import { clockOf, minute } from '../../support/clock.js';
import { workspaceOf } from '../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../support/emulator.js';
import { external, ignoredParts, members } from '../../support/ignored-parts.js';
import { ManualClock } from '../../support/manual-clock.js';
import { anAlias, aUser, wireAlias } from '../../support/users/users.js';

const users = [
  aUser({ externalId: 'a', aliases: [anAlias('crm:a')], deviceIds: ['device-a'] }),
  aUser({ externalId: 'b', aliases: [anAlias('crm:b')] }),
  aUser({ externalId: 'unlabelled' }),
  aUser({ aliases: [anAlias('crm:anon'), anAlias('web:anon')], deviceIds: ['device-anon'] }),
  aUser({ attributes: { email: 'shared@example.test' } }),
  aUser({ attributes: { email: 'shared@example.test' } }),
  aUser({ externalId: 'bad-phone-1', attributes: { phone: '1' } }),
  aUser({ externalId: 'bad-phone-2', attributes: { phone: '2' } }),
];

async function fresh(behaviour: object = {}) {
  const t = await freshEmulator({ clock: new ManualClock(), workspace: { users } });
  await workspaceOf(t)('PATCH', '', { behaviour: { strictness: 'strict', ...behaviour } });
  return t;
}

const send = (t: TestEmulator, path: string, body: Record<string, unknown>) =>
  path.startsWith('/partners') ? t.partner(path, body) : t.rest(path, body);
const strictly = (path: string, reason: string) =>
  refusal(400, `Refused because the workspace is strict: ${path} ${reason}`);

/** All that is known of the users, to see that nothing changed. */
async function stateOf(t: TestEmulator) {
  const { items } = t.emulator.listUsers(t.workspace, { limit: 100 });
  return items.map((profile) => t.emulator.getUser(t.workspace, profile.brazeId));
}

test.each(ignoredParts)(
  '%s is ignored when lenient; strict refuses it whole',
  async (_, path, body, place, reason) => {
    const lenient = await fresh({ strictness: 'lenient' });
    expect((await send(lenient, path, body)).status).toBeLessThan(300);

    const t = await fresh();
    const before = await stateOf(t);
    expect(said(await send(t, path, body))).toBe(strictly(place, reason));
    expect(t.finished.at(-1)?.decision).toMatchObject({ rule: 'strict_refusal', path: place });
    expect(await stateOf(t)).toEqual(before);
    expect(cohortIds(t)).toEqual([]);
  },
);

test('an unknown field of an export is refused', async () => {
  const body = { external_ids: ['a'], external_id: 'a' };
  expect(said(await (await fresh()).rest('/users/export/ids', body))).toBe(
    strictly('external_id', 'is no field of this endpoint'),
  );
  expect((await (await fresh({ strictness: 'lenient' })).rest('/users/export/ids', body)).status).toBe(201);
});

describe('strict takes', () => {
  test('every field that the endpoints have', async () => {
    const t = await fresh();
    const prioritization = ['unidentified', 'most_recently_updated'];
    const contact = { ...external('e'), email: 'shared@example.test', prioritization };
    const occurrence = {
      app_id: 'app',
      time: '2026-02-01',
      properties: { x: 1 },
      _update_existing_only: false,
    };
    const token = { app_id: 'app', token: 'token', device_id: 'device-1' };
    const whole: [string, Record<string, unknown>][] = [
      ['/partners/hightouch/cohorts', named('c')],
      [
        '/partners/hightouch/cohorts/users',
        members({
          user_ids: ['a'],
          device_ids: ['device-anon'],
          aliases: [wireAlias('crm:b')],
          should_remove: false,
        }),
      ],
      [
        '/users/track',
        {
          attributes: [
            { ...external('a'), plan: 'gold', '*': 1, push_tokens: [token], _update_existing_only: true },
            { user_alias: wireAlias('crm:a'), nested: { any: { thing: 1 } }, _merge_objects: true },
          ],
          events: [
            { ...external('a'), ...occurrence, name: 'n', email: 'a@example.test', phone: '+31612345678' },
          ],
          purchases: [
            { ...external('a'), ...occurrence, product_id: 'p', currency: 'EUR', price: 1, quantity: 2 },
          ],
        },
      ],
      [
        '/users/identify',
        {
          aliases_to_identify: [{ ...external('unlabelled'), user_alias: wireAlias('web:anon') }],
          emails_to_identify: [contact],
          merge_behavior: 'merge',
        },
      ],
      [
        '/users/alias/new',
        { user_aliases: [{ ...external('a'), ...wireAlias('new:1') }, { user_alias: wireAlias('new:2') }] },
      ],
      [
        '/users/alias/update',
        { alias_updates: [{ alias_label: 'crm', old_alias_name: 'b', new_alias_name: 'z' }] },
      ],
      [
        '/users/merge',
        {
          merge_updates: [
            { identifier_to_merge: { user_alias: wireAlias('new:2') }, identifier_to_keep: external('b') },
          ],
        },
      ],
      [
        '/users/external_ids/rename',
        { external_id_renames: [{ current_external_id: 'a', new_external_id: 'z' }] },
      ],
      ['/users/external_ids/remove', { external_ids: ['a'] }],
      [
        '/users/export/ids',
        { external_ids: ['z'], user_aliases: [wireAlias('crm:a')], fields_to_export: ['email'] },
      ],
      ['/users/export/ids', { braze_id: 'x', device_id: 'y' }],
      ['/users/export/ids', { email_address: 'a@example.test' }],
      ['/users/export/ids', { phone: '+31612345678' }],
      [
        '/users/delete',
        {
          external_ids: ['z'],
          user_aliases: [wireAlias('crm:z')],
          braze_ids: ['x'],
          email_addresses: [{ email: 'shared@example.test', prioritization: ['unidentified'] }],
          phone_numbers: ['+31612345678'],
        },
      ],
    ];
    for (const [path, body] of whole) expect(said(await send(t, path, body))).toMatch(/^20[12] /);
  });

  test('a batch that is sent again because its answer was lost', async () => {
    const t = await fresh();
    const repeated: [string, Record<string, unknown>][] = [
      ['/partners/hightouch/cohorts', named('c')],
      [
        '/partners/hightouch/cohorts/users',
        members({ user_ids: ['a'] }, { user_ids: ['b'], should_remove: true }),
      ],
      [
        '/users/identify',
        { aliases_to_identify: [{ ...external('unlabelled'), user_alias: wireAlias('web:anon') }] },
      ],
      [
        '/users/alias/new',
        { user_aliases: [{ ...external('a'), ...wireAlias('new:1') }, wireAlias('new:2')] },
      ],
      [
        '/users/alias/update',
        { alias_updates: [{ alias_label: 'crm', old_alias_name: 'b', new_alias_name: 'z' }] },
      ],
      ['/users/track', { attributes: [{ ...external('a'), plan: 'gold' }] }],
      ['/users/delete', { external_ids: ['b'] }],
    ];
    for (const [path, body] of repeated) {
      const first = await send(t, path, body);
      expect([first.status, path]).toEqual([201, path]);
      expect((await send(t, path, body)).status).toBe(201);
    }
    expect(t.members('c')).toEqual(['a']);
  });

  test('a connection test and empty lists', async () => {
    const t = await fresh();
    expect(said(await t.cohortUsers({ cohort_id: 'dummy', cohort_changes: [] }))).toBe(success);
    const empty = { user_ids: [], device_ids: [], aliases: [] };
    expect(said(await change(t, 'c', empty))).toBe(success);
  });

  test('an alias-only user where those match, and not where they are skipped', async () => {
    const aliases = [wireAlias('crm:anon')];
    expect(said(await change(await fresh(), 'c', { aliases }))).toBe(success);
    expect(said(await change(await fresh({ alias_only_profiles: 'skip' }), 'c', { aliases }))).toBe(
      strictly('cohort_changes[0].aliases[0]', 'is the alias of no user who can be matched by it'),
    );
  });
});

test.each([
  ['create', success],
  [
    'ignore',
    strictly('cohort_id', 'is of no cohort that was ever named, so nothing of cohort_changes has an effect'),
  ],
  ['reject', refusals.cohortId],
])('with unknown_cohort %s strict says of a cohort never named: %s', async (unknownCohort, answer) => {
  const t = await fresh({ unknown_cohort: unknownCohort });
  expect(said(await change(t, 'c', { user_ids: ['a'] }))).toBe(answer);
});

test("Braze's own refusals come before what only strict refuses", async () => {
  const t = await fresh();
  expect(said(await t.cohortUsers({ x: 1, cohort_id: 5, cohort_changes: [] }))).toBe(refusals.cohortId);
  const tooMany = [{ user_ids: Array(1_001).fill('nobody') }];
  expect(said(await t.cohortUsers({ cohort_id: 'c', cohort_changes: tooMany }))).toBe(refusals.tooMany);
  expect(said(await t.cohortUsers({ client_secret: 'x', x: 1 }))).toBe(refusals.clientSecret);
});

test('with a processing delay strict refuses at once and plans nothing, and is lenient when the change is due', async () => {
  const t = await fresh({ processing_delay_ms: minute });
  const clock = clockOf(t);
  expect((await change(t, 'c', { user_ids: ['nobody'] })).status).toBe(400);
  expect(t.emulator.nextDueTime()).toBeUndefined();
  expect(said(await change(t, 'c', { user_ids: ['a', 'b'] }))).toBe(success);
  const b = (await workspaceOf(t)('GET', '/users?external_id=b')).json.users[0].braze_id;
  await workspaceOf(t)('DELETE', `/users/${b}`);
  await clock.advance(minute);
  expect(t.members('c')).toEqual(['a']);
});
