import { describe, expect, test } from 'vitest';
import { said } from '../support/answers.js';
import { workspaceOf } from '../support/control.js';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';
import { entryOf } from '../support/journal.js';
import { allOf, restGet } from '../support/segments/control-segments.js';
import { anEvent, aPurchase, profileOf, track } from '../support/users/track.js';
import { aUser, byExternalId, exported } from '../support/users/users.js';

// Values as public clients send them to /users/track, and what Braze was seen to make of them.

/** The error type of the object at `index`, and the journal's note about it. */
async function problemAt(t: TestEmulator, body: object, inputArray: string, index = 0) {
  const answer = await track(t, body);
  const error = answer.json.errors.find(
    (its: { input_array: string; index: number }) => its.input_array === inputArray && its.index === index,
  );
  const { notes } = (await entryOf(t, answer)).decision;
  const note = notes.find(({ rule }: { rule: string }) => rule === 'object_refused');
  return { status: answer.status, type: error?.type, note };
}
const good = { external_id: 'good', plan: 'gold' };

// Case 3, measured against the real API
test.each([
  [
    { external_id: 'a', email_subscribe: 'yes' },
    "'email_subscribe' must be 'subscribed', 'unsubscribed', or 'opted_in'",
  ],
  [
    { external_id: 'a', push_subscribe: 'yes' },
    "'push_subscribe' must be 'subscribed', 'unsubscribed', or 'opted_in'",
  ],
  [
    { external_id: 'a', braze_id: 'b' },
    "You must specify only one of 'external_id', 'user_alias' or 'braze_id'",
  ],
  [{ external_id: 'x'.repeat(988) }, "'external_id' must be fewer than 988 bytes"],
])('a bad object is refused in the words that were measured, %#', async (bad, type) => {
  const t = await freshEmulator();
  const { status, type: told } = await problemAt(t, { attributes: [bad, good] }, 'attributes');
  expect([status, told]).toEqual([201, type]);
  expect(profileOf(t, 'good').customAttributes).toEqual({ plan: 'gold' });
});

// Case 26
test('an e-mail address that is a number, or has white space round it, refuses its object alone', async () => {
  for (const email of [12345, ' kim@example.test']) {
    const t = await freshEmulator();
    const answer = await track(t, { attributes: [{ external_id: 'a', email }, good] });
    expect(answer.json).toMatchObject({
      attributes_processed: 1,
      errors: [{ type: 'EMAIL_BAD_FORMAT', input_array: 'attributes', index: 0 }],
    });
  }
});

// Case 27
describe('of purchases', () => {
  test.each([
    ['12.50', "'price' is not valid", 'It is a string; send the number 12.5 without quotes'],
    [null, "'price' is required", 'null counts as no value'],
  ])('the price %j refuses its purchase', async (price, type, hint) => {
    const t = await freshEmulator();
    const purchases = [aPurchase({ price: 0 }), aPurchase({ price })];
    const { type: told, note } = await problemAt(t, { purchases }, 'purchases', 1);
    expect([told, note.path, note.received]).toEqual([type, 'purchases[1].price', price]);
    expect(note.hint).toBe(hint);
    expect((await exported(t, byExternalId('cust-1'))).purchases).toMatchObject([{ count: 1 }]);
  });

  test('an epoch as time is refused, and the hint writes it in ISO 8601', async () => {
    const t = await freshEmulator();
    const purchases = [aPurchase(), aPurchase({ time: 1_770_109_200 })];
    const { type, note } = await problemAt(t, { purchases }, 'purchases', 1);
    expect([type, note.path]).toEqual(["'time' is not valid", 'purchases[1].time']);
    expect(note.hint).toBe('It looks like seconds since 1970; write "2026-02-03T09:00:00.000Z"');
  });

  test('a product_id that is a number is taken as its text', async () => {
    const t = await freshEmulator();
    await track(t, { purchases: [aPurchase({ product_id: 7 }), aPurchase({ product_id: '7' })] });
    expect((await exported(t, byExternalId('cust-1'))).purchases).toMatchObject([{ name: '7', count: 2 }]);
  });
});

// Contract 6.1: `2026-02-03 09:00:00 -0500` was recorded, taken in events and purchases.
test('a time as Ruby prints it is the time of an event, a purchase and an attribute', async () => {
  const t = await freshEmulator();
  const time = '2026-02-03 09:00:00 -0500';
  const answer = await track(t, {
    attributes: [{ external_id: 'cust-1', date_of_first_session: time, nested: { at: { $time: time } } }],
    events: [anEvent({ time })],
    purchases: [aPurchase({ time })],
  });
  expect(answer.json).not.toHaveProperty('errors');
  const at = '2026-02-03T14:00:00.000Z';
  expect(await exported(t, byExternalId('cust-1'))).toMatchObject({
    custom_attributes: { nested: { at } },
    custom_events: [{ first: at }],
    purchases: [{ first: at }],
  });
  expect(profileOf(t).attributes.date_of_first_session).toBe(at);
});

// Case 28
test('an attributes object without anything is refused, and the purchase beside it is processed', async () => {
  const t = await freshEmulator();
  const answer = await track(t, { attributes: [{}], purchases: [aPurchase()] });
  expect(answer.json).toMatchObject({
    purchases_processed: 1,
    errors: [{ input_array: 'attributes', index: 0 }],
  });
});

// Case 29
test.each(['time', 'event_name'])('a property called %s is reserved, and the text says so', async (name) => {
  const t = await freshEmulator();
  const events = [anEvent({ properties: { [name]: 'x' } }), anEvent()];
  const { type } = await problemAt(t, { events }, 'events');
  expect(type).toBe(`'properties' is not valid: '${name}' is reserved`);
});

// Case 47. Documented is that names must not begin with $; what is refused for it, event or property, is not.
test('a property whose name begins with $ refuses its event, and the journal says what is documented of that', async () => {
  const t = await freshEmulator();
  const events = [anEvent({ properties: { $current_url: 'https://x.test' } }), anEvent()];
  const { type, note } = await problemAt(t, { events }, 'events');
  expect(type).toBe("'properties' is not valid: '$current_url' starts with a dollar sign");
  expect(note.hint).toBe(
    "Names of properties must not begin with $; Braze's documentation leaves open whether it drops the property or the event. Rename it",
  );
  expect((await exported(t, byExternalId('cust-1'))).custom_events).toMatchObject([{ count: 1 }]);
});

// Case 30
test('an event of a new user with _update_existing_only creates nobody, is a success, and is noted', async () => {
  const t = await freshEmulator();
  const answer = await track(t, { events: [anEvent({ _update_existing_only: true })] });
  expect(said(answer)).toBe('201 {"events_processed":1,"message":"success"}');
  expect(await exported(t, byExternalId('cust-1'))).toBeUndefined();
  expect((await entryOf(t, answer)).decision.notes).toMatchObject([
    {
      rule: 'update_only',
      path: 'events[0]',
      hint: expect.stringContaining('_update_existing_only is true'),
    },
  ]);
});

// Contract segments-and-messaging 6.1
test.each([
  ['an event', { events: [anEvent({ app_id: 'app-1' })] }],
  ['a purchase', { purchases: [aPurchase({ app_id: 'app-1' })] }],
  [
    'a push token',
    { attributes: [{ external_id: 'cust-1', push_tokens: [{ app_id: 'app-1', token: 't' }] }] },
  ],
])('an app is a user’s by %s too', async (_, body) => {
  const t = await freshEmulator({ workspace: { users: [aUser({ externalId: 'other' })] } });
  const control = workspaceOf(t);
  await track(t, body);
  await track(t, { events: [anEvent({ external_id: 'other', app_id: 'app-2' })] });
  const membersOf = async (app: string) => {
    const definition = { apps_used: { scope: 'specific', app_ids: [app] } };
    const answer = await control('POST', '/segments/evaluate', { definition });
    return answer.json.members.map((its: { external_id: string }) => its.external_id);
  };
  expect(await membersOf('app-1')).toEqual(['cust-1']);
  expect(await membersOf('app-2')).toEqual(['other']);
});

// Case 36, with the filter as it was sent
test('a filter that looks into an array of objects has who has one such object', async () => {
  const t = await freshEmulator();
  const pets = (...types: string[]) => types.map((type, id) => ({ id, type }));
  await track(t, {
    attributes: [
      { external_id: 'dog', pets: pets('cat', 'dog') },
      { external_id: 'cat', pets: pets('cat') },
      { external_id: 'none' },
    ],
  });
  const filter = { type: 'custom_attribute', name: 'pets', path: '[].type', value_type: 'string' };
  const segment = { name: 'Dogs', definition: allOf({ ...filter, comparison: 'is_any_of', value: ['dog'] }) };
  const control = workspaceOf(t);
  const { id } = (await control('POST', '/segments', segment)).json;
  const members = (await control('GET', `/segments/${id}/members`)).json.members;
  expect(members.map((its: { external_id: string }) => its.external_id)).toEqual(['dog']);
});

// Case 42
test('Go’s zero time lists everything since', async () => {
  const t = await freshEmulator();
  const target = { additional_filters: allOf({ type: 'identity', is: 'identified' }) };
  await workspaceOf(t)('POST', '/campaigns', { name: 'Winback', target });
  const answer = await restGet(t, '/campaigns/list?last_edit.time[gt]=0001-01-01T00:00:00Z');
  expect(answer.json.campaigns).toMatchObject([{ name: 'Winback' }]);
});
