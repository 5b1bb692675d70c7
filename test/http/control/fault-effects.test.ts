import { expect, test } from 'vitest';
import { workspaceOf } from '../../support/control.js';
import { freshEmulator } from '../../support/emulator.js';
import { inject } from '../../support/faults.js';

const day = 86_400_000;

test.each([
  { status: 202 },
  { status: 401 },
  { status: 403 },
  { status: 423 },
  { status: 429 },
  { status: 429, retry_after_s: 0 },
  { status: 429, rate_limit_headers: 'retry_after', retry_after_s: 5 },
  { status: 500 },
  { status: 502 },
  { status: 504 },
  { status: 200 },
  { status: 599 },
  { status: 418, applied: true, rate_limit_headers: 'none' },
  { status: 200, applied: false, body: '<html>', content_type: 'text/html; charset="utf-8"' },
  { status: 201, body: null },
  { status: 201, body: '' },
  { status: 204, body: '', headers: { 'X-A': '', 'x-b': ' ~ÿ' } },
  { status: 503, headers: { 'Retry-After': '120', 'Set-Cookie': 'a=b' } },
  { status: 504, applied: true, answer_delay_ms: day, jitter_ms: 5, cut_after_bytes: 0, bytes_per_s: 1 },
  { delay_ms: day, jitter_ms: day },
  { close: 'hang' },
  { close: 'reset', applied: true },
  { lose_answer: true },
  { answer_delay_ms: 0, jitter_ms: 0 },
  { cut_after_bytes: 1_000_000_000 },
  { drip: { bytes: 65_536, every_ms: 60_000 } },
  { bytes_per_s: 1_000_000 },
])('the effect %j is shown as it is asked for, striking every request', async (effect) => {
  expect(await inject(await freshEmulator(), { effect })).toEqual({
    id: expect.any(String),
    match: {},
    effect,
    skip: 0,
    times: null,
    probability: 1,
    matched: 0,
    struck: 0,
    remaining: null,
  });
});

test.each([
  [{ delay_ms: 0 }, { delay_ms: 0, jitter_ms: 0 }],
  [{ answer_delay_ms: 5 }, { answer_delay_ms: 5, jitter_ms: 0 }],
  [
    { status: 201, applied: true, body: 'x' },
    { status: 201, body: 'x' },
  ],
  [{ status: 502, applied: false }, { status: 502 }],
  [{ close: 'empty', applied: false }, { close: 'empty' }],
])('the effect %j is shown as %j', async (effect, shown) => {
  expect((await inject(await freshEmulator(), { effect })).effect).toEqual(shown);
});

test.each([
  [{ rest_after_ms: 5 }, { rest_after_ms: 5, first: 'identifiers', share: 1 }],
  [
    { rest_after_ms: 5, first: 'users' },
    { rest_after_ms: 5, first: 'users', share: 0.5 },
  ],
  [
    { rest_after_ms: day, first: 'identifiers', share: 0.2 },
    { rest_after_ms: day, first: 'identifiers', share: 0.2 },
  ],
])('the effect %j of /users/track is shown as %j', async (effect, shown) => {
  const match = { route: '/users/track' };
  expect(await inject(await freshEmulator(), { effect, match })).toMatchObject({ effect: shown, match });
});

test.each<[unknown, string]>([
  [{ status: 199 }, 'status'],
  [{ status: 600 }, 'status'],
  [{ status: 200.5 }, 'status'],
  [{ status: '503' }, 'status'],
  [{ status: 503, delay_ms: 5 }, 'delay_ms'],
  [{ close: 'reset', lose_answer: true }, 'lose_answer'],
  [{ status: 503, retry_after_s: 5 }, 'retry_after_s'],
  [{ retry_after_s: 5 }, 'retry_after_s'],
  [{ delay_ms: 5, retry_after_s: 5 }, 'retry_after_s'],
  [{ status: 429, retry_after_s: -1 }, 'retry_after_s'],
  [{ status: 429, retry_after_s: 86_401 }, 'retry_after_s'],
  [{ status: 429, retry_after_s: 1.5 }, 'retry_after_s'],
  [{ status: 429, retry_after_s: null }, 'retry_after_s'],
  [{ status: 503, rate_limit_headers: 'retry_after' }, 'rate_limit_headers'],
  [{ status: 429, rate_limit_headers: 'some' }, 'rate_limit_headers'],
  [{ rate_limit_headers: 'none' }, 'rate_limit_headers'],
  [{ delay_ms: -1 }, 'delay_ms'],
  [{ delay_ms: day + 1 }, 'delay_ms'],
  [{ delay_ms: 0.5 }, 'delay_ms'],
  [{ delay_ms: 1e300 }, 'delay_ms'],
  [{ jitter_ms: 5 }, 'jitter_ms'],
  [{ status: 500, jitter_ms: 5 }, 'jitter_ms'],
  [{ delay_ms: 5, jitter_ms: -1 }, 'jitter_ms'],
  [{ close: 'slam' }, 'close'],
  [{ close: '' }, 'close'],
  [{ lose_answer: false }, 'lose_answer'],
  [{ lose_answer: 'yes' }, 'lose_answer'],
  [{ status: 503, applied: 'no' }, 'applied'],
  [{ applied: true }, 'applied'],
  [{ lose_answer: true, applied: true }, 'applied'],
  [{ body: 'x' }, 'body'],
  [{ close: 'reset', body: 'x' }, 'body'],
  [{ status: 204, body: 'x' }, 'body'],
  [{ status: 304, body: null }, 'body'],
  [{ status: 500, body: 'x'.repeat(65_537) }, 'body'],
  [{ status: 500, body: 'ä'.repeat(32_769) }, 'body'],
  [{ status: 500, body: ['x'.repeat(65_533)] }, 'body'],
  [{ status: 500, content_type: 'html' }, 'content_type'],
  [{ status: 500, content_type: '' }, 'content_type'],
  [{ status: 500, content_type: 'text/html\r\nX: y' }, 'content_type'],
  [{ content_type: 'text/html' }, 'content_type'],
  [{ status: 500, headers: [] }, 'headers'],
  [{ status: 500, headers: 'X: y' }, 'headers'],
  [{ status: 500, headers: { 'X-A': 1 } }, 'headers.X-A'],
  [{ status: 500, headers: { 'X-A': 'a\r\nX-B: b' } }, 'headers.X-A'],
  [{ status: 500, headers: { 'X-A': '\u0000' } }, 'headers.X-A'],
  [{ status: 500, headers: { 'X-A': '\u0100' } }, 'headers.X-A'],
  [{ status: 500, headers: { 'X-A': 'a'.repeat(4_097) } }, 'headers.X-A'],
  [{ status: 500, headers: { 'X A': 'a' } }, 'headers["X A"]'],
  [{ status: 500, headers: { '': 'a' } }, 'headers[""]'],
  [{ status: 500, headers: { 'Transfer-Encoding': 'chunked' } }, 'headers.Transfer-Encoding'],
  [{ status: 500, headers: { connection: 'close' } }, 'headers.connection'],
  [{ status: 500, headers: { Upgrade: 'h2c' } }, 'headers.Upgrade'],
  [{ status: 500, headers: { 'content-length': '5' } }, 'headers.content-length'],
  [{ status: 500, headers: { 'Content-Type': 'text/html' } }, 'headers.Content-Type'],
  [{ status: 500, headers: { 'X-Request-ID': '1' } }, 'headers.X-Request-ID'],
  [{ answer_delay_ms: day + 1 }, 'answer_delay_ms'],
  [{ answer_delay_ms: 5, delay_ms: 5 }, 'answer_delay_ms'],
  [{ answer_delay_ms: 5, lose_answer: true }, 'answer_delay_ms'],
  [{ cut_after_bytes: -1 }, 'cut_after_bytes'],
  [{ cut_after_bytes: 5, close: 'reset' }, 'cut_after_bytes'],
  [{ status: 204, cut_after_bytes: 5 }, 'cut_after_bytes'],
  [{ status: 304, drip: { bytes: 1, every_ms: 1 } }, 'drip'],
  [{ drip: 5 }, 'drip'],
  [{ drip: { bytes: 1 } }, 'drip.every_ms'],
  [{ drip: { bytes: 0, every_ms: 5 } }, 'drip.bytes'],
  [{ drip: { bytes: 65_537, every_ms: 5 } }, 'drip.bytes'],
  [{ drip: { bytes: 1, every_ms: 0 } }, 'drip.every_ms'],
  [{ drip: { bytes: 1, every_ms: 60_001 } }, 'drip.every_ms'],
  [{ drip: { bytes: 1, every_ms: 5, jitter: 1 } }, 'drip.jitter'],
  [{ drip: { bytes: 1, every_ms: 5 }, bytes_per_s: 5 }, 'bytes_per_s'],
  [{ bytes_per_s: 0 }, 'bytes_per_s'],
  [{ bytes_per_s: 1_000_001 }, 'bytes_per_s'],
  [{ first: 'users' }, 'first'],
  [{ status: 503, share: 1 }, 'share'],
])('the effect %j is refused for its %s, and there is no fault', async (effect, field) => {
  const t = await freshEmulator();
  const refused = await workspaceOf(t)('POST', '/faults', { effect });
  expect(refused.status).toBe(400);
  expect(refused.json.error).toEqual({
    code: 'invalid_request',
    message: expect.any(String),
    path: `effect.${field}`,
  });
  expect(t.emulator.listFaults(t.workspace, { limit: 1 }).items).toEqual([]);
});

test('a field __proto__ of an effect is an unknown one', async () => {
  const t = await freshEmulator();
  const fault = '{"effect":{"status":503,"__proto__":{"close":"reset"}}}';
  const refused = await workspaceOf(t)('POST', '/faults', fault);
  expect(refused.json.error).toMatchObject({ code: 'invalid_request', path: 'effect.__proto__' });
});

test('50 headers are taken, one more is not', async () => {
  const t = await freshEmulator();
  const headers = Object.fromEntries(Array.from({ length: 51 }, (_, place) => [`x-${place}`, 'a']));
  const refused = await workspaceOf(t)('POST', '/faults', { effect: { status: 500, headers } });
  expect(refused.json.error).toMatchObject({ path: 'effect.headers' });
  delete headers['x-0'];
  await inject(t, { effect: { status: 500, headers } });
});

test.each([[{}], [{ route: '/users/*' }], [{ route: '/users/identify' }], [{ method: 'POST' }]])(
  'rest_after_ms is refused for the match %j, also in a sequence',
  async (match) => {
    const t = await freshEmulator();
    const effect = { rest_after_ms: 5 };
    for (const fault of [{ effect }, { sequence: [null, effect] }]) {
      const refused = await workspaceOf(t)('POST', '/faults', { ...fault, match });
      expect([refused.status, refused.json.error.path]).toEqual([400, 'match.route']);
    }
  },
);

test('a refusal says what is allowed', async () => {
  const t = await freshEmulator();
  const messageOf = async (effect: unknown) =>
    (await workspaceOf(t)('POST', '/faults', { effect })).json.error.message;
  expect(await messageOf({ status: 600 })).toBe('effect.status is not valid: expected number to be <=599');
  expect(await messageOf({ close: 'slam' })).toBe(
    'effect.close is not valid: expected one of "reset"|"empty"|"truncated"|"hang"|"garbage", received "slam"',
  );
  expect(await messageOf({ status: 503, close: 'reset' })).toBe(
    'effect.close is not valid: one effect at a time, and status is one already',
  );
  expect(await messageOf({ body: 'x' })).toBe('effect.body is not valid: goes with status only');
  expect(await messageOf({ applied: true })).toBe(
    'effect.applied is not valid: goes with status or close only',
  );
  expect(await messageOf({ drip: { bytes: 1, every_ms: 1 }, delay_ms: 5 })).toBe(
    'effect.drip is not valid: goes with status or alone, and not with delay_ms',
  );
  expect(await messageOf({ status: 500, headers: { Connection: 'close' } })).toBe(
    'effect.headers.Connection is not valid: is about the connection; see close and cut_after_bytes',
  );
  expect(await messageOf({})).toBe(
    'effect is not valid: expected one of {"status"}, {"delay_ms"}, {"close"}, {"lose_answer":true}, {"hold":true}, {"rest_after_ms"}, {"answer_delay_ms"}, {"cut_after_bytes"}, {"drip"}, {"bytes_per_s"}',
  );
  // Asked again, it is not told of the place it had before.
  expect(await messageOf({})).toMatch(/^effect is not valid/);
  expect(await messageOf({ delay_ms: -1 })).toBe('effect.delay_ms is not valid: expected number to be >=0');
});
