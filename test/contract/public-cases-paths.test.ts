import { expect, test } from 'vitest';
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
