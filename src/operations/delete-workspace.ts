import type { Workspace } from '../domain/workspace.js';
import { deleteWorkspace as deleteStoredWorkspace } from '../store/workspaces.js';
import type { Context } from './context.js';

/** Takes the workspace away with all that is in it; its keys are free again. */
export function deleteWorkspace(context: Context, workspace: Workspace): void {
  deleteStoredWorkspace(context.database, workspace);
  context.requestCounts.delete(workspace.number);
}
