import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Context } from '../context.js';
import { namedProfile } from './reading/named-profile.js';
import { removeProfile } from './remove-profile.js';

/** Takes one profile away with all it owns, out of every cohort. @throws EmulatorError `user_not_found`. */
export function deleteUser(context: Context, workspace: Workspace, brazeId: string): void {
  const profileNumber = namedProfile(context.database, workspace, brazeId);
  removeProfile(context, workspace, profileNumber);
}
