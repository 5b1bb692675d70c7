import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSegmentExports } from '../../src/background/segment-exports.js';
import { createEmulator } from '../../src/emulator.js';
import { temporaryFolder } from '../support/command.js';
import { checkedFetch } from '../support/documents/checked-fetch.js';
import {
  changedUntil,
  download,
  type ExportingEmulator,
  exportingEmulator,
  exportOver,
  listener,
  usersOf,
} from '../support/segments/segment-exports.js';
import { aDefinition, cohortGroup } from '../support/segments/segments.js';
import { unzip } from '../support/unzip.js';
import { aUser } from '../support/users/users.js';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => aUser({ externalId: `cust-${index}` }));
const externalIds = (users: { external_id: string }[]) => users.map((user) => user.external_id);

/** Requests an export and lets its work begin. */
async function begun(x: ExportingEmulator) {
  const { url, object_prefix: prefix } = (await x.request()).json;
  x.release();
  return { url, prefix, over: () => exportOver(x.t.emulator, prefix) };
}

test('12,345 users make 3 files, and every member is in exactly one of them', async () => {
  const { t, request } = await exportingEmulator({ workspace: { users: numbered(12_345) } });
  const { url, object_prefix: prefix } = (await request()).json;
  await exportOver(t.emulator, prefix);
  const entries = await unzip(await download(url));
  const files = entries.map((entry) => entry.text.split('\n').slice(0, -1));
  expect(files.map((lines) => lines.length)).toEqual([5_000, 5_000, 2_345]);
  expect(new Set(entries.map((entry) => entry.name)).size).toBe(3);
  const exported = files.flat().map((line) => JSON.parse(line).external_id);
  expect(exported).toEqual(numbered(12_345).map((user) => user.externalId));
});

test('requests are answered while a large export is worked on', async () => {
  const x = await exportingEmulator({ isHeld: true, workspace: { users: numbered(12_345) } });
  const events: string[] = [];
  const { over } = await begun(x);
  const finished = over().then(() => events.push('export finished'));
  for (let count = 1; count <= 3; count++) {
    await x.t.rest('/users/export/ids', { external_ids: ['cust-1'] });
    events.push(`request ${count} answered`);
  }
  await finished;
  expect(events.at(-1)).toBe('export finished');
  expect(events).toHaveLength(4);
});

test('it is of those who were members when it was requested, but for profiles deleted since', async () => {
  const x = await exportingEmulator({ isHeld: true, workspace: { users: numbered(6) } });
  const vip = { cohort_id: 'vip' };
  await x.t.cohortUsers({ ...vip, cohort_changes: [{ user_ids: ['cust-0', 'cust-1', 'cust-2', 'cust-3'] }] });
  const segment = x.addSegment({ definition: aDefinition({ groups: [cohortGroup('vip')] }) });
  const { url, object_prefix: prefix } = (await x.request({ segment_id: segment.id })).json;

  const changes = [{ user_ids: ['cust-4'] }, { user_ids: ['cust-0'], should_remove: true }];
  await x.t.cohortUsers({ ...vip, cohort_changes: changes });
  await x.t.rest('/users/delete', { external_ids: ['cust-1'] });
  const by = (id: string) => ({ external_id: id });
  await x.t.rest('/users/merge', {
    merge_updates: [{ identifier_to_merge: by('cust-2'), identifier_to_keep: by('cust-5') }],
  });
  await x.t.rest('/users/track', { attributes: [{ external_id: 'new' }] });
  x.release();
  await exportOver(x.t.emulator, prefix);
  expect(externalIds(await usersOf(await download(url)))).toEqual(['cust-0', 'cust-3']);
});

test('profiles that are deleted between two pieces of the work are left out, and nobody is there twice', async () => {
  const count = 3_000;
  const x = await exportingEmulator({ isHeld: true, workspace: { users: numbered(count) } });
  const { url, over } = await begun(x);
  const isOver = over();
  // Some of both ends: what is written stays, what is not is left out.
  for (let step = 0; step < 5; step++) {
    const ids = [step, count - 1 - step].map((index) => `cust-${index}`);
    await x.t.rest('/users/delete', { external_ids: ids });
  }
  await isOver;
  const exported = externalIds(await usersOf(await download(url)));
  expect(new Set(exported).size).toBe(exported.length);
  const kept = numbered(count - 10).map((_, index) => `cust-${index + 5}`);
  expect(kept.filter((id) => !exported.includes(id))).toEqual([]);
});

test('a line shows the profile as it is when it is written', async () => {
  const x = await exportingEmulator({ isHeld: true, workspace: { users: numbered(1) } });
  const { url, object_prefix: prefix } = (await x.request({ fields_to_export: ['first_name'] })).json;
  await x.t.rest('/users/track', { attributes: [{ external_id: 'cust-0', first_name: 'Kim' }] });
  x.release();
  await exportOver(x.t.emulator, prefix);
  expect(await usersOf(await download(url))).toEqual([{ first_name: 'Kim' }]);
});

test('a segment that is deleted while its export runs is exported all the same', async () => {
  const x = await exportingEmulator({ isHeld: true, workspace: { users: numbered(1) } });
  const { url, over } = await begun(x);
  x.t.emulator.deleteSegment(x.t.workspace, x.segment.id);
  await over();
  expect(await usersOf(await download(url))).toHaveLength(1);
});

test('of an export that is over nothing is left but the archive', async () => {
  const x = await exportingEmulator({ workspace: { users: numbered(1) } });
  await x.exportUsers();
  expect(x.database.all("SELECT * FROM profile_sets WHERE kind = 'export'")).toEqual([]);
});

test('an export that fails is given up, and another one may be requested', async () => {
  const x = await exportingEmulator({ workspace: { users: numbered(600) } });
  const spoil = (attributes: string) =>
    x.database.run("UPDATE profiles SET attributes = ? WHERE external_id = 'cust-500'", attributes);
  spoil('{');
  const { url, object_prefix: prefix } = (await x.request({ callback_endpoint: 'http://127.0.0.1:1/' })).json;
  await exportOver(x.t.emulator, prefix);
  await x.stop();
  expect(x.defects).toEqual([expect.objectContaining({ message: 'malformed JSON' })]);
  expect(x.notices).toEqual([]);
  expect((await checkedFetch(url)).status).toBe(403);
  expect(x.t.finished.at(-1)?.decision).toMatchObject({
    message: 'The segment export has failed; request another',
  });
  expect(x.database.all("SELECT * FROM profile_sets WHERE kind = 'export'")).toEqual([]);

  spoil('{}');
  expect((await x.request()).status).toBe(201);
});

/** So many profiles that what is written about 250 of them takes more than one part of an archive. */
const bulky = Array.from({ length: 600 }, (_, index) => {
  const noise = createHash('shake256', { outputLength: 8_192 }).update(`${index}`).digest('hex');
  return aUser({ externalId: `cust-${index}`, attributes: { noise } });
});
const noisy = { fields_to_export: ['external_id', 'custom_attributes'] };
const partCount = (x: ExportingEmulator) =>
  x.database.get<{ count: number }>('SELECT count(*) AS count FROM segment_export_parts')!.count;

/** Lets the work begin, and stops looking before a second part is there. */
async function firstPartOf(x: ExportingEmulator): Promise<void> {
  const isThere = changedUntil(x.t.emulator, () => partCount(x) === 1);
  x.release();
  await isThere;
}

test('a large archive is kept and sent in parts', async () => {
  const x = await exportingEmulator({ workspace: { users: bulky } });
  const { url, object_prefix: prefix } = (await x.request(noisy)).json;
  await exportOver(x.t.emulator, prefix);
  expect(partCount(x)).toBeGreaterThan(1);
  const answer = await checkedFetch(url);
  const archive = new Uint8Array(await answer.arrayBuffer());
  expect(answer.headers.get('content-length')).toBe(String(archive.length));
  expect(await usersOf(archive)).toEqual(
    bulky.map(({ externalId, attributes }) => ({ external_id: externalId, custom_attributes: attributes })),
  );
});

test('a client that hangs up in the middle of an archive is no defect, and another one gets it whole', async () => {
  const x = await exportingEmulator({ workspace: { users: bulky } });
  const { url, object_prefix: prefix } = (await x.request(noisy)).json;
  await exportOver(x.t.emulator, prefix);
  const hungUp = new AbortController();
  const answer = await fetch(url, { signal: hungUp.signal });
  const reader = answer.body!.getReader();
  await reader.read();
  hungUp.abort();
  await expect(reader.read()).rejects.toThrow();
  expect(await usersOf(await download(url))).toHaveLength(600);
});

test('an export of which an earlier state was put back begins anew', async () => {
  const x = await exportingEmulator({ isHeld: true, workspace: { users: bulky } });
  const { url, object_prefix: prefix } = (await x.request(noisy)).json;
  await firstPartOf(x);
  // As a snapshot that was taken a moment earlier.
  x.database.run('DELETE FROM segment_export_parts');
  await exportOver(x.t.emulator, prefix);
  expect(externalIds(await usersOf(await download(url)))).toEqual(bulky.map((user) => user.externalId));
});

test.each(['reset', 'delete'] as const)(
  '%s of the workspace, and its snapshot restored at once, before what is left over is removed: its link works',
  async (how) => {
    const x = await exportingEmulator({ workspace: { users: numbered(1) } });
    const { url, object_prefix: prefix } = (await x.request()).json;
    await exportOver(x.t.emulator, prefix);
    const { emulator, workspace } = x.t;
    emulator.saveSnapshot('base', { workspace });
    if (how === 'reset') emulator.resetWorkspace(workspace);
    else emulator.deleteWorkspace(workspace);
    emulator.restoreSnapshot('base');
    expect(externalIds(await usersOf(await download(url)))).toEqual(['cust-0']);
    while (emulator.removeLeftovers());
    expect(externalIds(await usersOf(await download(url)))).toEqual(['cust-0']);
    expect(partCount(x)).toBe(1);
  },
);

test.each(['reset', 'delete'] as const)(
  '%s of the workspace ends its exports, and their links',
  async (how) => {
    const x = await exportingEmulator({ isHeld: true, workspace: { users: bulky } });
    const { url } = (await x.request(noisy)).json;
    await firstPartOf(x);
    if (how === 'reset') x.t.emulator.resetWorkspace(x.t.workspace);
    else x.t.emulator.deleteWorkspace(x.t.workspace);
    // The work sees by itself that there is nothing to go on with.
    expect((await checkedFetch(url)).status).toBe(403);
    await x.stop();
    expect(x.defects).toEqual([]);
    while (x.t.emulator.removeLeftovers());
    for (const table of ['segment_exports', 'segment_export_parts', 'due_work']) {
      expect(x.database.all(`SELECT * FROM ${table}`)).toEqual([]);
    }
    expect(x.database.all("SELECT * FROM profile_sets WHERE kind = 'export'")).toEqual([]);
  },
);

test('parts are kept in order only, and a link works only when all are there', async () => {
  const x = await exportingEmulator({ isHeld: true });
  const { emulator } = x.t;
  const { object_prefix: prefix } = (await x.request()).json;
  const save = (part: number, byte: number) => emulator.saveExportPart(prefix, part, Uint8Array.of(byte));
  expect([save(1, 9), save(0, 8), save(2, 9), save(1, 9), save(0, 1), save(1, 2)]).toEqual([
    false,
    true,
    false,
    true,
    true,
    true,
  ]);
  expect(emulator.finishSegmentExport(prefix, 3)).toBe(false);
  expect(emulator.finishSegmentExport(prefix, 2)).toBe(true);
  expect([0, 1, 2].map((part) => emulator.readExportPart(prefix, part)?.[0])).toEqual([1, 2, undefined]);
  expect([save(2, 3), emulator.finishSegmentExport(prefix, 2)]).toEqual([false, false]);
  expect(emulator.readExportChunk(prefix)).toBeUndefined();
  emulator.failSegmentExport(prefix);
  expect(emulator.readExportPart(prefix, 0)).toBeDefined();
});

test('an export that was running when the process ended is taken up again, of the same members', async () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const x = await exportingEmulator({ file, isHeld: true, workspace: { users: numbered(3) } });
  const { url, object_prefix: prefix } = (await x.request()).json;
  await x.t.rest('/users/delete', { external_ids: ['cust-1'] });
  await x.stop();
  x.t.emulator.close();

  const emulator = createEmulator({ file });
  expect(emulator.listRunningExports().map((its) => its.objectPrefix)).toEqual([prefix]);
  const stop = startSegmentExports(emulator, {
    delay: () => Promise.resolve(),
    allowedHosts: [],
    onNotice() {},
    onDefect(error) {
      throw error;
    },
  });
  await changedUntil(emulator, () => emulator.listRunningExports().length === 0);
  await stop();
  const { workspace, segmentExport } = emulator.getLinkedExport(new URL(url).pathname.slice(1));
  expect(emulator.openExportArchive(workspace, segmentExport).partCount).toBe(1);
  expect(externalIds(await usersOf(emulator.readExportPart(prefix, 0)!))).toEqual(['cust-0', 'cust-2']);
  emulator.close();
});

test('when it is ready its callback is told once, and the link works by then', async () => {
  const x = await exportingEmulator({ isHeld: true, workspace: { users: numbered(1) } });
  const { url: endpoint, next, received } = await listener();
  const told = next();
  const { url } = (await x.request({ callback_endpoint: `${endpoint}/ready?token=t` })).json;
  expect(received).toEqual([]);
  x.release();
  const { method, path, headers, body } = await told;
  expect(await usersOf(await download(url))).toHaveLength(1);
  expect([method, path, headers['content-type']]).toEqual(['POST', '/ready?token=t', 'application/json']);
  expect(body).toBe(JSON.stringify({ success: true, url }));
  await x.stop();
  expect(received).toHaveLength(1);
  expect(x.notices).toEqual([]);
});

test('the next export may be requested while the callback of the one before is still unanswered', async () => {
  const x = await exportingEmulator();
  const { url: endpoint, next } = await listener((response) => response.flushHeaders());
  const told = next();
  await x.request({ callback_endpoint: endpoint });
  await told;
  expect((await x.request()).status).toBe(201);
  await x.stop();
  expect(x.notices).toEqual([]);
});

test.each([
  [
    'https://hooks.example.test/secret',
    'https://hooks.example.test failed: hooks.example.test is not this machine; to have it called, start with --allowed-host hooks.example.test (allowedHosts in code)',
  ],
  ['http://kim:secret@127.0.0.1:1/secret', expect.stringMatching(/^http:\/\/127\.0\.0\.1:1 failed: /)],
])(
  'a callback to %s that is not delivered is told of, without what may be secret in it',
  async (endpoint, told) => {
    const notices: string[] = [];
    let tell = () => {};
    const isTold = new Promise<void>((resolve) => (tell = resolve));
    const x = await exportingEmulator({
      onNotice(message) {
        notices.push(message);
        tell();
      },
    });
    const { url } = (await x.request({ callback_endpoint: endpoint })).json;
    await isTold;
    const start = `The export of segment ${x.segment.id} is ready, but its callback to `;
    expect(notices).toEqual([expect.stringContaining(start)]);
    expect(notices[0]!.slice(start.length)).toEqual(told);
    expect(notices[0]).not.toContain('secret');
    expect((await checkedFetch(url)).status).toBe(200);
  },
);

test('a callback goes to a host that is allowed', async () => {
  const { url, next } = await listener();
  const x = await exportingEmulator({ allowedHosts: ['0.0.0.0'] });
  const told = next();
  await x.request({ callback_endpoint: url.replace('127.0.0.1', '0.0.0.0') });
  expect(JSON.parse((await told).body)).toMatchObject({ success: true });
});
