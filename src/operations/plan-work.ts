import type { DueWork } from '../domain/due-work.js';
import type { Workspace } from '../domain/workspaces/workspace.js';
import { deleteDueWork, deleteDueWorkOfKind, hasDueWork, insertDueWork } from '../store/due-work.js';
import type { Context } from './context.js';

/** Plans work for a moment of the workspace's clock. @returns Its number, by which it can be taken back. */
export function planWork(context: Context, workspace: Workspace, dueAt: number, work: DueWork): number {
  context.plan.isChanged = true;
  return insertDueWork(context.database, workspace.number, dueAt, work);
}

/** Takes planned work back; no change when it has been done. */
export function cancelWork(context: Context, number: number): void {
  context.plan.isChanged = true;
  deleteDueWork(context.database, number);
}

/** Takes back all planned work of a kind. */
export function cancelWorkOfKind(context: Context, workspace: Workspace, kind: DueWork['kind']): void {
  context.plan.isChanged = true;
  deleteDueWorkOfKind(context.database, workspace.number, kind);
}

/** Whether work of a kind is planned. */
export function isWorkPlanned(context: Context, workspace: Workspace, kind: DueWork['kind']): boolean {
  return hasDueWork(context.database, workspace.number, kind);
}
