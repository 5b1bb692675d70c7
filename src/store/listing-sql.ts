import type { Listing } from '../domain/listing.js';
import { type Sql, sql } from './sql.js';

/**
 * The rest of a query for one page of a list of rows with `id`, `name` and `is_archived`, behind what comes before in its WHERE.
 *
 * @param key  The column that has the order of creation.
 * @param after  Key of the last row of the page before.
 */
export function listingSql(
  { terms = [], isArchived, isNewestFirst = false }: Listing,
  key: 'segment' | 'campaign',
  after: number | undefined,
  limit: number,
): Sql {
  const column: Sql = { text: key, parameters: [] };
  const archived = isArchived === undefined ? sql`` : sql`AND is_archived = ${isArchived ? 1 : 0}`;
  const comes = isNewestFirst ? sql`${column} <` : sql`${column} >`;
  const behind = after === undefined ? sql`` : sql`AND ${comes} ${after}`;
  const order = isNewestFirst ? sql`DESC` : sql`ASC`;
  return sql`${archived} ${nameSql(terms)} ${behind} ORDER BY ${column} ${order} LIMIT ${limit}`;
}

/** Upper and lower case are the same, as LIKE has it. */
function nameSql(terms: readonly string[]): Sql {
  const [first, ...rest] = terms.map(
    (term) => sql`name LIKE ${`%${term.replaceAll(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\' OR id = ${term}`,
  );
  if (first === undefined) return sql``;
  return sql`AND (${rest.reduce((all, its) => sql`${all} OR ${its}`, first)})`;
}
