import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { paintFor } from '../../../../src/cli/colours.js';
import { jsonLog, prettyLog } from '../../../../src/cli/log.js';
import { systemClock } from '../../../../src/emulator.js';
import { keepAlive } from '../../../../src/store/open-sqlite.js';
import { temporaryFolder } from '../../../support/command.js';
import { controlOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';

// A secret is sent in every place that comes to mind, and then looked for in everything that is kept or told.

const users = '/partners/hightouch/cohorts/users';

/** Ways to send a value in a request that Braze may accept or refuse. */
type Plant = (t: TestEmulator, secret: string) => Promise<unknown>;

/** Places for keys: whatever stands there is a secret, whether it is a key of this server or not. */
const keyPlaces: Record<string, Plant> = {
  client_secret: (t, secret) =>
    t.partner(users, { client_secret: secret, cohort_id: 'c', cohort_changes: [] }),
  'client_secret and elsewhere': (t, secret) =>
    t.partner(users, {
      client_secret: secret,
      cohort_id: secret,
      cohort_changes: [{ user_ids: [`a ${secret}`] }],
    }),
  partner_api_key: (t, secret) => t.partner(users, { partner_api_key: secret }),
  'api_key beside good keys': (t, secret) =>
    t.cohortUsers({ api_key: secret, cohort_id: 'c', cohort_changes: [] }),
  'a nested client_secret': (t, secret) => t.post(users, { data: [{ auth: { clientSecret: secret } }] }),
  'client_secret as an object': (t, secret) => t.partner(users, { client_secret: { value: secret } }),
  'client_secret as an array': (t, secret) => t.partner(users, { client_secret: [secret] }),
  'Authorization: Bearer': (t, secret) => t.post('/users/track', {}, { authorization: `Bearer ${secret}` }),
  'Authorization: Basic': (t, secret) =>
    t.post('/users/track', {}, { authorization: `Basic ${btoa(secret)}` }),
  'a bare Authorization': (t, secret) => t.post('/users/track', {}, { authorization: secret }),
  'X-Api-Key': (t, secret) => t.post('/users/track', {}, { 'x-api-key': secret }),
  'a cookie': (t, secret) => t.post('/users/track', {}, { cookie: `session=${secret}` }),
  'the query, by name': (t, secret) =>
    t.post(`${users}?${new URLSearchParams({ client_secret: secret, partner_api_key: secret })}`, {}),
  'a form': (t, secret) => t.post(users, new URLSearchParams({ client_secret: secret }).toString()),
  'a form with its own type': (t, secret) =>
    t.post(users, `client_secret=${secret}`, { 'content-type': 'application/x-www-form-urlencoded' }),
  'JSON that breaks off': (t, secret) => t.post(users, `{"client_secret":"${secret}","cohort_id":`),
  'JSON that breaks off in the key': (t, secret) => t.post(users, `{"client_secret":"${secret}`),
  'single quotes': (t, secret) => t.post(users, `{'client_secret': '${secret}'}`),
  'no quotes': (t, secret) => t.post(users, `{"client_secret":${secret}}`),
  'JSON in JSON': (t, secret) => t.post(users, JSON.stringify(JSON.stringify({ client_secret: secret }))),
  'a JSON string in a field': (t, secret) =>
    t.cohortUsers({ cohort_id: 'c', cohort_changes: JSON.stringify([{ api_key: secret }]) }),
  'a path that is not there': (t, secret) => t.post('/nothing', { client_secret: secret }),
  'a path that is not built': (t, secret) => t.post('/messages/schedule/create', { api_key: secret }),
  'the wrong type': (t, secret) =>
    t.post(users, JSON.stringify({ client_secret: secret }), { 'content-type': 'a/b' }),
};

/** Places for other things: there a secret is known by being a key. */
const otherPlaces: Record<string, Plant> = {
  cohort_id: (t, key) => t.cohortUsers({ cohort_id: key, cohort_changes: [{ user_ids: ['a'] }] }),
  'the name of a cohort': (t, key) =>
    t.cohorts({ cohort_id: 'c', name: `My ${key}`, created_at: '2026-02-03' }),
  created_at: (t, key) => t.cohorts({ cohort_id: 'c', name: 'n', created_at: key }),
  ids: (t, key) =>
    t.cohortUsers({
      cohort_id: 'c',
      cohort_changes: [
        { user_ids: [key], device_ids: [key], aliases: [{ alias_label: key, alias_name: key }] },
        { user_ids: ['known', key], should_remove: true },
        { user_ids: ['known'] },
      ],
    }),
  'an alias without label': (t, key) =>
    t.cohortUsers({ cohort_id: 'c', cohort_changes: [{ aliases: [{ alias_name: key }] }] }),
  'the name of a field': (t, key) =>
    t.cohortUsers({ [key]: 1, cohort_id: 'c', cohort_changes: [{ user_ids: [], [key]: key }] }),
  'the partner': (t, key) => t.partner(`/partners/${encodeURIComponent(key)}/cohorts`, {}),
  'the path': (t, key) => t.post(`/users/track/${encodeURIComponent(key)}`, {}),
  'the path, in pieces': (t, key) => t.post(`/x-${encodeURIComponent(key)}-y/z`, {}),
  'the query, under any name': (t, key) =>
    t.post(`/users/track?to=${encodeURIComponent(key)}&${encodeURIComponent(key)}`, {}),
  'a header': (t, key) =>
    t.post(
      '/users/track',
      {},
      { 'x-trace': `a ${encodeURIComponent(key)} b`, 'user-agent': encodeURIComponent(key) },
    ),
  'the content type': (t, key) =>
    t.post('/users/track', '{}', { 'content-type': `text/${encodeURIComponent(key)}` }),
  'an attribute and its name': (t, key) =>
    t.rest('/users/track', { attributes: [{ external_id: key, [key]: key, gender: key }] }),
  'an event': (t, key) =>
    t.rest('/users/track', {
      events: [
        { external_id: 'a', name: key, time: key },
        { user_alias: { alias_label: key, alias_name: key }, name: key, time: '2026-02-03' },
      ],
    }),
  identify: (t, key) =>
    t.rest('/users/identify', {
      aliases_to_identify: [{ external_id: key, user_alias: { alias_label: key, alias_name: key } }],
    }),
  merge: (t, key) => t.rest('/users/merge', { merge_updates: [{ [key]: 1 }] }),
  delete: (t, key) => t.rest('/users/delete', { external_ids: [key] }),
  rename: (t, key) =>
    t.rest('/users/external_ids/rename', {
      external_id_renames: [{ current_external_id: key, new_external_id: key }],
    }),
  export: (t, key) => t.rest('/users/export/ids', { external_ids: [key] }),
  'a text': (t, key) => t.post('/nothing', `see ${key}!`, { 'content-type': 'text/plain' }),
  'broken JSON': (t, key) => t.post(users, `{"cohort_id":${JSON.stringify(key)}`),
};

const unknownSecrets = ['never-seen-secret-1', 'short-one', '{"odd"}\u00e9 secret&=', '1234567890123456789'];

test('of the values under names of keys in a body a thousand are looked for elsewhere; the others their names alone hide', async () => {
  const t = await freshEmulator();
  const value = (index: number) => `never-seen-${index}-secret`;
  const body = Array.from({ length: 1_001 }, (_, index) => ({ api_key: value(index) }));
  await t.post(`/nothing?last=${value(999)}&next=${value(1_000)}`, body);
  const { path, request } = (await controlOf(t)('GET', '/requests')).json.requests[0];
  expect(path).toBe(`/nothing?last=[redacted]&next=${value(1_000)}`);
  expect(request.body).toEqual(body.map(() => ({ api_key: '[redacted]' })));
});

test.each(unknownSecrets)(
  'a value in a place for keys is found nowhere, though nobody knows it: %s',
  async (secret) => {
    const file = await expectNoTrace(() => secret, keyPlaces);
    // Of a key that is none of this server's nothing at all is kept, neither in the storage nor in what is saved of it.
    expect(traceOf(secret, readFileSync(file, 'latin1'))).toBeUndefined();
    const saved = readFileSync(`${file}.snapshots/planted.snapshot`, 'latin1');
    expect(traceOf(secret, saved)).toBeUndefined();
  },
);

const oddKey = 'k\u00e9y "of" /odd& characters%\\';

test.each<[string, (t: TestEmulator) => string]>([
  ['partner API key', (t) => t.partnerApiKey],
  ['data import key', (t) => t.dataImportKey],
  ['REST API key', (t) => t.restApiKey],
  ['partner API key of another partner', (t) => t.emulator.listKnownPartners().at(-1)!.apiKeys[0]!.key],
  ['deleted REST API key', deletedRestKey],
  ['invalidated data import key', invalidatedKey],
  ['key of odd characters', (t) => t.emulator.createDataImportKey(t.workspace, 'hightouch', oddKey).key],
])('a %s is found nowhere, wherever it was sent', async (_kind, keyOf) => {
  await expectNoTrace(keyOf, { ...keyPlaces, ...otherPlaces });
});

test('a short key is found nowhere but inside longer words, wherever it was sent', async () => {
  const { 'the path, in pieces': _inside, ...places } = { ...keyPlaces, ...otherPlaces };
  await expectNoTrace((t) => t.emulator.createRestKey(t.workspace, { key: 'my-key-9' }).key, places);
});

function deletedRestKey(t: TestEmulator): string {
  const { key } = t.emulator.createRestKey(t.workspace, {});
  t.emulator.deleteRestKey(t.workspace, key);
  return key;
}

function invalidatedKey(t: TestEmulator): string {
  const { key } = t.emulator.createDataImportKey(t.workspace, 'hightouch');
  t.emulator.invalidateDataImportKey(t.workspace, 'hightouch', key);
  return key;
}

/** Plants the secret in each place, and expects it in no artefact. @returns The database file, and a snapshot beside it. */
async function expectNoTrace(
  secretOf: (t: TestEmulator) => string,
  places: Record<string, Plant>,
): Promise<string> {
  const file = join(temporaryFolder(), 'planted.db');
  const told: string[] = [];
  const pretty = prettyLog((line) => told.push(line), paintFor(process.stderr, {}));
  const json = jsonLog((line) => told.push(line), systemClock);
  const t = await freshEmulator({
    file,
    app: {
      onFinished(finished) {
        pretty.request(finished);
        json.request(finished);
        told.push(JSON.stringify(finished));
      },
    },
  });
  const secret = secretOf(t);
  const shown = new Set<string>();
  for (const [place, plant] of Object.entries(places)) {
    await plant(t, secret);
    const artefacts = [...told.splice(0), ...(await journalAnswers(t, shown))].join('\n');
    expect([place, traceOf(secret, artefacts)]).toEqual([place, undefined]);
  }
  const saved = await controlOf(t)('POST', '/snapshots', { name: 'planted' });
  expect(saved.status).toBe(201);
  t.emulator.close();
  expect(traceOf(secret, journalRows(file))).toBeUndefined();
  return file;
}

/** Everything the control API says of the journals; an entry by itself only once, when it is not yet among the shown. */
async function journalAnswers(t: TestEmulator, shown: Set<string>): Promise<string[]> {
  const texts: string[] = [];
  const control = controlOf(t);
  for (const path of ['/requests', `/workspaces/${t.workspace.id}/requests`]) {
    const list = await control('GET', path);
    expect(list.status).toBe(200);
    texts.push(list.text);
    for (const { id } of list.json.requests) {
      if (!shown.has(id)) texts.push((await control('GET', `${path}/${id}`)).text);
      shown.add(id);
    }
  }
  // A miss shows what was received.
  const match = { status: 599, body: { client_secret: 'x' }, headers: { authorization: 'x' } };
  const verify = await control('POST', `/workspaces/${t.workspace.id}/requests/verify`, { match });
  expect(verify.status).toBe(200);
  const metrics = await control('GET', '/metrics');
  expect(metrics.status).toBe(200);
  texts.push(verify.text, metrics.text);
  return texts;
}

function journalRows(file: string): string {
  const database = keepAlive(new Sqlite(file, { readonly: true }));
  const rows = keepAlive(database.prepare('SELECT * FROM journal_entries')).all();
  database.close();
  expect(rows.length).toBeGreaterThan(15);
  return JSON.stringify(rows);
}

/** The first form of the secret that stands in the text, with what is round it. */
function traceOf(secret: string, text: string): string | undefined {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const forms = [secret, inJson, JSON.stringify(inJson).slice(1, -1), encodeURIComponent(secret)];
  for (const form of [...forms, Buffer.from(secret, 'latin1').toString('base64')]) {
    const at = text.indexOf(form);
    if (at !== -1) return text.slice(Math.max(0, at - 60), at + form.length + 20);
  }
  return undefined;
}
