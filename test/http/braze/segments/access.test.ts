import { describe, expect, test } from 'vitest';
import { refusal, said } from '../../../support/answers.js';
import { freshEmulator, transports } from '../../../support/emulator.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { restGet } from '../../../support/segments/control-segments.js';

const endpoints: ['segments.list' | 'segments.details' | 'segments.data_series', string][] = [
  ['segments.list', '/segments/list'],
  ['segments.details', '/segments/details?segment_id=x'],
  ['segments.data_series', '/segments/data_series?segment_id=x'],
];

describe.each(transports)('%s', (transport) => {
  test.each(endpoints)('%s needs a key', async (_, path) => {
    const t = await freshEmulator({ transport });
    for (const authorization of [null, 'Bearer wrong', t.restApiKey]) {
      const answer = await t.send(path, { headers: authorization === null ? {} : { authorization } });
      const echoed = authorization?.startsWith('Bearer') ? 'wrong' : '';
      expect(said(answer)).toBe(refusal(401, `Invalid API key: ${echoed}`));
      expect(answer.headers.get('x-ratelimit-limit')).toBe('');
    }
  });

  test.each(endpoints)('%s needs no body, no content type, and takes either', async (_, path) => {
    const t = await freshEmulator({ transport });
    const authorization = `bearer ${t.restApiKey}`;
    const without = await t.send(path, { headers: { authorization } });
    const withType = await t.send(path, { headers: { authorization, 'content-type': 'text/plain' } });
    expect(without.status).toBe(path === '/segments/list' ? 200 : 400);
    expect(said(withType)).toBe(said(without));
  });
});

test.each(endpoints)('%s is its own permission', async (permission, path) => {
  const others = endpoints.map(([its]) => its).filter((its) => its !== permission);
  const t = await freshEmulator({
    workspace: {
      restApiKeys: [
        { key: 'without', permissions: others },
        { key: 'with', permissions: [permission] },
      ],
    },
  });
  const refused = await t.send(path, { headers: { authorization: 'Bearer without' } });
  expect(said(refused)).toBe(refusal(403, 'You do not have permission to access this resource'));
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('250000');
  expect((await t.send(path, { headers: { authorization: 'Bearer with' } })).status).not.toBe(403);
});

test('all three share 250,000 requests per clock hour, refused ones counted', async () => {
  const clock = new ManualClock(Date.UTC(2026, 1, 3, 9, 59, 58));
  const t = await freshEmulator({ clock });
  const remaining = [];
  for (const [, path] of endpoints) {
    const { headers } = await restGet(t, path);
    expect(headers.get('x-ratelimit-limit')).toBe('250000');
    expect(headers.get('x-ratelimit-reset')).toBe(String(Date.UTC(2026, 1, 3, 10) / 1000));
    remaining.push(headers.get('x-ratelimit-remaining'));
  }
  expect(remaining).toEqual(['249999', '249998', '249997']);
  clock.advance(2_000);
  expect((await restGet(t, '/segments/list')).headers.get('x-ratelimit-remaining')).toBe('249999');
});

test('a full window is 429 before the query is looked at', async () => {
  const clock = new ManualClock(Date.UTC(2026, 1, 3, 9, 59, 58));
  const t = await freshEmulator({ clock });
  const bucket = { name: 'shared', requestsMax: 250_000, windowMs: 3_600_000 };
  for (let count = 0; count < 250_000; count++) t.emulator.countRequest(t.workspace, bucket);
  const refused = await restGet(t, '/segments/details');
  expect(said(refused)).toBe(refusal(429, 'Rate Limited'));
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(refused.headers.get('x-ratelimit-retry-after')).toBe('2');
});

test.each(['POST', 'PUT', 'DELETE'])('%s is a verb that Braze does not have there', async (method) => {
  const t = await freshEmulator();
  for (const [, path] of endpoints) {
    expect(said(await t.send(path, { method }))).toBe(refusal(404, 'Invalid URL'));
  }
});
