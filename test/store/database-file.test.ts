import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEmulator, type Emulator } from '../../src/emulator.js';
import { schemaVersion } from '../../src/store/open-sqlite.js';
import { campaignInput } from '../../src/wire/control/messaging/campaigns.js';
import { temporaryFolder } from '../support/command.js';
import { ManualClock } from '../support/manual-clock.js';
import { aUser } from '../support/users/users.js';

function aFile(): string {
  return join(temporaryFolder(), 'emulator.db');
}

function open(file: string): Emulator {
  const emulator = createEmulator({ file });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** Expects that opening the file is refused for this reason, and that not a byte of it changes. */
function expectRefusal(file: string, reason: string): void {
  const before = readFileSync(file);
  expect(() => createEmulator({ file })).toThrow(
    expect.objectContaining({
      code: 'storage_unusable',
      message: expect.stringContaining(`Cannot use database file ${file}: ${reason}`),
    }),
  );
  expect(readFileSync(file).equals(before)).toBe(true);
}

/** Makes a database and writes a number into its header, at an offset that SQLite documents. */
function makeDatabase(file: string, header: { offset: 60 | 68; value: number }): void {
  createEmulator({ file }).close();
  const bytes = readFileSync(file);
  bytes.writeInt32BE(header.value, header.offset);
  writeFileSync(file, bytes);
}

test('a file of a newer version is refused and left as it was', () => {
  const file = aFile();
  makeDatabase(file, { offset: 60, value: schemaVersion + 1 });
  expectRefusal(file, 'it was written by a newer version of the emulator');
});

test('a file that is no SQLite database is refused and left as it was', () => {
  const file = aFile();
  writeFileSync(
    file,
    'a shopping list, long enough to be looked at as a header of a hundred bytes '.repeat(3),
  );
  expectRefusal(file, 'it is not a SQLite database');
});

test('a SQLite database of another program is refused and left as it was', () => {
  const file = aFile();
  makeDatabase(file, { offset: 68, value: 0 });
  expectRefusal(file, 'it is not a database of this emulator');
});

test('a folder that is not there is told', () => {
  const file = join(temporaryFolder(), 'missing', 'emulator.db');
  expect(() => createEmulator({ file })).toThrow('the directory does not exist');
});

test('a folder in place of a file is refused', () => {
  const file = aFile();
  mkdirSync(file);
  expect(() => createEmulator({ file })).toThrow(expect.objectContaining({ code: 'storage_unusable' }));
});

test('a file that is open is refused to another', () => {
  const file = aFile();
  open(file);
  expect(() => createEmulator({ file })).toThrow('another process is using it');
});

test('an empty file is a new database', () => {
  const file = aFile();
  writeFileSync(file, '');
  expect(open(file).createWorkspace({ name: 'first' }).name).toBe('first');
});

test('workspaces, keys, profiles and cohorts are there again after a restart', () => {
  const file = aFile();
  const view = (emulator: Emulator) =>
    emulator.listWorkspaces({ limit: 10 }).items.map((workspace) => ({
      workspace,
      users: emulator.listUsers(workspace, { limit: 10 }).items,
      cohorts: emulator.listCohorts(workspace, { limit: 10 }).items,
      members: emulator.listCohortMembers(workspace, 'hightouch', 'vip', { limit: 10 }).items,
    }));
  const first = createEmulator({ file });
  const workspace = first.createWorkspace({
    name: 'kept',
    behaviour: { conflictPolicy: 'add_wins' },
    users: [
      {
        externalId: 'cust-1',
        aliases: [{ label: 'l', name: 'n' }],
        deviceIds: ['dev-1'],
        attributes: { email: 'kim@example.test', plan: 'gold' },
      },
      { externalId: null, aliases: [], deviceIds: ['dev-2'], attributes: {} },
    ],
    cohorts: [{ partner: 'hightouch', cohortId: 'vip', name: 'VIP', members: [{ deviceId: 'dev-2' }] }],
  });
  first.invalidateDataImportKey(workspace, 'hightouch', workspace.partners[0]!.dataImportKeys[0]!.key);
  first.createDataImportKey(workspace, 'hightouch', 'rotated-key');
  const before = view(first);
  first.close();

  const second = open(file);
  expect(view(second)).toEqual(before);
  const partnerApiKey = workspace.partners[0]!.partnerApiKey;
  const access = second.authenticatePartner({
    partner: 'hightouch',
    partnerApiKey,
    dataImportKey: 'rotated-key',
  });
  expect(access.workspace.id).toBe(workspace.id);
});

test('a schedule is still planned after a restart, and its outbox entry is there after the next', () => {
  const file = aFile();
  const clock = new ManualClock();
  const reopen = () => {
    const emulator = createEmulator({ file, clock });
    onTestFinished(() => emulator.close());
    return emulator;
  };
  const first = reopen();
  const { id } = first.createWorkspace({
    users: [aUser({ externalId: 'a' })],
    campaigns: [campaignInput.parse({ name: 'Winback' })],
  });
  const [campaign] = first.listCampaigns(first.enterWorkspace(id), 'campaign', { limit: 1 }).items;
  const when = { time: clock.now() + 1000, isLocal: false };
  const request = { recipients: null, properties: { n: 1 } };
  first.createSchedule(first.enterWorkspace(id), 'campaign', campaign!.id, when, request);
  first.close();

  const second = reopen();
  expect(second.nextDueTime()).toBe(when.time);
  clock.advance(1000);
  second.settleAll();
  second.close();

  const third = reopen();
  expect(third.nextDueTime()).toBeUndefined();
  const { items } = third.listSends(third.enterWorkspace(id), {}, { limit: 10 });
  expect(items).toMatchObject([
    { campaignId: campaign!.id, at: when.time, properties: { n: 1 }, receivers: [{ externalId: 'a' }] },
  ]);
});

test('after a restart a frozen clock stands where it stood, and a running one has run on', () => {
  const file = aFile();
  const server = new ManualClock();
  const first = createEmulator({ file, clock: server });
  const frozen = first.createWorkspace({});
  const running = first.createWorkspace({});
  first.setClock(frozen, { now: Date.UTC(2040, 0, 1), isFrozen: true });
  first.setClock(running, { now: Date.UTC(2020, 0, 1) });
  first.close();
  server.advance(5_000);
  const second = createEmulator({ file, clock: server });
  onTestFinished(() => second.close());
  expect(second.readClock(frozen)).toEqual({ now: Date.UTC(2040, 0, 1), isFrozen: true });
  expect(second.readClock(running)).toEqual({ now: Date.UTC(2020, 0, 1, 0, 0, 5), isFrozen: false });
});
