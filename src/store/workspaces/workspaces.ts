import { defaultBehaviour } from '../../domain/seed/blueprint.js';
import { systemTime, type WorkspaceClock } from '../../domain/time/clock.js';
import { type DataSettings, noDataSettings } from '../../domain/users/data-settings.js';
import type { Behaviour, Workspace } from '../../domain/workspaces/workspace.js';
import type { Database } from '../database.js';
import { insertProfileSet } from '../profile-sets.js';
import { readJson, rememberingLast } from '../read-json.js';
import { leaveOver } from './leftovers.js';

interface WorkspaceRow {
  workspace: number;
  position: number;
  id: string;
  name: string;
  behaviour: string;
  created_at: number;
  everyone_set: number;
}

const columns = 'w.workspace, w.position, w.id, w.name, w.behaviour, w.created_at, w.everyone_set';

/** @param workspace  `position` of one that stood there before; left out, it stands after all others. */
export function insertWorkspace(
  database: Database,
  workspace: Pick<Workspace, 'id' | 'name' | 'createdAt'> &
    Settings & {
      blueprint: string;
      position?: number;
    },
): Workspace {
  // The set carries the workspace's number, which is given here so that each can refer to the other.
  const number = lastNumber(database) + 1;
  const { id, name, behaviour, dataSettings, createdAt, position = number } = workspace;
  const everyoneSet = insertProfileSet(database, number, 'everyone');
  database.run(
    `INSERT INTO workspaces (workspace, position, id, name, behaviour, blueprint, created_at, everyone_set)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    number,
    position,
    id,
    name,
    settingsText(workspace),
    workspace.blueprint,
    createdAt,
    everyoneSet,
  );
  return { number, position, id, name, behaviour, dataSettings, createdAt, everyoneSet };
}

export function findWorkspace(database: Database, id: string): Workspace | undefined {
  return database.remember(`workspace ${id}`, () => {
    const row = database.get<WorkspaceRow>(`SELECT ${columns} FROM workspaces w WHERE w.id = ?`, id);
    return row && workspaceOf(row);
  });
}

/** By an id that something which belongs to it has. */
export function getWorkspace(database: Database, id: string): Workspace {
  return workspaceOf(database.one<WorkspaceRow>(`SELECT ${columns} FROM workspaces w WHERE w.id = ?`, id));
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
    settingsText(workspace),
    workspace.number,
  );
}

export function updateWorkspacePosition(database: Database, workspace: number, position: number): void {
  database.run('UPDATE workspaces SET position = ? WHERE workspace = ?', position, workspace);
}

export function getWorkspaceClock(database: Database, workspace: Workspace): WorkspaceClock {
  const { number } = workspace;
  return database.remember(`clock ${number}`, () => {
    const row = database.get<{ clock_offset_ms: number; clock_frozen_at: number | null }>(
      'SELECT clock_offset_ms, clock_frozen_at FROM workspaces WHERE workspace = ?',
      number,
    );
    // A workspace that was deleted while its request waited has the server's time.
    return row === undefined ? systemTime : { offsetMs: row.clock_offset_ms, frozenAt: row.clock_frozen_at };
  });
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

/** The highest number that a workspace has or had. */
function lastNumber(database: Database): number {
  const sql = "SELECT seq FROM sqlite_sequence WHERE name = 'workspaces'";
  return database.get<{ seq: number }>(sql)?.seq ?? 0;
}

/**
 * Takes a workspace away with its keys, in one step however much is in it: nothing finds any more what carries its number.
 * That stays until `removeLeftovers` is through with it.
 */
export function deleteWorkspace(database: Database, workspace: Workspace): void {
  database.run('DELETE FROM workspaces WHERE workspace = ?', workspace.number);
  leaveOver(database, workspace.number);
}

/** As `deleteWorkspace`, of all there are. */
export function deleteAllWorkspaces(database: Database): void {
  database.run('INSERT INTO leftovers (former_workspace) SELECT workspace FROM workspaces');
  database.run('DELETE FROM workspaces');
}

/**
 * Makes a workspace an empty one, in one step as `deleteWorkspace`. Its keys and settings stay.
 *
 * @returns It, with another number.
 */
export function emptyWorkspace(database: Database, workspace: Workspace): Workspace {
  const number = lastNumber(database) + 1;
  const everyoneSet = insertProfileSet(database, number, 'everyone');
  // Rows of partners and keys take the new number too.
  database.run(
    `UPDATE workspaces SET workspace = ?, everyone_set = ?, next_profile = 0, next_revision = 1
     WHERE workspace = ?`,
    number,
    everyoneSet,
    workspace.number,
  );
  database.run("UPDATE sqlite_sequence SET seq = ? WHERE name = 'workspaces'", number);
  leaveOver(database, workspace.number);
  return { ...workspace, number, everyoneSet };
}

/** The workspace a REST API key opens, and what the key may do there. */
export function findRestAccess(
  database: Database,
  key: string,
): { workspace: Workspace; permissions: string[] } | undefined {
  return database.remember(`REST API key ${key}`, () => {
    const row = database.get<WorkspaceRow & { permissions: string }>(
      `SELECT ${columns}, k.permissions FROM rest_api_keys k JOIN workspaces w USING (workspace) WHERE k.key = ?`,
      key,
    );
    return row && { workspace: workspaceOf(row), permissions: readJson<string[]>(row.permissions) };
  });
}

/** The workspace and partner a data import key belongs to, whatever its state. */
export function findDataImportAccess(
  database: Database,
  key: string,
): { workspace: Workspace; partner: string; isActive: boolean; isEnabled: boolean } | undefined {
  return database.remember(`data import key ${key}`, () => {
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
  });
}

type Settings = Pick<Workspace, 'behaviour' | 'dataSettings'>;

/** Switches and data settings share a column. */
function settingsText({ behaviour, dataSettings }: Settings): string {
  return JSON.stringify({ ...behaviour, dataSettings });
}

const readSettings = rememberingLast((text): Settings => {
  const settings = readJson<Partial<Behaviour> & { dataSettings?: DataSettings }>(text);
  const { dataSettings = noDataSettings, ...behaviour } = settings;
  // A database may be older than a switch.
  return { behaviour: { ...defaultBehaviour, ...behaviour }, dataSettings };
});

function workspaceOf(row: WorkspaceRow): Workspace {
  return {
    number: row.workspace,
    position: row.position,
    id: row.id,
    name: row.name,
    ...readSettings(row.behaviour),
    createdAt: row.created_at,
    everyoneSet: row.everyone_set,
  };
}
