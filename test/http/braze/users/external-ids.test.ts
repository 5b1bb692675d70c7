import { describe, expect, test } from 'vitest';
import { freshEmulator, transports } from '../../../support/emulator.js';
import { aUser, byExternalId, exported } from '../../../support/users/users.js';

const rename = (from: unknown, to: unknown) => ({ current_external_id: from, new_external_id: to });

describe.each(transports)('POST /users/external_ids/* %s', (transport) => {
  const fresh = (...externalIds: string[]) =>
    freshEmulator({
      transport,
      workspace: { users: externalIds.map((externalId) => aUser({ externalId })) },
    });
  type T = Awaited<ReturnType<typeof fresh>>;
  const renameAll = (t: T, ...renames: unknown[]) =>
    t.rest('/users/external_ids/rename', { external_id_renames: renames });
  const removeAll = (t: T, ...externalIds: unknown[]) =>
    t.rest('/users/external_ids/remove', { external_ids: externalIds });

  test('rename answers with the renames themselves, errors first', async () => {
    const t = await fresh('abc');
    const answer = await renameAll(t, rename('abc', 'foo'));
    expect(answer.status).toBe(201);
    expect(answer.text).toBe(
      '{"rename_errors":[],"external_ids":[{"current_external_id":"abc","new_external_id":"foo"}],"message":"success"}',
    );
  });

  test('after a rename both ids match in user_ids, after the removal only the new one', async () => {
    const t = await fresh('old');
    await renameAll(t, rename('old', 'new'));
    await t.cohortUsers({ cohort_id: 'by-old', cohort_changes: [{ user_ids: ['old'] }] });
    await t.cohortUsers({ cohort_id: 'by-new', cohort_changes: [{ user_ids: ['new'] }] });
    expect([t.members('by-old'), t.members('by-new')]).toEqual([['new'], ['new']]);
    expect(await exported(t, byExternalId('old'))).toMatchObject({ external_id: 'new' });

    const removal = await removeAll(t, 'old');
    expect(removal.status).toBe(201);
    expect(removal.text).toBe('{"removed_ids":["old"],"removal_errors":[],"message":"success"}');
    await t.cohortUsers({ cohort_id: 'later', cohort_changes: [{ user_ids: ['old'] }] });
    expect(t.members('later')).toEqual([]);
    expect(t.members('by-old')).toEqual(['new']);
    expect(await exported(t, byExternalId('new'))).toBeDefined();
  });

  test('rename reports what it refuses by place in the request and applies the rest', async () => {
    const t = await fresh('a', 'b', 'c');
    await renameAll(t, rename('c', 'c2'));
    const answer = await renameAll(
      t,
      rename('nobody', 'x'),
      rename('a', 'b'),
      rename('a', 'a'),
      rename('c', 'c3'),
      rename('a', 'c'),
      rename('a', 'x'.repeat(988)),
      rename('a', 'a2'),
    );
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      rename_errors: [
        [0, "'current_external_id' is not the external_id of any user"],
        [1, "'new_external_id' is already in use as a primary or deprecated external_id"],
        [2, "'current_external_id' and 'new_external_id' must be different"],
        [3, "'current_external_id' must not be a deprecated external_id"],
        [4, "'new_external_id' is already in use as a primary or deprecated external_id"],
        [5, "'new_external_id' must be at most 987 bytes"],
      ],
      external_ids: [rename('a', 'a2')],
      message: 'success',
    });
  });

  test('remove refuses a primary and an unknown id with an entry and removes the rest', async () => {
    const t = await fresh('old', 'primary');
    await renameAll(t, rename('old', 'new'));
    const answer = await removeAll(t, 'primary', 'old', 'nobody');
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      removed_ids: ['old'],
      removal_errors: [
        [0, "'external_ids' must be deprecated external_ids: this one is primary"],
        [2, "'external_ids' must be deprecated external_ids: this one is not known"],
      ],
      message: 'success',
    });
    expect(await exported(t, byExternalId('primary'))).toBeDefined();
  });

  test('a removed id may be given again', async () => {
    const t = await fresh('a', 'b');
    await renameAll(t, rename('a', 'a2'));
    await removeAll(t, 'a');
    expect((await renameAll(t, rename('b', 'a'))).json.rename_errors).toEqual([]);
    expect(await exported(t, byExternalId('a'))).toMatchObject({ external_id: 'a' });
  });

  const renames = "'external_id_renames' must be a non-empty array of objects";
  test.each([
    ['rename', {}, renames],
    ['rename', { external_id_renames: [] }, renames],
    ['rename', { external_id_renames: ['a'] }, "'external_id_renames' must be an array of objects"],
    [
      'rename',
      { external_id_renames: [rename('a', 5)] },
      "'external_id_renames' must be an array of objects with a 'current_external_id' and a 'new_external_id' that are non-empty strings",
    ],
    ['remove', {}, "'external_ids' must be a non-empty array of strings"],
    ['remove', { external_ids: [] }, "'external_ids' must be a non-empty array of strings"],
    ['remove', { external_ids: [5] }, "'external_ids' must be an array of strings"],
    ['remove', { external_ids: [{}] }, "'external_ids' must be an array of strings"],
  ])('%s refuses %j', async (endpoint, body, message) => {
    const t = await fresh('a');
    const answer = await t.rest(`/users/external_ids/${endpoint}`, body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message });
  });
});
