import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type StartOptions, startEmulator } from '../src/index.js';
import { postJson, temporaryFile, temporaryFolder } from './support/command.js';
import { checkedFetch } from './support/documents/checked-fetch.js';
import { freshEmulator } from './support/emulator.js';
import { download, listener, usersOf } from './support/segments/segment-exports.js';
import { addSegment } from './support/segments/segments.js';
import { aUser } from './support/users/users.js';

async function started(options: StartOptions = {}) {
  const running = await startEmulator(options);
  onTestFinished(() => running.stop());
  return running;
}

async function workspaceNames(url: string): Promise<string[]> {
  const answer = await checkedFetch(`${url}/_emulator/v1/workspaces`);
  const { workspaces } = (await answer.json()) as { workspaces: { name: string }[] };
  return workspaces.map((workspace) => workspace.name);
}

test('a workspace made by the library is one that the control API shows', async () => {
  const { url, createWorkspace } = await started();
  const workspace = createWorkspace({
    name: 'acme',
    partners: ['segment'],
    users: [{ external_id: 'cust-1', user_aliases: [{ alias_label: 'l', alias_name: 'n' }] }],
    behaviour: { unknown_cohort: 'reject' },
  });
  const answer = await checkedFetch(`${url}/_emulator/v1/workspaces/${workspace.id}`);
  expect(await answer.json()).toEqual(workspace.info());
  expect(workspace.info()).toMatchObject({
    name: 'acme',
    rest_endpoint: url,
    behaviour: { unknown_cohort: 'reject' },
  });
});

test('its keys open it', async () => {
  const { url, createWorkspace } = await started();
  const keys = createWorkspace().keys('hightouch');
  const answer = await postJson(`${url}/partners/hightouch/cohorts`, {
    partner_api_key: keys.partner_api_key,
    client_secret: keys.data_import_key,
    cohort_id: 'vip',
    name: 'VIP',
    created_at: '2026-01-01T00:00:00Z',
  });
  expect(answer.status).toBe(201);
});

test('a workspace with a field nobody knows is refused with its path', async () => {
  const { createWorkspace } = await started();
  const misspelt = { users: [{ externalid: 'cust-1' }] };
  expect(() => createWorkspace(misspelt as object)).toThrow(
    expect.objectContaining({ code: 'invalid_request', details: { path: 'users[0].externalid' } }),
  );
});

test('what is undefined is as if it were left out', async () => {
  const { createWorkspace } = await started();
  const undecided = { strictness: undefined, rate_limits: { users_track: undefined } };
  const workspace = createWorkspace({ name: undefined, users: undefined, behaviour: undecided });
  const other = createWorkspace();
  expect(workspace.info().behaviour).toEqual(other.info().behaviour);
  expect([workspace.name, other.name]).toEqual([
    expect.stringMatching(/^ws_/),
    expect.stringMatching(/^ws_/),
  ]);
});

test('it begins empty, with the quickstart workspace, or with a seed', async () => {
  expect(await workspaceNames((await started()).url)).toEqual([]);
  expect(await workspaceNames((await started({ quickstart: true })).url)).toEqual(['quickstart']);
  const seed = { workspaces: [{ name: 'seeded' }] };
  expect(await workspaceNames((await started({ seed })).url)).toEqual(['seeded']);
  const file = temporaryFile('seed.yaml', 'workspaces: [{ name: from-a-file }]');
  expect(await workspaceNames((await started({ seed: file })).url)).toEqual(['from-a-file']);
});

test('a seed that is refused leaves nothing open', async () => {
  const db = join(temporaryFolder(), 'emulator.db');
  const taken = { workspaces: [{ rest_api_keys: [{ key: 'k' }] }, { rest_api_keys: [{ key: 'k' }] }] };
  await expect(startEmulator({ db, seed: taken })).rejects.toThrow(
    expect.objectContaining({ code: 'key_in_use', details: { path: 'workspaces[1].rest_api_keys[0].key' } }),
  );
  const misspelt = { workspace: [] };
  await expect(startEmulator({ db, seed: misspelt as object })).rejects.toThrow(
    'workspace is not a known field',
  );
  const { url } = await started({ db, seed: { workspaces: [{ name: 'good' }] } });
  expect(await workspaceNames(url)).toEqual(['good']);
});

test('a port that is taken leaves no seed behind in the file', async () => {
  const db = join(temporaryFolder(), 'emulator.db');
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  await expect(startEmulator({ db, port, quickstart: true })).rejects.toThrow(
    expect.objectContaining({ code: 'EADDRINUSE' }),
  );
  expect(await workspaceNames((await started({ db })).url)).toEqual([]);
});

test('POST /reset goes back to the state after start', async () => {
  const { url, createWorkspace } = await started({ seed: { workspaces: [{ name: 'seeded' }] } });
  createWorkspace({ name: 'later' });
  expect(await workspaceNames(url)).toEqual(['seeded', 'later']);
  expect((await postJson(`${url}/_emulator/v1/reset`, {})).status).toBe(200);
  expect(await workspaceNames(url)).toEqual(['seeded']);
});

test.each(['', 'open sesame', 'sesame\n', 'sésame', null])(
  'the admin token %j, which no header carries, is refused',
  async (adminToken) => {
    for (const host of ['127.0.0.1', '0.0.0.0']) {
      const starting = startEmulator({ host, adminToken: adminToken as string });
      await expect(starting).rejects.toMatchObject({
        code: 'invalid_request',
        details: { path: 'adminToken' },
      });
    }
  },
);

test('an allowed host with a scheme or a port is refused', async () => {
  await expect(startEmulator({ allowedHosts: ['http://emulator:1'] })).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining("'http://emulator:1' is no host"),
  });
});

test('an address of the network needs an admin token', async () => {
  await expect(startEmulator({ host: '0.0.0.0' })).rejects.toThrow(
    expect.objectContaining({ code: 'admin_token_required' }),
  );
});

/** A database file with a segment of its one user, and the key to the workspace. */
async function fileWithSegment() {
  const db = join(temporaryFolder(), 'emulator.db');
  const t = await freshEmulator({
    file: db,
    workspace: { users: [aUser({ externalId: 'cust-1' })] },
  });
  const { id } = addSegment(t);
  t.emulator.close();
  const exportSegment = async (url: string, fields: object = {}) => {
    const answer = await checkedFetch(`${url}/users/export/segment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${t.restApiKey}` },
      body: JSON.stringify({ segment_id: id, fields_to_export: ['external_id'], ...fields }),
    });
    return (await answer.json()) as { url: string; message: string };
  };
  return { db, exportSegment };
}

test('a segment export waits exportDelayMs, and is taken up after a restart with the same file', async () => {
  const { db, exportSegment } = await fileWithSegment();
  const receiver = await listener();
  const first = await startEmulator({ db, exportDelayMs: 3_600_000 });
  const { url } = await exportSegment(first.url, { callback_endpoint: receiver.url });
  expect((await exportSegment(first.url)).message).toBe('Rate Limited');
  expect((await checkedFetch(url)).status).toBe(403);
  await first.stop();

  const told = receiver.next();
  const second = await startEmulator({ db, exportDelayMs: 0 });
  expect(JSON.parse((await told).body)).toEqual({ success: true, url });
  const { pathname } = new URL(url);
  expect(await usersOf(await download(second.url + pathname))).toEqual([{ external_id: 'cust-1' }]);
  await second.stop();

  const third = await started({ db });
  expect(await usersOf(await download(third.url + pathname))).toEqual([{ external_id: 'cust-1' }]);
  expect(receiver.received).toHaveLength(1);
});

test('a callback that is not delivered is told to onNotice', async () => {
  const { db, exportSegment } = await fileWithSegment();
  let tell: (notice: string) => void = () => {};
  const told = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const { url } = await started({ db, exportDelayMs: 0, onNotice: tell });
  await exportSegment(url, { callback_endpoint: 'https://hooks.example.test/' });
  expect(await told).toContain('start with --allowed-host hooks.example.test (allowedHosts in code)');
});
