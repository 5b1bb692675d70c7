import { describe, expect, test } from 'vitest';
import { workspaceOf } from '../../../support/control.js';
import { type Answer, freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { entryOf } from '../../../support/journal.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { anAlias, aUser, wireAlias } from '../../../support/users/users.js';

// What had an effect that people regret: a note in the journal, and never a refusal, in a strict workspace neither.

const users = [
  aUser({ externalId: 'Cust-7', attributes: { email: 'kim@example.test', phone: '+4930123456' } }),
  aUser({ externalId: '42' }),
  aUser({ externalId: 'caf\u00e9' }),
  aUser({ externalId: 'eXaMple' }),
  aUser({ aliases: [anAlias('Crm:L-1')], deviceIds: ['Device-9'] }),
  aUser({ externalId: 'undefined' }),
];

async function fresh(strictness = 'lenient'): Promise<TestEmulator> {
  const t = await freshEmulator({ clock: new ManualClock(), workspace: { users } });
  await workspaceOf(t)('PATCH', '', { behaviour: { strictness } });
  return t;
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
const notesOf = async (t: TestEmulator, answer: Answer): Promise<any[]> =>
  (await entryOf(t, answer)).decision.notes;

const track = (...attributes: object[]) => ({ attributes });

/** What is asked, and the note of it. */
const regretted: [string, string, Record<string, unknown>, object][] = [
  [
    // Case 14
    'a new user with the e-mail address of another one',
    '/users/track',
    track({ external_id: 'new', email: 'kim@example.test' }),
    { rule: 'shared_contact', path: 'attributes[0].email', received: 'kim@example.test' },
  ],
  [
    'a new user with the phone number of another one',
    '/users/track',
    track({ external_id: 'new', phone: '+4930123456' }),
    { rule: 'shared_contact', path: 'attributes[0].phone' },
  ],
  [
    'a new user whose id differs in letter case',
    '/users/track',
    track({ external_id: 'x' }, { external_id: 'cust-7', plan: 1 }),
    { rule: 'similar_id', path: 'attributes[1].external_id', hint: expect.stringContaining("'Cust-7'") },
  ],
  [
    'the only user of a request, new, whose id differs in letter case',
    '/users/track',
    track({ external_id: 'cUST-7', plan: 1 }),
    { rule: 'similar_id', path: 'attributes[0].external_id', hint: expect.stringContaining("'Cust-7'") },
  ],
  [
    'a new user whose id differs in letter case from one that the same request made before',
    '/users/track',
    track({ external_id: 'Fresh-1', plan: 1 }, { external_id: 'fresh-1', plan: 1 }),
    { rule: 'similar_id', path: 'attributes[1].external_id', hint: expect.stringContaining("'Fresh-1'") },
  ],
  [
    'a new alias whose label differs in letter case',
    '/users/track',
    track({ user_alias: wireAlias('crm:L-1'), _update_existing_only: false, plan: 1 }),
    { rule: 'similar_id', path: 'attributes[0].user_alias', hint: expect.stringContaining("'Crm:L-1'") },
  ],
  [
    'an id that a program writes where it has none',
    '/users/track',
    track({ external_id: '[object Object]', plan: 1 }),
    { rule: 'placeholder_id', path: 'attributes[0].external_id', received: '[object Object]' },
  ],
  [
    'such an id that is known',
    '/users/export/ids',
    { external_ids: ['42', 'undefined'] },
    { rule: 'placeholder_id', path: 'external_ids[1]', received: 'undefined' },
  ],
  [
    'a cohort that was never named',
    '/partners/hightouch/cohorts/users',
    { cohort_id: 'c', cohort_changes: [{ user_ids: ['42'] }] },
    { rule: 'implicit_cohort', path: 'cohort_id', received: 'c', hint: expect.stringContaining('/cohorts') },
  ],
  [
    'an event of the future',
    '/users/track',
    { events: [{ external_id: '42', name: 'e', time: '2027-01-01T00:00:00Z' }] },
    { rule: 'time_in_future', path: 'events[0].time' },
  ],
];

describe.each(['lenient', 'strict'])('in a %s workspace', (strictness) => {
  test.each(regretted)('%s is noted and accepted', async (_, path, body, note) => {
    const t = await fresh(strictness);
    const answer = await (path.startsWith('/partners') ? t.partner(path, body) : t.rest(path, body));
    expect(answer.status).toBe(201);
    expect(await notesOf(t, answer)).toContainEqual(expect.objectContaining(note));
  });
});

test('a user who is there already is no regret', async () => {
  const t = await fresh();
  const answer = await t.rest('/users/track', track({ external_id: 'Cust-7', email: 'new@example.test' }));
  expect(await notesOf(t, answer)).toEqual([]);
});

// Found in no table: letter case inside a word, zeros, quotes, an accent in two ways, what nobody sees.
test.each([
  ['cust-7', 'Cust-7'],
  ['CUST-7', 'Cust-7'],
  ['example', 'eXaMple'],
  ['0042', '42'],
  ['"42"', '42'],
  ["'42 '", '42'],
  ['\ufeff42', '42'],
  ['cafe\u0301', 'caf\u00e9'],
  ['\uff14\uff12', '42'],
])('an unknown id %j is told to be like %j', async (sent, known) => {
  const t = await fresh();
  const answer = await t.cohortUsers({ cohort_id: 'c', cohort_changes: [{ user_ids: [sent] }] });
  const [note] = await notesOf(t, answer);
  expect(note).toMatchObject({
    rule: 'unknown_user_id',
    path: 'cohort_changes[0].user_ids[0]',
    received: sent,
    hint: `'${sent}' is unknown, but '${known}' is an external_id`,
  });
});

test.each([
  [{ device_ids: ['device-9'] }, 'device_ids', "'device-9' is unknown, but 'Device-9' is a device id"],
  [{ aliases: [wireAlias('crm:L-1')] }, 'aliases', "'crm' is no label of 'L-1', but 'Crm' is"],
  [{ aliases: [wireAlias('Crm:l-1')] }, 'aliases', "'l-1' is unknown, but 'L-1' is an alias with this label"],
  [{ aliases: [wireAlias('crm:l-1')] }, 'aliases', "'crm:l-1' is unknown, but 'Crm:L-1' is an alias"],
  [{ user_ids: ['null'] }, 'user_ids', "'null' is what a program writes where it has no value"],
])('devices and aliases in another form are told too: %j', async (change, list, hint) => {
  const t = await fresh();
  const answer = await t.cohortUsers({ cohort_id: 'c', cohort_changes: [{ user_ids: ['42'] }, change] });
  const [note] = await notesOf(t, answer);
  expect(note).toMatchObject({ path: `cohort_changes[1].${list}[0]`, hint });
});

describe('a merge', () => {
  const people = [
    aUser({
      externalId: 'kept',
      aliases: [anAlias('crm:1')],
      attributes: { plan: 'gold', email: 'k@x.test' },
    }),
    aUser({
      externalId: 'merged',
      aliases: [anAlias('crm:2'), anAlias('web:2')],
      attributes: { plan: 'silver', email: 'm@x.test', city: 'Oslo' },
    }),
  ];
  const merge = (from: string, to: string) => ({
    merge_updates: [{ identifier_to_merge: { external_id: from }, identifier_to_keep: { external_id: to } }],
  });

  test.each(['lenient', 'strict'])('says what it threw away, %s', async (strictness) => {
    // Case 34
    const t = await freshEmulator({ workspace: { users: people } });
    await workspaceOf(t)('PATCH', '', { behaviour: { strictness } });
    const answer = await t.rest('/users/merge', merge('merged', 'kept'));
    expect(answer.status).toBe(202);
    expect(await notesOf(t, answer)).toMatchObject([
      {
        rule: 'lost_in_merge',
        path: 'merge_updates[0].identifier_to_merge',
        message:
          'merge_updates[0].identifier_to_merge is merged without what the kept user has too: alias crm:2, email, plan',
      },
    ]);
  });

  test('that throws nothing away says nothing', async () => {
    const t = await freshEmulator({ workspace: { users: [aUser({ externalId: 'a' }), ...people] } });
    expect(await notesOf(t, await t.rest('/users/merge', merge('merged', 'a')))).toEqual([]);
  });
});
