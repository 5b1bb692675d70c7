import { EmulatorError } from '../../domain/errors.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findWorkspace } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';
import { settle } from '../due-work/settle.js';
import { presentWorkspace } from './present-workspace.js';

/**
 * Enters a workspace: does what is due in it, and returns it as it is then.
 *
 * @throws EmulatorError `workspace_not_found`.
 */
export function enterWorkspace(context: Context, id: string): Workspace {
  const workspace = findWorkspace(context.database, id);
  if (workspace === undefined)
    throw new EmulatorError('workspace_not_found', `No workspace has the id '${id}'`);
  settle(context, workspace);
  return workspace;
}

/** Whether a workspace is still there that a request or a wait began in. */
export function hasWorkspace(context: Context, workspace: Workspace): boolean {
  return presentWorkspace(context, workspace) !== undefined;
}
