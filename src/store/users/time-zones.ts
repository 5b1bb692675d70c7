import { type ProfileSet, profileSetOf } from '../../domain/profile-set.js';
import type { Database } from '../database.js';

/** The time zones that profiles of a workspace have, `null` among them when one has none. */
export function listTimeZones(database: Database, workspace: number): (string | null)[] {
  return database
    .all<{ zone: string | null }>(
      "SELECT DISTINCT attributes ->> 'time_zone' AS zone FROM profiles WHERE workspace = ?",
      workspace,
    )
    .map((row) => row.zone);
}

/** The profiles that have one of the time zones; `null` stands for having none. */
export function findTimeZoneSet(
  database: Database,
  workspace: number,
  zones: readonly (string | null)[],
): ProfileSet {
  const rows = database.all<{ number: number }>(
    `SELECT number FROM profiles WHERE workspace = ?
     AND coalesce(attributes ->> 'time_zone', '') IN (SELECT coalesce(value, '') FROM json_each(?))`,
    workspace,
    JSON.stringify(zones),
  );
  return profileSetOf(rows.map((row) => row.number));
}
