import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEmulator, type Emulator } from '../../src/emulator.js';
import { temporaryFolder } from '../support/command.js';

// A killed process leaves its last transactions in the write-ahead log. What becomes of that may cost the last of them, but
// never more: there is a beginning of what was done, without a gap, or the file is refused.

const transactions = 30;

/** A database and a log as a kill leaves them: each transaction makes one workspace. */
function killed(): { file: string; log: Buffer } {
  const folder = temporaryFolder();
  const [open, file] = [join(folder, 'open.db'), join(folder, 'emulator.db')];
  const emulator = createEmulator({ file: open });
  for (let number = 0; number < transactions; number++) emulator.createWorkspace({ name: `${number}` });
  copyFileSync(open, file);
  const log = readFileSync(`${open}-wal`);
  emulator.close();
  return { file, log };
}

function namesIn(emulator: Emulator): string[] {
  return emulator.listWorkspaces({ limit: 1_000 }).items.map(({ name }) => name);
}

const changed = (log: Buffer, change: (copy: Buffer) => void) => {
  const copy = Buffer.from(log);
  change(copy);
  return copy;
};
const middle = (log: Buffer) => log.length >> 1;

const damages: [string, (log: Buffer) => Buffer | undefined][] = [
  ['is whole', (log) => log],
  ['is gone', () => undefined],
  ['is empty', () => Buffer.alloc(0)],
  ['is cut within its header', (log) => log.subarray(0, 16)],
  ['is cut behind its header', (log) => log.subarray(0, 32)],
  ['is cut within a frame', (log) => log.subarray(0, middle(log) + 100)],
  ['lacks its last byte', (log) => log.subarray(0, -1)],
  ['is zeros', (log) => Buffer.alloc(log.length)],
  ['is ones', (log) => Buffer.alloc(log.length, 0xff)],
  ['is text', (log) => Buffer.alloc(log.length, 'a shopping list ')],
  ['has another magic number', (log) => changed(log, (its) => its.writeUInt32BE(0x12345678, 0))],
  ['has another version', (log) => changed(log, (its) => its.writeUInt32BE(1, 4))],
  ['has another page size', (log) => changed(log, (its) => its.writeUInt32BE(512, 8))],
  ['has another salt', (log) => changed(log, (its) => its.writeUInt32BE(7, 16))],
  ['has a changed bit in its middle', (log) => changed(log, (its) => (its[middle(its)]! ^= 1))],
  ['has a changed bit in its first frame', (log) => changed(log, (its) => (its[100]! ^= 1))],
  ['has a changed bit at its end', (log) => changed(log, (its) => (its[its.length - 1]! ^= 0x80))],
  ['has zeros in its middle', (log) => changed(log, (its) => its.fill(0, middle(its), middle(its) + 5_000))],
  ['goes on with garbage', (log) => Buffer.concat([log, Buffer.alloc(10_000, 0xa5)])],
  ['stands twice', (log) => Buffer.concat([log, log])],
  [
    'has its frames the other way round',
    (log) => Buffer.concat([log.subarray(0, 32), log.subarray(middle(log)), log.subarray(32, middle(log))]),
  ],
];

test.each(damages)('a log that %s costs no more than the last transactions', (damage, damaged) => {
  const { file, log } = killed();
  const bytes = damaged(log);
  if (bytes !== undefined) writeFileSync(`${file}-wal`, bytes);
  let emulator: Emulator;
  try {
    emulator = createEmulator({ file });
  } catch (error) {
    expect(error).toMatchObject({ code: 'storage_unusable', message: expect.stringContaining(file) });
    return;
  }
  const names = namesIn(emulator);
  expect(names).toEqual(names.map((_, number) => `${number}`));
  if (damage === 'is whole') expect(names).toHaveLength(transactions);
  // It serves on, and what is done now stays.
  emulator.createWorkspace({ name: 'after' });
  emulator.close();
  const again = createEmulator({ file });
  expect(namesIn(again)).toEqual([...names, 'after']);
  again.close();
});

test('the log of another database is passed over', () => {
  const [one, other] = [killed(), killed()];
  writeFileSync(`${one.file}-wal`, other.log);
  const emulator = createEmulator({ file: one.file });
  const names = namesIn(emulator);
  expect(names).toEqual(names.map((_, number) => `${number}`));
  emulator.close();
});
