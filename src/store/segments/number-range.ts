import { type Sql, sql } from '../sql.js';

/** Numbers of profiles, both ends included. */
export interface NumberRange {
  from: number;
  to: number;
}

/** One more condition on a number; none without a range. */
export function inRange(number: Sql, range: NumberRange | undefined): Sql {
  return range === undefined ? sql`` : sql`AND ${number} BETWEEN ${range.from} AND ${range.to}`;
}
