import type { Alias } from '../../domain/users/user-profile.js';
import type { Database } from '../database.js';

// Looks for ids by the forms that they may be written in, each by its index.

/** So many profiles are looked through for one that differs by nothing but letter case; a million take too long. */
const scannedProfilesMax = 20_000;

/** The external id of a profile that is one of the forms, the first of them. */
export function findExternalIdByForms(
  database: Database,
  workspace: number,
  forms: readonly string[],
): string | undefined {
  const sql = `SELECT p.external_id AS id FROM json_each(?) j CROSS JOIN profiles p
    ON p.workspace = ? AND p.external_id = j.value ORDER BY j.key LIMIT 1`;
  return database.get<{ id: string }>(sql, JSON.stringify(forms), workspace)?.id;
}

/** The external id of a profile that is the id in other letters; none in a workspace of many profiles. */
export function findExternalIdInOtherLetters(
  database: Database,
  workspace: number,
  id: string,
): string | undefined {
  if (hasManyProfiles(database, workspace)) return undefined;
  const sql =
    'SELECT external_id AS id FROM profiles WHERE workspace = ? AND external_id = ? COLLATE NOCASE LIMIT 1';
  const found = database.get<{ id: string }>(sql, workspace, id)?.id;
  return found === id ? undefined : found;
}

/** The same for many ids, each in small letters of ASCII, in one go. @returns By those ids, of several users the one made first. */
export function findExternalIdsInOtherLetters(
  database: Database,
  workspace: number,
  ids: readonly string[],
): Map<string, string> {
  if (ids.length === 0 || hasManyProfiles(database, workspace)) return new Map();
  const rows = database.all<{ number: number; id: string; lower: string }>(
    `SELECT number, external_id AS id, lower(external_id) AS lower FROM profiles
     WHERE workspace = ? AND external_id IS NOT NULL AND lower(external_id) IN (SELECT value FROM json_each(?))`,
    workspace,
    JSON.stringify(ids),
  );
  rows.sort((one, other) => other.number - one.number);
  return new Map(rows.map(({ id, lower }) => [lower, id]));
}

function hasManyProfiles(database: Database, workspace: number): boolean {
  const sql = 'SELECT max(number) AS last FROM profiles WHERE workspace = ?';
  const last = database.get<{ last: number | null }>(sql, workspace)?.last ?? 0;
  return last > scannedProfilesMax;
}

/** A device id that is one of the forms, the first of them. */
export function findDeviceByForms(
  database: Database,
  workspace: number,
  forms: readonly string[],
): string | undefined {
  const sql = `SELECT d.device_id AS id FROM json_each(?) j CROSS JOIN devices d
    ON d.workspace = ? AND d.device_id = j.value ORDER BY j.key LIMIT 1`;
  return database.get<{ id: string }>(sql, JSON.stringify(forms), workspace)?.id;
}

/** Another alias whose label is one of these and whose name one of those, the first of them. */
export function findAliasByForms(
  database: Database,
  workspace: number,
  alias: Alias,
  labels: readonly string[],
  names: readonly string[],
): Alias | undefined {
  const sql = `SELECT a.label, a.name FROM json_each(?) l CROSS JOIN json_each(?) n CROSS JOIN aliases a
    ON a.workspace = ? AND a.label = l.value AND a.name = n.value
    WHERE NOT (a.label = ? AND a.name = ?) ORDER BY l.key, n.key LIMIT 1`;
  const { label, name } = alias;
  return database.get<Alias>(sql, JSON.stringify(labels), JSON.stringify(names), workspace, label, name);
}
