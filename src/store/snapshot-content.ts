import type { Database } from './database.js';
import { unusable } from './snapshot-file.js';
import { listTables, type Reference, type Table, type WorkspaceTable, workspaceTables } from './tables.js';

// What goes from the database (`main`) into a snapshot and back. The tables are those that `schema.sql` happens to have.

/** Has the positions of random sequences, which belong to no workspace and never go back. */
const positionsTable = 'random_positions';

/** The database whole, as the image of a file. */
export function serializeEverything(database: Database): Buffer {
  return database.serialize('main');
}

/** The rows of one workspace, as the image of a file without indexes. Opens its own transaction. */
export function serializeWorkspace(database: Database, workspace: number): Buffer {
  return database.withSnapshot(':memory:', () => {
    database.transaction(() => {
      for (const { name, columns, condition, hasRowid } of workspaceTables(listTables(database))) {
        const rows = `SELECT ${columns.join()} FROM main.${name} WHERE ${condition}`;
        // The copies are numbered from 1 in this order.
        database.run(
          `CREATE TABLE snapshot.${name} AS ${rows}${hasRowid ? ' ORDER BY rowid' : ''}`,
          workspace,
        );
      }
      database.run(`CREATE TABLE snapshot.${positionsTable} AS SELECT * FROM main.${positionsTable}`);
    });
    return database.serialize('snapshot');
  });
}

/** Replaces every row by those of the attached snapshot. @throws EmulatorError `snapshot_unusable`. */
export function replaceEverything(database: Database): void {
  const tables = listTables(database);
  assertTables(database, tables);
  for (const { name } of tables) {
    if (name === positionsTable) continue;
    database.run(`DELETE FROM main.${name}`);
    // In this form SQLite copies whole records, and those of the indexes too, when the tables are the same.
    database.run(`INSERT INTO main.${name} SELECT * FROM snapshot.${name}`);
  }
  advancePositions(database);
}

/**
 * Replaces the rows of one workspace by those of the attached snapshot. Their numbers are given anew, because other
 * workspaces may have theirs by now.
 *
 * @param workspace  Number of the workspace as it is now; `undefined` when there is none.
 * @param assertKeyIsFree  Asked about each key of the snapshot while the workspace has none.
 * @returns Its number from now on: the same, when there was one.
 * @throws EmulatorError `snapshot_unusable`, and what `assertKeyIsFree` throws.
 */
export function replaceWorkspace(
  database: Database,
  workspace: number | undefined,
  assertKeyIsFree: (key: string) => void,
): number {
  const tables = workspaceTables(listTables(database));
  assertTables(database, tables);
  if (workspace !== undefined) deleteRows(database, tables, workspace);
  for (const key of listKeys(database)) assertKeyIsFree(key);
  const numbering = new Map(tables.flatMap((table) => numberingOf(database, table)));
  const workspaces = numbering.get('workspaces')!;
  if (workspace !== undefined) workspaces.from = workspace - 1;
  for (const table of tables) insertRenumbered(database, table, numbering);
  advancePositions(database);
  return workspaces.from + 1;
}

/** Rows that belong to the workspace by way of others go before those others. */
function deleteRows(database: Database, tables: readonly WorkspaceTable[], workspace: number): void {
  for (const { name, condition } of tables.toSorted((a, b) => b.depth - a.depth)) {
    database.run(`DELETE FROM main.${name} WHERE ${condition}`, workspace);
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

function assertTables(database: Database, expected: readonly Table[]): void {
  const found = new Map(listTables(database, 'snapshot').map((table) => [table.name, table.columns.join()]));
  const differing = expected.find(({ name, columns }) => found.get(name) !== columns.join());
  if (differing !== undefined) throw unusable(`its table ${differing.name} is that of another version`);
}

/** How the rows of a table are numbered anew: what had rowid n in the snapshot has the number `from + n` in the column. */
interface Numbering {
  column: string;
  from: number;
}

function numberingOf(database: Database, { name, numberColumn: column }: Table): [string, Numbering][] {
  if (column === undefined) return [];
  const sql = `SELECT coalesce(max(${column}), 0) AS number FROM main.${name}`;
  return [[name, { column, from: database.get<{ number: number }>(sql)!.number }]];
}

/** The rows of a workspace's snapshot have the rowids 1, 2, 3 …, so that numbers never grow faster than rows. */
function insertRenumbered(
  database: Database,
  table: WorkspaceTable,
  numbering: ReadonlyMap<string, Numbering>,
): void {
  const parameters: number[] = [];
  const joins: string[] = [];
  const renumbered = (copy: string, { from }: Numbering) => {
    parameters.push(from);
    return `? + ${copy}.rowid`;
  };
  const values = table.columns.map((column) => {
    const reference = referenceOf(table, column, numbering);
    if (reference !== undefined) {
      const copy = `r${joins.length}`;
      joins.push(
        ` LEFT JOIN snapshot.${reference.table} ${copy} ON ${copy}.${reference.tableColumn} = s.${column}`,
      );
      return renumbered(copy, numbering.get(reference.table)!);
    }
    return column === table.numberColumn ? renumbered('s', numbering.get(table.name)!) : `s.${column}`;
  });
  const order = table.hasRowid ? ' ORDER BY s.rowid' : '';
  database.run(
    `INSERT INTO main.${table.name} (${table.columns.join()})
     SELECT ${values.join()} FROM snapshot.${table.name} s${joins.join('')}${order}`,
    ...parameters,
  );
}

/** The table whose number a column holds. Not every table says so of its column `workspace` with a foreign key. */
function referenceOf(
  table: Table,
  column: string,
  numbering: ReadonlyMap<string, Numbering>,
): Reference | undefined {
  if (column === 'workspace' && table.name !== 'workspaces') {
    return { column, table: 'workspaces', tableColumn: 'workspace' };
  }
  return table.references.find(
    (its) => its.column === column && numbering.get(its.table)?.column === its.tableColumn,
  );
}

/** What was drawn in the past of the snapshot is not drawn again. */
function advancePositions(database: Database): void {
  database.run(
    `INSERT INTO main.${positionsTable} SELECT * FROM snapshot.${positionsTable} WHERE true
     ON CONFLICT DO UPDATE SET position = max(position, excluded.position)`,
  );
}
