import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Database } from '../../src/store/database.js';
import {
  replaceEverything,
  replaceWorkspace,
  serializeEverything,
  serializeWorkspace,
} from '../../src/store/snapshot-content.js';
import { snapshotFile } from '../../src/store/snapshot-file.js';
import { listTables, type Table, workspaceTables } from '../../src/store/tables.js';
import { temporaryFolder } from '../support/command.js';

// Every table of schema.sql is filled by the form of its columns, so that a table added later is tested here too.

type Row = Record<string, unknown>;

/** A database that takes any values that are unique where they must be. */
function openUnchecked(): Database {
  const database = Database.open();
  onTestFinished(() => database.close());
  database.run('PRAGMA ignore_check_constraints = ON');
  return database;
}

/** Adds a row to every table that belongs to workspaces; where a table numbers its rows, the row has the number. */
function fill(database: Database, workspace: number, number: number): void {
  database.run('PRAGMA foreign_keys = OFF');
  for (const table of workspaceTables(listTables(database))) {
    if (table.name === 'workspaces' && count(database, table, workspace) > 0) continue;
    const values = table.columns.map((column) => {
      const reference = table.references.find((its) => its.column === column);
      if (column === 'workspace') return workspace;
      if (column === table.numberColumn) return number;
      if (reference !== undefined && !['number', 'partner'].includes(reference.tableColumn)) return number;
      // Read back as text, number or bytes, whichever the column is for.
      return `${table.name}-${column}-${number}`;
    });
    const places = values.map(() => '?').join();
    database.run(`INSERT INTO ${table.name} (${table.columns.join()}) VALUES (${places})`, ...values);
  }
}

function count(database: Database, { name }: Table, workspace: number): number {
  return database.all(`SELECT 1 FROM ${name} WHERE workspace = ?`, workspace).length;
}

/** The rows of a workspace by table, each number replaced by its rank among those of the workspace. */
function contentOf(database: Database, workspace: number): Record<string, Row[]> {
  const tables = workspaceTables(listTables(database));
  const rowsOf = (table: (typeof tables)[number]) =>
    database.all<Row>(
      `SELECT * FROM ${table.name} WHERE ${table.condition}${table.hasRowid ? ' ORDER BY rowid' : ''}`,
      workspace,
    );
  const numbered = new Map(
    tables.flatMap((table) =>
      table.numberColumn === undefined
        ? []
        : [
            [
              table.name,
              { column: table.numberColumn, ranks: rowsOf(table).map((row) => row[table.numberColumn!]) },
            ],
          ],
    ),
  );
  return Object.fromEntries(
    tables.map((table) => [
      table.name,
      rowsOf(table).map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => {
            const reference = table.references.find((its) => its.column === column);
            const owner = numbered.get(reference?.table ?? '') ?? numbered.get(table.name);
            const isNumber =
              reference === undefined
                ? column === table.numberColumn
                : reference.tableColumn === owner?.column;
            if (column === 'workspace') return [column, 'the workspace'];
            return [column, isNumber ? owner!.ranks.indexOf(value) : value];
          }),
        ),
      ),
    ]),
  );
}

function allRows(database: Database): Record<string, Row[]> {
  return Object.fromEntries(
    listTables(database).map(({ name }) => [name, database.all<Row>(`SELECT * FROM ${name}`)]),
  );
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

test('everything comes back with every row of every table, the positions of random sequences apart', () => {
  const database = openUnchecked();
  database.run("INSERT INTO partners VALUES ('hightouch', 'Hightouch', 'Hightouch Cohorts')");
  database.run("INSERT INTO partner_api_keys VALUES ('key', 'hightouch', NULL)");
  database.run("INSERT INTO random_positions VALUES ('1', 50), ('2', 10), ('3', 5)");
  for (const number of [10, 12]) fill(database, 1, number);
  const { random_positions: _, ...rows } = allRows(database);
  const file = fileOf(serializeEverything(database));

  for (const table of listTables(database)) database.run(`DELETE FROM ${table.name}`);
  fill(database, 1, 10);
  database.run("INSERT INTO random_positions VALUES ('1', 40), ('2', 20)");
  database.withSnapshot(file, () => database.transaction(() => replaceEverything(database)));
  expect(allRows(database)).toEqual({
    ...rows,
    // The highest of both: what was drawn before is never drawn again.
    random_positions: [
      { seed: '1', position: 50 },
      { seed: '2', position: 20 },
      { seed: '3', position: 5 },
    ],
  });
});
