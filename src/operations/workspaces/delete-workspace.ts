import type { Workspace } from '../../domain/workspaces/workspace.js';
import { deleteWorkspace as deleteStoredWorkspace } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';

/**
 * Takes the workspace away with all that is in it and planned in it; its keys are free again. Waits in it end. It is gone at
 * once; what it held is removed by `removeLeftovers`.
 */
export function deleteWorkspace(context: Context, workspace: Workspace): void {
  deleteStoredWorkspace(context.database, workspace);
  context.requestCounts.delete(workspace.number);
  context.plan.isChanged = true;
}
