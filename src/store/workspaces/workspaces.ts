import { defaultBehaviour } from '../../domain/seed/blueprint.js';
import { systemTime, type WorkspaceClock } from '../../domain/time/clock.js';
import type { Behaviour, Workspace } from '../../domain/workspaces/workspace.js';
import type { Database } from '../database.js';
import { insertProfileSet } from '../profile-sets.js';
import { readJson } from '../read-json.js';

interface WorkspaceRow {
  workspace: number;
  id: string;
  name: string;
  behaviour: string;
  created_at: number;
  everyone_set: number;
}

const columns = 'w.workspace, w.id, w.name, w.behaviour, w.created_at, w.everyone_set';

export function insertWorkspace(
  database: Database,
  workspace: { id: string; name: string; behaviour: Behaviour; blueprint: string; createdAt: number },
): Workspace {
  // The set carries the workspace's number, which is given here so that each can refer to the other.
  const last = database.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'workspaces'");
  const number = (last?.seq ?? 0) + 1;
  const everyoneSet = insertProfileSet(database, number, 'everyone');
  database.run(
    `INSERT INTO workspaces (workspace, id, name, behaviour, blueprint, created_at, everyone_set)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    number,
    workspace.id,
    workspace.name,
    JSON.stringify(workspace.behaviour),
    workspace.blueprint,
    workspace.createdAt,
    everyoneSet,
  );
  const { id, name, behaviour, createdAt } = workspace;
  return { number, id, name, behaviour, createdAt, everyoneSet };
}

export function findWorkspace(database: Database, id: string): Workspace | undefined {
  const row = database.get<WorkspaceRow>(`SELECT ${columns} FROM workspaces w WHERE w.id = ?`, id);
  return row && workspaceOf(row);
}

/** By an id that something which belongs to it has. */
export function getWorkspace(database: Database, id: string): Workspace {
  return workspaceOf(database.one<WorkspaceRow>(`SELECT ${columns} FROM workspaces w WHERE w.id = ?`, id));
}

/** In order of creation, those after `after` only. */
export function listWorkspaces(database: Database, after: number, limit: number): Workspace[] {
  return database
    .all<WorkspaceRow>(
      `SELECT ${columns} FROM workspaces w WHERE w.workspace > ? ORDER BY w.workspace LIMIT ?`,
      after,
      limit,
    )
    .map(workspaceOf);
}

export function countWorkspaces(database: Database): number {
  return database.get<{ count: number }>('SELECT count(*) AS count FROM workspaces')?.count ?? 0;
}

/** The profiles of all workspaces, from the sizes kept with the blocks of their sets. */
export function countAllProfiles(database: Database): number {
  const sql = `SELECT coalesce(sum(b.size), 0) AS count
    FROM workspaces w JOIN profile_set_blocks b ON b.profile_set = w.everyone_set`;
  return database.one<{ count: number }>(sql).count;
}

export function updateWorkspace(database: Database, workspace: Workspace): void {
  database.run(
    'UPDATE workspaces SET name = ?, behaviour = ? WHERE workspace = ?',
    workspace.name,
    JSON.stringify(workspace.behaviour),
    workspace.number,
  );
}

export function getWorkspaceClock(database: Database, workspace: Workspace): WorkspaceClock {
  const row = database.get<{ clock_offset_ms: number; clock_frozen_at: number | null }>(
    'SELECT clock_offset_ms, clock_frozen_at FROM workspaces WHERE workspace = ?',
    workspace.number,
  );
  // A workspace that was deleted while its request waited has the server's time.
  return row === undefined ? systemTime : { offsetMs: row.clock_offset_ms, frozenAt: row.clock_frozen_at };
}

export function updateWorkspaceClock(database: Database, workspace: Workspace, clock: WorkspaceClock): void {
  database.run(
    'UPDATE workspaces SET clock_offset_ms = ?, clock_frozen_at = ? WHERE workspace = ?',
    clock.offsetMs,
    clock.frozenAt,
    workspace.number,
  );
}

export function getBlueprint(database: Database, workspace: Workspace): string {
  const sql = 'SELECT blueprint FROM workspaces WHERE workspace = ?';
  return database.one<{ blueprint: string }>(sql, workspace.number).blueprint;
}

/** Deletes everything that a workspace holds, its journal too; its keys and settings stay. */
export function clearWorkspace(database: Database, workspace: Workspace): void {
  for (const table of [
    'due_work',
    'segment_exports',
    'sends',
    'campaigns',
    'segments',
    'cohorts',
    'faults',
    'journal_entries',
    'journals',
  ]) {
    database.run(`DELETE FROM ${table} WHERE workspace = ?`, workspace.number);
  }
  database.run('DELETE FROM profiles WHERE workspace = ?', workspace.number);
  database.run('DELETE FROM profile_set_blocks WHERE profile_set = ?', workspace.everyoneSet);
  database.run(
    'DELETE FROM profile_sets WHERE workspace = ? AND profile_set <> ?',
    workspace.number,
    workspace.everyoneSet,
  );
  database.run(
    'UPDATE workspaces SET next_profile = 0, next_revision = 1 WHERE workspace = ?',
    workspace.number,
  );
}

export function deleteWorkspace(database: Database, workspace: Workspace): void {
  clearWorkspace(database, workspace);
  database.run('DELETE FROM workspaces WHERE workspace = ?', workspace.number);
  database.run('DELETE FROM profile_sets WHERE workspace = ?', workspace.number);
}

/** The workspace a REST API key opens, and what the key may do there. */
export function findRestAccess(
  database: Database,
  key: string,
): { workspace: Workspace; permissions: string[] } | undefined {
  const row = database.get<WorkspaceRow & { permissions: string }>(
    `SELECT ${columns}, k.permissions FROM rest_api_keys k JOIN workspaces w USING (workspace) WHERE k.key = ?`,
    key,
  );
  return row && { workspace: workspaceOf(row), permissions: readJson<string[]>(row.permissions) };
}

/** The workspace and partner a data import key belongs to, whatever its state. */
export function findDataImportAccess(
  database: Database,
  key: string,
): { workspace: Workspace; partner: string; isActive: boolean; isEnabled: boolean } | undefined {
  const row = database.get<WorkspaceRow & { partner: string; state: string; is_enabled: number }>(
    `SELECT ${columns}, k.partner, k.state, p.is_enabled FROM data_import_keys k
     JOIN workspaces w USING (workspace) JOIN workspace_partners p USING (workspace, partner) WHERE k.key = ?`,
    key,
  );
  return (
    row && {
      workspace: workspaceOf(row),
      partner: row.partner,
      isActive: row.state === 'active',
      isEnabled: row.is_enabled === 1,
    }
  );
}

function workspaceOf(row: WorkspaceRow): Workspace {
  return {
    number: row.workspace,
    id: row.id,
    name: row.name,
    // A switch that came after the workspace was stored has its default.
    behaviour: { ...defaultBehaviour, ...readJson<Partial<Behaviour>>(row.behaviour) },
    createdAt: row.created_at,
    everyoneSet: row.everyone_set,
  };
}
