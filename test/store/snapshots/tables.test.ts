import { expect, onTestFinished, test } from 'vitest';
import { Database } from '../../../src/store/database.js';
import { listTables, numberedTableOf, workspaceTables } from '../../../src/store/snapshots/tables.js';

// A snapshot of a workspace copies what these rules find in schema.sql. A new table that they do not understand fails here.

function tables() {
  const database = Database.open();
  onTestFinished(() => database.close());
  return listTables(database);
}

test('every table belongs to workspaces, but for the few that are the server’s', () => {
  const ofWorkspaces = new Set(workspaceTables(tables()).map(({ name }) => name));
  const ofServer = tables().filter(({ name }) => !ofWorkspaces.has(name));
  expect(ofServer.map(({ name }) => name).sort()).toEqual([
    'journal_total',
    'known_keys',
    'leftovers',
    'partner_api_keys',
    'partners',
    'random_positions',
  ]);
});

test('a table without a column `workspace` belongs by way of the table it refers to', () => {
  const found = new Map(workspaceTables(tables()).map((table) => [table.name, table]));
  expect(found.get('profiles')).toMatchObject({ depth: 0, condition: 'workspace = ?' });
  expect(found.get('segment_sizes')).toMatchObject({
    depth: 1,
    condition: 'segment IN (SELECT segment FROM main.segments WHERE workspace = ?)',
  });
});

test('a column holds the number of another table’s row by foreign key or by its name', () => {
  const found = new Map(workspaceTables(tables()).map((table) => [table.name, table]));
  const tableOf = (table: string, column: string) => numberedTableOf(found.get(table)!, column, found)?.name;
  expect(tableOf('workspaces', 'everyone_set')).toBe('profile_sets');
  expect(tableOf('segment_sizes', 'segment')).toBe('segments');
  // No foreign key says this.
  expect(tableOf('profile_sets', 'workspace')).toBe('workspaces');
  expect(tableOf('profile_sets', 'profile_set')).toBeUndefined();
  expect(tableOf('workspaces', 'workspace')).toBeUndefined();
  // A profile's number is its workspace's own affair.
  expect(tableOf('aliases', 'number')).toBeUndefined();
});

test('a column that is called a set has a foreign key that says of which table', () => {
  const found = new Map(workspaceTables(tables()).map((table) => [table.name, table]));
  const unsaid = [...found.values()].flatMap((table) =>
    table.columns
      .filter((column) => column.endsWith('_set') && column !== table.numberColumn)
      .filter((column) => numberedTableOf(table, column, found) === undefined)
      .map((column) => `${table.name}.${column}`),
  );
  expect(unsaid).toEqual([]);
});

test('a foreign key says which column of which table it means, also where the schema leaves that out', () => {
  const found = new Map(tables().map((table) => [table.name, table]));
  expect(found.get('cohorts')!.references).toContainEqual({
    table: 'profile_sets',
    column: 'members_set',
    tableColumn: 'profile_set',
  });
  expect(found.get('aliases')!.references).toEqual([
    { table: 'profiles', column: 'workspace', tableColumn: 'workspace' },
    { table: 'profiles', column: 'number', tableColumn: 'number' },
  ]);
});
