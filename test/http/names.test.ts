import { expect, test } from 'vitest';
import { controlOf, workspaceOf } from '../support/control.js';
import { freshEmulator } from '../support/emulator.js';

// Names that mean something in SQL, in a path of SQLite's JSON functions, or in a pattern. Each stands in every place that
// has a name, comes back as it was, and finds itself alone.

const names = [
  "'; DROP TABLE profiles;--",
  "' OR '1'='1",
  '" OR 1=1 --',
  "a' || (SELECT key FROM rest_api_keys) || '",
  "x'); DELETE FROM workspaces; --",
  '/* comment */',
  'rowid',
  'NULL',
  '?1',
  ':name',
  '$name',
  '@name',
  '$',
  '$.a',
  '$[0]',
  '$."a"',
  '$.*',
  'a.b',
  'a[0]',
  'a[#-1]',
  '[]',
  '"',
  'a"b',
  "a'b",
  '\\',
  '\\"',
  '\\u0000',
  '`',
  '%',
  '_',
  '*',
  '[a-z]',
  '100%_*',
  ';',
  '--',
  'a\nb',
  'ünï😀',
  '#{7*7}',
  '{{7*7}}',
  '../../etc/passwd',
];

test.each(names)('%j is a name like any other', async (name) => {
  const t = await freshEmulator();
  const ws = workspaceOf(t);
  const control = controlOf(t);
  // Braze keeps those with a dollar for itself.
  const unreserved = name.replace(/^\$/, 'x$');
  const alias = { alias_label: name, alias_name: name };
  await ws('POST', '/users', [
    { external_id: name, user_aliases: [alias] },
    { external_id: 'other' },
    { device_ids: [name] },
  ]);
  const tracked = await t.rest('/users/track', {
    attributes: [
      { external_id: name, [name]: name, nested: { [name]: name } },
      { external_id: 'other', plan: name, nested: { plan: name } },
    ],
    events: [
      {
        external_id: name,
        name: unreserved,
        time: '2026-02-03T09:00:00Z',
        properties: { [unreserved]: name },
      },
    ],
    purchases: [
      { external_id: name, product_id: unreserved, currency: 'EUR', price: 1, time: '2026-02-03T09:00:00Z' },
    ],
  });
  expect(tracked.json).toMatchObject({ message: 'success', attributes_processed: 2, events_processed: 1 });
  expect(tracked.json.errors).toBeUndefined();

  const identifiers = { user_ids: [name], aliases: [alias], device_ids: [name] };
  expect((await t.cohortUsers({ cohort_id: name, cohort_changes: [identifiers] })).status).toBe(201);
  expect(t.members(name)).toHaveLength(2);
  const members = await ws('GET', `/cohorts/hightouch/${encodeURIComponent(name)}/members`);
  expect(members.json.members[0]).toMatchObject({ external_id: name, user_aliases: [alias] });

  const exported = await t.rest('/users/export/ids', { user_aliases: [alias] });
  const [user] = exported.json.users;
  expect(user).toMatchObject({ external_id: name, user_aliases: [alias] });
  expect(user.custom_attributes[name]).toBe(name);
  // Braze keeps fewer names inside an object.
  expect([name, undefined]).toContain(user.custom_attributes.nested?.[name]);
  expect(user.custom_events).toMatchObject([{ name: unreserved, count: 1 }]);
  expect(user.purchases).toMatchObject([{ name: unreserved, count: 1 }]);

  const text = { value_type: 'string', comparison: 'is_any_of', value: [name] };
  for (const filter of [
    { type: 'custom_attribute', name, ...text },
    { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: [name] },
    { type: 'custom_event', name: unreserved, metric: 'count', comparison: 'more_than', value: 0 },
    { type: 'purchase', product_id: unreserved, metric: 'has_purchased', comparison: 'is', value: true },
    { type: 'attribute', field: 'external_id', comparison: 'is_any_of', value: [name] },
  ]) {
    const { status, json } = await ws('POST', '/segments/evaluate', {
      definition: { groups: [{ filters: [filter] }] },
    });
    if (status !== 200) throw new Error(JSON.stringify(json));
    expect(json.members.map((its: { external_id: string | null }) => its.external_id)).toContain(name);
    expect(json.members.map((its: { external_id: string | null }) => its.external_id)).not.toContain('other');
  }

  const match = { cohort_id: name, body: { cohort_id: name } };
  const found = await ws('GET', `/requests?cohort_id=${encodeURIComponent(name)}`);
  expect(found.json.requests).toHaveLength(1);
  expect((await ws('POST', '/requests/verify', { match, exactly: 1 })).json).toMatchObject({
    verified: true,
  });
  // Nothing else was reached by it.
  expect((await control('GET', '/workspaces')).json.workspaces).toHaveLength(1);
  expect((await ws('GET', '/users')).json.users).toHaveLength(3);
  expect((await ws('GET', `/users?limit=1&cursor=${encodeURIComponent(name)}`)).status).toBe(400);
});
