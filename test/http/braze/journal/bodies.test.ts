import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { journaledIdLengthMax } from '../../../../src/domain/limits.js';
import { createEmulator, type Emulator } from '../../../../src/emulator.js';
import { createBrazeApp } from '../../../../src/http/braze/app.js';
import { named, refusals, said } from '../../../support/answers.js';
import { controlOf } from '../../../support/control.js';
import { type Answer, freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { sendRaw } from '../../../support/http/raw-http.js';
import { entryOf, requestId } from '../../../support/journal.js';
import { aUser } from '../../../support/users/users.js';

// biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
async function anywhere(t: TestEmulator, answer: Answer): Promise<any> {
  const own = await controlOf(t)('GET', `/workspaces/${t.workspace.id}/requests/${requestId(answer)}`);
  return own.status === 200 ? own.json : (await controlOf(t)('GET', `/requests/${requestId(answer)}`)).json;
}

const statuses: [number, (t: TestEmulator) => Promise<Answer>][] = [
  [201, (t) => t.cohorts(named('c'))],
  [201, (t) => t.rest('/users/export/ids', { external_ids: ['a'] })],
  [202, (t) => t.rest('/users/merge', { merge_updates: [] })],
  [400, (t) => t.cohorts({})],
  [400, (t) => t.post('/partners/hightouch/cohorts', '{')],
  [401, (t) => t.partner('/partners/hightouch/cohorts', { client_secret: 'x' })],
  [401, (t) => t.post('/users/track', {})],
  [
    403,
    (t) => {
      const { key } = t.emulator.createRestKey(t.workspace, { permissions: [] });
      return t.post('/users/track', {}, { authorization: `Bearer ${key}` });
    },
  ],
  [404, (t) => t.send('/')],
  [404, (t) => t.send('/users/track', { method: 'PROPFIND' })],
  [404, (t) => t.partner('/partners/nobody/cohorts', {})],
  [413, (t) => t.post('/users/track', 'x'.repeat(4_194_305))],
  [415, (t) => t.post('/users/track', '{}', { 'content-type': 'text/plain' })],
  [
    429,
    async (t) => {
      t.emulator.updateWorkspace(t.workspace, { behaviour: { cohortRequestsPerHour: 1 } });
      await t.cohorts(named('c'));
      return t.cohorts(named('c'));
    },
  ],
  [501, (t) => t.rest('/messages/schedule/create', {})],
];

test.each(statuses)('an answer with %d has an entry under its request id', async (status, send) => {
  const t = await freshEmulator({ workspace: { users: [aUser({ externalId: 'a' })] } });
  const answer = await send(t);
  expect(answer.status).toBe(status);
  const entry = await anywhere(t, answer);
  expect(entry).toMatchObject({ id: requestId(answer), response: { status } });
  expect(entry.response.body).toEqual(answer.json);
  expect(entry.response.headers).toEqual(Object.fromEntries(answer.headers));
  expect(entry.decision.kind).toBe(status < 300 ? 'accepted' : 'refused');
});

test('of a long body that is no JSON the beginning is kept, and no half of a key', async () => {
  const t = await freshEmulator();
  const lengthMax = 64 * 1024;
  const blanks = ' '.repeat(lengthMax - 10);
  const text = `${blanks}${t.dataImportKey}${' '.repeat(lengthMax)}`;
  const entry = await anywhere(t, await t.post('/users/track', text));
  expect(entry.request.body).toBe(`${blanks}[redacted]… ${text.length - lengthMax} more`);
});

const path = '/partners/hightouch/cohorts';

test.each([
  ['no body', '', 'application/json', null],
  ['a text', 'just text', 'text/plain', 'just text'],
  ['JSON of another type', '[1,{"a":null}]', 'text/plain', [1, { a: null }]],
  ['JSON that is one text', '"text"', 'application/json', 'text'],
  ['broken JSON', '{"a":', 'application/json', '{"a":'],
  ['bytes', Buffer.from([0xff, 0x00]), 'application/json', '[2 bytes that are no text]'],
  [
    'a compressed body',
    gzipSync('{}'),
    'application/json',
    `[${gzipSync('{}').length} bytes that are no text]`,
  ],
  ['too many bytes', Buffer.alloc(4_194_305, 'x'), 'application/json', '[more than 4194304 bytes]'],
  ['101 levels', '['.repeat(101) + ']'.repeat(101), 'text/plain', '['.repeat(101) + ']'.repeat(101)],
  ['half a character', '{"a":"\\ud800"}', 'text/plain', '{"a":"\\ud800"}'],
])('of a refused request with %s the journal keeps that', async (_what, body, contentType, kept) => {
  const t = await freshEmulator({ transport: 'over a socket' });
  for (const itsPath of [path, '/no/such/path']) {
    const answer = await sendRaw(t, itsPath, { headers: { 'content-type': contentType }, body });
    expect((await anywhere(t, answer)).request.body).toEqual(kept);
  }
});

test('a body of exactly 4 MiB is kept whole', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const head = `{"partner_api_key":"${t.partnerApiKey}","client_secret":"${t.dataImportKey}","padding":"`;
  const padding = 'x'.repeat(4_194_304 - head.length - 2);
  const answer = await t.post(path, `${head}${padding}"}`);
  expect(said(answer)).toBe(refusals.cohortId);
  expect((await entryOf(t, answer)).request.body.padding).toBe(padding);
});

test('an answer over 4 MiB goes out whole, and the journal says that it was too large', async () => {
  const attributes = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`a${index}`, 'x'.repeat(100_000)]),
  );
  const t = await freshEmulator({ workspace: { users: [aUser({ externalId: 'a', attributes })] } });
  const answer = await t.rest('/users/export/ids', { external_ids: ['a'] });
  expect(answer.text.length).toBeGreaterThan(4_194_304);
  expect(answer.json.users[0].custom_attributes).toEqual(attributes);
  expect((await entryOf(t, answer)).response.body).toBe('[more than 4194304 bytes]');
});

test('a chunked body and a GET without any are kept as well', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const chunked = await sendRaw(t, '/x', { body: ['{"a"', ':1}'] });
  expect((await anywhere(t, chunked)).request.body).toEqual({ a: 1 });
  expect((await anywhere(t, await t.send('/x'))).request.body).toBeNull();
});

test('a defect of the emulator is a 500 with an entry that says so', async () => {
  const emulator = createEmulator();
  const defects: unknown[] = [];
  const broken: Emulator = {
    ...emulator,
    acceptChange() {
      throw new Error('a defect');
    },
  };
  const app = createBrazeApp(broken, { onFinished() {}, onDefect: (error) => defects.push(error) });
  const workspace = emulator.createWorkspace({});
  const [{ partnerApiKey, dataImportKeys }] = workspace.partners as [(typeof workspace.partners)[number]];
  const answer = await app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...named('c'),
      partner_api_key: partnerApiKey,
      client_secret: dataImportKeys[0]!.key,
    }),
  });
  expect(answer.status).toBe(500);
  const entry = emulator.getRequest(workspace, answer.headers.get('x-request-id')!);
  expect(entry.decision).toMatchObject({ kind: 'refused', rule: 'internal_error' });
  expect(entry.response?.body).toEqual({ message: 'Internal Server Error' });
  expect(defects).toHaveLength(1);
  emulator.close();
});

test('a sentence that has a value of the request in it is cut to a readable length, the body is not', async () => {
  const t = await freshEmulator();
  t.emulator.updateWorkspace(t.workspace, { behaviour: { unknownCohort: 'reject' } });
  const cohort_id = 'c'.repeat(5_000);
  const answer = await t.cohortUsers({ cohort_id, cohort_changes: [{ user_ids: ['a'] }] });
  const entry = await entryOf(t, answer);
  expect(entry.decision.message).toMatch(/^Cohort 'c{992}… \d+ more$/);
  expect([entry.cohort_id, entry.request.body.cohort_id]).toEqual([cohort_id, cohort_id]);
});

test('a cohort id of which the index of the journal would be full is cut there, and is whole in the body', async () => {
  const t = await freshEmulator();
  const cohort_id = 'c'.repeat(journaledIdLengthMax + 7);
  const answer = await t.cohortUsers({ cohort_id, cohort_changes: [{ user_ids: ['a'] }] });
  const entry = await entryOf(t, answer);
  expect(entry.cohort_id).toBe(`${cohort_id.slice(7)}… 7 more`);
  expect(entry.request.body.cohort_id).toBe(cohort_id);
});
