import { listWorkspaces as listStoredWorkspaces } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';
import { type Page, pageOf } from '../page.js';
import { viewWorkspace, type WorkspaceView } from './create-workspace.js';

/** In order of creation, each with its keys. */
export function listWorkspaces(
  context: Context,
  page: { after?: number; limit: number },
): Page<WorkspaceView, number> {
  const workspaces = listStoredWorkspaces(context.database, page.after ?? 0, page.limit + 1);
  const { items, next } = pageOf(workspaces, page.limit, (workspace) => workspace.position);
  return { items: items.map((workspace) => viewWorkspace(context, workspace)), next };
}
