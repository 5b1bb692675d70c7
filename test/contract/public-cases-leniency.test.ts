import { describe, expect, test } from 'vitest';
import { refusal, said } from '../support/answers.js';
import { workspaceOf } from '../support/control.js';
import { type Answer, freshEmulator, type TestEmulator } from '../support/emulator.js';
import { entryOf } from '../support/journal.js';
import { messagingWorld } from '../support/messaging.js';
import { restGet } from '../support/segments/control-segments.js';
import { anEvent, aPurchase, profileOf } from '../support/users/track.js';
import { aUser, byExternalId, exported } from '../support/users/users.js';

// What clients send beside the documented form, how far it is taken, and what the journal says of it.

/** Posts what is documented otherwise: the helpers hold a body to the documents by the exact name of its media type. */
const undocumented = (t: TestEmulator, path: string, body: object) =>
  t.post(path, body, { authorization: `Bearer ${t.restApiKey}`, 'content-type': 'Application/json' });
const notesOf = async (t: TestEmulator, answer: Answer) => (await entryOf(t, answer)).decision.notes;
const strict = (t: TestEmulator) => workspaceOf(t)('PATCH', '', { behaviour: { strictness: 'strict' } });

// Case 46
describe('PHP’s [] where an object belongs', () => {
  const emptyArray = (path: string) => ({ rule: 'empty_array_as_object', path, received: [] });

  test.each([
    ['events', 'properties', anEvent({ properties: [] })],
    ['purchases', 'properties', aPurchase({ properties: [] })],
  ])('in %s is an empty object, and noted', async (array, field, object) => {
    const t = await freshEmulator();
    const answer = await undocumented(t, '/users/track', { [array]: [object, object] });
    expect(answer.json).toEqual({ [`${array}_processed`]: 2, message: 'success' });
    const paths = [`${array}[0].${field}`, `${array}[1].${field}`];
    expect(await notesOf(t, answer)).toMatchObject([
      { ...emptyArray(`${array}[0].${field}`), count: 2, paths },
    ]);
  });

  test('as attributes and trigger properties of a recipient too', async () => {
    const world = await messagingWorld();
    const answer = await undocumented(world, '/campaigns/trigger/send', {
      campaign_id: await world.campaign(),
      recipients: [{ external_user_id: 'a', attributes: [], trigger_properties: [] }],
      trigger_properties: [],
    });
    expect(answer.status).toBe(201);
    expect(await notesOf(world, answer)).toMatchObject([
      {
        rule: 'empty_array_as_object',
        paths: ['recipients[0].attributes', 'recipients[0].trigger_properties', 'trigger_properties'],
      },
    ]);
  });

  test('as extra of a push message too', async () => {
    const world = await messagingWorld();
    const messages = { apple_push: { alert: 'Hello', extra: [] } };
    const answer = await undocumented(world, '/messages/send', { external_user_ids: ['a'], messages });
    expect(answer.status).toBe(201);
    expect(await notesOf(world, answer)).toMatchObject([emptyArray('messages.apple_push.extra')]);
  });

  test('is no empty object where an array may stand: an attribute keeps its empty list', async () => {
    const t = await freshEmulator();
    await t.rest('/users/track', { attributes: [{ external_id: 'a', tags: [] }], events: [] });
    expect((await exported(t, byExternalId('a'))).custom_attributes).toEqual({ tags: [] });
  });

  test('is what its place makes of an empty object: attributes of a user to create are needed', async () => {
    const world = await messagingWorld();
    const answer = await world.trigger({
      campaign_id: await world.campaign(),
      recipients: [{ external_user_id: 'new', send_to_existing_only: false, attributes: [] }],
    });
    expect(said(answer)).toBe(
      refusal(400, "'recipients[0]' needs 'attributes' when 'send_to_existing_only' is false"),
    );
  });

  test('is refused by a strict workspace', async () => {
    const t = await freshEmulator();
    await strict(t);
    const answer = await t.rest('/users/track', { events: [anEvent({ properties: [] })] });
    const text = 'events[0].properties is an empty array where an object belongs';
    expect(said(answer)).toBe(refusal(400, `Refused because the workspace is strict: ${text}`));
    expect((await entryOf(t, answer)).decision).toMatchObject({ path: 'events[0].properties', received: [] });
  });
});

// Case 43, and the other parameters of lists that fall back without a word.
describe('a parameter that falls back to its default', () => {
  test.each([
    ['campaigns', 'include_archived=1', /archived ones are left out; send include_archived=true$/],
    ['canvas', 'include_archived=True', /archived ones are left out; send include_archived=true$/],
    ['campaigns', 'sort_direction=DESC', /is neither asc nor desc/],
    ['canvas', 'page=-1', /is no whole number from 0/],
    ['segments', 'page=first', /is no whole number from 0/],
  ])('%s/list?%s is noted, and refused by a strict workspace', async (list, parameter, message) => {
    const t = await freshEmulator();
    const answer = await restGet(t, `/${list}/list?${parameter}`);
    const [name, received] = parameter.split('=');
    expect(answer.status).toBe(200);
    expect(await notesOf(t, answer)).toMatchObject([
      {
        rule: 'parameter_not_used',
        path: `query.${name}`,
        received,
        message: expect.stringMatching(message),
      },
    ]);
    await strict(t);
    const refused = await restGet(t, `/${list}/list?${parameter}`);
    expect(refused.status).toBe(400);
    expect((await entryOf(t, refused)).decision).toMatchObject({
      rule: 'strict_refusal',
      path: `query.${name}`,
    });
  });

  test('is none where it asks for the default', async () => {
    const t = await freshEmulator();
    await strict(t);
    for (const query of [
      '',
      'page=0&sort_direction=asc&include_archived=false',
      'page=&include_archived=0',
    ]) {
      const answer = await restGet(t, `/campaigns/list?${query}`);
      expect([query, answer.status, await notesOf(t, answer)]).toEqual([query, 200, []]);
    }
  });
});

// Case 17
test('names in fields_to_export that are no field are passed over, and noted with what was meant', async () => {
  const t = await freshEmulator({ workspace: { users: [aUser({ externalId: 'a' })] } });
  const fields_to_export = ['external_id', 'email_subscribe', 'plan', 'emails'];
  const answer = await t.rest('/users/export/ids', { ...byExternalId('a'), fields_to_export });
  expect(answer.json.users).toEqual([{ external_id: 'a', email_subscribe: 'subscribed' }]);
  expect(await notesOf(t, answer)).toMatchObject([
    {
      rule: 'unknown_export_field',
      path: 'fields_to_export[2]',
      received: 'plan',
      hint: 'Custom attributes are exported together, as custom_attributes',
    },
    { path: 'fields_to_export[3]', received: 'emails', hint: "Did you mean 'email'?" },
  ]);
});

// Case 15
describe('a recipient', () => {
  test('whose attributes have no e-mail address in email is refused, and the hint is about that', async () => {
    const world = await messagingWorld();
    const answer = await world.trigger({
      campaign_id: await world.campaign(),
      recipients: [
        { external_user_id: 77, send_to_existing_only: false, attributes: { email: 'not an email' } },
      ],
    });
    expect(said(answer)).toBe(refusal(400, "'recipients[0].attributes' is not valid: EMAIL_BAD_FORMAT"));
    const { decision } = await entryOf(world, answer);
    expect(decision).toMatchObject({
      path: 'recipients[0].attributes.email',
      received: 'not an email',
    });
    expect(decision.hint ?? '').not.toContain('array');
  });

  test('with an external_id is told that it is external_user_id here', async () => {
    const world = await messagingWorld();
    const answer = await world.trigger({
      campaign_id: await world.campaign(),
      recipients: [{ external_id: '1' }],
    });
    expect(answer.status).toBe(400);
    expect((await entryOf(world, answer)).decision.hint).toBe(
      "'external_id' is no field here; call it 'external_user_id'",
    );
  });

  test.each(['user_alias', 'external_id', 'push_tokens'])(
    'whose attributes have a %s gets it noted that it does nothing there',
    async (field) => {
      const world = await messagingWorld();
      const answer = await world.trigger({
        campaign_id: await world.campaign(),
        recipients: [
          {
            external_user_id: 'a',
            attributes: { plan: 'gold', [field]: { alias_label: 'crm', alias_name: 'z' } },
          },
        ],
      });
      expect(answer.status).toBe(201);
      expect(profileOf(world, 'a').customAttributes).toEqual({ plan: 'gold' });
      expect(await notesOf(world, answer)).toMatchObject([
        { rule: 'attribute_not_set', path: `recipients[0].attributes.${field}` },
      ]);
    },
  );

  // Case 39
  test('by braze_id is sent to', async () => {
    const world = await messagingWorld();
    const { brazeId } = profileOf(world, 'a');
    await world.trigger({ campaign_id: await world.campaign(), recipients: [{ braze_id: brazeId }] });
    expect((await world.sends())[0].receivers).toMatchObject([{ external_id: 'a' }]);
  });
});
