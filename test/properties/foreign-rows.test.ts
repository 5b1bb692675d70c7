import type Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { controlOf } from '../support/control.js';
import { freshEmulator } from '../support/emulator.js';
import { ManualClock } from '../support/manual-clock.js';
import { emulatorWithEverything, walkEverything } from '../support/properties/everything.js';
import { runs } from '../support/properties/property-runs.js';
import { download, edited, upload } from '../support/snapshots.js';
import { readWorld } from '../support/world.js';

/** What somebody may have put into a cell, as SQL. */
const hostile = [
  'NULL',
  '0',
  '-1',
  '1e300',
  '9e999',
  '9223372036854775807',
  '2147483648',
  "''",
  "'x'",
  "'{}'",
  "'[]'",
  "'null'",
  `'{"a":'`,
  `'{"kind":"apply"}'`,
  `'["x", 1, null]'`,
  "x'ff00'",
  "CAST(x'c3' AS TEXT)",
  `replace(hex(zeroblob(2000)), '0', '[')`,
];

interface Mutation {
  table: number;
  column: number;
  row: number;
  value: number;
}

const mutation = fc.record({
  table: fc.nat(),
  column: fc.nat(),
  row: fc.nat(),
  value: fc.nat({ max: hostile.length - 1 }),
});

/** Changes one cell; a change that SQLite itself refuses is none. @returns What was done. */
function mutate(database: Sqlite.Database, its: Mutation): string {
  database.pragma('ignore_check_constraints = ON');
  database.pragma('foreign_keys = OFF');
  const names = database
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_stat1' ORDER BY name",
    )
    .pluck()
    .all()
    .filter((name) => database.prepare(`SELECT 1 FROM ${name}`).get() !== undefined);
  const table = names[its.table % names.length]!;
  const columns = database
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table);
  const column = columns[its.column % columns.length]!;
  const key = database
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?) WHERE pk > 0')
    .pluck()
    .all(table);
  const keys = key.length === 0 ? ['rowid'] : key;
  const rows = database.prepare<[], unknown[]>(`SELECT ${keys.join()} FROM ${table}`).raw().all();
  const row = rows[its.row % rows.length]!;
  const sql = `UPDATE ${table} SET "${column}" = ${hostile[its.value]} WHERE ${keys.map((name) => `${name} IS ?`).join(' AND ')}`;
  try {
    database.prepare(sql).run(...row);
  } catch {
    return `nothing: ${sql}`;
  }
  return `${sql} (${row.join()})`;
}

test.each(['everything', 'a workspace'])(
  'a snapshot of %s with a foreign value in some cell is refused whole, or works',
  async (scope) => {
    const from = await emulatorWithEverything();
    await controlOf(from)('POST', '/snapshots', {
      name: 'base',
      ...(scope === 'a workspace' && { workspace: from.workspace.id }),
    });
    const file = await download(from, 'base');
    await fc.assert(
      fc.asyncProperty(mutation, async (its) => {
        let done = '';
        const doctored = edited(file, (database) => void (done = mutate(database, its)));
        const t = await freshEmulator({ clock: new ManualClock(from.clock.now()) });
        const control = controlOf(t);
        const before = await readWorld(t, control);
        expect((await upload(t, 'base', doctored)).status).toBe(200);
        const restored = await control('POST', '/snapshots/base/restore');
        if (restored.status === 200) {
          expect([done, await walkEverything(t)]).toEqual([done, []]);
          return;
        }
        // Partners are the server's: a workspace cannot come with one that it does not have.
        const isOfPartner =
          scope === 'a workspace' && done.startsWith('UPDATE workspace_partners SET "partner"');
        expect([done, restored.status]).toEqual([done, isOfPartner ? 404 : 400]);
        expect(await readWorld(t, control)).toEqual(before);
      }),
      runs(4),
    );
  },
);
