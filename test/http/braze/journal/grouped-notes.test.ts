import { expect, test } from 'vitest';
import { freshEmulator } from '../../../support/emulator.js';
import { entryOf } from '../../../support/journal.js';
import { aUser, wireAlias } from '../../../support/users/users.js';

// Notes that say the same are one, with a count and the first twenty places.

const ids = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `u-${index + from}`);
const users = ids(300).map((externalId) => aUser({ externalId }));

test('a thousand ids of which a few are unknown: one note that names these', async () => {
  const t = await freshEmulator({ workspace: { users } });
  await t.cohorts({ cohort_id: 'c', name: 'c', created_at: '2026-02-03' });
  const answer = await t.cohortUsers({
    cohort_id: 'c',
    cohort_changes: [
      { user_ids: [...ids(250), 'x-1'] },
      { device_ids: ['no'], aliases: [wireAlias('crm:no')] },
      { user_ids: [...ids(50, 250), 'x-2'] },
    ],
  });
  const { notes } = (await entryOf(t, answer)).decision;
  expect(notes).toMatchObject([
    {
      rule: 'unknown_user_id',
      message: 'cohort_changes[0].user_ids[250] is the external_id of no user (and 1 more)',
      path: 'cohort_changes[0].user_ids[250]',
      count: 2,
      paths: ['cohort_changes[0].user_ids[250]', 'cohort_changes[2].user_ids[50]'],
      received: 'x-1',
    },
    { rule: 'unknown_device_id', path: 'cohort_changes[1].device_ids[0]', received: 'no' },
    { rule: 'unknown_alias', path: 'cohort_changes[1].aliases[0]', received: wireAlias('crm:no') },
  ]);
  expect(notes[1]).not.toHaveProperty('count');
});

test('a batch repeated: one note that counts all and lists the first twenty', async () => {
  const t = await freshEmulator({ workspace: { users } });
  const batch = { cohort_id: 'c', cohort_changes: [{ user_ids: ids(300) }] };
  await t.cohortUsers(batch);
  const { notes } = (await entryOf(t, await t.cohortUsers(batch))).decision;
  expect(notes).toMatchObject([{ rule: 'already_member', count: 300, received: 'u-0' }]);
  expect(notes[0].paths).toEqual(ids(20).map((_, index) => `cohort_changes[0].user_ids[${index}]`));
});

test('an id that stands twice in a batch, and a change that names nobody', async () => {
  const t = await freshEmulator({ workspace: { users } });
  await t.cohorts({ cohort_id: 'c', name: 'c', created_at: '2026-02-03' });
  const changes = [{ user_ids: ['u-1', 'u-2', 'u-1'] }, { user_ids: [], should_remove: true }];
  const answer = await t.cohortUsers({ cohort_id: 'c', cohort_changes: changes });
  expect((await entryOf(t, answer)).decision.notes).toMatchObject([
    { rule: 'nothing_changed', path: 'cohort_changes[1]' },
    { rule: 'named_twice', path: 'cohort_changes[0].user_ids[2]', received: 'u-1' },
  ]);
});

test('values that do not fit, in many objects: one note for each rule', async () => {
  const t = await freshEmulator();
  const attributes = ids(60).map((external_id) => ({ external_id, gender: 'female', odd: true }));
  const answer = await t.rest('/users/track', { attributes, events: [] });
  const { notes } = (await entryOf(t, answer)).decision;
  expect(notes).toMatchObject([
    { rule: 'attribute_not_set', path: 'attributes[0].gender', count: 60, received: 'female' },
  ]);
  expect(notes[0].paths).toHaveLength(20);
});

test('a field that no element of a list has is one note, two such fields are two', async () => {
  const t = await freshEmulator({ workspace: { users } });
  await t.cohorts({ cohort_id: 'c', name: 'c', created_at: '2026-02-03' });
  const changes = ids(3).map((id) => ({ user_ids: [id], shouldRemove: true, note: id }));
  const answer = await t.cohortUsers({ cohort_id: 'c', cohort_changes: changes });
  expect((await entryOf(t, answer)).decision.notes).toMatchObject([
    { rule: 'ignored_field', path: 'cohort_changes[0].shouldRemove', count: 3 },
    { rule: 'ignored_field', path: 'cohort_changes[0].note', count: 3 },
  ]);
});
