import type { Database } from '../database.js';

/** An external id that a rename replaced and that still finds its profile. */
export function insertDeprecatedExternalId(
  database: Database,
  workspace: number,
  profileNumber: number,
  externalId: string,
): void {
  database.run(
    'INSERT INTO deprecated_external_ids (workspace, external_id, number) VALUES (?, ?, ?)',
    workspace,
    externalId,
    profileNumber,
  );
}

/** @returns Whether there was one; a primary external id is none. */
export function deleteDeprecatedExternalId(
  database: Database,
  workspace: number,
  externalId: string,
): boolean {
  const sql = 'DELETE FROM deprecated_external_ids WHERE workspace = ? AND external_id = ?';
  return database.run(sql, workspace, externalId) > 0;
}
