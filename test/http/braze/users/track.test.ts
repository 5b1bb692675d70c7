import { describe, expect, test } from 'vitest';
import { freshEmulator, transports } from '../../../support/emulator.js';
import { ManualClock } from '../../../support/manual-clock.js';
import {
  anAttributesObject,
  anEvent,
  aPurchase,
  profileOf,
  profilesBy,
  track,
} from '../../../support/users/track.js';
import {
  anAlias,
  aUser,
  byAlias,
  byExternalId,
  exported,
  userCount,
  wireAlias,
} from '../../../support/users/users.js';

const requiredText = "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required";
const noValidDataText = "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.";

describe.each(transports)('POST /users/track %s', (transport) => {
  const fresh = (...users: ReturnType<typeof aUser>[]) => freshEmulator({ transport, workspace: { users } });

  test('answers 201 with the counts before the message', async () => {
    const t = await fresh();
    const answer = await track(t, {
      purchases: [aPurchase()],
      events: [anEvent(), anEvent()],
      attributes: [anAttributesObject(), anAttributesObject(), anAttributesObject()],
    });
    expect(answer.status).toBe(201);
    expect(answer.text).toBe(
      '{"attributes_processed":3,"events_processed":2,"purchases_processed":1,"message":"success"}',
    );
  });

  test('leaves out the count of an array that was not sent, is null, or is empty', async () => {
    const t = await fresh();
    const answer = await track(t, { attributes: null, events: [anEvent()], purchases: [] });
    expect(answer.text).toBe('{"events_processed":1,"message":"success"}');
  });

  test('processes the good objects beside the bad ones and says which are bad', async () => {
    const t = await fresh();
    const answer = await track(t, {
      events: [anEvent(), { name: 'watched', time: '2026-02-01T10:00:00Z' }],
    });
    expect(answer.status).toBe(201);
    expect(answer.text).toBe(
      `{"events_processed":1,"message":"success","errors":[{"type":"${requiredText}","input_array":"events","index":1}]}`,
    );
  });

  test('leaves out the count of an array without a good object', async () => {
    const t = await fresh();
    const answer = await track(t, {
      attributes: [{ email: 'nonsense' }],
      events: [anEvent()],
      purchases: [aPurchase({ quantity: 0 }), 7],
    });
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      events_processed: 1,
      message: 'success',
      errors: [
        { type: 'EMAIL_BAD_FORMAT', input_array: 'attributes', index: 0 },
        { type: "'quantity' is not valid", input_array: 'purchases', index: 0 },
        { type: "'purchases' must be an array of objects", input_array: 'purchases', index: 1 },
      ],
    });
  });

  test('answers 400 with the problems when every object is bad, and changes nothing', async () => {
    const t = await fresh();
    const answer = await track(t, { attributes: [{ email: 'nonsense' }], events: [{}] });
    expect(answer.status).toBe(400);
    expect(answer.text).toBe(
      `{"message":"${noValidDataText}","errors":[{"type":"EMAIL_BAD_FORMAT","input_array":"attributes","index":0},{"type":"${requiredText}","input_array":"events","index":0}]}`,
    );
    expect(userCount(t)).toBe(0);
  });

  test.each([{}, { attributes: [] }, { attributes: null, events: [], purchases: [] }, [], 'text', 7, null])(
    'answers 400 without problems to %j, which has no object',
    async (body) => {
      const t = await fresh();
      const answer = await track(t, JSON.stringify(body));
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual({ message: noValidDataText });
    },
  );

  test.each(['attributes', 'events', 'purchases'])('answers 400 when %s is no array', async (field) => {
    const t = await fresh();
    const answer = await track(t, { attributes: [anAttributesObject()], [field]: { external_id: 'cust-1' } });
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message: `'${field}' must be an array of objects` });
    expect(userCount(t)).toBe(0);
  });

  test('takes 75 objects over the three arrays and refuses 76, good or bad', async () => {
    const t = await fresh();
    const objects = (count: number) => Array.from({ length: count }, () => anAttributesObject());
    const body = {
      attributes: objects(25),
      events: Array(25).fill(anEvent()),
      purchases: Array(25).fill({}),
    };
    expect((await track(t, body)).json).toMatchObject({ attributes_processed: 25, events_processed: 25 });
    const answer = await track(t, { ...body, attributes: objects(26) });
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message: 'Max Input Length Exceeded' });
    expect((await track(t, { purchases: Array(76).fill({}) })).json).toEqual({
      message: 'Max Input Length Exceeded',
    });
  });

  test('ignores fields of the body that it does not know', async () => {
    const t = await fresh();
    const answer = await track(t, {
      attributes: [anAttributesObject()],
      partner: 'RudderStack',
      api_key: 'x',
    });
    expect(answer.json).toEqual({ attributes_processed: 1, message: 'success' });
  });

  test('needs the permission users.track', async () => {
    const t = await freshEmulator({
      transport,
      workspace: { restApiKeys: [{ permissions: ['users.export.ids'] }] },
    });
    expect((await track(t, { attributes: [anAttributesObject()] })).status).toBe(403);
  });

  test('allows 3,000 requests in 3 seconds', async () => {
    const t = await fresh();
    const answer = await track(t, { attributes: [anAttributesObject()] });
    expect(answer.headers.get('x-ratelimit-limit')).toBe('3000');
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('2999');
  });

  test('puts a profile it creates within reach of cohorts', async () => {
    const t = await fresh();
    await track(t, { attributes: [anAttributesObject()] });
    await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['cust-1'] }] });
    expect(t.members('vip')).toEqual(['cust-1']);
  });
});

describe('the recipient of a tracked object', () => {
  const arrays = [
    ['attributes', anAttributesObject],
    ['events', anEvent],
    ['purchases', aPurchase],
  ] as const;
  const fresh = (...users: ReturnType<typeof aUser>[]) => freshEmulator({ workspace: { users } });

  test.each(arrays)('is created by a new external id in %s', async (array, make) => {
    const t = await fresh();
    await track(t, { [array]: [make()] });
    await track(t, { [array]: [make()] });
    expect(userCount(t)).toBe(1);
    expect(profileOf(t).externalId).toBe('cust-1');
  });

  test.each(arrays)('is not created by an external id in update-only mode in %s', async (array, make) => {
    const t = await fresh();
    const answer = await track(t, { [array]: [make({ _update_existing_only: true })] });
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({ [`${array}_processed`]: 1, message: 'success' });
    expect(userCount(t)).toBe(0);
  });

  test.each(arrays)(
    'is not created by an alias without the flag in %s, which is still a success',
    async (array, make) => {
      const t = await fresh();
      const answer = await track(t, {
        [array]: [make({ external_id: null, user_alias: wireAlias('crm:a1') })],
      });
      expect(answer.json).toEqual({ [`${array}_processed`]: 1, message: 'success' });
      expect(userCount(t)).toBe(0);
    },
  );

  test.each(arrays)(
    'is created by an alias when _update_existing_only is false in %s',
    async (array, make) => {
      const t = await fresh();
      const object = make({
        external_id: null,
        user_alias: wireAlias('crm:a1'),
        _update_existing_only: false,
      });
      await track(t, { [array]: [object, object] });
      expect(userCount(t)).toBe(1);
      expect(await exported(t, byAlias('crm:a1'))).not.toHaveProperty('external_id');
    },
  );

  test('is found by an alias of an identified profile', async () => {
    const t = await fresh(aUser({ externalId: 'cust-1', aliases: [anAlias('crm:a1')] }));
    await track(t, { attributes: [{ user_alias: wireAlias('crm:a1'), plan: 'gold' }] });
    expect(profileOf(t).customAttributes).toEqual({ plan: 'gold' });
  });

  test('is found by a braze_id, and an unknown one does nothing', async () => {
    const t = await fresh(aUser({ externalId: 'cust-1' }));
    const { brazeId } = profileOf(t);
    const answer = await track(t, {
      attributes: [
        { braze_id: brazeId, plan: 'gold' },
        { braze_id: 'ffffffffffffffffffffffff', _update_existing_only: false, plan: 'gold' },
      ],
    });
    expect(answer.json).toEqual({ attributes_processed: 2, message: 'success' });
    expect(profileOf(t).customAttributes).toEqual({ plan: 'gold' });
    expect(userCount(t)).toBe(1);
  });

  test('may have an external id that is a number, which stands for its decimal text', async () => {
    const t = await fresh();
    await track(t, {
      attributes: [{ external_id: 42, plan: 'gold' }],
      events: [anEvent({ external_id: '42' })],
    });
    expect(userCount(t)).toBe(1);
    expect(profileOf(t, '42').customAttributes).toEqual({ plan: 'gold' });
  });

  test('keeps its new external id when it is updated under a deprecated one', async () => {
    const t = await fresh(aUser({ externalId: 'old' }));
    await t.rest('/users/external_ids/rename', {
      external_id_renames: [{ current_external_id: 'old', new_external_id: 'new' }],
    });
    await track(t, { attributes: [{ external_id: 'old', plan: 'gold' }] });
    expect(profileOf(t, 'new')).toMatchObject({ externalId: 'new', customAttributes: { plan: 'gold' } });
    expect(userCount(t)).toBe(1);
  });

  test.each([
    ['email', 'kim@example.test'],
    ['phone', '+31612345678'],
  ] as const)('is created by an %s alone, without an alias', async (field, value) => {
    const t = await fresh();
    const objects = {
      attributes: [{ [field]: value }],
      events: [anEvent({ external_id: null, [field]: value })],
    };
    await track(t, objects);
    const profiles = profilesBy(t, { [field]: value } as { email: string });
    expect(profiles).toMatchObject([{ externalId: null, aliases: [], [field]: value }]);
    await track(t, {
      purchases: [aPurchase({ external_id: null, [field]: 'x@example.test', _update_existing_only: true })],
    });
    expect(userCount(t)).toBe(1);
  });

  test('is the most recently updated profile with an external id among several with the e-mail address', async () => {
    const attributes = { email: 'kim@example.test' };
    const t = await fresh(
      aUser({ externalId: 'first', attributes }),
      aUser({ externalId: 'second', attributes }),
      aUser({ aliases: [anAlias('crm:a1')], attributes }),
    );
    await track(t, { attributes: [{ email: 'kim@example.test', plan: 'gold' }] });
    expect(profileOf(t, 'second').customAttributes).toEqual({ plan: 'gold' });
    await track(t, { events: [anEvent({ external_id: 'first' })] });
    await track(t, { attributes: [{ email: 'kim@example.test', plan: 'silver' }] });
    expect(profileOf(t, 'first').customAttributes).toEqual({ plan: 'silver' });
    expect(profileOf(t, 'second').customAttributes).toEqual({ plan: 'gold' });
  });

  test('is the most recently updated profile when none with the phone number has an external id', async () => {
    const attributes = { phone: '+31612345678' };
    const t = await fresh(
      aUser({ aliases: [anAlias('crm:a1')], attributes }),
      aUser({ aliases: [anAlias('crm:a2')], attributes }),
    );
    await track(t, { attributes: [{ phone: '+31612345678', plan: 'gold' }] });
    expect((await exported(t, byAlias('crm:a1'))).custom_attributes).toBeUndefined();
    expect((await exported(t, byAlias('crm:a2'))).custom_attributes).toEqual({ plan: 'gold' });
  });

  test('is found by e-mail address before phone number, which then is an attribute', async () => {
    const t = await fresh(
      aUser({ externalId: 'by-email', attributes: { email: 'kim@example.test' } }),
      aUser({ externalId: 'by-phone', attributes: { phone: '+31612345678' } }),
    );
    await track(t, { attributes: [{ phone: '+31612345678', email: 'kim@example.test', plan: 'gold' }] });
    expect(profileOf(t, 'by-email')).toMatchObject({
      phone: '+31612345678',
      customAttributes: { plan: 'gold' },
    });
    expect(profileOf(t, 'by-phone').customAttributes).toEqual({});
  });

  test.each(arrays)(
    'has the e-mail address beside a primary identifier as an attribute in %s',
    async (array, make) => {
      const t = await fresh(aUser({ attributes: { email: 'kim@example.test' } }));
      await track(t, { [array]: [make({ email: 'kim@example.test' })] });
      expect(userCount(t)).toBe(2);
      expect(profileOf(t).email).toBe('kim@example.test');
    },
  );

  test('is found by what is left when a primary identifier is null or empty', async () => {
    const t = await fresh(aUser({ externalId: 'cust-1', attributes: { email: 'kim@example.test' } }));
    await track(t, {
      attributes: [{ external_id: '', user_alias: null, email: 'kim@example.test', plan: 'gold' }],
    });
    expect(profileOf(t).customAttributes).toEqual({ plan: 'gold' });
  });

  test('may be created by one object and updated by the next', async () => {
    const t = await fresh();
    await track(t, {
      attributes: [anAttributesObject({ visits: 1 }), anAttributesObject({ visits: { inc: 1 } })],
      events: [anEvent({ _update_existing_only: true })],
      purchases: [aPurchase({ _update_existing_only: true })],
    });
    expect(await exported(t, byExternalId('cust-1'))).toMatchObject({
      custom_attributes: { visits: 2 },
      custom_events: [{ name: 'watched', count: 1 }],
      purchases: [{ name: 'socks', count: 1 }],
    });
  });
});

describe('events and purchases', () => {
  test('are occurrences of their own, also when they are equal', async () => {
    const t = await freshEmulator();
    await track(t, {
      events: [anEvent(), anEvent(), anEvent({ time: '2026-01-01' }), anEvent({ name: 'left' })],
    });
    expect((await exported(t, byExternalId('cust-1'))).custom_events).toEqual([
      { name: 'left', first: '2026-02-01T10:00:00.000Z', last: '2026-02-01T10:00:00.000Z', count: 1 },
      { name: 'watched', first: '2026-01-01T00:00:00.000Z', last: '2026-02-01T10:00:00.000Z', count: 3 },
    ]);
  });

  test('count a quantity of n as n purchases, 1 when it is left out', async () => {
    const t = await freshEmulator();
    await track(t, {
      purchases: [aPurchase(), aPurchase({ quantity: 100 }), aPurchase({ price: -1.25, quantity: null })],
    });
    const profile = await exported(t, byExternalId('cust-1'));
    expect(profile.purchases).toMatchObject([{ name: 'socks', count: 102 }]);
    expect(profile.total_revenue).toBe(251.25);
  });

  test('have happened now when their time is in the future', async () => {
    const t = await freshEmulator({ clock: new ManualClock(Date.UTC(2026, 1, 3, 9)) });
    const later = { time: '2026-02-03T11:00:00+01:00' };
    await track(t, { events: [anEvent(later)], purchases: [aPurchase(later)] });
    expect(await exported(t, byExternalId('cust-1'))).toMatchObject({
      custom_events: [{ first: '2026-02-03T09:00:00.000Z' }],
      purchases: [{ first: '2026-02-03T09:00:00.000Z' }],
    });
  });

  test('take a time of the form yyyy-MM-ddTHH:mm:ss:SSSZ', async () => {
    const t = await freshEmulator();
    await track(t, { events: [anEvent({ time: '2026-02-01T10:00:00:250+0100' })] });
    expect((await exported(t, byExternalId('cust-1'))).custom_events[0].first).toBe(
      '2026-02-01T09:00:00.250Z',
    );
  });
});
