import type { Alias } from '../../domain/users/user-profile.js';
import type { Database } from '../database.js';

/** Identifiers that begin with a text, in order, those after a place only. */
interface Beginning<Place> {
  start: string;
  after: Place | undefined;
  limit: number;
}

export function listExternalIdsFrom(
  database: Database,
  workspace: number,
  { start, after = '', limit }: Beginning<string>,
): { externalId: string; number: number }[] {
  return database.all(
    `SELECT external_id AS externalId, number FROM profiles
     WHERE workspace = ? AND external_id >= ? AND external_id < ? AND external_id > ? ORDER BY external_id LIMIT ?`,
    workspace,
    start,
    endOf(start),
    after,
    limit,
  );
}

/** Several profiles may have one device. */
export interface DevicePlace {
  deviceId: string;
  number: number;
}

export function listDevicesFrom(
  database: Database,
  workspace: number,
  { start, after = { deviceId: '', number: -1 }, limit }: Beginning<DevicePlace>,
): DevicePlace[] {
  return database.all(
    `SELECT device_id AS deviceId, number FROM devices
     WHERE workspace = ? AND device_id >= ? AND device_id < ? AND (device_id, number) > (?, ?)
     ORDER BY device_id, number LIMIT ?`,
    workspace,
    start,
    endOf(start),
    after.deviceId,
    after.number,
    limit,
  );
}

/** Aliases of one label whose names begin with a text. */
export function listAliasesFrom(
  database: Database,
  workspace: number,
  { label, start, after = '', limit }: Beginning<string> & Pick<Alias, 'label'>,
): { name: string; number: number }[] {
  return database.all(
    `SELECT name, number FROM aliases
     WHERE workspace = ? AND label = ? AND name >= ? AND name < ? AND name > ? ORDER BY name LIMIT ?`,
    workspace,
    label,
    start,
    endOf(start),
    after,
    limit,
  );
}

/** The first label after another. */
export function findAliasLabelAfter(
  database: Database,
  workspace: number,
  after: string,
): string | undefined {
  const sql = 'SELECT label FROM aliases WHERE workspace = ? AND label > ? ORDER BY label LIMIT 1';
  return database.get<{ label: string }>(sql, workspace, after)?.label;
}

/** No text that begins with `start` comes after this one; there is no greater character. */
function endOf(start: string): string {
  return `${start}\u{10FFFF}`;
}
