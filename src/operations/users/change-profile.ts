import type { UserProfile } from '../../domain/user-profile.js';
import type { Workspace } from '../../domain/workspace.js';
import { getProfile, takeRevision, updateProfile } from '../../store/user-profiles.js';
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
