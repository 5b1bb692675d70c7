import { columnsByTable } from '../columns/columns.js';
import { jsonProblem, type Shape } from '../columns/shape.js';
import type { Database } from '../database.js';
import type { SqlValue } from '../sql.js';

/** A value that should not be there: which row has it, in which column, and what is wrong. */
export class RowProblem extends Error {
  override readonly name = 'RowProblem';
}

/** A condition that a row must meet, with the column that it is about. */
interface Condition {
  column: string;
  sql: string;
  /** What a row that fails it is said to be. */
  problem: string;
  /** Of the first condition of a column with JSON. */
  shape?: Shape<unknown>;
}

interface FailedRow {
  failed: number;
  value: SqlValue;
  [key: `key${number}`]: SqlValue;
}

/** The check of the rows of one table, made of its description and of its foreign keys. */
export class TableCheck {
  private readonly conditions: Condition[];
  private readonly key: string[];

  /** @param without  Columns that are not looked at. */
  constructor(
    private readonly database: Database,
    private readonly name: string,
    without: readonly string[] = [],
  ) {
    this.key = keyOf(database, name);
    const all = Object.entries(columnsByTable[name] ?? {});
    const columns = all.filter(([column]) => !without.includes(column));
    this.conditions = [
      ...columns.flatMap(([column, { conditions, shape }]) =>
        conditions.map(({ sql, expected }, index) => ({
          column,
          shape: index === 0 ? shape : undefined,
          sql: sql(`t.${quoted(column)}`),
          problem: `it is not ${expected}`,
        })),
      ),
      ...referencesOf(database, name),
    ];
  }

  /**
   * Looks at the rows that a condition selects.
   *
   * @throws RowProblem for the first that is not as described.
   */
  check(where: string, ...parameters: SqlValue[]): void {
    const cases = this.conditions.map(({ sql }, index) => `WHEN NOT coalesce((${sql}), 0) THEN ${index}`);
    const keys = this.key.map((column, index) => `t.${quoted(column)} AS key${index}`);
    const row = this.database.get<FailedRow>(
      `SELECT * FROM (SELECT ${[...keys, `CASE ${cases.join(' ')} END AS failed`].join()}
       FROM main.${this.name} t WHERE ${where}) WHERE failed IS NOT NULL LIMIT 1`,
      ...parameters,
    );
    if (row !== undefined) throw new RowProblem(this.describe(row, where, parameters));
  }

  private describe(row: FailedRow, where: string, parameters: SqlValue[]): string {
    const { column, problem, shape } = this.conditions[row.failed]!;
    const values = this.key.map((name, index) => [name, row[`key${index}`]] as const);
    // A key is a secret, and the workspace goes without saying where something else tells the rows apart.
    const shown = values.filter(([name]) => name !== 'key' && (name !== 'workspace' || values.length === 1));
    const place = shown.map(([name, value]) => `${name} ${shownValue(value)}`).join(', ');
    const wrong = shape && this.jsonProblem(column, shape, values, where, parameters);
    return `table ${this.name}, row${place === '' ? '' : ` with ${place}`}, column ${column}: ${wrong ?? problem}`;
  }

  /** Where in a JSON column something is wrong, if it is that. */
  private jsonProblem(
    column: string,
    shape: Shape<unknown>,
    key: readonly (readonly [string, SqlValue | undefined])[],
    where: string,
    parameters: SqlValue[],
  ): string | undefined {
    const isIt = key.map(([name]) => `t.${quoted(name)} IS ?`).join(' AND ');
    const found = this.database.get<{ value: SqlValue }>(
      `SELECT iif(json_valid(t.${quoted(column)}, 8), json(t.${quoted(column)}), t.${quoted(column)}) AS value FROM main.${this.name} t WHERE ${where} AND ${isIt}`,
      ...parameters,
      ...key.map(([, value]) => value ?? null),
    );
    if (typeof found?.value !== 'string') return undefined;
    return jsonProblem(found.value, shape);
  }
}

function keyOf(database: Database, table: string): string[] {
  return database
    .all<{ name: string }>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk', table)
    .map((row) => row.name);
}

/** A condition for each foreign key: what it refers to is there. */
function referencesOf(database: Database, table: string): Condition[] {
  const rows = database.all<{ id: number; table: string; from: string; to: string | null; seq: number }>(
    'SELECT id, "table", "from", "to", seq FROM pragma_foreign_key_list(?) ORDER BY id, seq',
    table,
  );
  const keys = new Map<number, typeof rows>();
  for (const row of rows) keys.set(row.id, [...(keys.get(row.id) ?? []), row]);
  return [...keys.values()].map((columns) => {
    const [first] = columns as [(typeof rows)[number]];
    const targetKey = keyOf(database, first.table);
    const isAbsent = columns.map(({ from }) => `t.${quoted(from)} IS NULL`);
    const isThere = columns.map(
      ({ from, to, seq }) => `r.${quoted(to ?? targetKey[seq]!)} = t.${quoted(from)}`,
    );
    return {
      column: columns.map(({ from }) => from).join(' and '),
      sql: `${isAbsent.join(' OR ')} OR EXISTS (SELECT 1 FROM main.${first.table} r WHERE ${isThere.join(' AND ')})`,
      problem: `table ${first.table} has no such row`,
    };
  });
}

/** `match` and `time` are words of SQL. */
function quoted(column: string): string {
  return `"${column}"`;
}

function shownValue(value: SqlValue | undefined): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return value === null || value === undefined ? 'NULL' : 'bytes';
}
