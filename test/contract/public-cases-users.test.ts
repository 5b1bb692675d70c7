import { expect, test } from 'vitest';
import { freshEmulator } from '../support/emulator.js';
import { entryOf } from '../support/journal.js';
import {
  anAlias,
  aUser,
  byAlias,
  byExternalId,
  exported,
  userCount,
  wireAlias,
} from '../support/users/users.js';

// What people reported of users who are made, identified and merged.

// Case 31
test('attributes as one object are refused, and the hint has them in an array', async () => {
  const t = await freshEmulator();
  const answer = await t.rest('/users/track', { attributes: { external_id: 'a' } });
  expect(answer.status).toBe(400);
  expect((await entryOf(t, answer)).decision.hint).toContain('"attributes": [{…}]');
});

// Case 32
test('51 aliases are 400 with a hint', async () => {
  const t = await freshEmulator();
  const user_aliases = Array.from({ length: 51 }, (_, index) => wireAlias(`crm:${index}`));
  const answer = await t.rest('/users/alias/new', { user_aliases });
  expect(answer.status).toBe(400);
  expect((await entryOf(t, answer)).decision.hint).toBe('Send it as several requests of at most 50 each');
});

// Case 33
test('who was merged away and is tracked again is a new profile', async () => {
  const t = await freshEmulator({
    workspace: { users: [aUser({ externalId: 'a' }), aUser({ externalId: 'b' })] },
  });
  const merge = { identifier_to_merge: { external_id: 'a' }, identifier_to_keep: { external_id: 'b' } };
  await t.rest('/users/merge', { merge_updates: [merge] });
  expect(userCount(t)).toBe(1);
  await t.rest('/users/track', { attributes: [{ external_id: 'a' }] });
  expect(userCount(t)).toBe(2);
});

// Case 34
test('of two objects of one name a merge keeps that of the user who stays, whole', async () => {
  const users = [
    aUser({ externalId: 'a', attributes: { prefs: { x: 1 } } }),
    aUser({ externalId: 'b', attributes: { prefs: { y: 2 }, plan: 'gold' } }),
  ];
  const t = await freshEmulator({ workspace: { users } });
  const merge = { identifier_to_merge: { external_id: 'b' }, identifier_to_keep: { external_id: 'a' } };
  await t.rest('/users/merge', { merge_updates: [merge] });
  expect((await exported(t, byExternalId('a'))).custom_attributes).toEqual({
    prefs: { x: 1 },
    plan: 'gold',
  });
});

// Case 35
test('an alias of the same name and another label moves when it is identified', async () => {
  const users = [
    aUser({ externalId: 'a', aliases: [anAlias('web:1')] }),
    aUser({ aliases: [anAlias('crm:1')] }),
  ];
  const t = await freshEmulator({ workspace: { users } });
  await t.rest('/users/identify', {
    aliases_to_identify: [{ external_id: 'a', user_alias: wireAlias('crm:1') }],
  });
  expect(await exported(t, byAlias('crm:1'))).toMatchObject({
    external_id: 'a',
    user_aliases: expect.arrayContaining([wireAlias('web:1'), wireAlias('crm:1')]),
  });
  expect(userCount(t)).toBe(1);
});
