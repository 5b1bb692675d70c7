import { EmulatorError } from '../../domain/errors.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findWorkspace } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';
import { settle } from '../due-work/settle.js';

/** Whether a workspace is still there that a request or a wait began in. */
export function hasWorkspace(context: Context, workspace: Workspace): boolean {
  return findWorkspace(context.database, workspace.id)?.number === workspace.number;
}

/** The workspace as it is now: what was due in it has been done. @throws EmulatorError `workspace_not_found`. */
export function getWorkspace(context: Context, id: string): Workspace {
  const workspace = findWorkspace(context.database, id);
  if (workspace === undefined)
    throw new EmulatorError('workspace_not_found', `No workspace has the id '${id}'`);
  settle(context, workspace);
  return workspace;
}
