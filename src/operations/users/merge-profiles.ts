import {
  lostInMerge,
  type MergeBehaviour,
  mergeProfiles as mergedProfile,
} from '../../domain/users/profile-merge.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { updateHistoryOwner } from '../../store/users/profile-history.js';
import {
  getProfile,
  insertAlias,
  insertDevice,
  savePushToken,
  takeRevision,
  updateProfile,
} from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';
import { removeProfile } from './remove-profile.js';

/**
 * Merges one profile into another and removes it. Its memberships go to the survivor, or, with `membership_on_merge:
 * keep_target`, are lost. [inferred] The survivor is now the most recently updated profile.
 *
 * @returns What of the merged profile was thrown away, in words; `undefined` for nothing.
 */
export function mergeProfiles(
  context: Context,
  workspace: Workspace,
  keptNumber: number,
  mergedNumber: number,
  behaviour: MergeBehaviour = 'merge',
): string | undefined {
  const { database } = context;
  const kept = getProfile(database, workspace.number, keptNumber);
  const merged = getProfile(database, workspace.number, mergedNumber);
  const survivor = mergedProfile(kept, merged, behaviour);

  if (behaviour === 'merge') updateHistoryOwner(database, workspace.number, mergedNumber, keptNumber);
  removeProfile(context, workspace, mergedNumber, keptNumber);

  const revision = takeRevision(database, workspace.number);
  updateProfile(database, workspace.number, { ...survivor, revision });
  // With the merged profile its identifiers went; the survivor takes those that moved.
  const moved = survivor.aliases.slice(kept.aliases.length);
  for (const alias of moved) insertAlias(database, workspace.number, keptNumber, alias);
  for (const deviceId of survivor.deviceIds) {
    insertDevice(database, workspace.number, keptNumber, deviceId);
  }
  for (const token of survivor.pushTokens) savePushToken(database, workspace.number, keptNumber, token);
  return lostInMerge(kept, merged, behaviour);
}
