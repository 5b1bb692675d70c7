import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Database } from '../../../src/store/database.js';
import {
  addedTables,
  replaceEverything,
  replaceWorkspace,
  serializeEverything,
  serializeWorkspace,
} from '../../../src/store/snapshots/snapshot-content.js';
import { snapshotFile } from '../../../src/store/snapshots/snapshot-file.js';
import { listTables } from '../../../src/store/snapshots/tables.js';
import { temporaryFolder } from '../../support/command.js';
import { contentOf, fill, openUnchecked, type Row } from '../../support/filled-database.js';

/** Every row of every table that a restore of everything replaces. */
function rowsRestored(database: Database): Record<string, Row[]> {
  const tables = listTables(database).filter(({ name }) => !(name in addedTables));
  return Object.fromEntries(tables.map(({ name }) => [name, database.all<Row>(`SELECT * FROM ${name}`)]));
}

function fileOf(image: Buffer): string {
  const file = join(temporaryFolder(), 'a.snapshot');
  const description = { createdAt: 0, workspace: null, workspaceCount: 1 };
  writeFileSync(file, Buffer.concat(snapshotFile(image, description)));
  return file;
}

function restoreInto(database: Database, file: string, workspace: number | undefined): number {
  return database.withSnapshot(file, () =>
    database.transaction(() => replaceWorkspace(database, workspace, () => {})),
  );
}

test('a workspace comes back with every row of every table, and nobody else’s row is touched', () => {
  const database = openUnchecked();
  for (const number of [10, 12]) fill(database, 1, number);
  for (const number of [11, 13]) fill(database, 2, number);
  const mine = contentOf(database, 1);
  expect(Object.values(mine).filter((rows) => rows.length === 0)).toEqual([]);
  const file = fileOf(serializeWorkspace(database, 1));

  // Rows of mine go and come, and the other one takes numbers before, between and after them.
  fill(database, 1, 14);
  for (const number of [1, 15]) fill(database, 2, number);
  const others = contentOf(database, 2);
  expect(restoreInto(database, file, 1)).toBe(1);
  expect(contentOf(database, 1)).toEqual(mine);
  expect(contentOf(database, 2)).toEqual(others);
});

test('a workspace that is gone comes back although all its numbers have been given away', () => {
  const database = openUnchecked();
  for (const number of [10, 12]) fill(database, 1, number);
  const mine = contentOf(database, 1);
  const file = fileOf(serializeWorkspace(database, 1));
  const other = openUnchecked();
  for (const number of [10, 12]) fill(other, 1, number + 100);
  other.run('UPDATE profile_sets SET profile_set = profile_set - 100');
  const before = contentOf(other, 1);
  const workspace = restoreInto(other, file, undefined);
  expect(workspace).toBe(2);
  expect(contentOf(other, workspace)).toEqual(mine);
  expect(contentOf(other, 1)).toEqual(before);
});

test('numbers grow no faster than rows are restored, however often two workspaces take turns', () => {
  const database = openUnchecked();
  fill(database, 1, 1);
  fill(database, 2, 2);
  const highest = () =>
    database.get<{ number: number }>('SELECT max(profile_set) AS number FROM profile_sets')!.number;
  for (let round = 0; round < 60; round++) {
    const workspace = 1 + (round % 2);
    // It has a lowest row from long ago and a highest one from now.
    fill(database, workspace, highest() + 1);
    restoreInto(database, fileOf(serializeWorkspace(database, workspace)), workspace);
  }
  expect(highest()).toBeLessThan(1_000);
});

/** Tables such as later ones may be: counted by triggers, numbered for ever, referring by name alone. */
function addOddTables(database: Database): void {
  for (const sql of [
    'CREATE TABLE entries (entry INTEGER PRIMARY KEY AUTOINCREMENT, workspace INTEGER NOT NULL, bytes INTEGER)',
    'CREATE TABLE counts (workspace INTEGER PRIMARY KEY, bytes INTEGER, lost INTEGER DEFAULT 0)',
    'CREATE TABLE a_total (bytes INTEGER)',
    'CREATE TABLE mentions (workspace INTEGER, entry INTEGER, PRIMARY KEY (workspace, entry)) WITHOUT ROWID',
    'INSERT INTO a_total VALUES (0)',
    `CREATE TRIGGER entry_added AFTER INSERT ON entries BEGIN
       INSERT INTO counts (workspace, bytes) VALUES (new.workspace, new.bytes)
         ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
       UPDATE a_total SET bytes = bytes + new.bytes;
     END`,
    `CREATE TRIGGER entry_deleted AFTER DELETE ON entries BEGIN
       UPDATE counts SET bytes = bytes - old.bytes WHERE workspace = old.workspace;
       UPDATE a_total SET bytes = bytes - old.bytes;
     END`,
  ]) {
    database.run(sql);
  }
}

function addEntry(database: Database, workspace: number, bytes: number): number {
  const entry = database.insert('INSERT INTO entries (workspace, bytes) VALUES (?, ?)', workspace, bytes);
  database.run('INSERT INTO mentions (workspace, entry) VALUES (?, ?)', workspace, entry);
  return entry;
}

test('what triggers count is right after a restore, and a number that is never given twice stays so', () => {
  const database = openUnchecked();
  addOddTables(database);
  fill(database, 1, 10);
  fill(database, 2, 11);
  for (const table of ['mentions', 'entries', 'counts']) database.run(`DELETE FROM ${table}`);
  database.run('UPDATE a_total SET bytes = 0');
  for (const bytes of [1, 2]) addEntry(database, 1, bytes);
  addEntry(database, 2, 100);
  database.run('UPDATE counts SET lost = 7 WHERE workspace = 1');
  const mine = contentOf(database, 1);
  const workspaceFile = fileOf(serializeWorkspace(database, 1));
  const wholeFile = fileOf(serializeEverything(database));

  const last = addEntry(database, 1, 50);
  database.run('DELETE FROM mentions WHERE entry = ?', last);
  database.run('DELETE FROM entries WHERE entry = ?', last);
  addEntry(database, 2, 200);
  expect(restoreInto(database, workspaceFile, 1)).toBe(1);
  expect(contentOf(database, 1)).toEqual(mine);
  const countsOf = () => database.all('SELECT workspace, bytes, lost FROM counts ORDER BY workspace');
  expect(countsOf()).toEqual([
    { workspace: 1, bytes: 3, lost: 7 },
    { workspace: 2, bytes: 300, lost: 0 },
  ]);
  expect(database.all('SELECT bytes FROM a_total')).toEqual([{ bytes: 303 }]);
  const lowest = database.get<{ entry: number }>(
    'SELECT min(entry) AS entry FROM entries WHERE workspace = 1',
  );
  expect(lowest!.entry).toBeGreaterThan(last);

  database.withSnapshot(wholeFile, () => database.transaction(() => replaceEverything(database)));
  expect(contentOf(database, 1)).toEqual(mine);
  expect(countsOf()).toEqual([
    { workspace: 1, bytes: 3, lost: 7 },
    { workspace: 2, bytes: 100, lost: 0 },
  ]);
  expect(database.all('SELECT bytes FROM a_total')).toEqual([{ bytes: 103 }]);
  expect(addEntry(database, 1, 0)).toBeGreaterThan(last);
});

test('everything comes back with every row of every table, what only grows apart', () => {
  const database = openUnchecked();
  database.run("INSERT INTO partners VALUES ('hightouch', 'Hightouch', 'Hightouch Cohorts')");
  database.run("INSERT INTO partner_api_keys VALUES ('key', 'hightouch', NULL)");
  database.run("INSERT INTO random_positions VALUES ('1', 50), ('2', 10), ('3', 5)");
  for (const number of [10, 12]) fill(database, 1, number);
  const rows = rowsRestored(database);
  const file = fileOf(serializeEverything(database));

  for (const table of listTables(database)) database.run(`DELETE FROM ${table.name}`);
  fill(database, 1, 10);
  database.run("INSERT INTO random_positions VALUES ('1', 40), ('2', 20)");
  database.withSnapshot(file, () => database.transaction(() => replaceEverything(database)));
  expect(rowsRestored(database)).toEqual(rows);
  // The highest of both: what was drawn before is never drawn again.
  expect(database.all('SELECT seed, position FROM random_positions')).toEqual([
    { seed: '1', position: 50 },
    { seed: '2', position: 20 },
    { seed: '3', position: 5 },
  ]);
});
