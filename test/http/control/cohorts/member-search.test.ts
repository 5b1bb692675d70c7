import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memberSearchIdentifiersMax } from '../../../../src/domain/limits.js';
import type { NewUserProfile } from '../../../../src/domain/users/user-profile.js';
import { readAllPages, workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { anAlias, aUser } from '../../../support/users/users.js';

const path = '/cohorts/hightouch/vip/members';

/** Everybody but the last is in the cohort. */
async function world(...users: NewUserProfile[]): Promise<TestEmulator> {
  const names = users.map((its) => its.externalId ?? '');
  const cohort = { partner: 'hightouch', cohortId: 'vip', members: [] };
  const t = await freshEmulator({ workspace: { users, cohorts: [cohort] } });
  await t.cohortUsers({
    cohort_id: 'vip',
    cohort_changes: [
      {
        user_ids: names.slice(0, -1).filter((its) => its !== ''),
        aliases: users
          .slice(0, -1)
          .flatMap((its) =>
            its.externalId === null
              ? its.aliases.map(({ label, name }) => ({ alias_label: label, alias_name: name }))
              : [],
          ),
      },
    ],
  });
  return t;
}

const found = async (t: TestEmulator, search: string, limit = 100) =>
  (await readAllPages(workspaceOf(t), `${path}?search=${encodeURIComponent(search)}`, 'members', limit)).map(
    (its) => (its as { external_id: string | null }).external_id,
  );

test('members are found by the start of an external id, of an alias or its name, and of a device', async () => {
  const t = await world(
    aUser({ externalId: 'cust-1', aliases: [anAlias('crm:L-1')], deviceIds: ['phone-1'] }),
    aUser({ externalId: 'cust-2', aliases: [anAlias('loyalty:L-2')], deviceIds: ['phone-2'] }),
    aUser({ externalId: 'Cust-3' }),
    aUser({ externalId: 'cust-4', deviceIds: ['phone-1'] }),
  );
  expect(await found(t, 'cust-')).toEqual(['cust-1', 'cust-2']);
  expect(await found(t, 'L-', 1)).toEqual(['cust-1', 'cust-2']);
  expect(await found(t, 'loyalty:L')).toEqual(['cust-2']);
  expect(await found(t, 'crm')).toEqual(['cust-1']);
  expect(await found(t, 'phone')).toEqual(['cust-1', 'cust-2']);
  expect(await found(t, 'ust')).toEqual([]);
});

test('whatever they have, those are found, each once, who have an identifier that begins so', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', 'ü'), minLength: 1, maxLength: 4 });
  const people = fc.uniqueArray(
    fc.record({
      externalId: text,
      aliases: fc.array(fc.tuple(text, text), { maxLength: 2 }),
      devices: fc.array(text, { maxLength: 2 }),
    }),
    { selector: (its) => its.externalId, maxLength: 8 },
  );
  const t = await world(aUser({ externalId: 'nobody' }));
  const ws = workspaceOf(t);
  await fc.assert(
    fc.asyncProperty(people, text, async (them, search) => {
      await ws('POST', '/reset');
      const taken = new Set<string>();
      const users = them.map(({ externalId, aliases, devices }) => ({
        external_id: externalId,
        user_aliases: aliases
          .filter(([label, name], index) => {
            const key = JSON.stringify([label, name]);
            const isFree = !taken.has(key) && aliases.findIndex(([other]) => other === label) === index;
            taken.add(key);
            return isFree;
          })
          .map(([alias_label, alias_name]) => ({ alias_label, alias_name })),
        device_ids: [...new Set(devices)],
      }));
      if (users.length > 0) await ws('POST', '/users', users);
      const members = users.slice(0, -1);
      await t.cohortUsers({
        cohort_id: 'vip',
        cohort_changes: [{ user_ids: members.map((its) => its.external_id) }],
      });
      const fits = ({ external_id, user_aliases, device_ids }: (typeof users)[number]) =>
        external_id.startsWith(search) ||
        device_ids.some((its) => its.startsWith(search)) ||
        user_aliases.some(({ alias_label: label, alias_name: name }) => {
          const start = `${label}:`;
          if (start.startsWith(search)) return true;
          return name.startsWith(search.startsWith(start) ? search.slice(start.length) : search);
        });
      const expected = members.filter(fits).map((its) => its.external_id);
      expect((await found(t, search, 2)).toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 60 },
  );
});

test('a page ends early where many have such an identifier and few are in, and the next one goes on', async () => {
  const others = Array.from({ length: memberSearchIdentifiersMax + 10 }, (_, index) =>
    aUser({ externalId: `a-${index}` }),
  );
  const t = await freshEmulator({
    workspace: {
      users: [...others, aUser({ externalId: 'a-zz' })],
      cohorts: [{ partner: 'hightouch', cohortId: 'vip', members: [{ externalId: 'a-zz' }] }],
    },
  });
  const first = (await workspaceOf(t)('GET', `${path}?search=a`)).json;
  expect(first.members).toEqual([]);
  const second = (await workspaceOf(t)('GET', `${path}?search=a&cursor=${first.next_cursor}`)).json;
  expect(second).toMatchObject({ members: [{ external_id: 'a-zz' }], next_cursor: null });
});

test('the cursor of a list is refused for a search', async () => {
  const t = await world(aUser({ externalId: 'a' }), aUser({ externalId: 'b' }), aUser({ externalId: 'c' }));
  const { next_cursor } = (await workspaceOf(t)('GET', `${path}?limit=1`)).json;
  const { status, json } = await workspaceOf(t)('GET', `${path}?search=a&cursor=${next_cursor}`);
  expect({ status, path: json.error.path }).toEqual({ status: 400, path: 'cursor' });
});
