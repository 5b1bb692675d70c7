import type { DueWork, PlannedWork } from '../domain/due-work.js';
import type { Database } from './database.js';
import { readJson } from './read-json.js';

/** @returns The number by which `deleteDueWork` takes it back. */
export function insertDueWork(database: Database, workspace: number, dueAt: number, work: DueWork): number {
  const sql = 'INSERT INTO due_work (workspace, due_at, kind, work) VALUES (?, ?, ?, ?)';
  return database.insert(sql, workspace, dueAt, work.kind, JSON.stringify(work));
}

export function deleteDueWork(database: Database, number: number): void {
  database.run('DELETE FROM due_work WHERE due_work = ?', number);
}

export function deleteDueWorkOfKind(database: Database, workspace: number, kind: DueWork['kind']): void {
  database.run('DELETE FROM due_work WHERE workspace = ? AND kind = ?', workspace, kind);
}

/** What falls due first in a workspace, up to and including a moment. */
export function findFirstDueWork(
  database: Database,
  workspace: number,
  until: number,
): PlannedWork | undefined {
  const first = database.remember(`due work ${workspace}`, () => {
    const sql = 'SELECT due_work, due_at FROM due_work WHERE workspace = ? ORDER BY due_at, due_work LIMIT 1';
    return database.get<{ due_work: number; due_at: number }>(sql, workspace) ?? null;
  });
  if (first === null || first.due_at > until) return undefined;
  const sql = 'SELECT work FROM due_work WHERE due_work = ?';
  const { work } = database.one<{ work: string }>(sql, first.due_work);
  return { number: first.due_work, dueAt: first.due_at, work: readJson<DueWork>(work) };
}

/** Whether work of a kind is planned in a workspace. */
export function hasDueWork(database: Database, workspace: number, kind: DueWork['kind']): boolean {
  return findLastDueTime(database, workspace, kind) !== undefined;
}

/** When the last planned work of a kind falls due in a workspace. */
export function findLastDueTime(
  database: Database,
  workspace: number,
  kind: DueWork['kind'],
): number | undefined {
  const sql = 'SELECT max(due_at) AS at FROM due_work WHERE workspace = ? AND kind = ?';
  const read = () => database.one<{ at: number | null }>(sql, workspace, kind);
  return database.remember(`last due time ${workspace} ${kind}`, read).at ?? undefined;
}

/** When, on the server's own clock, the next work of any workspace whose clock runs falls due, but for those without. */
export function findNextDueTime(database: Database, without: readonly number[]): number | undefined {
  const row = database.get<{ at: number | null }>(
    `SELECT min(d.due_at - w.clock_offset_ms) AS at FROM due_work d JOIN workspaces w USING (workspace)
     WHERE w.clock_frozen_at IS NULL AND d.workspace NOT IN (SELECT value FROM json_each(?))`,
    JSON.stringify(without),
  );
  return row?.at ?? undefined;
}

/** Workspaces with a running clock in which work is due at a moment of the server's clock. */
export function listWorkspacesWithDueWork(database: Database, serverNow: number): string[] {
  return database
    .all<{ id: string }>(
      `SELECT DISTINCT w.id FROM due_work d JOIN workspaces w USING (workspace)
       WHERE w.clock_frozen_at IS NULL AND d.due_at - w.clock_offset_ms <= ? ORDER BY w.workspace`,
      serverNow,
    )
    .map((row) => row.id);
}
