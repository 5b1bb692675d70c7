import { invariant } from '../../domain/errors.js';
import type { Database } from '../database.js';
import { type SchemaItem, schemaProblem } from '../schema.js';
import { unusable } from './snapshot-file.js';
import { listTables, numberedTableOf, type Table, type WorkspaceTable, workspaceTables } from './tables.js';

// What goes from the database (`main`) into a snapshot and back. The tables are those that `schema.sql` happens to have.

/**
 * Tables of the server that a snapshot of everything adds to instead of replacing them, with the SQL for that. One of a
 * workspace has the positions of random sequences too. They never go back: what was drawn in the past of the snapshot, or
 * here since, is not drawn again.
 */
export const addedTables = {
  random_positions: `INSERT INTO main.random_positions SELECT * FROM snapshot.random_positions WHERE true
    ON CONFLICT DO UPDATE SET position = max(position, excluded.position)`,
  known_keys: `INSERT INTO main.known_keys (key) SELECT key FROM snapshot.known_keys WHERE true
    ON CONFLICT DO NOTHING`,
};

/** The database whole, as the image of a file. */
export function serializeEverything(database: Database): Buffer {
  return database.serialize('main');
}

/** The rows of one workspace, as the image of a file without indexes. Opens its own transaction. */
export function serializeWorkspace(database: Database, workspace: number): Buffer {
  return database.withSnapshot(':memory:', () => {
    copyWorkspace(database, workspace);
    return database.serialize('snapshot');
  });
}

/** The schema that the snapshot of any workspace has. */
export function workspaceSchema(database: Database): SchemaItem[] {
  return database.withSnapshot(':memory:', () => {
    copyWorkspace(database, 0);
    return database.schemaOf('snapshot');
  });
}

function copyWorkspace(database: Database, workspace: number): void {
  database.transaction(() => {
    for (const { name, columns, condition, hasRowid } of workspaceTables(listTables(database))) {
      const rows = `SELECT ${columns.join()} FROM main.${name} WHERE ${condition}`;
      // The copies are numbered from 1 in this order.
      database.run(`CREATE TABLE snapshot.${name} AS ${rows}${hasRowid ? ' ORDER BY rowid' : ''}`, workspace);
    }
    database.run('CREATE TABLE snapshot.random_positions AS SELECT * FROM main.random_positions');
  });
}

/**
 * Looks at the pages of the attached snapshot and at what is defined in it, before any of it is read.
 *
 * @param schema  What must be defined, and nothing else.
 * @throws EmulatorError `snapshot_unusable`.
 */
export function assertSound(database: Database, schema: readonly SchemaItem[]): void {
  const damage = database.snapshotDamage();
  if (damage !== undefined) throw unusable(`it is damaged: ${damage}`);
  const problem = schemaProblem(database.schemaOf('snapshot'), schema);
  if (problem !== undefined) throw unusable(problem);
}

/** @throws EmulatorError `snapshot_unusable` when the attached snapshot is not of the workspace that it says it is of. */
export function assertIsOf(database: Database, id: string): void {
  const rows = database.all<{ id: unknown }>('SELECT id FROM snapshot.workspaces');
  if (rows.length !== 1 || rows[0]?.id !== id) {
    throw unusable('its table workspaces does not have the one workspace that its description names');
  }
}

/** Replaces every row by those of the attached snapshot. */
export function replaceEverything(database: Database): void {
  const tables = listTables(database);
  for (const { name } of tables) {
    if (name in addedTables) continue;
    database.run(`DELETE FROM main.${name}`);
    // In this form SQLite copies whole records, and those of the indexes too, when the tables are the same.
    database.run(`INSERT INTO main.${name} SELECT * FROM snapshot.${name}`);
  }
  for (const sql of Object.values(addedTables)) database.run(sql);
}

/**
 * Replaces the rows of one workspace by those of the attached snapshot. Their numbers are given anew, because other
 * workspaces may have theirs by now.
 *
 * @param workspace  Number of the workspace as it is now; `undefined` when there is none.
 * @param assertKeyIsFree  Asked about each key of the snapshot while the workspace has none.
 * @returns Its number from now on: the same, when there was one.
 * @throws What `assertKeyIsFree` throws.
 */
export function replaceWorkspace(
  database: Database,
  workspace: number | undefined,
  assertKeyIsFree: (key: string) => void,
): number {
  const tables = workspaceTables(listTables(database));
  if (workspace !== undefined) deleteRows(database, tables, workspace);
  removeLeftoverExports(database);
  for (const key of listKeys(database)) assertKeyIsFree(key);
  const from = new Map(tables.map((table) => [table.name, lastNumber(database, table)]));
  const number = workspace ?? (from.get('workspaces') ?? 0) + 1;
  from.set('workspaces', number - 1);
  for (const table of tables) {
    // What a trigger has made of the rows before is in the snapshot too.
    database.run(`DELETE FROM main.${table.name} WHERE ${table.condition}`, number);
    insertRenumbered(database, table, new Map(tables.map((its) => [its.name, its])), from);
  }
  database.run(addedTables.random_positions);
  return number;
}

/** Rows that belong to the workspace by way of others go before those others. */
function deleteRows(database: Database, tables: readonly WorkspaceTable[], workspace: number): void {
  for (const { name, condition } of tables.toSorted((a, b) => b.depth - a.depth)) {
    database.run(`DELETE FROM main.${name} WHERE ${condition}`, workspace);
  }
}

/**
 * Removes the exports of the snapshot that a reset or deleted workspace left over: no two exports of a server have the same
 * link, and what is left over has it until it is removed.
 */
function removeLeftoverExports(database: Database): void {
  const exports = `SELECT its.segment_export FROM snapshot.segment_exports AS restored
    JOIN main.segment_exports AS its ON its.object_key = restored.object_key OR its.object_prefix = restored.object_prefix
    WHERE its.workspace IN (SELECT former_workspace FROM main.leftovers)`;
  for (const table of ['segment_export_parts', 'segment_exports']) {
    database.run(`DELETE FROM main.${table} WHERE segment_export IN (${exports})`);
  }
}

function listKeys(database: Database): string[] {
  const sql = 'SELECT key FROM snapshot.data_import_keys UNION ALL SELECT key FROM snapshot.rest_api_keys';
  return database.all<{ key: string }>(sql).map((row) => row.key);
}

/** The partners that the workspace in the attached snapshot knows and this server does not. */
export function listUnknownPartners(database: Database): string[] {
  const sql = `SELECT DISTINCT partner FROM snapshot.workspace_partners
    WHERE partner NOT IN (SELECT partner FROM main.partners)`;
  return database.all<{ partner: string }>(sql).map((row) => row.partner);
}

/** The highest number that a row of the table has, or, where none is given twice, ever had. */
function lastNumber(database: Database, { name, numberColumn }: Table): number {
  if (numberColumn === undefined) return 0;
  const highest = `SELECT coalesce(max(${numberColumn}), 0) AS number FROM main.${name}`;
  const { number } = database.one<{ number: number }>(highest);
  return Math.max(number, lastGivenNumber(database, name));
}

function lastGivenNumber(database: Database, table: string): number {
  // SQLite makes this table with the first AUTOINCREMENT.
  const isThere = "SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'";
  if (database.get(isThere) === undefined) return 0;
  const sql = 'SELECT seq FROM main.sqlite_sequence WHERE name = ?';
  return database.get<{ seq: number }>(sql, table)?.seq ?? 0;
}

/**
 * Copies the rows of a workspace's snapshot. There they have the rowids 1, 2, 3 …, so that numbers never grow faster than
 * rows are restored.
 *
 * @param from  By table: what had rowid n has the number `from + n`.
 */
function insertRenumbered(
  database: Database,
  table: WorkspaceTable,
  tables: ReadonlyMap<string, Table>,
  from: ReadonlyMap<string, number>,
): void {
  const parameters: number[] = [];
  const joins: string[] = [];
  const renumbered = (copy: string, { name }: Table) => {
    const last = from.get(name);
    invariant(last !== undefined, 'every table of a workspace has its last number');
    parameters.push(last);
    return `? + ${copy}.rowid`;
  };
  const values = table.columns.map((column) => {
    const other = numberedTableOf(table, column, tables);
    if (other !== undefined) {
      const copy = `r${joins.length}`;
      joins.push(` LEFT JOIN snapshot.${other.name} ${copy} ON ${copy}.${other.numberColumn} = s.${column}`);
      return renumbered(copy, other);
    }
    return column === table.numberColumn ? renumbered('s', table) : `s.${column}`;
  });
  const order = table.hasRowid ? ' ORDER BY s.rowid' : '';
  database.run(
    `INSERT INTO main.${table.name} (${table.columns.join()})
     SELECT ${values.join()} FROM snapshot.${table.name} s${joins.join('')}${order}`,
    ...parameters,
  );
}
