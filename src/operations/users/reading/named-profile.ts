import { EmulatorError } from '../../../domain/errors.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import type { Database } from '../../../store/database.js';
import { findProfileByBrazeId } from '../../../store/users/profile-lookup.js';

/** The number of the profile that a request names. @throws EmulatorError `user_not_found`. */
export function namedProfile(database: Database, workspace: Workspace, brazeId: string): number {
  const profileNumber = findProfileByBrazeId(database, workspace.number, brazeId);
  if (profileNumber !== undefined) return profileNumber;
  throw new EmulatorError('user_not_found', `No profile of this workspace has the braze_id '${brazeId}'`);
}
