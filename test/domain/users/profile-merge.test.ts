import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.js';
import { mergeProfiles, shareAliasLabel } from '../../../src/domain/users/profile-merge.js';
import type { UserProfile } from '../../../src/domain/users/user-profile.js';
import { emptyProfileContent } from '../../support/users/users.js';

function aProfile(fields: Partial<UserProfile> = {}): UserProfile {
  return {
    number: 0,
    brazeId: '5ad62ed85941bafd80298dfc',
    ...emptyProfileContent(),
    createdAt: 0,
    revision: 1,
    randomBucket: 0,
    pushTokens: [],
    ...fields,
  };
}

test('keeps what makes the kept profile itself', () => {
  const kept = aProfile({ number: 1, brazeId: 'kept', createdAt: 5, randomBucket: 7 });
  const merged = aProfile({
    number: 2,
    brazeId: 'merged',
    createdAt: 1,
    randomBucket: 9,
    externalId: 'cust-1',
  });
  expect(mergeProfiles(kept, merged)).toEqual(kept);
});

test('takes the earlier first and the later last session date, as they were written', () => {
  const sessions = (first: string, last: string) =>
    aProfile({ attributes: { date_of_first_session: first, date_of_last_session: last } });
  const one = sessions('2024-01-02T00:00:00+02:00', '2024-05-01');
  const other = sessions('2024-01-01T23:00:00Z', '2024-04-30T23:00:00Z');
  const expected = { date_of_first_session: '2024-01-02T00:00:00+02:00', date_of_last_session: '2024-05-01' };
  expect(mergeProfiles(one, other).attributes).toEqual(expected);
  expect(mergeProfiles(other, one).attributes).toEqual(expected);
});

test('keeps the kept date where the two cannot be compared, and takes the only one there is', () => {
  const kept = aProfile({ attributes: { date_of_first_session: 'soon' } });
  const merged = aProfile({
    attributes: { date_of_first_session: '2024-01-01', date_of_last_session: '2024-05-01' },
  });
  expect(mergeProfiles(kept, merged).attributes).toEqual({
    date_of_first_session: 'soon',
    date_of_last_session: '2024-05-01',
  });
});

test('adds up the sessions of an app on both profiles and moves the summary of an app on one', () => {
  const kept = aProfile({
    apps: [
      { app_id: 'a', name: 'Shop', version: '2.0', sessions: 2, first_used: '2024-02-01T00:00:00Z' },
      { name: 'Web', platform: 'web' },
    ],
  });
  const merged = aProfile({
    apps: [
      {
        app_id: 'a',
        version: '1.0',
        sessions: 3,
        first_used: '2024-01-01T00:00:00Z',
        last_used: '2024-01-09T00:00:00Z',
      },
      { name: 'Web', platform: 'web', sessions: 1 },
      { app_id: 'b', sessions: 4 },
    ],
  });
  expect(mergeProfiles(kept, merged).apps).toEqual([
    {
      app_id: 'a',
      name: 'Shop',
      version: '2.0',
      sessions: 5,
      first_used: '2024-01-01T00:00:00Z',
      last_used: '2024-01-09T00:00:00Z',
    },
    { name: 'Web', platform: 'web', sessions: 1 },
    { app_id: 'b', sessions: 4 },
  ]);
});

test('an attribute called __proto__ is an ordinary one', () => {
  const merged = aProfile({
    customAttributes: JSON.parse('{"__proto__": 1, "constructor": 2}') as JsonObject,
  });
  expect(JSON.stringify(mergeProfiles(aProfile(), merged).customAttributes)).toBe(
    '{"__proto__":1,"constructor":2}',
  );
});

test('merge behaviour none takes identifiers and push tokens only', () => {
  const token = { appId: 'a', token: 't', deviceId: 'd1' };
  const merged = aProfile({
    aliases: [{ label: 'crm', name: 'a1' }],
    deviceIds: ['d1'],
    pushTokens: [token],
    email: 'k@example.test',
    attributes: { country: 'NL' },
    customAttributes: { plan: 'gold' },
    sessionCount: 4,
  });
  expect(mergeProfiles(aProfile(), merged, 'none')).toEqual(
    aProfile({ aliases: [{ label: 'crm', name: 'a1' }], deviceIds: ['d1'], pushTokens: [token] }),
  );
});

const label = fc.constantFrom('crm', 'web', 'pos');
const anyProfile = fc
  .record({
    aliases: fc.uniqueArray(fc.record({ label, name: fc.string() }), { selector: (alias) => alias.label }),
    deviceIds: fc.uniqueArray(fc.constantFrom('d1', 'd2', 'd3')),
    email: fc.option(fc.constantFrom('a@example.test', 'b@example.test')),
    customAttributes: fc.dictionary(fc.constantFrom('plan', 'size', '__proto__'), fc.nat()),
    sessionCount: fc.nat(),
  })
  .map(aProfile);

test('of any two profiles the kept one wins every conflict and nothing that only the other has is lost', () => {
  fc.assert(
    fc.property(anyProfile, anyProfile, (kept, merged) => {
      const survivor = mergeProfiles(kept, merged);
      expect(survivor.aliases).toEqual(expect.arrayContaining(kept.aliases));
      expect(new Set(survivor.aliases.map((alias) => alias.label))).toEqual(
        new Set([...kept.aliases, ...merged.aliases].map((alias) => alias.label)),
      );
      expect(survivor.aliases).toHaveLength(new Set(survivor.aliases.map((alias) => alias.label)).size);
      expect(new Set(survivor.deviceIds)).toEqual(new Set([...kept.deviceIds, ...merged.deviceIds]));
      expect(survivor.email).toBe(kept.email ?? merged.email);
      expect(survivor.sessionCount).toBe(kept.sessionCount + merged.sessionCount);
      for (const [name, value] of Object.entries(survivor.customAttributes)) {
        const owner = Object.hasOwn(kept.customAttributes, name) ? kept : merged;
        expect(value).toBe(Object.getOwnPropertyDescriptor(owner.customAttributes, name)?.value);
      }
      expect(shareAliasLabel(kept, merged)).toBe(
        survivor.aliases.length < kept.aliases.length + merged.aliases.length,
      );
    }),
  );
});

test('merging a profile with nothing in it changes nothing', () => {
  fc.assert(
    fc.property(anyProfile, (kept) => {
      expect(mergeProfiles(kept, aProfile())).toEqual(kept);
    }),
  );
});
