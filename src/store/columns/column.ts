import type { Shape } from './shape.js';

/** What one column may hold. */
export interface Column {
  /** All of them are true of a right value; each may rely on those before it. */
  conditions: readonly ColumnCondition[];
  /** Of a column with JSON. */
  shape?: Shape<unknown>;
}

export interface ColumnCondition {
  /** SQL; unknown counts as false. Functions stand in CASE, which alone calls them only when it must. @param name  The column. */
  sql(name: string): string;
  /** What a value is not of which it is false. */
  expected: string;
}

function column(expected: string, sql: ColumnCondition['sql']): Column {
  return { conditions: [{ sql, expected }] };
}

/** ASCII without NUL is Unicode; only other texts are looked at byte by byte. */
const isUnicode = (name: string) =>
  `CASE WHEN octet_length(${name}) = length(${name}) AND ${name} NOT GLOB '*[^ -~]*' THEN 1
   ELSE is_unicode(CAST(${name} AS BLOB)) END`;

export const text = column(
  'a text',
  (name) => `CASE WHEN typeof(${name}) = 'text' THEN ${isUnicode(name)} ELSE 0 END`,
);

export function whole(min: number, max: number): Column {
  return column(
    `a whole number from ${min} to ${max}`,
    (name) => `typeof(${name}) = 'integer' AND ${name} BETWEEN ${min} AND ${max}`,
  );
}

/** Not infinite, which SQLite stores too. */
export function number(min: number, max: number): Column {
  return column(
    `a number from ${min} to ${max}`,
    (name) => `typeof(${name}) IN ('integer', 'real') AND ${name} BETWEEN ${min} AND ${max}`,
  );
}

export const flag = whole(0, 1);

export function oneOf(...values: readonly string[]): Column {
  const list = values.map((value) => `'${value}'`).join(', ');
  return column(`one of ${list}`, (name) => `typeof(${name}) = 'text' AND ${name} IN (${list})`);
}

export const blob = column('bytes', (name) => `typeof(${name}) = 'blob'`);

/** JSON of a shape. @param shapeName  By which `has_shape` finds it. */
export function json(shapeName: string, shape: Shape<unknown>): Column {
  const sql = (name: string) => `CASE WHEN typeof(${name}) <> 'text' THEN 0
    WHEN ${name} IN (${plainOf(shape).join(', ')}) THEN 1 ELSE ${hasShape(shapeName, name)} END`;
  return { ...column('JSON of its form', sql), shape };
}

/** As `json`, kept as SQLite's JSONB. */
export function jsonb(shapeName: string, shape: Shape<unknown>): Column {
  const plain = plainOf(shape).map((its) => `jsonb(${its})`);
  const sql = (
    name: string,
  ) => `CASE WHEN typeof(${name}) <> 'blob' THEN 0 WHEN NOT json_valid(${name}, 8) THEN 0
    WHEN ${name} IN (${plain.join(', ')}) THEN 1 ELSE ${hasShape(shapeName, `json(${name})`)} END`;
  return { ...column('JSONB of its form', sql), shape };
}

/** What most rows have, and needs no look. */
function plainOf(shape: Shape<unknown>): string[] {
  return ['{}', '[]'].filter((its) => shape(JSON.parse(its), '') === undefined).map((its) => `'${its}'`);
}

/** `has_shape` leaves open what only the bytes of a text tell. */
function hasShape(shapeName: string, text: string): string {
  return `coalesce(has_shape('${shapeName}', ${text}), is_unicode(CAST(${text} AS BLOB)))`;
}

export function nullable({ conditions, shape }: Column): Column {
  const orNull = conditions.map(({ sql, expected }) => ({
    sql: (name: string) => `CASE WHEN ${name} IS NULL THEN 1 ELSE ${sql(name)} END`,
    expected: `${expected}, or NULL`,
  }));
  return { conditions: orNull, shape };
}

/** The same with one more condition. */
export function also({ conditions, shape }: Column, expected: string, sql: ColumnCondition['sql']): Column {
  return { conditions: [...conditions, { sql, expected }], shape };
}
