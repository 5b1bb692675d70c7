import { expect, onTestFinished, test } from 'vitest';
import { columnsByTable } from '../../../src/store/columns/columns.js';
import { Database } from '../../../src/store/database.js';
import { listTables } from '../../../src/store/snapshots/tables.js';

test('every column of every table is described, and no other', () => {
  const database = Database.open();
  onTestFinished(() => database.close());
  const there = Object.fromEntries(
    listTables(database).map(({ name, columns }) => [name, columns.toSorted()]),
  );
  const described = Object.fromEntries(
    Object.entries(columnsByTable).map(([name, columns]) => [name, Object.keys(columns).sort()]),
  );
  expect(described).toEqual(there);
});
