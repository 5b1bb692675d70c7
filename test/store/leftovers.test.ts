import { expect, test } from 'vitest';
import { findLeftover, leaveOver, portions, removeSlice } from '../../src/store/workspaces/leftovers.js';
import { contentOf, fill, openUnchecked, tablesOf } from '../support/filled-database.js';

/** Those that go with the row of the workspace. */
const keysAndSettings = ['workspaces', 'workspace_partners', 'data_import_keys', 'rest_api_keys'];

test('every table with rows of workspaces is thought of', () => {
  const named = portions.map(({ table }) => table);
  expect([...named, ...keysAndSettings].sort()).toEqual([...tablesOf(openUnchecked()).keys()].sort());
});

test('what a workspace held is removed slice by slice from every table, and nobody else’s row is touched', () => {
  const database = openUnchecked();
  for (let number = 1; number <= 600; number++) fill(database, number % 2 === 0 ? 7 : 8, number);
  database.run('PRAGMA foreign_keys = ON');
  const others = contentOf(database, 8);
  database.run('DELETE FROM workspaces WHERE workspace = 7');
  leaveOver(database, 7);
  while (findLeftover(database) !== undefined) {
    const before = database.changeCount;
    removeSlice(database, 7);
    expect(database.changeCount - before).toBeLessThanOrEqual(250);
  }
  const named = new Set(portions.map(({ table }) => table));
  const rest = Object.entries(contentOf(database, 7)).filter(
    ([table, rows]) => named.has(table) && rows.length > 0,
  );
  expect(rest).toEqual([]);
  expect(contentOf(database, 8)).toEqual(others);
});
