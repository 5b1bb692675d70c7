import type { JsonObject } from '../../domain/json.js';
import type {
  Alias,
  AppUse,
  ProfileIdentity,
  PushToken,
  UserProfile,
  UserProfileContent,
} from '../../domain/users/user-profile.js';
import type { Database } from '../database.js';
import { readJson } from '../read-json.js';

interface ProfileRow {
  number: number;
  braze_id: string;
  external_id: string | null;
  email: string | null;
  phone: string | null;
  created_at: number;
  revision: number;
  random_bucket: number;
  attributes: string;
  custom_attributes: string;
  apps: string;
  session_count: number;
}

/** Reserves dense numbers for new profiles and revisions for their updates; returns the first of each. */
export function takeProfileNumbers(
  database: Database,
  workspace: number,
  count: number,
): { number: number; revision: number } {
  return database.one<{ number: number; revision: number }>(
    `UPDATE workspaces SET next_profile = next_profile + ?, next_revision = next_revision + ? WHERE workspace = ?
     RETURNING next_profile - ? AS number, next_revision - ? AS revision`,
    count,
    count,
    workspace,
    count,
    count,
  );
}

/** Reserves a revision: what is written with it was updated after everything written before. */
export function takeRevision(database: Database, workspace: number): number {
  const sql =
    'UPDATE workspaces SET next_revision = next_revision + 1 WHERE workspace = ? RETURNING next_revision - 1 AS revision';
  return database.one<{ revision: number }>(sql, workspace).revision;
}

/** Inserts the profile's own row and its identifiers. The caller adds it to the set of everyone. */
export function insertProfile(
  database: Database,
  workspace: number,
  profile: UserProfileContent &
    Pick<UserProfile, 'number' | 'brazeId' | 'createdAt' | 'revision' | 'randomBucket'>,
): void {
  database.run(
    `INSERT INTO profiles (workspace, number, braze_id, external_id, email, phone, created_at, revision, random_bucket,
       attributes, custom_attributes, apps, session_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, jsonb(?), jsonb(?), ?, ?)`,
    workspace,
    profile.number,
    profile.brazeId,
    profile.externalId,
    profile.email,
    profile.phone,
    profile.createdAt,
    profile.revision,
    profile.randomBucket,
    JSON.stringify(profile.attributes),
    JSON.stringify(profile.customAttributes),
    JSON.stringify(profile.apps),
    profile.sessionCount,
  );
  for (const alias of profile.aliases) insertAlias(database, workspace, profile.number, alias);
  for (const deviceId of profile.deviceIds) insertDevice(database, workspace, profile.number, deviceId);
}

/** Writes the profile's own row; aliases, devices and push tokens have verbs of their own. */
export function updateProfile(database: Database, workspace: number, profile: UserProfile): void {
  database.run(
    `UPDATE profiles SET external_id = ?, email = ?, phone = ?, revision = ?, attributes = jsonb(?),
       custom_attributes = jsonb(?), apps = ?, session_count = ? WHERE workspace = ? AND number = ?`,
    profile.externalId,
    profile.email,
    profile.phone,
    profile.revision,
    JSON.stringify(profile.attributes),
    JSON.stringify(profile.customAttributes),
    JSON.stringify(profile.apps),
    profile.sessionCount,
    workspace,
    profile.number,
  );
}

/** Deletes the profile and everything it owns, events and purchases too. Sets are the caller's. */
export function deleteProfile(database: Database, workspace: number, profileNumber: number): void {
  database.run('DELETE FROM profiles WHERE workspace = ? AND number = ?', workspace, profileNumber);
}

export function getProfile(database: Database, workspace: number, profileNumber: number): UserProfile {
  const row = database.one<ProfileRow>(
    `SELECT *, json(attributes) AS attributes, json(custom_attributes) AS custom_attributes FROM profiles
     WHERE workspace = ? AND number = ?`,
    workspace,
    profileNumber,
  );
  return {
    number: row.number,
    brazeId: row.braze_id,
    externalId: row.external_id,
    email: row.email,
    phone: row.phone,
    createdAt: row.created_at,
    revision: row.revision,
    randomBucket: row.random_bucket,
    attributes: readJson<JsonObject>(row.attributes),
    customAttributes: readJson<JsonObject>(row.custom_attributes),
    apps: readJson<AppUse[]>(row.apps),
    sessionCount: row.session_count,
    aliases: listAliases(database, workspace, profileNumber),
    deviceIds: listDevices(database, workspace, profileNumber),
    pushTokens: listPushTokens(database, workspace, profileNumber),
  };
}

export function getProfileIdentity(
  database: Database,
  workspace: number,
  profileNumber: number,
): ProfileIdentity {
  const row = database.one<{ number: number; braze_id: string; external_id: string | null }>(
    'SELECT number, braze_id, external_id FROM profiles WHERE workspace = ? AND number = ?',
    workspace,
    profileNumber,
  );
  return {
    number: row.number,
    brazeId: row.braze_id,
    externalId: row.external_id,
    aliases: listAliases(database, workspace, profileNumber),
    deviceIds: listDevices(database, workspace, profileNumber),
  };
}

export function insertAlias(
  database: Database,
  workspace: number,
  profileNumber: number,
  alias: Alias,
): void {
  database.run(
    'INSERT INTO aliases (workspace, label, name, number) VALUES (?, ?, ?, ?)',
    workspace,
    alias.label,
    alias.name,
    profileNumber,
  );
}

export function deleteAlias(database: Database, workspace: number, alias: Alias): void {
  const sql = 'DELETE FROM aliases WHERE workspace = ? AND label = ? AND name = ?';
  database.run(sql, workspace, alias.label, alias.name);
}

/** No change when the profile lists the device already. */
export function insertDevice(
  database: Database,
  workspace: number,
  profileNumber: number,
  deviceId: string,
): void {
  database.run(
    'INSERT INTO devices (workspace, device_id, number) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    workspace,
    deviceId,
    profileNumber,
  );
}

/** Gives the token to the profile, taking it from whoever had it. */
export function savePushToken(
  database: Database,
  workspace: number,
  profileNumber: number,
  token: PushToken,
): void {
  database.run(
    `INSERT INTO push_tokens (workspace, app_id, token, device_id, number) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET device_id = excluded.device_id, number = excluded.number`,
    workspace,
    token.appId,
    token.token,
    token.deviceId,
    profileNumber,
  );
}

function listAliases(database: Database, workspace: number, profileNumber: number): Alias[] {
  const sql = 'SELECT label, name FROM aliases WHERE workspace = ? AND number = ? ORDER BY label';
  return database.all<Alias>(sql, workspace, profileNumber);
}

function listDevices(database: Database, workspace: number, profileNumber: number): string[] {
  const sql = 'SELECT device_id FROM devices WHERE workspace = ? AND number = ? ORDER BY device_id';
  return database.all<{ device_id: string }>(sql, workspace, profileNumber).map((row) => row.device_id);
}

function listPushTokens(database: Database, workspace: number, profileNumber: number): PushToken[] {
  return database.all<PushToken>(
    'SELECT app_id AS appId, token, device_id AS deviceId FROM push_tokens WHERE workspace = ? AND number = ? ORDER BY app_id, token',
    workspace,
    profileNumber,
  );
}
