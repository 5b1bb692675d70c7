/** A table, index, trigger or view, as SQLite itself keeps it. */
export interface SchemaItem {
  type: string;
  name: string;
  tbl_name: string;
  sql: string | null;
}

/** Statistics, which `ANALYZE` leaves, are nobody's business. */
export function listSchemaSql(schema: 'main' | 'snapshot'): string {
  return `SELECT type, name, tbl_name, sql FROM ${schema}.sqlite_schema WHERE name NOT GLOB 'sqlite_stat*'`;
}

/** What of a schema is not as it should be: a trigger or view that somebody put there would run, and an index could lie. */
export function schemaProblem(
  found: readonly SchemaItem[],
  expected: readonly SchemaItem[],
): string | undefined {
  const itemKey = ({ type, name, tbl_name, sql }: SchemaItem) => JSON.stringify([type, name, tbl_name, sql]);
  const expectedKeys = new Set(expected.map(itemKey));
  const foreign = found.find((item) => !expectedKeys.has(itemKey(item)));
  if (foreign !== undefined) return `its ${foreign.type} ${foreign.name} is not one of this emulator`;
  const foundKeys = new Set(found.map(itemKey));
  const missing = expected.find((item) => !foundKeys.has(itemKey(item)));
  return missing && `its ${missing.type} ${missing.name} is missing`;
}
