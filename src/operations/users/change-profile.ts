import type { UserProfile } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { getProfile, takeRevision, updateProfile } from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';

/** Writes what changed in a profile's own row, if anything; it is now the most recently updated one. */
export function changeProfile(
  context: Context,
  workspace: Workspace,
  profileNumber: number,
  changes: Partial<Pick<UserProfile, 'externalId'>> = {},
): void {
  const profile = getProfile(context.database, workspace.number, profileNumber);
  const revision = takeRevision(context.database, workspace.number);
  updateProfile(context.database, workspace.number, { ...profile, ...changes, revision });
}
