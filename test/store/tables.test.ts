import { expect, onTestFinished, test } from 'vitest';
import { Database } from '../../src/store/database.js';
import { listTables, workspaceTables } from '../../src/store/tables.js';

// A snapshot of a workspace copies what these rules find in schema.sql. A new table that they do not understand fails here.

function tables() {
  const database = Database.open();
  onTestFinished(() => database.close());
  return listTables(database);
}

test('every table belongs to workspaces, but for the few that are the server’s', () => {
  const ofWorkspaces = new Set(workspaceTables(tables()).map(({ name }) => name));
  const ofServer = tables().filter(({ name }) => !ofWorkspaces.has(name));
  expect(ofServer.map(({ name }) => name)).toEqual(['partner_api_keys', 'partners', 'random_positions']);
});

test('a table without a column `workspace` belongs by way of the table it refers to', () => {
  const found = new Map(workspaceTables(tables()).map((table) => [table.name, table]));
  expect(found.get('profiles')).toMatchObject({ depth: 0, condition: 'workspace = ?' });
  expect(found.get('segment_sizes')).toMatchObject({
    depth: 1,
    condition: 'segment IN (SELECT segment FROM main.segments WHERE workspace = ?)',
  });
});

test('a column that is called like the number of another table’s rows refers to it', () => {
  const numbers = new Map(
    tables().flatMap(({ name, numberColumn }) => (numberColumn === undefined ? [] : [[numberColumn, name]])),
  );
  const unsaid = tables().flatMap(({ name, columns, numberColumn, references }) =>
    columns
      // Every `workspace` is that of the table `workspaces`; not all are foreign keys.
      .filter((column) => column !== 'workspace' && column !== numberColumn)
      .filter((column) => numbers.has(column) || column.endsWith('_set'))
      .filter((column) => !references.some((reference) => reference.column === column))
      .map((column) => `${name}.${column}`),
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
