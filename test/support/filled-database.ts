import { onTestFinished } from 'vitest';
import { Database } from '../../src/store/database.js';
import {
  listTables,
  numberedTableOf,
  type Table,
  type WorkspaceTable,
  workspaceTables,
} from '../../src/store/snapshots/tables.js';

// Every table of schema.sql is filled by the form of its columns, so that a table added later is tested here too.

export type Row = Record<string, unknown>;

/** A database that takes any values that are unique where they must be. */
export function openUnchecked(): Database {
  const database = Database.open();
  onTestFinished(() => database.close());
  database.run('PRAGMA ignore_check_constraints = ON');
  return database;
}

export function tablesOf(database: Database): Map<string, WorkspaceTable> {
  return new Map(workspaceTables(listTables(database)).map((table) => [table.name, table]));
}

/** Adds a row to every table that belongs to workspaces; where a table numbers its rows, the row has the number. */
export function fill(database: Database, workspace: number, number: number): void {
  database.run('PRAGMA foreign_keys = OFF');
  const tables = tablesOf(database);
  for (const table of tables.values()) {
    if (table.name === 'workspaces' && count(database, table, workspace) > 0) continue;
    const values = table.columns.map((column) => {
      if (column === 'workspace') return workspace;
      const isNumber = column === table.numberColumn || numberedTableOf(table, column, tables) !== undefined;
      // Read back as text, number or bytes, whichever the column is for.
      return isNumber ? number : `${table.name}-${column}-${number}`;
    });
    const places = values.map(() => '?').join();
    // A trigger may have made the row already.
    database.run(
      `INSERT OR REPLACE INTO ${table.name} (${table.columns.join()}) VALUES (${places})`,
      ...values,
    );
  }
}

function count(database: Database, { name }: Table, workspace: number): number {
  return database.all(`SELECT 1 FROM ${name} WHERE workspace = ?`, workspace).length;
}

/** The rows of a workspace by table, each number replaced by its rank among those of the workspace. */
export function contentOf(database: Database, workspace: number): Record<string, Row[]> {
  const tables = tablesOf(database);
  const rows = new Map(
    [...tables.values()].map((table) => {
      const order = table.hasRowid ? ' ORDER BY rowid' : '';
      const sql = `SELECT * FROM ${table.name} WHERE ${table.condition}${order}`;
      return [table.name, database.all<Row>(sql, workspace)];
    }),
  );
  const rankIn = ({ name, numberColumn }: Table, value: unknown) =>
    rows.get(name)!.findIndex((row) => row[numberColumn!] === value);
  const ranked = (table: Table, [column, value]: [string, unknown]) => {
    const other =
      numberedTableOf(table, column, tables) ?? (column === table.numberColumn ? table : undefined);
    return [column, other === undefined ? value : `rank ${rankIn(other, value)}`];
  };
  return Object.fromEntries(
    [...tables.values()].map((table) => [
      table.name,
      rows
        .get(table.name)!
        .map((row) => Object.fromEntries(Object.entries(row).map((entry) => ranked(table, entry)))),
    ]),
  );
}
