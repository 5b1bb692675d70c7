import type { ClusterRegion, Partner } from '../../domain/workspaces/partner.js';
import type {
  DataImportKey,
  KeyState,
  RestApiKey,
  RestPermission,
} from '../../domain/workspaces/workspace.js';
import type { Database } from '../database.js';
import { readJson } from '../read-json.js';

interface PartnerRow {
  partner: string;
  display_name: string;
  filter_name: string;
}

/** Makes the partner known, or brings what is known of it up to date. Its keys are replaced. */
export function savePartner(database: Database, partner: Partner): void {
  database.run(
    `INSERT INTO partners (partner, display_name, filter_name) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET display_name = excluded.display_name, filter_name = excluded.filter_name`,
    partner.partner,
    partner.displayName,
    partner.filterName,
  );
  database.run('DELETE FROM partner_api_keys WHERE partner = ?', partner.partner);
  for (const { key, region } of partner.apiKeys) {
    database.run(
      'INSERT INTO partner_api_keys (key, partner, region) VALUES (?, ?, ?)',
      key,
      partner.partner,
      region,
    );
  }
}

export function findPartner(database: Database, partner: string): Partner | undefined {
  const row = database.get<PartnerRow>('SELECT * FROM partners WHERE partner = ?', partner);
  return row && partnerOf(database, row);
}

/** Whether a partner is known at all. */
export function hasPartner(database: Database, partner: string): boolean {
  const found = database.remember(`partner ${partner}`, () =>
    database.get('SELECT 1 FROM partners WHERE partner = ?', partner),
  );
  return found !== undefined;
}

export function listPartners(database: Database): Partner[] {
  return database
    .all<PartnerRow>('SELECT * FROM partners ORDER BY partner')
    .map((row) => partnerOf(database, row));
}

/** Whose partner API key this is, and where it is valid. */
export function findPartnerApiKey(
  database: Database,
  key: string,
): { partner: string; region: ClusterRegion | null } | undefined {
  return database.remember(`partner API key ${key}`, () =>
    database.get('SELECT partner, region FROM partner_api_keys WHERE key = ?', key),
  );
}

/** Switches a partner's integration on or off for a workspace; its keys stay. */
export function saveWorkspacePartner(
  database: Database,
  workspace: number,
  partner: string,
  isEnabled: boolean,
): void {
  database.run(
    `INSERT INTO workspace_partners (workspace, partner, is_enabled) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET is_enabled = excluded.is_enabled`,
    workspace,
    partner,
    isEnabled ? 1 : 0,
  );
}

/** Partners that the workspace has switched on at some time, by path name. */
export function listWorkspacePartners(
  database: Database,
  workspace: number,
): { partner: Partner; isEnabled: boolean }[] {
  return database
    .all<PartnerRow & { is_enabled: number }>(
      'SELECT p.*, w.is_enabled FROM workspace_partners w JOIN partners p USING (partner) WHERE w.workspace = ? ORDER BY p.partner',
      workspace,
    )
    .map((row) => ({ partner: partnerOf(database, row), isEnabled: row.is_enabled === 1 }));
}

export function insertDataImportKey(
  database: Database,
  workspace: number,
  partner: string,
  key: DataImportKey,
): void {
  database.run(
    'INSERT INTO data_import_keys (key, workspace, partner, state, created_at) VALUES (?, ?, ?, ?, ?)',
    key.key,
    workspace,
    partner,
    key.state,
    key.createdAt,
  );
}

/** In order of creation. */
export function listDataImportKeys(database: Database, workspace: number, partner: string): DataImportKey[] {
  return database
    .all<{ key: string; state: KeyState; created_at: number }>(
      'SELECT key, state, created_at FROM data_import_keys WHERE workspace = ? AND partner = ? ORDER BY rowid',
      workspace,
      partner,
    )
    .map((row) => ({ key: row.key, state: row.state, createdAt: row.created_at }));
}

/** @returns False when the workspace has no such key for the partner. */
export function updateDataImportKeyState(
  database: Database,
  workspace: number,
  partner: string,
  key: string,
  state: KeyState,
): boolean {
  const sql = 'UPDATE data_import_keys SET state = ? WHERE workspace = ? AND partner = ? AND key = ?';
  return database.run(sql, state, workspace, partner, key) === 1;
}

export function insertRestApiKey(
  database: Database,
  workspace: number,
  key: RestApiKey,
  createdAt: number,
): void {
  database.run(
    'INSERT INTO rest_api_keys (key, workspace, permissions, created_at) VALUES (?, ?, ?, ?)',
    key.key,
    workspace,
    JSON.stringify(key.permissions),
    createdAt,
  );
}

/** In order of creation. */
export function listRestApiKeys(database: Database, workspace: number): RestApiKey[] {
  return database
    .all<{ key: string; permissions: string }>(
      'SELECT key, permissions FROM rest_api_keys WHERE workspace = ? ORDER BY rowid',
      workspace,
    )
    .map((row) => ({ key: row.key, permissions: readJson<RestPermission[]>(row.permissions) }));
}

/** @returns False when the workspace has no such key. */
export function deleteRestApiKey(database: Database, workspace: number, key: string): boolean {
  return database.run('DELETE FROM rest_api_keys WHERE workspace = ? AND key = ?', workspace, key) === 1;
}

/** Whether any key of any kind on this server has this value. */
export function isKeyInUse(database: Database, key: string): boolean {
  const sql = `SELECT 1 FROM data_import_keys WHERE key = ? UNION ALL SELECT 1 FROM rest_api_keys WHERE key = ?
    UNION ALL SELECT 1 FROM partner_api_keys WHERE key = ?`;
  return database.get(sql, key, key, key) !== undefined;
}

/** Everything that is or was a key of any kind, those after a number only, in the order they were made. */
export function listKnownKeys(database: Database, after: number): { number: number; key: string }[] {
  const last = database.remember(
    'last known key',
    () => database.one<{ last: number | null }>('SELECT max(number) AS last FROM known_keys').last ?? 0,
  );
  if (last <= after) return [];
  return database.all('SELECT number, key FROM known_keys WHERE number > ? ORDER BY number', after);
}

function partnerOf(database: Database, row: PartnerRow): Partner {
  const apiKeys = database.all<{ key: string; region: ClusterRegion | null }>(
    'SELECT key, region FROM partner_api_keys WHERE partner = ? ORDER BY rowid',
    row.partner,
  );
  return { partner: row.partner, displayName: row.display_name, filterName: row.filter_name, apiKeys };
}
