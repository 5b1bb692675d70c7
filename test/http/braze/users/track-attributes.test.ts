import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/domain/json.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { anAttributesObject, profileOf, profilesBy, track } from '../../../support/users/track.js';
import { anAlias, aUser, userCount, wireAlias } from '../../../support/users/users.js';

/** Tracks each object of attributes in a request of its own, all for one user, and returns that profile. */
async function profileAfter(...objects: object[]) {
  const t = await freshEmulator();
  for (const object of objects) {
    const answer = await track(t, { attributes: [anAttributesObject(object)] });
    expect(answer.json).toEqual({ attributes_processed: 1, message: 'success' });
  }
  return profileOf(t);
}

describe('a standard attribute', () => {
  test.each<[string, JsonValue, JsonValue | undefined]>([
    ['country', 'nl', 'NL'],
    ['country', 'Australia', 'AU'],
    ['country', 'Atlantis', undefined],
    ['current_location', { longitude: 5, latitude: 52, altitude: 3 }, { longitude: 5, latitude: 52 }],
    ['date_of_first_session', '07/16/2013', '2013-07-16T00:00:00.000Z'],
    ['date_of_last_session', '2013-07-16T19:20:30+01:00', '2013-07-16T18:20:30.000Z'],
    ['date_of_last_session', 'yesterday', undefined],
    ['dob', '1980-12-21', '1980-12-21'],
    ['dob', '1980-02-30', undefined],
    ['dob', '21-12-1980', undefined],
    ['email_subscribe', 'opted_in', 'opted_in'],
    ['email_open_tracking_disabled', true, true],
    ['email_click_tracking_disabled', 'yes', undefined],
    ['facebook', { id: '7', likes: ['x'] }, { id: '7', likes: ['x'] }],
    ['facebook', 'kim', undefined],
    ['first_name', 'Kim', 'Kim'],
    ['first_name', 7, undefined],
    ['gender', 'F', 'F'],
    ['gender', 'female', undefined],
    ['home_city', 'Utrecht', 'Utrecht'],
    ['language', 'nl', 'nl'],
    ['last_name', 'Lee', 'Lee'],
    ['marked_email_as_spam_at', '2026-01-01', '2026-01-01T00:00:00.000Z'],
    ['push_subscribe', 'unsubscribed', 'unsubscribed'],
    ['time_zone', 'Europe/Amsterdam', 'Europe/Amsterdam'],
    ['time_zone', 'Eastern Time (US & Canada)', 'Eastern Time (US & Canada)'],
    ['time_zone', 'Middle-earth', undefined],
    ['twitter', { id: 7, screen_name: 'kim' }, { id: 7, screen_name: 'kim' }],
  ])('%s sent as %j is kept as %j', async (name, sent, kept) => {
    const { attributes, customAttributes } = await profileAfter({ [name]: sent });
    expect(attributes[name]).toEqual(kept);
    expect(customAttributes).toEqual({});
  });

  test('keeps its value when another is sent that does not fit', async () => {
    const { attributes } = await profileAfter(
      { dob: '1980-12-21', gender: 'F' },
      { dob: 'soon', gender: 'x' },
    );
    expect(attributes).toEqual({ dob: '1980-12-21', gender: 'F' });
  });

  test('is removed by null', async () => {
    const profile = await profileAfter(
      { email: 'kim@example.test', phone: '+31612345678', country: 'NL', push_subscribe: 'opted_in' },
      { email: null, phone: null, country: null, push_subscribe: null },
    );
    expect(profile).toMatchObject({ email: null, phone: null, attributes: {} });
  });

  test('country is removed by a value that is no country', async () => {
    expect((await profileAfter({ country: 'NL' }, { country: 'Atlantis' })).attributes).toEqual({});
  });

  test('subscription_groups keeps the groups that are not sent again', async () => {
    const groups = (digit: string, state: string) => ({
      subscription_groups: [
        { subscription_group_id: `${digit}f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f`, subscription_state: state },
      ],
    });
    const profile = await profileAfter(groups('0', 'subscribed'), groups('1', 'unsubscribed'));
    expect(profile.attributes.subscription_groups).toEqual([
      ...groups('0', 'subscribed').subscription_groups,
      ...groups('1', 'unsubscribed').subscription_groups,
    ]);
  });
});

describe('a custom attribute', () => {
  test.each<[string, JsonValue, JsonValue | undefined]>([
    ['a text', 'gold', 'gold'],
    ['an empty text', '', ''],
    ['a number', 1.5, 1.5],
    ['a boolean', false, false],
    ['a date as it was sent', '07/16/2013', '07/16/2013'],
    ['an array of scalars', ['a', 'b', 'a'], ['a', 'b']],
    ['an array of objects', [{ id: 1 }, { id: 2 }], [{ id: 1 }, { id: 2 }]],
    ['an object', { city: { name: 'Utrecht', codes: [1, 2] } }, { city: { name: 'Utrecht', codes: [1, 2] } }],
    ['a nested $time in ISO 8601', { at: { $time: '05/28/2020' } }, { at: '2020-05-28T00:00:00.000Z' }],
    ['an object with fields called add or inc', { add: 'x', inc: 1 }, { add: 'x', inc: 1 }],
    ['no array in an array', [['a']], undefined],
    ['no array of scalars and objects', ['a', { id: 1 }], undefined],
    ['no array with a null', ['a', null], undefined],
    ['no object with a null in it', { city: 'Utrecht', street: { name: null } }, undefined],
    ['no object with an invalid $time in it', { city: 'Utrecht', since: { $time: 'soon' } }, undefined],
  ])('keeps %s', async (_, sent, kept) => {
    expect((await profileAfter({ it: sent })).customAttributes.it).toEqual(kept);
  });

  test('is removed by null', async () => {
    expect((await profileAfter({ plan: 'gold', seats: 3 }, { plan: null })).customAttributes).toEqual({
      seats: 3,
    });
  });

  test('is incremented', async () => {
    const { customAttributes } = await profileAfter({ visits: { inc: 2 } }, { visits: { inc: -5 } });
    expect(customAttributes).toEqual({ visits: -3 });
  });

  test('gets values added and removed', async () => {
    const { customAttributes } = await profileAfter(
      { films: ['a', 'b'] },
      { films: { add: ['c', 'a'], remove: ['b'] } },
      { films: { remove: ['c'] } },
    );
    expect(customAttributes).toEqual({ films: ['a'] });
  });

  test('gets objects added, removed and updated', async () => {
    const { customAttributes } = await profileAfter(
      { pets: [{ id: 1, type: 'dog' }] },
      { pets: { $add: [{ id: 2, born: { $time: '2020-05-28' } }, { id: 3 }] } },
      { pets: { $remove: [{ $identifier_key: 'type', $identifier_value: 'dog' }] } },
      {
        pets: {
          $update: [{ $identifier_key: 'id', $identifier_value: 3, $new_object: { id: 3, name: 'Pip' } }],
        },
      },
    );
    expect(customAttributes).toEqual({
      pets: [
        { id: 2, born: '2020-05-28T00:00:00.000Z' },
        { id: 3, name: 'Pip' },
      ],
    });
  });

  test.each<[string, JsonValue]>([
    ['an object that is none', { $add: [7] }],
    ['an object with a null in it', { $add: [{ id: 2 }, { id: null }] }],
    ['no list', { $add: { id: 2 } }],
    ['a match without a value', { $remove: [{ $identifier_key: 'id' }] }],
    ['an update without a new object', { $update: [{ $identifier_key: 'id', $identifier_value: 1 }] }],
  ])('stays as it is when it is told to change by %s', async (_, change) => {
    const { customAttributes } = await profileAfter({ pets: [{ id: 1 }] }, { pets: change, plan: 'gold' });
    expect(customAttributes).toEqual({ pets: [{ id: 1 }], plan: 'gold' });
  });

  test('may have a name that JavaScript knows', async () => {
    const t = await freshEmulator();
    await track(
      t,
      '{"attributes":[{"external_id":"cust-1","__proto__":{"admin":true},"constructor":"c","toString":"t","nested":{"__proto__":1}}]}',
    );
    const { customAttributes } = profileOf(t);
    expect(JSON.stringify(customAttributes)).toBe(
      '{"__proto__":{"admin":true},"constructor":"c","toString":"t","nested":{"__proto__":1}}',
    );
    expect({}).not.toHaveProperty('admin');
  });

  test('is not made of the fields that steer an object', async () => {
    const { customAttributes } = await profileAfter({
      user_alias: null,
      braze_id: null,
      _update_existing_only: false,
      _merge_objects: true,
      push_token_import: false,
      push_tokens: [],
    });
    expect(customAttributes).toEqual({});
  });
});

describe('a push token', () => {
  const token = (name: string, deviceId?: string) => ({
    app_id: 'app-1',
    token: name,
    ...(deviceId && { device_id: deviceId }),
  });
  const imported = (fields: object) => ({ push_token_import: true, ...fields });
  const tokensOf = (t: TestEmulator, externalId: string) => profileOf(t, externalId).pushTokens;

  test('comes with its device, which the profile then lists', async () => {
    const { pushTokens, deviceIds } = await profileAfter({ push_tokens: [token('t1', 'device-1')] });
    expect(pushTokens).toEqual([{ appId: 'app-1', token: 't1', deviceId: 'device-1' }]);
    expect(deviceIds).toEqual(['device-1']);
  });

  test('gets a device id when none is sent, and keeps it', async () => {
    const { pushTokens, deviceIds } = await profileAfter(
      { push_tokens: [token('t1')] },
      { push_tokens: [token('t1')] },
    );
    expect(deviceIds).toEqual([expect.stringMatching(/^[\da-f]{8}-/)]);
    expect(pushTokens).toEqual([{ appId: 'app-1', token: 't1', deviceId: deviceIds[0] }]);
  });

  test('moves from the profile that had it', async () => {
    const t = await freshEmulator();
    await track(t, { attributes: [{ external_id: 'one', push_tokens: [token('t1', 'device-1')] }] });
    await track(t, { attributes: [{ external_id: 'two', push_tokens: [token('t1', 'device-1')] }] });
    expect(tokensOf(t, 'one')).toEqual([]);
    expect(tokensOf(t, 'two')).toEqual([{ appId: 'app-1', token: 't1', deviceId: 'device-1' }]);
  });

  test('that is imported makes an anonymous profile, which a cohort finds by its device', async () => {
    const t = await freshEmulator({
      workspace: { users: [aUser({ attributes: { email: 'kim@example.test' } })] },
    });
    await track(t, {
      attributes: [
        imported({ email: 'kim@example.test', plan: 'gold', push_tokens: [token('t1', 'device-1')] }),
      ],
    });
    expect(userCount(t)).toBe(2);
    expect(profilesBy(t, { deviceId: 'device-1' })).toMatchObject([
      { externalId: null, email: 'kim@example.test', customAttributes: { plan: 'gold' } },
    ]);
    await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ device_ids: ['device-1'] }] });
    expect(t.members('vip')).toEqual(['device-1']);
  });

  test('that is known already makes its import do nothing', async () => {
    const t = await freshEmulator();
    await track(t, { attributes: [{ external_id: 'one', push_tokens: [token('t1', 'device-1')] }] });
    const answer = await track(t, {
      attributes: [imported({ plan: 'gold', push_tokens: [token('t1', 'device-2')] })],
    });
    expect(answer.json).toEqual({ attributes_processed: 1, message: 'success' });
    expect(userCount(t)).toBe(1);
    expect(tokensOf(t, 'one')).toEqual([{ appId: 'app-1', token: 't1', deviceId: 'device-1' }]);
  });

  test('that is imported with others gets a profile of its own', async () => {
    const t = await freshEmulator();
    const push_tokens = [token('t1', 'device-1'), token('t2', 'device-2'), token('t1', 'device-3')];
    await track(t, { attributes: [imported({ push_tokens })] });
    expect(userCount(t)).toBe(2);
    expect(profilesBy(t, { deviceId: 'device-2' })).toMatchObject([{ deviceIds: ['device-2'] }]);
    expect(profilesBy(t, { deviceId: 'device-3' })).toEqual([]);
  });

  test('that is imported in update-only mode does nothing', async () => {
    const t = await freshEmulator();
    await track(t, { attributes: [imported({ _update_existing_only: true, push_tokens: [token('t1')] })] });
    expect(userCount(t)).toBe(0);
  });

  test('that is imported with an alias goes to that profile', async () => {
    const t = await freshEmulator({ workspace: { users: [aUser({ aliases: [anAlias('crm:a1')] })] } });
    await track(t, {
      attributes: [imported({ user_alias: wireAlias('crm:a1'), push_tokens: [token('t1', 'device-1')] })],
    });
    expect(userCount(t)).toBe(1);
    expect(profilesBy(t, { alias: anAlias('crm:a1') })).toMatchObject([{ deviceIds: ['device-1'] }]);
  });
});
