import { expect, test } from 'vitest';
import { change, said, success } from '../../../support/answers.js';
import { freshEmulator, type TestEmulator, transports } from '../../../support/emulator.js';
import { inject } from '../../../support/faults.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { anAttributesObject, track } from '../../../support/users/track.js';
import { aUser, userCount } from '../../../support/users/users.js';

// Answers as recorded or met by clients, in place of what the endpoint would say.

/** 09:00:00, so that an hour's window ends at 10:00:00. */
const nine = Date.UTC(2026, 1, 3, 9, 0, 0);
const withKim = { workspace: { users: [aUser({ externalId: 'kim' })] } };
const addKim = (t: TestEmulator) => change(t, 'vip', { user_ids: ['kim'] });
const isApplied = (t: TestEmulator) => t.emulator.listCohorts(t.workspace, { limit: 1 }).items.length > 0;
const page = '<html><head><title>502 Bad Gateway</title></head></html>';

test.each(transports)('a gateway answers 502 with a page of its own, %s', async (transport) => {
  // Case 18.
  const t = await freshEmulator({ ...withKim, transport });
  const effect = { status: 502, body: page, content_type: 'text/html', rate_limit_headers: 'none' };
  const fault = await inject(t, { effect });
  const answer = await addKim(t);
  expect(said(answer)).toBe(`502 ${page}`);
  expect(answer.headers.get('content-type')).toBe('text/html');
  expect([...answer.headers.keys()].filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
  expect(isApplied(t)).toBe(false);
  expect(t.finished).toEqual([
    expect.objectContaining({
      id: answer.headers.get('x-request-id'),
      fault: { id: fault.id, effect },
      decision: {
        kind: 'refused',
        rule: 'fault_injected',
        message: `Fault ${fault.id} answers 502`,
      },
      response: expect.objectContaining({ status: 502, body: page }),
    }),
  ]);
});

test.each(transports)('a 201 without a body is applied, %s', async (transport) => {
  // Case 18.
  const t = await freshEmulator({ ...withKim, transport });
  const fault = await inject(t, { effect: { status: 201, body: '' } });
  const answer = await addKim(t);
  expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([201, '', null]);
  expect(t.members('vip')).toEqual(['kim']);
  expect(t.finished[0]).toMatchObject({
    outcome: { added: 1 },
    response: { status: 201, body: null },
    decision: {
      kind: 'accepted',
      notes: [
        { rule: 'fault_injected', message: `Accepted; fault ${fault.id} answers 201 in its place` },
        { rule: 'implicit_cohort' },
      ],
    },
  });
});

test('a 201 of /users/identify says that nothing was done', async () => {
  // Case 19.
  const t = await freshEmulator();
  const body = { message: 'no luck', errors: ['The alias could not be found'] };
  await inject(t, { effect: { status: 201, body, applied: false }, match: { route: '/users/identify' } });
  const answer = await t.rest('/users/identify', { aliases_to_identify: [] });
  expect([answer.status, answer.json]).toEqual([201, body]);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(t.finished[0]?.decision).toMatchObject({ kind: 'refused', rule: 'fault_injected' });
});

test('a 429 of a plan priced by MAU has X-Ratelimit-Retry-After alone', async () => {
  // Case 21.
  const t = await freshEmulator({ clock: new ManualClock(nine + 600) });
  const effect = { status: 429, rate_limit_headers: 'retry_after' };
  await inject(t, { sequence: [effect, { ...effect, retry_after_s: 30 }] });
  const seen = [];
  for (let request = 0; request < 2; request++) {
    const { status, headers } = await track(t, { attributes: [anAttributesObject()] });
    seen.push([status, ...[...headers].filter(([name]) => name.startsWith('x-ratelimit'))]);
  }
  expect(seen).toEqual([
    [429, ['x-ratelimit-retry-after', '3']],
    [429, ['x-ratelimit-retry-after', '30']],
  ]);
});

test.each([200, 201, 202, 204, 299])('a %d is applied if it is not said otherwise', async (status) => {
  const t = await freshEmulator(withKim);
  await inject(t, { sequence: [{ status, applied: false }, { status }] });
  expect((await addKim(t)).status).toBe(status);
  expect(isApplied(t)).toBe(false);
  expect((await addKim(t)).status).toBe(status);
  expect(t.members('vip')).toEqual(['kim']);
});

test.each([301, 304, 400, 418, 502, 599])(
  'a %d is not applied if it is not said otherwise',
  async (status) => {
    const t = await freshEmulator(withKim);
    await inject(t, { sequence: [{ status }, { status, applied: true }] });
    expect((await addKim(t)).status).toBe(status);
    expect(isApplied(t)).toBe(false);
    expect((await addKim(t)).status).toBe(status);
    expect(t.members('vip')).toEqual(['kim']);
  },
);

test('a request that is processed and refused has the refusal as its answer', async () => {
  const t = await freshEmulator();
  await inject(t, { effect: { status: 504, applied: true, body: page } });
  expect(said(await t.cohorts({ cohort_id: 5 }))).toBe('400 {"message":"cohort_id must be a valid string"}');
  expect(t.finished[0]?.decision).toMatchObject({ kind: 'refused', rule: 'invalid_cohort_id' });
});

test('what is answered and not applied is not counted in its rate limit', async () => {
  const t = await freshEmulator({ workspace: { behaviour: { cohortRequestsPerHour: 1 } } });
  await inject(t, { effect: { status: 200, applied: false, body: page }, times: 1 });
  expect(said(await change(t, 'vip', { user_ids: [] }))).toBe(`200 ${page}`);
  expect(said(await change(t, 'vip', { user_ids: [] }))).toBe(success);
});

test("a status without a body of its own keeps Braze's words, with the headers that are added", async () => {
  const t = await freshEmulator();
  const headers = { 'Retry-After': 'Tue, 03 Feb 2026 09:05:00 GMT', 'x-ratelimit-remaining': 'soon' };
  await inject(t, { sequence: [{ status: 503, headers }, { status: 503, body: '' }, { status: 418 }] });
  const first = await t.cohorts({});
  expect(said(first)).toBe('503 {"message":"Service Unavailable"}');
  expect(first.headers.get('retry-after')).toBe(headers['Retry-After']);
  expect(first.headers.get('x-ratelimit-remaining')).toBe('soon');
  expect(first.headers.get('x-ratelimit-limit')).toBe('250000');
  expect((await t.cohorts({})).text).toBe('');
  expect(said(await t.cohorts({}))).toBe('418 ');
});

test.each([
  [null, 'null', 'application/json'],
  [[], '[]', 'application/json'],
  [{ message: 'success' }, '{"message":"success"}', 'application/json'],
  ['{"message":"suc', '{"message":"suc', 'text/plain; charset=utf-8'],
  ['Größe €', 'Größe €', 'text/plain; charset=utf-8'],
  ['', '', null],
])('the body %j goes out as %j of the type %s', async (body, text, type) => {
  const t = await freshEmulator({ transport: 'over a socket' });
  await inject(t, { effect: { status: 200, body } });
  const answer = await change(t, 'vip', { user_ids: [] });
  expect(answer.text).toBe(text);
  expect(answer.headers.get('content-type')).toBe(type);
  expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
});

test('a body of 64 KiB goes out whole, and the journal shows it cut in the effect only', async () => {
  const t = await freshEmulator();
  const body = 'x'.repeat(65_536);
  const { effect } = await inject(t, { effect: { status: 500, body } });
  expect(effect.body).toBe(body);
  expect((await t.cohorts({})).text).toBe(body);
  expect(t.finished[0]?.response?.body).toBe(body);
  expect(t.finished[0]?.fault?.effect).toEqual({ status: 500, body: `${'x'.repeat(200)}… 65336 more` });
});

test('a key in a planted answer is redacted in the journal', async () => {
  const t = await freshEmulator();
  const body = { message: `Invalid API key: ${t.restApiKey}` };
  await inject(t, { effect: { status: 401, body, headers: { 'X-Echo': t.restApiKey } } });
  expect((await track(t, { attributes: [] })).json).toEqual(body);
  expect(JSON.stringify(t.finished[0])).not.toContain(t.restApiKey);
});

// Further cases of this kind.

test('a login page with 200 between client and Braze: a success by its status, and nothing is applied', async () => {
  const t = await freshEmulator();
  await inject(t, { effect: { status: 200, body: page, content_type: 'text/html', applied: false } });
  expect(said(await track(t, { attributes: [anAttributesObject()] }))).toBe(`200 ${page}`);
  expect(userCount(t)).toBe(0);
});

test('fetch follows a redirect of a POST with a GET without its body, which reaches nothing', async () => {
  const t = await freshEmulator({ ...withKim, transport: 'over a socket' });
  await inject(t, { effect: { status: 302, headers: { Location: '/users/track' } }, times: 1 });
  expect((await addKim(t)).status).toBe(404);
  expect(t.finished.map(({ method, path, status }) => [method, path, status])).toEqual([
    ['POST', '/partners/hightouch/cohorts/users', 302],
    ['GET', '/users/track', 404],
  ]);
  expect(isApplied(t)).toBe(false);
});

test('plain JSON that is said to be gzip cannot be read, although it was applied', async () => {
  const t = await freshEmulator({ ...withKim, transport: 'over a socket' });
  await inject(t, { effect: { status: 201, body: {}, headers: { 'Content-Encoding': 'gzip' } } });
  await expect(addKim(t)).rejects.toThrow('terminated');
  expect(t.members('vip')).toEqual(['kim']);
});

test('a 202 that is accepted and lost: Braze says queued, and the change never comes', async () => {
  const t = await freshEmulator(withKim);
  await inject(t, { effect: { status: 202, applied: false } });
  expect(said(await addKim(t))).toBe('202 {"message":"queued"}');
  expect(isApplied(t)).toBe(false);
});
