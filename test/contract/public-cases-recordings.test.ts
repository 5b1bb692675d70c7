import { expect, test } from 'vitest';
import { said } from '../support/answers.js';
import { freshEmulator } from '../support/emulator.js';
import { byAlias, byExternalId, exported, wireAlias } from '../support/users/users.js';

// Answers that were recorded, or measured against the real API, and what clients do with them. Values are our own.

// Case 2: keys absent in 105 of 105 recorded users; `dob` a date-time in 17 of 17.
test('an export has no apps, custom_events, purchases and custom_attributes when there are none, and dob as a date-time', async () => {
  const t = await freshEmulator();
  await t.rest('/users/track', {
    attributes: [{ external_id: 'a', first_name: 'Kim', dob: '1980-12-21', groups: [] }],
  });
  const user = await exported(t, byExternalId('a'));
  expect(user).toMatchObject({ first_name: 'Kim', dob: '1980-12-21T00:00:00.000Z' });
  expect(user.custom_attributes).toEqual({ groups: [] });
  for (const field of ['apps', 'custom_events', 'purchases']) expect(user).not.toHaveProperty(field);

  await t.rest('/users/track', { attributes: [{ external_id: 'a', groups: null }] });
  expect(await exported(t, byExternalId('a'))).not.toHaveProperty('custom_attributes');
});

// Case 2, recorded in 2015 and 2021
test('a delete of unknown ids counts them; only ids that were sent as numbers are invalid', async () => {
  const t = await freshEmulator();
  const remove = async (ids: unknown[]) => said(await t.rest('/users/delete', { external_ids: ids }));
  expect(await remove(['gone'])).toBe('201 {"deleted":1,"message":"success"}');
  expect(await remove([400, 'gone'])).toBe('201 {"invalid_user_ids":[400],"deleted":2,"message":"success"}');
});

// Case 16
test('fields that a user without an external_id does not have are absent from an export', async () => {
  const t = await freshEmulator();
  await t.rest('/users/alias/new', { user_aliases: [wireAlias('crm:1')] });
  const fields = { fields_to_export: ['external_id', 'email'] };
  expect((await t.rest('/users/export/ids', { ...byAlias('crm:1'), ...fields })).text).toBe(
    '{"users":[{}],"message":"success"}',
  );
});
