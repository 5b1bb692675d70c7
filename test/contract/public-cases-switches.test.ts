import { describe, expect, test } from 'vitest';
import { refusal, said } from '../support/answers.js';
import { freshEmulator, type TestEmulator, type TestOptions, transports } from '../support/emulator.js';
import { entryOf } from '../support/journal.js';
import { ManualClock } from '../support/manual-clock.js';
import { anEvent, aPurchase, track } from '../support/users/track.js';
import { aUser, byExternalId } from '../support/users/users.js';

type Behaviour = NonNullable<NonNullable<TestOptions['workspace']>['behaviour']>;

// What differs between accounts at Braze: each a switch of the workspace, off by default.

const fresh = (behaviour: Behaviour = {}) =>
  freshEmulator({
    clock: new ManualClock(Date.UTC(2026, 1, 3, 9, 0, 10)),
    workspace: { behaviour, users: [aUser({ externalId: 'a' })] },
  });
const hintOf = async (t: TestEmulator, answer: Awaited<ReturnType<TestEmulator['rest']>>) =>
  (await entryOf(t, answer)).decision.hint;

// Case 44. Legacy accounts: 75 per array. [doc]
describe('track_limit', () => {
  const objects = (attributes: number, events: number, purchases: number) => ({
    attributes: Array.from({ length: attributes }, (_, index) => ({
      external_id: `x${index}`,
      plan: 'gold',
    })),
    events: Array.from({ length: events }, () => anEvent()),
    purchases: Array.from({ length: purchases }, () => aPurchase()),
  });

  test('combined_75, the default, refuses 75 objects in each of two arrays, and names the switch', async () => {
    const t = await fresh();
    const answer = await track(t, objects(75, 75, 0));
    expect(said(answer)).toBe(refusal(400, 'Max Input Length Exceeded'));
    expect(await hintOf(t, answer)).toBe(
      "Send it as several requests; the three arrays count together. Legacy accounts may have 75 in each: set the switch 'track_limit'",
    );
    expect(await hintOf(t, await track(t, objects(76, 0, 0)))).toBe(
      'Send it as several requests; the three arrays count together',
    );
  });

  test('per_array_75 takes 75 in each, 225 in all, and refuses 76 in one', async () => {
    const t = await fresh({ trackLimit: 'per_array_75' });
    expect((await track(t, objects(75, 75, 75))).json).toEqual({
      attributes_processed: 75,
      events_processed: 75,
      purchases_processed: 75,
      message: 'success',
    });
    const tooMany = await track(t, objects(1, 76, 0));
    expect(said(tooMany)).toBe(refusal(400, 'Max Input Length Exceeded'));
    expect(await hintOf(t, tooMany)).toBe('Send it as several requests');
  });
});

// Case 45. Older keys of Braze took it, as recorded.
describe.each(transports)('key_in_body %s', (transport) => {
  const withKeyIn = async (field: string, behaviour: Behaviour) => {
    const t = await freshEmulator({ transport, workspace: { behaviour } });
    const body = { [field]: t.restApiKey, attributes: [{ external_id: 'a', plan: 'gold' }] };
    return { t, answer: await t.post('/users/track', body) };
  };

  test.each(['api_key', 'app_group_id'])(
    'false, the default, is 401 for a key in %s, and the hint names the switch',
    async (field) => {
      const { t, answer } = await withKeyIn(field, {});
      expect(said(answer)).toBe(refusal(401, 'Invalid API key: '));
      expect(t.finished.at(-1)?.decision).toMatchObject({
        hint: `It stands in ${field}; a REST API key belongs in the header Authorization: Bearer …, or set the switch key_in_body`,
      });
    },
  );

  test.each(['api_key', 'app_group_id'])(
    'true takes a key in %s, which is then no unknown field and never journaled',
    async (field) => {
      const { t, answer } = await withKeyIn(field, { keyInBody: true, strictness: 'strict' });
      expect(said(answer)).toBe('201 {"attributes_processed":1,"message":"success"}');
      const entry = await entryOf(t, answer);
      expect(entry.decision.notes).toEqual([]);
      expect(JSON.stringify(entry)).not.toContain(t.restApiKey);
    },
  );

  test('true takes a key in the query of a GET too', async () => {
    const t = await freshEmulator({
      transport,
      workspace: { behaviour: { keyInBody: true, strictness: 'strict' } },
    });
    expect((await t.send(`/segments/list?api_key=${t.restApiKey}`)).status).toBe(200);
    expect((await t.send('/segments/list?api_key=nope')).status).toBe(401);
  });

  test('true leaves the header first: a wrong key there is refused, whatever the body has', async () => {
    const t = await freshEmulator({ transport, workspace: { behaviour: { keyInBody: true } } });
    const body = { api_key: t.restApiKey, attributes: [{ external_id: 'a' }] };
    const answer = await t.post('/users/track', body, { authorization: 'Bearer nope' });
    expect(said(answer)).toBe(refusal(401, 'Invalid API key: nope'));
  });

  test('true opens no workspace that has it not', async () => {
    const t = await freshEmulator({ transport, workspace: { behaviour: { keyInBody: true } } });
    const other = t.emulator.createWorkspace({});
    const answer = await t.post('/users/track', { api_key: other.restApiKeys[0]?.key, attributes: [{}] });
    expect(said(answer)).toBe(refusal(401, 'Invalid API key: '));
  });
});

// Accounts onboarded since 2024-08-22 must name fields. [doc]
describe('require_fields_to_export', () => {
  const note = { rule: 'fields_to_export_missing', path: 'fields_to_export' };

  test('false, the default, exports all fields, and the journal notes it', async () => {
    const t = await fresh({ strictness: 'strict' });
    for (const fields of [{}, { fields_to_export: [] }]) {
      const answer = await t.rest('/users/export/ids', { ...byExternalId('a'), ...fields });
      expect(answer.json.users[0]).toHaveProperty('random_bucket');
      expect((await entryOf(t, answer)).decision.notes).toMatchObject([note]);
    }
  });

  test('true refuses an export that names none', async () => {
    const t = await fresh({ requireFieldsToExport: true });
    for (const fields of [{}, { fields_to_export: [] }]) {
      const answer = await t.rest('/users/export/ids', { ...byExternalId('a'), ...fields });
      expect(said(answer)).toBe(refusal(400, "'fields_to_export' must be an array of at least one string"));
      expect((await entryOf(t, answer)).decision).toMatchObject({ path: 'fields_to_export' });
    }
    const fields = { fields_to_export: ['external_id'] };
    expect((await t.rest('/users/export/ids', { ...byExternalId('a'), ...fields })).json.users).toEqual([
      { external_id: 'a' },
    ]);
  });
});

// Contract, question 24: TRACK describes the reset of MAU-priced accounts as the seconds that remain.
describe('ratelimit_reset_format', () => {
  const resets = async (behaviour: Behaviour) => {
    const t = await fresh({ ...behaviour, rateLimits: { users_shared: 1 } });
    const answers = [
      await t.rest('/users/alias/new', { user_aliases: [] }),
      await t.rest('/users/alias/new', { user_aliases: [] }),
      await t.cohortUsers({ cohort_id: 'c', cohort_changes: [] }),
    ];
    return answers.map(({ status, headers }) => [
      status,
      headers.get('x-ratelimit-reset'),
      headers.get('x-ratelimit-retry-after'),
    ]);
  };
  const at = (hour: number, minute: number) => String(Date.UTC(2026, 1, 3, hour, minute) / 1000);

  test('epoch, the default, tells when the window ends', async () => {
    expect(await resets({})).toEqual([
      [201, at(9, 1), null],
      [429, at(9, 1), '50'],
      [201, at(10, 0), null],
    ]);
  });

  test('seconds_left tells in how many seconds it ends, on every answer', async () => {
    expect(await resets({ ratelimitResetFormat: 'seconds_left' })).toEqual([
      [201, '50', null],
      [429, '50', '50'],
      [201, '3590', null],
    ]);
  });
});
