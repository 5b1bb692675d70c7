import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { freshEmulator } from '../support/emulator.js';
import { entryOf } from '../support/journal.js';
import { restGet } from '../support/segments/control-segments.js';
import { addSegment } from '../support/segments/segments.js';

// Paths, queries and links as clients and the proxies before them have them.

// Case 49
test.each([
  [{ 'x-forwarded-proto': 'https' }, /^https:\/\/127\.0\.0\.1/],
  [{ 'x-forwarded-proto': 'https, http' }, /^https:/],
  [
    { 'x-forwarded-proto': 'HTTPS', 'x-forwarded-host': 'braze.test' },
    /^https:\/\/braze\.test\/segment-export/,
  ],
  [{ 'x-forwarded-proto': 'javascript' }, /^http:/],
  [{ forwarded: 'for=192.0.2.1;proto=https' }, /^https:\/\/127\.0\.0\.1/],
  [
    { forwarded: 'Proto="HTTPS"; host="braze.test:8443", for=10.0.0.1;proto=http' },
    /^https:\/\/braze\.test:8443\//,
  ],
  [{ forwarded: 'for=192.0.2.1', 'x-forwarded-proto': 'https' }, /^https:/],
  [{ forwarded: 'proto=http', 'x-forwarded-proto': 'https' }, /^http:/],
  [{ forwarded: 'for=192.0.2.1;proto=javascript' }, /^http:/],
  [{}, /^http:/],
])('the link of an export is one that the client can open, with %j', async (headers, link) => {
  const t = await freshEmulator();
  const { id } = addSegment(t);
  const answer = await t.post(
    '/users/export/segment',
    { segment_id: id, fields_to_export: ['email'] },
    { authorization: `Bearer ${t.restApiKey}`, ...headers },
  );
  expect(answer.json.url).toMatch(link);
});

// Case 38: paths that public clients call, and what people look for in the README then.
describe('a path that is not built', () => {
  const readme = readFileSync('README.md', 'utf8');
  const reference = readFileSync('docs/reference/braze-surface.md', 'utf8');

  test.each([
    [
      'POST',
      '/subscription/status/set',
      'changes the state of users in a subscription group',
      'subscription groups',
    ],
    [
      'GET',
      '/subscription/status/get',
      'returns the state of users in a subscription group',
      'subscription groups',
    ],
    ['GET', '/subscription/user/status', 'lists the subscription groups of users', 'subscription groups'],
    [
      'POST',
      '/v2/subscription/status/set',
      'changes the state of users in subscription groups',
      'subscription groups',
    ],
    ['POST', '/email/status', 'changes the subscription state of e-mail addresses', 'e-mail and SMS lists'],
    ['GET', '/email/unsubscribes', 'lists e-mail addresses that unsubscribed', 'e-mail and SMS lists'],
    ['GET', '/kpi/dau/data_series', 'exports daily active users', 'KPI and analytics exports'],
    ['GET', '/campaigns/data_series', 'exports daily statistics of a campaign', 'KPI and analytics exports'],
    ['GET', '/events/list', 'lists the names of custom events', 'lists of events and custom attributes'],
    ['GET', '/purchases/revenue_series', 'exports what was earned', 'KPI and analytics exports'],
  ])(
    '%s %s is 501, and the hint, the README and the reference name it',
    async (method, path, does, family) => {
      const t = await freshEmulator();
      const answer = await t.send(path, {
        method,
        headers: { authorization: `Bearer ${t.restApiKey}`, 'content-type': 'application/json' },
        ...(method === 'POST' && { body: '{"external_id":[]}' }),
      });
      expect(answer.status).toBe(501);
      expect(t.finished.at(-1)?.decision).toMatchObject({
        rule: 'path_not_built',
        hint: `At Braze it ${does}; nothing here imitates it`,
      });
      expect(reference).toContain(`\`${method} ${path}\``);
      expect(readme).toMatch(new RegExp(`Paths that answer 501:.*${family}`));
      expect(readme).toContain('docs/reference/braze-surface.md#not-built');
    },
  );
});

// Case 50
test('a slash at the end changes nothing on a path that is not built, and on one that is it is 404', async () => {
  const t = await freshEmulator();
  for (const path of ['/catalogs/x/items', '/catalogs/x/items/']) {
    const answer = await t.send(path, { method: 'PUT' });
    expect([path, answer.status]).toEqual([path, 501]);
    expect(t.finished.at(-1)?.decision).toMatchObject({
      rule: 'path_not_built',
      hint: 'At Braze it replaces items of a catalog; nothing here imitates it',
    });
  }
  expect((await t.rest('/users/track/', {})).status).toBe(404);
  expect((await t.send('/catalogs/x/items//', { method: 'PUT' })).status).toBe(404);
});

// Case 23
test.each([
  ['length=101', 'query.length', '101', 'Send a whole number from 1 to 100'],
  [
    'segment_id=0F1C2D3E-4B5A-4C6D-8E7F-9A0B1C2D3E4F&length=1',
    'query.segment_id',
    '0F1C2D3E-4B5A-4C6D-8E7F-9A0B1C2D3E4F',
    'Identifiers are lower case: 0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  ],
])('data_series?%s is 400, with its place and value in the journal', async (query, path, received, hint) => {
  const t = await freshEmulator();
  const { id } = addSegment(t, { isAnalyticsTracked: true });
  const whole = query.startsWith('segment_id') ? query : `segment_id=${id}&${query}`;
  const answer = await restGet(t, `/segments/data_series?${whole}`);
  expect(answer.status).toBe(400);
  expect((await entryOf(t, answer)).decision).toMatchObject({ path, received, hint });
});
