import { listWorkspaces as listStoredWorkspaces } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';
import { type Page, pageOfLarge } from '../page.js';
import { viewWorkspace, type WorkspaceView } from './create-workspace.js';

/** In order of creation, each with its keys. */
export function listWorkspaces(
  context: Context,
  page: { after?: number; limit: number },
): Page<WorkspaceView, number> {
  const findAfter = (after = 0): WorkspaceView | undefined => {
    const [workspace] = listStoredWorkspaces(context.database, after, 1);
    return workspace && viewWorkspace(context, workspace);
  };
  return pageOfLarge(findAfter, page, (workspace) => workspace.position);
}
