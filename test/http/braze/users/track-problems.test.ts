import { describe, expect, test } from 'vitest';
import { freshEmulator } from '../../../support/emulator.js';
import { anAttributesObject, anEvent, aPurchase, track } from '../../../support/users/track.js';
import { userCount, wireAlias } from '../../../support/users/users.js';

/** The type of the only problem of an object, `undefined` when it has none. */
async function problemOf(inputArray: string, object: unknown): Promise<string | undefined> {
  const t = await freshEmulator();
  const text = typeof object === 'string' ? object : JSON.stringify(object);
  const answer = await track(t, `{"${inputArray}":[${text}]}`);
  if (answer.status === 201) return undefined;
  expect(answer.status).toBe(400);
  expect(answer.json.errors).toEqual([{ type: expect.any(String), input_array: inputArray, index: 0 }]);
  expect(userCount(t)).toBe(0);
  return answer.json.errors[0].type;
}

const required = "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required";
const uuid = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';

describe('a problem of an object in any array', () => {
  const makers = { attributes: anAttributesObject, events: anEvent, purchases: aPurchase };
  test.each<[object, string | undefined]>([
    [{ external_id: null }, required],
    [{ external_id: '', email: '', phone: '' }, required],
    [
      { user_alias: wireAlias('crm:a1') },
      "You must specify only one of 'external_id', 'user_alias' or 'braze_id'",
    ],
    [{ braze_id: 'b1' }, "You must specify only one of 'external_id', 'user_alias' or 'braze_id'"],
    [
      { external_id: null, braze_id: 'b1', user_alias: wireAlias('crm:a1') },
      "You must specify only one of 'external_id', 'user_alias' or 'braze_id'",
    ],
    [{ external_id: 'ü'.repeat(494) }, "'external_id' must be fewer than 988 bytes"],
    [{ external_id: `${'ü'.repeat(493)}x` }, undefined],
    [{ external_id: 1.5 }, "'external_id' is not valid"],
    [{ external_id: { id: 1 } }, "'external_id' is not valid"],
    [{ external_id: null, user_alias: 'crm:a1' }, "'user_alias' is not valid"],
    [{ external_id: null, user_alias: { alias_label: 'crm' } }, "'user_alias' is not valid"],
    [{ external_id: null, user_alias: wireAlias(`crm:${'x'.repeat(237)}`) }, "'user_alias' is not valid"],
    [{ external_id: null, braze_id: 7 }, "'braze_id' is not valid"],
    [{ external_id: null, email: 'nonsense' }, 'EMAIL_BAD_FORMAT'],
    [{ external_id: null, email: 7, phone: '+31612345678' }, 'EMAIL_BAD_FORMAT'],
    [{ email: 'kim@localhost' }, 'EMAIL_BAD_FORMAT'],
    [{ external_id: null, phone: 'nonsense' }, "'phone' is not valid"],
    [{ _update_existing_only: 'true' }, "'_update_existing_only' is not valid"],
    [{ _update_existing_only: null }, undefined],
  ])('with %j is %j', async (fields, type) => {
    for (const [inputArray, make] of Object.entries(makers)) {
      expect(await problemOf(inputArray, make(fields)), inputArray).toBe(type);
    }
  });

  test.each(['attributes', 'events', 'purchases'])('of %s is that it is no object', async (inputArray) => {
    for (const element of [7, 'text', null, []]) {
      expect(await problemOf(inputArray, JSON.stringify(element))).toBe(
        `'${inputArray}' must be an array of objects`,
      );
    }
  });
});

describe('a problem of an attributes object', () => {
  const group = (fields: object) => [
    { subscription_group_id: uuid, subscription_state: 'subscribed', ...fields },
  ];
  const token = (fields: object) => [{ app_id: 'app-1', token: 't1', ...fields }];

  test.each<[object, string | undefined]>([
    [{ email: '' }, 'EMAIL_BAD_FORMAT'],
    [{ email_subscribe: 'maybe' }, "'email_subscribe' must be 'subscribed', 'unsubscribed', or 'opted_in'"],
    [{ email_subscribe: 'opted_in' }, undefined],
    [{ push_subscribe: true }, "'push_subscribe' must be 'subscribed', 'unsubscribed', or 'opted_in'"],
    [{ push_subscribe: 'unsubscribed' }, undefined],
    [{ subscription_groups: {} }, 'BAD_SUBSCRIPTION_GROUP_ARRAY'],
    [{ subscription_groups: [uuid] }, 'BAD_SUBSCRIPTION_GROUP_HASH'],
    [{ subscription_groups: [{ subscription_group_id: uuid }] }, 'BAD_SUBSCRIPTION_GROUP_HASH'],
    [{ subscription_groups: group({ subscription_group_id: 'news' }) }, 'BAD_SUBSCRIPTION_GROUP_ID'],
    [{ subscription_groups: group({ subscription_state: 'opted_in' }) }, 'BAD_SUBSCRIPTION_GROUP_STATE'],
    [{ subscription_groups: group({}) }, undefined],
    [{ current_location: 'Utrecht' }, 'BAD_LOCATION_UPDATE'],
    [{ current_location: { longitude: 5.1 } }, 'BAD_LOCATION_UPDATE'],
    [{ current_location: { longitude: 5.1, latitude: 90.1 } }, 'BAD_LOCATION_UPDATE'],
    [{ current_location: { longitude: 5.1, latitude: 52.1 } }, undefined],
    [{ email_subscription_info: {} }, 'INVALID_ATTRIBUTE_EMAIL_SUBSCRIPTION_INFO'],
    [{ push_tokens: {} }, 'BAD_PUSH_TOKEN_VALUE'],
    [{ push_tokens: ['t1'] }, 'BAD_PUSH_TOKEN_VALUE'],
    [{ push_tokens: token({ app_id: 7 }) }, 'BAD_PUSH_TOKEN_APP_ID'],
    [{ push_tokens: token({ token: null }) }, 'BAD_PUSH_TOKEN_STRING'],
    [{ push_tokens: token({ device_id: '1234567' }) }, 'BAD_DEVICE_ID'],
    [{ push_tokens: token({ device_id: '12345678' }) }, undefined],
    [{ push_tokens: token({ device_id: `${'ü'.repeat(127)}x` }) }, undefined],
    [{ push_tokens: token({ device_id: 'ü'.repeat(128) }) }, 'BAD_DEVICE_ID'],
    [{ push_token_import: true, push_tokens: token({}) }, 'BAD_PUSH_TOKEN_IMPORT'],
    [
      { external_id: null, braze_id: 'b1', push_token_import: true, push_tokens: token({}) },
      'BAD_PUSH_TOKEN_IMPORT',
    ],
    [{ external_id: null, push_token_import: true }, 'BAD_PUSH_TOKEN_IMPORT'],
    [{ external_id: null, push_token_import: true, push_tokens: [] }, 'BAD_PUSH_TOKEN_IMPORT'],
    [{ external_id: null, push_token_import: true, push_tokens: token({}) }, undefined],
    [{ push_token_import: false, push_tokens: token({}) }, undefined],
    [{ push_token_import: 'yes' }, "'push_token_import' is not valid"],
  ])('with %j is %j', async (fields, type) => {
    expect(await problemOf('attributes', anAttributesObject(fields))).toBe(type);
  });
});

describe('a problem of an event', () => {
  test.each<[object, string | undefined]>([
    [{ name: undefined }, "'name' is required"],
    [{ name: '' }, "'name' is required"],
    [{ name: 7 }, "'name' is not valid"],
    [{ time: null }, "'time' is required"],
    [{ time: 'yesterday' }, "'time' is not valid"],
    [{ time: 1_770_000_000 }, "'time' is not valid"],
    [{ time: '2026-02-30' }, "'time' is not valid"],
    [{ app_id: 7 }, "'app_id' is not valid"],
    [{ app_id: 'app-1' }, undefined],
  ])('with %j is %j', async (fields, type) => {
    expect(await problemOf('events', anEvent(fields))).toBe(type);
  });
});

describe('a problem of a purchase', () => {
  test.each<[object, string | undefined]>([
    [{ product_id: undefined }, "'product_id' is required"],
    [{ product_id: true }, "'product_id' is not valid"],
    [{ product_id: 7 }, undefined],
    [{ product_id: 'x'.repeat(256) }, "'product_id' is not valid"],
    [{ product_id: '🧦'.repeat(255) }, undefined],
    [{ currency: undefined }, "'currency' is required"],
    [{ currency: 'euro' }, "'currency' is not valid"],
    [{ currency: 'eur' }, undefined],
    [{ price: undefined }, "'price' is required"],
    [{ price: '2.50' }, "'price' is not valid"],
    [{ price: 0 }, undefined],
    [{ price: -2.5 }, undefined],
    [{ quantity: 0 }, "'quantity' is not valid"],
    [{ quantity: 1 }, undefined],
    [{ quantity: 100 }, undefined],
    [{ quantity: 101 }, "'quantity' is not valid"],
    [{ quantity: 1.5 }, "'quantity' is not valid"],
    [{ quantity: '1' }, "'quantity' is not valid"],
    [{ time: undefined }, "'time' is required"],
    [{ time: '12 May' }, "'time' is not valid"],
    [{ app_id: {} }, "'app_id' is not valid"],
  ])('with %j is %j', async (fields, type) => {
    expect(await problemOf('purchases', aPurchase(fields))).toBe(type);
  });

  test('is a price that no number can hold', async () => {
    const text = JSON.stringify(aPurchase({ price: 'PRICE' })).replace('"PRICE"', '1e999');
    expect(await problemOf('purchases', text)).toBe("'price' is not valid");
  });
});

describe('a problem of properties', () => {
  const long = 'x'.repeat(256);
  const tooLarge = { items: Array(500).fill('x'.repeat(250)) };
  test.each<[string, unknown, string | undefined]>([
    ['that are no object', [1], "'properties' is not valid"],
    ['that are null', null, undefined],
    ['with an empty name', { '': 1 }, "'properties' is not valid: a name is empty"],
    ['with a long name', { [long]: 1 }, "'properties' is not valid: a name is longer than 255 characters"],
    ['with a name of 255 characters', { ['x'.repeat(255)]: 1 }, undefined],
    ['with a dollar sign first', { $a: 1 }, "'properties' is not valid: '$a' starts with a dollar sign"],
    ['with a dollar sign elsewhere', { a$: 1 }, undefined],
    ['called time', { time: 1 }, "'properties' is not valid: 'time' is reserved"],
    ['called event_name', { event_name: 1 }, "'properties' is not valid: 'event_name' is reserved"],
    ['with a long text', { a: long }, "'properties' is not valid: 'a' is longer than 255 characters"],
    ['with a text of 255 characters', { a: 'ü'.repeat(255) }, undefined],
    ['of any type', { a: 1, b: 1.5, c: true, d: '2026-02-01', e: [1, 'x'], f: { g: { h: 1 } } }, undefined],
    ['over 100 KB', tooLarge, "'properties' is not valid: it is larger than 100 KB"],
  ])('%s', async (_, properties, type) => {
    expect(await problemOf('events', anEvent({ properties }))).toBe(type);
    expect(await problemOf('purchases', aPurchase({ properties }))).toBe(type);
  });
});
