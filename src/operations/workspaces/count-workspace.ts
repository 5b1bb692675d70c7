import type { Workspace } from '../../domain/workspaces/workspace.js';
import { countContents, type WorkspaceCounts } from '../../store/workspaces/counts.js';
import type { Context } from '../context.js';

/** How much of everything a workspace has. Quick whatever its size: nobody is counted one by one. */
export function countWorkspace(context: Context, workspace: Workspace): WorkspaceCounts {
  return countContents(context.database, workspace);
}
