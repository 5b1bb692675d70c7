import { EmulatorError } from '../../domain/errors.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findProfileByBrazeId } from '../../store/users/profile-lookup.js';
import type { Context } from '../context.js';
import { removeProfile } from './remove-profile.js';

/** Takes one profile away with all it owns, out of every cohort. @throws EmulatorError `user_not_found`. */
export function deleteUser(context: Context, workspace: Workspace, brazeId: string): void {
  const profileNumber = findProfileByBrazeId(context.database, workspace.number, brazeId);
  if (profileNumber === undefined) {
    throw new EmulatorError('user_not_found', `No profile of this workspace has the braze_id '${brazeId}'`);
  }
  removeProfile(context, workspace, profileNumber);
}
