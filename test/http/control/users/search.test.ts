import { expect, test } from 'vitest';
import { readAllPages, workspaceOf } from '../../../support/control.js';
import { freshEmulator } from '../../../support/emulator.js';

const users = [
  { external_id: 'cust-10', user_aliases: [{ alias_label: 'loyalty_id', alias_name: 'L:1' }] },
  { external_id: 'cust-1', device_ids: ['phone'], attributes: { email: 'ada@example.test', phone: '+4930' } },
  { device_ids: ['phone'] },
  { external_id: 'Cust-1' },
  { external_id: 'cust-ö' },
];

test.each([
  ['how external ids begin', 'cust-', ['cust-10', 'cust-1', 'cust-ö']],
  ['an external id, and those that go on', 'cust-1', ['cust-10', 'cust-1']],
  ['an alias, whose name may have a colon', 'loyalty_id:L:1', ['cust-10']],
  ['a device, also of several', 'phone', ['cust-1', null]],
  ['an e-mail address', 'ada@example.test', ['cust-1']],
  ['a phone number', '+4930', ['cust-1']],
  ['nothing by a part of another identifier', 'phon', []],
  ['nothing by a wildcard', 'cust%', []],
])('search finds users by %s', async (_, search, expected) => {
  const ws = workspaceOf(await freshEmulator());
  await ws('POST', '/users', users);
  const found = await ws('GET', `/users?search=${encodeURIComponent(search)}`);
  expect(found.json.users.map((its: { external_id: string | null }) => its.external_id)).toEqual(expected);
});

test('search finds a user by the braze_id, and goes on where a page ends', async () => {
  const ws = workspaceOf(await freshEmulator());
  const added = await ws('POST', '/users', users);
  const { braze_id } = added.json.users[2];
  expect((await ws('GET', `/users?search=${braze_id}`)).json.users).toEqual([added.json.users[2]]);
  const pages = await readAllPages(ws, '/users?search=cust-', 'users', 1);
  expect(pages).toEqual([added.json.users[0], added.json.users[1], added.json.users[4]]);
});

test('search is one criterion like the others', async () => {
  const ws = workspaceOf(await freshEmulator());
  const refused = await ws('GET', '/users?search=a&external_id=b');
  expect(refused.status).toBe(400);
  expect(refused.json.error).toMatchObject({ code: 'invalid_request', path: 'search' });
});
