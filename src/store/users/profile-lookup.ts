import type { Alias, PushToken } from '../../domain/users/user-profile.js';
import type { Database } from '../database.js';
import { readJson } from '../read-json.js';

// Which profile an identifier names. Numbers are those of the workspace.

/** By primary external id, or by one that a rename deprecated. [doc] external_id_migration/post_external_ids_rename */
export function findProfileByExternalId(
  database: Database,
  workspace: number,
  externalId: string,
): number | undefined {
  const primary = database.get<{ number: number }>(
    'SELECT number FROM profiles WHERE workspace = ? AND external_id = ?',
    workspace,
    externalId,
  );
  return primary?.number ?? findProfileByDeprecatedExternalId(database, workspace, externalId);
}

function findProfileByDeprecatedExternalId(
  database: Database,
  workspace: number,
  externalId: string,
): number | undefined {
  if (!hasDeprecatedExternalIds(database, workspace)) return undefined;
  const sql = 'SELECT number FROM deprecated_external_ids WHERE workspace = ? AND external_id = ?';
  return database.get<{ number: number }>(sql, workspace, externalId)?.number;
}

/**
 * Few workspaces have any, and every id that nobody has would be looked for among them. They go with their profile: then this
 * may stay true for a while, which costs the look only.
 */
function hasDeprecatedExternalIds(database: Database, workspace: number): boolean {
  return database.remember(`deprecated external ids ${workspace}`, () => {
    const sql = 'SELECT 1 FROM deprecated_external_ids WHERE workspace = ? LIMIT 1';
    return database.get(sql, workspace) !== undefined;
  });
}

/**
 * The same for many ids in one query, several times as fast as one query each.
 *
 * @param externalIds  `null` is nobody's.
 * @returns A number, or `undefined`, at the place of each id.
 */
export function findProfilesByExternalIds(
  database: Database,
  workspace: number,
  externalIds: readonly (string | null)[],
): (number | undefined)[] {
  if (externalIds.length === 0) return [];
  // The left side of a LEFT JOIN is the outer loop: without, SQLite would scan all profiles. One JSON array is returned
  // instead of a row per id because making the rows takes longer than finding the profiles.
  const { numbers } = database.one<{ numbers: string }>(
    `SELECT json_group_array(p.number) AS numbers FROM json_each(?) j
     LEFT JOIN profiles p ON p.workspace = ? AND p.external_id = j.value`,
    JSON.stringify(externalIds),
    workspace,
  );
  const found = readJson<(number | null)[]>(numbers);
  return externalIds.map(
    (id, index) =>
      found[index] ?? (id === null ? undefined : findProfileByDeprecatedExternalId(database, workspace, id)),
  );
}

export function findProfileByBrazeId(
  database: Database,
  workspace: number,
  brazeId: string,
): number | undefined {
  const sql = 'SELECT number FROM profiles WHERE workspace = ? AND braze_id = ?';
  return database.get<{ number: number }>(sql, workspace, brazeId)?.number;
}

export function findProfileByAlias(
  database: Database,
  workspace: number,
  alias: Alias,
): { number: number; isIdentified: boolean } | undefined {
  const row = database.get<{ number: number; is_identified: number }>(
    `SELECT a.number, p.external_id IS NOT NULL AS is_identified FROM aliases a JOIN profiles p USING (workspace, number)
     WHERE a.workspace = ? AND a.label = ? AND a.name = ?`,
    workspace,
    alias.label,
    alias.name,
  );
  return row && { number: row.number, isIdentified: row.is_identified === 1 };
}

/** Profiles that list the device. `isSdkAnonymous`: no external id, alias, e-mail or phone either. [inferred] */
export function listDeviceOwners(
  database: Database,
  workspace: number,
  deviceId: string,
): { number: number; isIdentified: boolean; isSdkAnonymous: boolean }[] {
  return database
    .all<{ number: number; is_identified: number; is_sdk_anonymous: number }>(
      `SELECT d.number, p.external_id IS NOT NULL AS is_identified,
         p.external_id IS NULL AND p.email IS NULL AND p.phone IS NULL AND NOT EXISTS
           (SELECT 1 FROM aliases a WHERE a.workspace = d.workspace AND a.number = d.number) AS is_sdk_anonymous
       FROM devices d JOIN profiles p USING (workspace, number) WHERE d.workspace = ? AND d.device_id = ?`,
      workspace,
      deviceId,
    )
    .map((row) => ({
      number: row.number,
      isIdentified: row.is_identified === 1,
      isSdkAnonymous: row.is_sdk_anonymous === 1,
    }));
}

/** The profiles whose external ids begin with a text, in order of creation, those after `after` only. */
export function listExternalIdsFrom(
  database: Database,
  workspace: number,
  beginning: string,
  after: number,
  limit: number,
): number[] {
  // Texts are compared by their UTF-8, in which nothing comes behind the last character. The signs keep SQLite from walking along
  // all profiles for the sake of their order.
  return database
    .all<{ number: number }>(
      `SELECT number FROM profiles
       WHERE workspace = ? AND external_id >= ? AND external_id < ? || char(0x10FFFF) AND +number > ?
       ORDER BY +number LIMIT ?`,
      workspace,
      beginning,
      beginning,
      after,
      limit,
    )
    .map((row) => row.number);
}

// SQLite would rather walk along all profiles of the workspace than use an index that is not unique, so it is told.

/** Profiles with this e-mail address or phone number, the most recently updated first. */
export function listProfilesByContact(
  database: Database,
  workspace: number,
  contact: { email: string } | { phone: string },
): { number: number; isIdentified: boolean; revision: number }[] {
  const [column, value] = 'email' in contact ? ['email', contact.email] : ['phone', contact.phone];
  return database
    .all<{ number: number; is_identified: number; revision: number }>(
      `SELECT number, external_id IS NOT NULL AS is_identified, revision FROM profiles INDEXED BY profiles_by_${column}
       WHERE workspace = ? AND ${column} = ? ORDER BY revision DESC`,
      workspace,
      value,
    )
    .map((row) => ({ number: row.number, isIdentified: row.is_identified === 1, revision: row.revision }));
}

/**
 * Which of the profiles with this address or number is meant: the most recently updated with an external id, or, when
 * none has one, the most recently updated. [doc] user_data/post_user_track
 */
export function findProfileByContact(
  database: Database,
  workspace: number,
  contact: { email: string } | { phone: string },
): number | undefined {
  const [column, value] = 'email' in contact ? ['email', contact.email] : ['phone', contact.phone];
  const sql = `SELECT number FROM profiles INDEXED BY profiles_by_${column} WHERE workspace = ? AND ${column} = ?
    ORDER BY external_id IS NOT NULL DESC, revision DESC LIMIT 1`;
  return database.get<{ number: number }>(sql, workspace, value)?.number;
}

export function findPushTokenOwner(
  database: Database,
  workspace: number,
  token: Pick<PushToken, 'appId' | 'token'>,
): number | undefined {
  const sql = 'SELECT number FROM push_tokens WHERE workspace = ? AND app_id = ? AND token = ?';
  return database.get<{ number: number }>(sql, workspace, token.appId, token.token)?.number;
}
