import { expect, test } from 'vitest';
import { freshEmulator } from '../../support/emulator.js';

const oddIds = [
  '',
  'a\u0000b',
  'a',
  'b',
  '"',
  '\\',
  "'",
  '😀',
  'e\u0301',
  '\u00e9',
  ' a',
  'A',
  '0',
  '1e3',
  'null',
  // The longest that Braze takes.
  'x'.repeat(987),
];

test.each(oddIds)(
  'the external id %j finds its own profile and no other, whatever stands around it',
  async (id) => {
    const others = oddIds.filter((other) => other !== id);
    const t = await freshEmulator({
      workspace: {
        users: [...others, 'known'].map((externalId) => ({
          externalId,
          aliases: [],
          deviceIds: [],
          attributes: {},
        })),
      },
    });
    const request = { cohort_id: 'c', cohort_changes: [{ user_ids: ['known', id, 'known', 'nobody'] }] };
    await t.cohortUsers(request);
    expect(t.members('c')).toEqual(['known']);
    t.emulator.addUsers(t.workspace, [{ externalId: id, aliases: [], deviceIds: [], attributes: {} }]);
    await t.cohortUsers(request);
    expect(t.members('c')).toEqual(['known', id].sort());
  },
);

test('an id that is longer than any is nobody’s, and those around it are found', async () => {
  const users = ['a', 'b'].map((externalId) => ({ externalId, aliases: [], deviceIds: [], attributes: {} }));
  const t = await freshEmulator({ workspace: { users } });
  await t.cohortUsers({
    cohort_id: 'c',
    cohort_changes: [{ user_ids: ['a', 'x'.repeat(988), 'nobody', 'b'] }],
  });
  expect(t.members('c')).toEqual(['a', 'b']);
  expect(t.finished.at(-1)?.outcome?.unknown.externalIds).toEqual(['x'.repeat(988), 'nobody']);
});
