import { describe, expect, test } from 'vitest';
import type { RestPermission } from '../../../../src/domain/workspaces/workspace.js';
import { freshEmulator } from '../../../support/emulator.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { wireAlias } from '../../../support/users/users.js';

const alias = wireAlias('crm:a1');
const exceeded = 'The max number of ids per request was exceeded';
const exceededWithAliases = 'The max number of external_ids and aliases per request was exceeded';

/** Each endpoint: its permission, its success, the rate limit it counts against, an array of 50 at most and the text for 51. */
const endpoints: {
  path: string;
  permission: RestPermission;
  status: number;
  limit: string;
  field: string;
  element: unknown;
  text: string;
}[] = [
  {
    path: '/users/identify',
    permission: 'users.identify',
    status: 201,
    limit: '20000',
    field: 'aliases_to_identify',
    element: { external_id: 'x', user_alias: alias },
    text: exceededWithAliases,
  },
  {
    path: '/users/alias/new',
    permission: 'users.alias.new',
    status: 201,
    limit: '20000',
    field: 'user_aliases',
    element: alias,
    text: exceededWithAliases,
  },
  {
    path: '/users/alias/update',
    permission: 'users.alias.update',
    status: 201,
    limit: '20000',
    field: 'alias_updates',
    element: { alias_label: 'crm', old_alias_name: 'a', new_alias_name: 'b' },
    text: exceededWithAliases,
  },
  {
    path: '/users/merge',
    permission: 'users.merge',
    status: 202,
    limit: '20000',
    field: 'merge_updates',
    element: { identifier_to_merge: { external_id: 'x' }, identifier_to_keep: { external_id: 'y' } },
    text: 'a single request may not contain more than 50 merge updates',
  },
  {
    path: '/users/delete',
    permission: 'users.delete',
    status: 201,
    limit: '20000',
    field: 'external_ids',
    element: 'x',
    text: exceeded,
  },
  {
    path: '/users/external_ids/rename',
    permission: 'users.external_ids.rename',
    status: 201,
    limit: '1000',
    field: 'external_id_renames',
    element: { current_external_id: 'x', new_external_id: 'y' },
    text: exceeded,
  },
  {
    path: '/users/external_ids/remove',
    permission: 'users.external_ids.remove',
    status: 201,
    limit: '1000',
    field: 'external_ids',
    element: 'x',
    text: exceeded,
  },
  {
    path: '/users/export/ids',
    permission: 'users.export.ids',
    status: 201,
    limit: '250',
    field: 'external_ids',
    element: 'x',
    text: exceededWithAliases,
  },
];

describe.each(endpoints)('POST $path', ({ path, permission, status, limit, field, element, text }) => {
  const bodyOf = (count: number) => ({ [field]: Array.from({ length: count }, () => element) });

  test('takes 50 elements and refuses 51', async () => {
    const t = await freshEmulator();
    expect((await t.rest(path, bodyOf(50))).status).toBe(status);
    const answer = await t.rest(path, bodyOf(51));
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message: text });
  });

  test('needs its own permission, a valid key, and counts against its rate limit', async () => {
    const t = await freshEmulator({
      clock: new ManualClock(),
      workspace: { restApiKeys: [{ permissions: [permission] }, { permissions: ['users.track'] }] },
    });
    const answer = await t.rest(path, bodyOf(1));
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-ratelimit-limit')).toBe(limit);
    expect(answer.headers.get('x-ratelimit-remaining')).toBe(String(Number(limit) - 1));

    const authorization = `Bearer ${t.workspace.restApiKeys[1]!.key}`;
    expect((await t.post(path, bodyOf(1), { authorization })).status).toBe(403);
    expect((await t.post(path, bodyOf(1))).status).toBe(401);
  });

  test('ignores top-level keys it does not know', async () => {
    const t = await freshEmulator();
    const body = { ...bodyOf(1), api_key: 'x', partner: 'RudderStack' };
    expect((await t.rest(path, body)).status).toBe(status);
  });
});

test('identify, both alias endpoints, merge and delete share one rate limit', async () => {
  const t = await freshEmulator({ clock: new ManualClock() });
  const remaining: (string | null)[] = [];
  for (const { path, field, element, limit } of endpoints) {
    if (limit !== '20000') continue;
    const answer = await t.rest(path, { [field]: [element] });
    remaining.push(answer.headers.get('x-ratelimit-remaining'));
  }
  expect(remaining).toEqual(['19999', '19998', '19997', '19996', '19995']);
});
