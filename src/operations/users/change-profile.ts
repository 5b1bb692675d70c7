import type { Workspace } from '../../domain/workspaces/workspace.js';
import { getProfile, takeRevision, updateProfile } from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';

/**
 * Makes a profile the most recently updated one.
 *
 * @param externalId  The one that it has from now on; left out, it keeps its own.
 */
export function changeProfile(
  context: Context,
  workspace: Workspace,
  profileNumber: number,
  externalId?: string,
): void {
  const profile = getProfile(context.database, workspace.number, profileNumber);
  const revision = takeRevision(context.database, workspace.number);
  const changed = { ...profile, externalId: externalId ?? profile.externalId, revision };
  updateProfile(context.database, workspace.number, changed);
}
