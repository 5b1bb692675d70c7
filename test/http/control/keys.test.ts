import { expect, test } from 'vitest';
import { partnerCatalogue } from '../../../src/domain/workspaces/partner.js';
import { restPermissions } from '../../../src/domain/workspaces/workspace.js';
import { readAllPages, workspaceOf } from '../../support/control.js';
import { freshEmulator } from '../../support/emulator.js';
import { ManualClock } from '../../support/manual-clock.js';

const someChange = { cohort_id: 'c', cohort_changes: [] };
const dataImportKeys = '/partners/hightouch/data-import-keys';

test('every partner of the server is listed as the workspace sees it', async () => {
  const ws = workspaceOf(await freshEmulator());
  const { json } = await ws('GET', '/partners');
  const names = json.partners.map((its: { partner: string }) => its.partner);
  expect(names).toEqual(partnerCatalogue.map((its) => its.partner).sort());
  const enabled = json.partners.filter((its: { enabled: boolean }) => its.enabled);
  expect(enabled).toMatchObject([{ partner: 'hightouch', data_import_keys: [{ state: 'active' }] }]);
  expect(await readAllPages(ws, '/partners', 'partners', 5)).toEqual(json.partners);
});

test('a partner that is switched off answers its keys with the third 401 until it is on again', async () => {
  const t = await freshEmulator();
  const ws = workspaceOf(t);
  const off = await ws('PUT', '/partners/HighTouch', { enabled: false });
  expect(off.status).toBe(200);
  expect(off.json).toMatchObject({
    partner: 'hightouch',
    enabled: false,
    data_import_keys: [{ state: 'active' }],
  });
  expect((await ws('GET', '/partners/hightouch')).json).toEqual(off.json);
  expect((await t.cohortUsers(someChange)).text).toContain('Partner not enabled');
  await ws('PUT', '/partners/hightouch', { enabled: true });
  expect((await t.cohortUsers(someChange)).status).toBe(201);
});

test('data import keys rotate without a gap: both work until the old one is invalidated', async () => {
  const t = await freshEmulator({ clock: new ManualClock() });
  const ws = workspaceOf(t);
  const made = await ws('POST', dataImportKeys);
  expect(made.status).toBe(201);
  expect(made.json).toEqual({
    key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    state: 'active',
    created_at: '2026-02-03T09:00:00.000Z',
  });
  const withNew = { ...someChange, client_secret: made.json.key };
  expect((await t.cohortUsers(someChange)).status).toBe(201);
  expect((await t.cohortUsers(withNew)).status).toBe(201);

  const deleted = await ws('DELETE', `${dataImportKeys}/${t.dataImportKey}`);

  expect(deleted.status).toBe(204);
  expect((await t.cohortUsers(someChange)).json).toEqual({ message: 'Invalid client secret' });
  expect((await t.cohortUsers(withNew)).status).toBe(201);
  expect((await ws('GET', dataImportKeys)).json).toEqual({
    data_import_keys: [
      { key: t.dataImportKey, state: 'invalidated', created_at: '2026-02-03T09:00:00.000Z' },
      made.json,
    ],
    next_cursor: null,
  });
});

test('a data import key that was invalidated may be deleted again, an unknown one not', async () => {
  const t = await freshEmulator();
  const ws = workspaceOf(t);
  await ws('DELETE', `${dataImportKeys}/${t.dataImportKey}`);
  expect((await ws('DELETE', `${dataImportKeys}/${t.dataImportKey}`)).status).toBe(204);
  expect((await ws('DELETE', `${dataImportKeys}/other`)).json.error.code).toBe('key_not_found');
  expect((await ws('DELETE', `/partners/segment/data-import-keys/${t.dataImportKey}`)).status).toBe(404);
});

test('a partner needs to be switched on before it gets a data import key', async () => {
  const ws = workspaceOf(await freshEmulator());
  const keys = '/partners/segment/data-import-keys';
  expect((await ws('POST', keys)).json.error.code).toBe('partner_not_found');
  expect((await ws('GET', keys)).json).toEqual({ data_import_keys: [], next_cursor: null });
  await ws('PUT', '/partners/segment', { enabled: true });
  expect((await ws('POST', keys, { key: 'given' })).json).toMatchObject({ key: 'given', state: 'active' });
});

test('a REST API key has the permissions it was made with, all when none are named', async () => {
  const t = await freshEmulator({ workspace: { restApiKeys: [] } });
  const ws = workspaceOf(t);
  const some = await ws('POST', '/rest-api-keys', { key: 'given', permissions: ['users.track'] });
  expect(some.status).toBe(201);
  expect(some.json).toEqual({ key: 'given', permissions: ['users.track'] });
  const all = await ws('POST', '/rest-api-keys', {});
  expect(all.json.permissions).toEqual([...restPermissions]);
  expect((await ws('GET', '/rest-api-keys')).json).toEqual({
    rest_api_keys: [some.json, all.json],
    next_cursor: null,
  });
});

test('a deleted REST API key opens nothing and is no longer listed', async () => {
  const t = await freshEmulator();
  const ws = workspaceOf(t);
  expect((await ws('DELETE', `/rest-api-keys/${t.restApiKey}`)).status).toBe(204);
  expect((await t.rest('/users/delete', { external_ids: ['a'] })).status).toBe(401);
  expect((await ws('GET', '/rest-api-keys')).json.rest_api_keys).toEqual([]);
  expect((await ws('DELETE', `/rest-api-keys/${t.restApiKey}`)).json.error.code).toBe('key_not_found');
});

test.each([dataImportKeys, '/rest-api-keys'])(
  'a key that anything has already is 409 at %s',
  async (path) => {
    const t = await freshEmulator();
    const ws = workspaceOf(t);
    for (const key of [t.dataImportKey, t.restApiKey, t.partnerApiKey]) {
      const refused = await ws('POST', path, { key });
      expect(refused.status).toBe(409);
      expect(refused.json.error).toMatchObject({ code: 'key_in_use', path: 'key' });
    }
  },
);

test.each(['with/slash', 'a b%2F?#&', 'schlüssel-日本', '100%', '+'])(
  'the key %j is addressed percent-encoded',
  async (key) => {
    const ws = workspaceOf(await freshEmulator());
    await ws('POST', dataImportKeys, { key });
    await ws('POST', '/rest-api-keys', { key: `rest-${key}` });
    expect((await ws('DELETE', `${dataImportKeys}/${encodeURIComponent(key)}`)).status).toBe(204);
    expect((await ws('DELETE', `/rest-api-keys/${encodeURIComponent(`rest-${key}`)}`)).status).toBe(204);
  },
);

test('keys are listed page by page', async () => {
  const t = await freshEmulator({ workspace: { restApiKeys: Array.from({ length: 11 }, () => ({})) } });
  const listed = await readAllPages(workspaceOf(t), '/rest-api-keys', 'rest_api_keys', 3);
  expect(listed).toEqual(t.workspace.restApiKeys);
});
