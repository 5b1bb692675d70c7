import { Braze } from 'braze-api';
import { expect, test } from 'vitest';
import { freshEmulator } from '../support/emulator.js';
import { download, exportingEmulator, listener, usersOf } from '../support/segments/segment-exports.js';
import { anAlias, aUser, wireAlias } from '../support/users/users.js';

// The npm package `braze-api`, unmodified, over a socket: what it sends is taken and what it expects comes back.

async function client(...users: ReturnType<typeof aUser>[]) {
  const t = await freshEmulator({ transport: 'over a socket', workspace: { users } });
  return { t, braze: new Braze(t.url, t.restApiKey) };
}

test('tracks attributes, events and purchases and exports them', async () => {
  const { braze } = await client();
  const tracked = await braze.users.track({
    attributes: [{ external_id: 'cust-1', first_name: 'Kim', plan: 'gold' }],
    events: [{ external_id: 'cust-1', name: 'login', time: '2024-01-01T00:00:00Z' }],
    purchases: [
      {
        external_id: 'cust-1',
        product_id: 'shoe',
        currency: 'EUR',
        price: 12.5,
        time: '2024-01-02T00:00:00Z',
      },
    ],
  });
  expect(tracked).toEqual({
    attributes_processed: 1,
    events_processed: 1,
    purchases_processed: 1,
    message: 'success',
  });
  const { users } = await braze.users.export.ids({
    external_ids: ['cust-1'],
    fields_to_export: ['first_name', 'custom_attributes', 'custom_events', 'purchases', 'total_revenue'],
  });
  expect(users).toEqual([
    {
      first_name: 'Kim',
      total_revenue: 12.5,
      custom_attributes: { plan: 'gold' },
      custom_events: [
        { name: 'login', first: '2024-01-01T00:00:00.000Z', last: '2024-01-01T00:00:00.000Z', count: 1 },
      ],
      purchases: [
        { name: 'shoe', first: '2024-01-02T00:00:00.000Z', last: '2024-01-02T00:00:00.000Z', count: 1 },
      ],
    },
  ]);
});

test('creates and updates aliases and identifies the user they name', async () => {
  const { braze } = await client();
  expect(await braze.users.alias.new({ user_aliases: [wireAlias('crm:a1')] })).toEqual({
    aliases_processed: 1,
    message: 'success',
  });
  expect(
    await braze.users.alias.update({
      alias_updates: [{ alias_label: 'crm', old_alias_name: 'a1', new_alias_name: 'a2' }],
    }),
  ).toEqual({ message: 'success' });
  expect(
    await braze.users.identify({
      aliases_to_identify: [{ external_id: 'cust-1', user_alias: wireAlias('crm:a2') }],
    }),
  ).toEqual({ aliases_processed: 1, message: 'success' });
  const answer = await braze.users.export.ids({
    user_aliases: [wireAlias('crm:a2'), wireAlias('crm:a1')],
    fields_to_export: ['external_id', 'user_aliases'],
  });
  expect(answer).toEqual({
    users: [{ external_id: 'cust-1', user_aliases: [wireAlias('crm:a2')] }],
    invalid_user_ids: [wireAlias('crm:a1')],
    message: 'success',
  });
});

test('merges one user into another', async () => {
  const { braze } = await client(
    aUser({ externalId: 'merged', attributes: { country: 'NL' } }),
    aUser({ externalId: 'kept' }),
  );
  expect(
    await braze.users.merge({
      merge_updates: [
        { identifier_to_merge: { external_id: 'merged' }, identifier_to_keep: { external_id: 'kept' } },
      ],
    }),
  ).toEqual({ message: 'success' });
  const { users, invalid_user_ids } = await braze.users.export.ids({ external_ids: ['merged', 'kept'] });
  expect(users).toMatchObject([{ external_id: 'kept', country: 'NL' }]);
  expect(invalid_user_ids).toEqual(['merged']);
});

test('renames an external id and removes the deprecated one', async () => {
  const { braze } = await client(aUser({ externalId: 'old' }));
  const rename = { current_external_id: 'old', new_external_id: 'new' };
  expect(await braze.users.external_ids.rename({ external_id_renames: [rename] })).toEqual({
    rename_errors: [],
    external_ids: [rename],
    message: 'success',
  });
  expect(await braze.users.external_ids.remove({ external_ids: ['old'] })).toEqual({
    removed_ids: ['old'],
    removal_errors: [],
    message: 'success',
  });
  const { users } = await braze.users.export.ids({ external_ids: ['new'] });
  expect(users).toHaveLength(1);
});

test('deletes users', async () => {
  const { braze } = await client(aUser({ externalId: 'cust-1', aliases: [anAlias('crm:a1')] }));
  expect(await braze.users.delete({ external_ids: ['cust-1'] })).toEqual({ deleted: 1, message: 'success' });
  const { users } = await braze.users.export.ids({ external_ids: ['cust-1'] });
  expect(users).toEqual([]);
});

test('sees a refusal as an error with its status and text', async () => {
  const { t, braze } = await client();
  const tooMany = Array.from({ length: 51 }, (_, index) => `cust-${index}`);
  await expect(braze.users.delete({ external_ids: tooMany })).rejects.toMatchObject({
    status: 400,
    message: 'The max number of ids per request was exceeded',
  });
  await expect(new Braze(t.url, 'wrong').users.delete({ external_ids: ['x'] })).rejects.toMatchObject({
    status: 401,
    message: 'Invalid API key: wrong',
  });
});

test('exports a segment', async () => {
  const x = await exportingEmulator({ workspace: { users: [aUser({ externalId: 'cust-1' })] } });
  const braze = new Braze(x.t.url, x.t.restApiKey);
  const { url: callback_endpoint, next } = await listener();
  const told = next();
  const answer = await braze.users.export.segment({
    segment_id: x.segment.id,
    callback_endpoint,
    fields_to_export: ['external_id', 'custom_attributes'],
    output_format: 'zip',
  });
  expect(answer).toEqual({ message: 'success', object_prefix: expect.any(String), url: expect.any(String) });
  expect(JSON.parse((await told).body)).toEqual({ success: true, url: answer.url });
  expect(await usersOf(await download(answer.url!))).toEqual([{ external_id: 'cust-1' }]);
  await expect(
    braze.users.export.segment({ segment_id: 'unknown', fields_to_export: ['email'] }),
  ).rejects.toMatchObject({
    status: 400,
    message: 'segment_id must be a string of the segment api identifier',
  });
});
