import { invariant } from '../../domain/errors.js';
import type { Database } from '../database.js';

/** A table as SQLite itself describes it. What snapshots copy follows from this, so that no table can be forgotten. */
export interface Table {
  name: string;
  columns: string[];
  /** Whether its rows have an order of their own, that of their insertion or of `numberColumn`. */
  hasRowid: boolean;
  /** The INTEGER PRIMARY KEY, which numbers the rows of all workspaces together. */
  numberColumn: string | undefined;
  references: Reference[];
  /** Whether changes of its rows change rows of other tables. */
  hasTriggers: boolean;
}

/** One column of a foreign key and what it refers to. */
export interface Reference {
  column: string;
  table: string;
  tableColumn: string;
}

/** A table whose rows belong to workspaces. */
export interface WorkspaceTable extends Table {
  /** SQL that is true of the rows of one workspace; its one parameter is the workspace's number. */
  condition: string;
  /** How many tables lie between it and one that has a column `workspace`. */
  depth: number;
}

/** The tables of an open database, those with triggers first, so that what a trigger changes can be copied over it. */
export function listTables(database: Database, schema: 'main' | 'snapshot' = 'main'): Table[] {
  const rows = database.all<{ name: string; wr: number }>(
    "SELECT name, wr FROM pragma_table_list WHERE schema = ? AND type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name",
    schema,
  );
  return rows
    .map(({ name, wr }) => describeTable(database, schema, name, wr === 0))
    .sort((a, b) => Number(b.hasTriggers) - Number(a.hasTriggers));
}

function describeTable(database: Database, schema: string, name: string, hasRowid: boolean): Table {
  const columns = columnsOf(database, schema, name);
  const [key, furtherKey] = columns.filter(({ pk }) => pk > 0);
  const isNumbered = hasRowid && furtherKey === undefined && key?.type.toUpperCase() === 'INTEGER';
  const references = database
    .all<{ table: string; column: string; tableColumn: string | null; seq: number }>(
      'SELECT "table", "from" AS column, "to" AS tableColumn, seq FROM pragma_foreign_key_list(?, ?)',
      name,
      schema,
    )
    .map(({ table, column, tableColumn, seq }) => ({
      table,
      column,
      // A foreign key that names no columns means the primary key.
      tableColumn: tableColumn ?? keyColumnOf(database, schema, table, seq + 1),
    }));
  return {
    name,
    columns: columns.map((column) => column.name),
    hasRowid,
    numberColumn: isNumbered ? key.name : undefined,
    references,
    hasTriggers: hasTriggers(database, schema, name),
  };
}

function keyColumnOf(database: Database, schema: string, table: string, place: number): string {
  const column = columnsOf(database, schema, table).find(({ pk }) => pk === place);
  invariant(column !== undefined, 'a foreign key refers to a column that is there');
  return column.name;
}

function hasTriggers(database: Database, schema: string, table: string): boolean {
  const sql = `SELECT 1 FROM ${schema}.sqlite_schema WHERE type = 'trigger' AND tbl_name = ?`;
  return database.get(sql, table) !== undefined;
}

function columnsOf(database: Database, schema: string, table: string) {
  return database.all<{ name: string; type: string; pk: number }>(
    'SELECT name, type, pk FROM pragma_table_info(?, ?)',
    table,
    schema,
  );
}

/**
 * Those whose rows belong to workspaces, which is said by a column `workspace` with the workspace's number, or by a
 * reference to such a table. All others are the server's.
 */
export function workspaceTables(tables: readonly Table[]): WorkspaceTable[] {
  const found = new Map<string, WorkspaceTable>();
  for (const table of tables) {
    if (table.columns.includes('workspace'))
      found.set(table.name, { ...table, condition: 'workspace = ?', depth: 0 });
  }
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const table of tables) {
      const reference = table.references.find((its) => found.has(its.table));
      const owner = reference && found.get(reference.table);
      if (found.has(table.name) || reference === undefined || owner === undefined) continue;
      const rows = `SELECT ${reference.tableColumn} FROM main.${owner.name} WHERE ${owner.condition}`;
      const condition = `${reference.column} IN (${rows})`;
      found.set(table.name, { ...table, condition, depth: owner.depth + 1 });
    }
  }
  return tables.flatMap(({ name }) => found.get(name) ?? []);
}

/**
 * The table whose number a column holds: as its foreign key says, or else by its name, which is that of the other
 * table's own number. `undefined` for any other column, and for the table's own number.
 */
export function numberedTableOf(
  table: Table,
  column: string,
  tables: ReadonlyMap<string, Table>,
): Table | undefined {
  const reference = table.references.find(
    (its) => its.column === column && tables.get(its.table)?.numberColumn === its.tableColumn,
  );
  if (reference !== undefined) return tables.get(reference.table);
  if (column === 'workspace' && table.name !== 'workspaces') return tables.get('workspaces');
  if (column === table.numberColumn) return undefined;
  return [...tables.values()].find(({ numberColumn }) => numberColumn === column);
}
